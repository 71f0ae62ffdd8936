"""The same people and chains as the pages, for other systems."""
