"""Questions that are counted over the catalogue, not found: how many, which, first, last."""
