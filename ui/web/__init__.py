"""The chat page: what is served, shown and guarded."""
