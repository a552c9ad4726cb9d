"""Chord progressions: a small LSTM writes them first, before any melody."""
