"""Pictures, one module a kind; functions take arrays and return Axes. `style` and `diagram` serve them all."""
