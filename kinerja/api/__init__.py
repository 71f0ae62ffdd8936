"""The execution stage for other systems: the same services as the pages."""
