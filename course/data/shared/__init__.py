"""What data sets share, and no data set itself: reading a file, and the forms that data come in."""
