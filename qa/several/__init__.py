"""What several articles say: the state of things, timelines, comparisons, overviews."""
