"""The archive as tools for language models (the Model Context Protocol)."""
