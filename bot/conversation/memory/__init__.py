"""A conversation that remembers: the storage behind the dialogue, and the community's orders."""
