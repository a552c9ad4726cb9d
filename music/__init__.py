"""The vocabulary of Fusebox: notes, chords, keys, metres, lead sheets and pieces.

Knows what a musician would write down and how files hold it. Knows nothing of
networks, arrangers, chat or storage; nothing of ours is imported here.
"""
