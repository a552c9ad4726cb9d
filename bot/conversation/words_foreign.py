"""Genres that people ask for and Fusebox has not learnt, with the nearest it has.

A row leaves the game when a genre of that name is added: the lexicon drops it then.
"""

FOREIGN_GENRES: dict[str, tuple[str, ...]] = {
    "polka": ("mazurka", "folk"), "rock": ("blues", "folk"), "metal": ("classical", "blues"),
    "heavy metal": ("classical", "blues"), "rock and roll": ("blues", "vintage pop"),
    "rock n roll": ("blues", "vintage pop"), "punk": ("blues", "folk"),
    "pop": ("vintage pop", "folk"), "k-pop": ("vintage pop", "game"),
    "synthpop": ("game", "vintage pop"), "electropop": ("game", "vintage pop"),
    "hip hop": ("jazz", "blues"), "hip-hop": ("jazz", "blues"), "hiphop": ("jazz", "blues"),
    "rap": ("jazz", "blues"), "trap": ("game", "jazz"), "drill": ("game", "jazz"),
    "lofi": ("jazz", "vintage pop"), "lo-fi": ("jazz", "vintage pop"),
    "edm": ("game", "classical"), "techno": ("game", "classical"), "house": ("game", "jazz"),
    "trance": ("game", "classical"), "dubstep": ("game", "jazz"), "electronic": ("game", "jazz"),
    "electronica": ("game", "jazz"), "electro": ("game", "jazz"), "hardstyle": ("game", "ragtime"),
    "hardcore": ("game", "ragtime"), "drum and bass": ("game", "jazz"), "dnb": ("game", "jazz"),
    "grindcore": ("game", "blues"), "grunge": ("blues", "folk"), "synthwave": ("game", "jazz"),
    "vaporwave": ("game", "vintage pop"), "ambient": ("hymn", "classical"),
    "new age": ("hymn", "celtic"), "disco": ("vintage pop", "jazz"), "funk": ("blues", "jazz"),
    "soul": ("blues", "hymn"), "r&b": ("blues", "jazz"), "rnb": ("blues", "jazz"),
    "motown": ("blues", "vintage pop"), "gospel": ("hymn", "blues"), "reggae": ("folk", "blues"),
    "ska": ("ragtime", "folk"), "dub": ("blues", "game"), "bossa nova": ("jazz", "vintage pop"),
    "bossa": ("jazz", "vintage pop"), "samba": ("jazz", "ragtime"), "salsa": ("jazz", "ragtime"),
    "latin": ("jazz", "ragtime"), "tango": ("mazurka", "vintage pop"),
    "rumba": ("jazz", "ragtime"), "mambo": ("jazz", "ragtime"), "cumbia": ("folk", "jazz"),
    "merengue": ("ragtime", "folk"), "bachata": ("folk", "vintage pop"),
    "mariachi": ("folk", "mazurka"), "flamenco": ("folk", "mazurka"),
    "fado": ("folk", "vintage pop"), "klezmer": ("folk", "mazurka"), "balkan": ("folk", "mazurka"),
    "country": ("folk", "blues"), "indie": ("folk", "vintage pop"), "emo": ("blues", "folk"),
    "opera": ("classical", "vintage pop"), "impressionism": ("classical", "jazz"),
    "impressionist": ("classical", "jazz"), "minimalism": ("classical", "game"),
    "minimalist": ("classical", "game"), "atonal": ("classical", "jazz"),
    "serialism": ("classical", "jazz"), "medieval": ("renaissance", "hymn"),
    "gregorian chant": ("renaissance", "hymn"), "gregorian": ("renaissance", "hymn"),
    "afrobeat": ("jazz", "folk"), "afrobeats": ("jazz", "folk"), "raga": ("folk", "renaissance"),
    "bollywood": ("vintage pop", "folk"), "bhangra": ("folk", "celtic"),
    "gamelan": ("game", "renaissance"), "calypso": ("folk", "ragtime"),
    "zydeco": ("folk", "blues"), "cajun": ("folk", "blues"), "shanty": ("folk", "celtic"),
    "march": ("ragtime", "classical"), "polonaise": ("mazurka", "classical"),
    "krakowiak": ("mazurka", "folk"), "schlager": ("vintage pop", "folk"),
    "chanson": ("vintage pop", "folk"), "anime": ("game", "vintage pop"),
    "jungle": ("game", "jazz"), "garage": ("game", "blues"), "breakbeat": ("game", "jazz"),
    "psytrance": ("game", "classical"), "eurodance": ("game", "vintage pop"),
    "reggaeton": ("game", "folk"), "industrial": ("game", "classical"),
    "shoegaze": ("folk", "game"), "death metal": ("classical", "game"),
    "black metal": ("classical", "game"), "prog rock": ("classical", "jazz"),
}  # fmt: skip

# Foreign names that are also everyday words: they name a genre only where the message
# says so (with a share, or as what is asked for).
EVERYDAY: frozenset[str] = frozenset(
    {"house", "country", "soul", "metal", "rock", "trap", "drill", "dub", "march", "latin",
     "garage", "jungle", "industrial", "electronic", "emo", "hardcore", "opera", "ambient",
     "pop", "rap"}
)  # fmt: skip
