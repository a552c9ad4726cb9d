"""The steps that make the schema, oldest first; a step that was released never changes."""
