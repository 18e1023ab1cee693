"""A run, or two beside each other, as tables, Markdown and one HTML file."""
