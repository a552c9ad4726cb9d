"""The sampling loop: one compiled graph writes whole melodies, batch by batch."""
