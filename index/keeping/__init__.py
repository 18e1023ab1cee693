"""An archive kept: taken into one file, put back from it, copied to another kind of place."""
