"""Charts and workbooks of this app."""
