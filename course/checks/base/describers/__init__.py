"""What `course.checks.base.describe` looks for: relations, orders, places, corners."""
