"""Learned taste and ratings: small Bayesian models in plain numpy. Knows no storage."""
