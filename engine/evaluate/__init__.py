"""Evaluation: many pieces measured beside real music that no network has seen."""
