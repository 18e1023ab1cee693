"""The picture in the browser's tab, as an address that holds all of it."""

ICON = (
    "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 "
    "viewBox=%220 0 16 16%22%3E%3Crect width=%2216%22 height=%2216%22 rx=%222%22 "
    "fill=%22%237a1f1f%22/%3E%3Cpath d=%22M4 5h8M4 8h8M4 11h5%22 stroke=%22%23fff%22 "
    "stroke-width=%221.4%22/%3E%3C/svg%3E"
)
