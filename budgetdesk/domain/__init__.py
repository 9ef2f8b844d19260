"""What the field's words mean: immutable values that know no file, clock or screen.

Every value is a `Value` (see `value.py`): frozen, compared by content, and able to stand in the
open exchange form under the names declared here. Figures are not computed in this room, except
what a value can say of itself alone (a line's sum over the years).
"""
