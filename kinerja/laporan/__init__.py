"""Charts and workbooks of this app."""

"""The log as files."""
