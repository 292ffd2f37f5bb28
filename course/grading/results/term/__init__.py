"""A term: who falls behind and which exercise costs most tries, two classes compared, an anonymous table."""
