"""Charts, workbooks and files of this app."""
