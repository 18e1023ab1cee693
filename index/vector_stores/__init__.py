"""The copy of the vectors that is searched."""
