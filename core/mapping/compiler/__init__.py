"""A mapping as one generated Python function: paths read once, rules in a row, nothing looked up twice."""
