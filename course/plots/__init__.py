"""Pictures, one module per kind. Functions take arrays and return Axes; `style` and `diagram` serve all."""
