"""The demo agency: a fictional kabupaten whose year is built through the services."""
