"""From a lead sheet to a band: who plays, what they play, and how they play it.

Knows styles, voicings, bass lines, grooves and part writing. Knows nothing of
networks, files or chat; it is given a lead sheet and a request and returns tracks.
"""
