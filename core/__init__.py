"""Koppel's core: pull records, shape them, see what would be written, carry them once."""
