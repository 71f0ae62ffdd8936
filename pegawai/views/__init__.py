"""Pages of the pegawai app, one file per area."""
