"""Programs that train Dateline's own models; not part of the installed package."""
