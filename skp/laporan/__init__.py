"""Workbooks of planning: out as text, in with a preview."""
