"""Articles that readers of the page add to the archive: files they send, addresses they name."""
