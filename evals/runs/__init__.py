"""A question set put to an engine: its rows, their summaries, files and comparisons."""
