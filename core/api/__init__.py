"""Talk to a system: one client, one door out, one declaration for each vendor."""
