"""What every page stands in: the shell with its navigation, and the way in."""
