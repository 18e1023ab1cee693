"""Passages for a question, by words, vectors and time, ranked by one score."""
