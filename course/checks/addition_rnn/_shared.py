"""The alphabet of encode and decode."""

DIGITS = "0123456789+ "
