"""Meanings: one file for each thing that a message can say, as rows of patterns."""
