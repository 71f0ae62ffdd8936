"""The same acts for other systems."""
