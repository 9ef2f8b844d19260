"""The calls: list them, show, check and copy one, and upgrade a document's."""
