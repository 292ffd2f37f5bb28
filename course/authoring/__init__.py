"""For authors: a lab is written once, solved, as solutions/NN_name.py; both of its notebooks are built."""
