"""A funder's own form: looked at beside a picture of its sheet, filled in, and proved."""
