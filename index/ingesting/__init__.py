"""Articles into an archive: from files and addresses, sorted, in batches."""
