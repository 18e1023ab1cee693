"""What is measured of an answer, and whether a difference is more than chance."""
