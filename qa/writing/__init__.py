"""Answers in sentences with quotes: the answerers, and what is cited and composed of them."""
