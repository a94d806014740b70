"""Tables, engine, migrations and queries: the database is the truth."""
