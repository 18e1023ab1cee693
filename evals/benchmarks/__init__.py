"""Programs that measure Dateline; not part of the installed package."""
