"""Language models: by name, asked under time limits, their words made fit to read."""
