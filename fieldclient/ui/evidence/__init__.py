"""A draft and its photos on the screen: editor, slots, picker and camera, for every room that gathers evidence."""
