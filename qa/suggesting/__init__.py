"""Questions made from an archive's own sentences, each with the words that should answer it."""
