"""Reads the workbooks of planning and judges every row; imports no Django and changes nothing."""
