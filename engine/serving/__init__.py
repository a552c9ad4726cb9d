"""The engine as a service: a process of its own with warm weights."""
