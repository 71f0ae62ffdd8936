"""Pages of the execution stage: one act, one address, one short view."""
