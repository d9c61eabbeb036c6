"""The connectors: a folder each, found by being there."""
