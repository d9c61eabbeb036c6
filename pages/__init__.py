"""What a person sees: each page is a script that composes parts and asks the workspace."""
