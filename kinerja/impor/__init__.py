"""Reading sheets of the log: from cells to days, times and numbers. Imports no Django."""
