"""The window. Qt lives here and nowhere else; see README.md in this folder for how a room is made."""
