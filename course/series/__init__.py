"""What forecasts are judged with: leaks of the future, error bars over starting days, simple rivals."""
