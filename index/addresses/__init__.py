"""Pages and feeds at web addresses: fetched politely, within bounds, and from public hosts only."""
