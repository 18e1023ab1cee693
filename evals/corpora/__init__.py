"""The public collections that benchmarks and training read, and archives made of them."""
