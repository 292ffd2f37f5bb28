"""Who is who: tables are read (`sheets`, `reading`), people found in them (`people`, `identity`)."""
