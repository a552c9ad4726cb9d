"""Figures of finished melodies: pure functions, each with its formula, range and source."""
