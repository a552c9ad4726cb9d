"""Mining: what accompanists, bass players and drummers of the corpora do, bar by bar.

Knows how a bar becomes a line of pattern text and which lines are typical. Knows
nothing of the arranger that plays them; the two share the text's characters.
"""
