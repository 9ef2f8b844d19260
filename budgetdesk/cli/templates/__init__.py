"""The funders' forms: read one, fill one, convert one, write our own."""
