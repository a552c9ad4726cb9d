"""The corpora: openly licensed music, read into lead sheets for the eleven genres.

Knows where each source lies, how its files are read, and how pieces are split into
train, valid and test. Knows nothing of tokens or networks.
"""
