"""Titles of works read as people write them, whatever their collection calls them."""

import pytest

from engine.metrics.work_titles import work_title
from models.originality import Work

TITLES = (
    ("bwv78.7.mxl", "a/bwv78.7.mxl", "baroque_chorale/music21_bach", "Bach: BWV 78.7"),
    ("", "a/bwv245.40.mxl", "baroque_chorale/music21_bach", "Bach: BWV 245.40"),
    ("Allegro", "a/Mozart_W__No.18__sq.mxl", "q/openscore_quartets", "Mozart: Allegro"),
    ("SteveLacy: Let'sCoolOne", "a/z.zip#x", "jazz/wjazzd", "Steve Lacy: Let's Cool One"),
    ("JJJohnson: BluesInTheCloset-2", "a/z.zip#x", "j/wjazzd", "JJ Johnson: Blues In The Closet"),
    ("BasketofTurfThe", "a/BasketofTurfThe.mid", "celtic/cre_corpus", "The Basket of Turf"),
    ("TommyWhelansreel", "a/TommyWhelansreel.mid", "celtic/cre_corpus", "Tommy Whelans reel"),
    ("Lodge Road, The", "a/1.abc#2", "celtic/oneills1850_music21", "The Lodge Road"),
    ("sugar cane", "a/JoplinS_sugar_cane_sugar_cane.midi", "r/mutopia", "Joplin: Sugar cane"),
    ("Polonez", "a/pl-wtm--r-1_stefani-jozef--polonez.krn", "p/polish_scores", "Stefani: Polonez"),
    ("Mazur", "a/pl-sa--549--006_anonim--mazur.krn", "p/polish_scores", "Mazur"),
    ("PETRONELLA", "a/Petronella.abc", "f/ryans_mammoth_music21", "Petronella"),
    ("Emigrant's -- Reel", "a/E.abc", "f/ryans_mammoth_music21", "Emigrant's, Reel"),
    ("d map12", "a/d_map12.mid", "game/freedoom", "Freedoom: MAP12"),
    ("Ain t Misbehavin Eb", "a/b.midi", "jazz/pd_standards_neonscribe", "Ain't Misbehavin"),
    ("Valse No. 1.", "a/064-1a-BH-001.krn", "c/chopin_first_editions", "Chopin: Valse No. 1"),
    ("The Entertainer", "a/The_Entertainer.mxl", "ragtime/openewld", "The Entertainer"),
    ("\\J.D. 'JUa..J..UU", "a/monteverdi_madrigal.4.10.mxl", "m/music21",
     "Monteverdi madrigal.4.10"),
)  # fmt: skip


@pytest.mark.parametrize(("title", "name", "source", "said"), TITLES)
def test_a_title_says_what_a_person_would_write(
    title: str, name: str, source: str, said: str
) -> None:
    assert work_title(Work(name, title, source, "jazz")) == said
