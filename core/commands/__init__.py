"""The commands of the command line, one file for each group; each stays thin and asks the workspace."""
