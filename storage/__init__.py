"""What Fusebox remembers. Knows nothing of music, engine or chat."""
