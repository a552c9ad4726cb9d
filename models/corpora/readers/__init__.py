"""One reader for each file format: bytes in, scores out.

A reader knows its notation and nothing of genres, splits or caches. What it can't
read raises UnreadablePiece with one sentence that says why.
"""
