"""Step 5: the gallery leafs through pieces by rank and by time without sorting them all."""

STATEMENTS: tuple[str, ...] = (
    "CREATE INDEX gallery_place_top ON pieces (place, score DESC, id DESC) "
    "WHERE visibility <> 'private'",
    "CREATE INDEX gallery_place_new ON pieces (place, id DESC) WHERE visibility <> 'private'",
    "CREATE INDEX gallery_public_top ON pieces (score DESC, id DESC) WHERE visibility = 'public'",
    "CREATE INDEX gallery_public_new ON pieces (id DESC) WHERE visibility = 'public'",
    "CREATE INDEX gallery_own_top ON pieces (user, score DESC, id DESC)",
    "CREATE INDEX gallery_own_new ON pieces (user, id DESC)",
)
