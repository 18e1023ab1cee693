"""A text: its sentences, words, chunks, language, and what in it is no part of the story."""
