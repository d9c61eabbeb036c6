"""Carry records: the line from pull to ledger, plans, runs and schedules."""
