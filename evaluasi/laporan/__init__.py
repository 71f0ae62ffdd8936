"""Documents: from frozen data to PDF bytes."""
