"""A question and what came of it: as values, as browsers keep it, and what readers say of it."""
