"""Tokens, corpora, the two networks, their training, their sampler and the shipped weights."""
