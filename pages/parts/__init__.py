"""The pieces that pages are composed of: each draws one thing and returns what the person chose."""
