"""Where the hub keeps what it knows: tables, migrations and the one door through which everything is read and written."""
