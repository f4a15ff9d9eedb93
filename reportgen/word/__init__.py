"""The only room that knows Word's XML."""
