"""What forecasts are judged with: leaks of the future, and error bars over starting days."""
