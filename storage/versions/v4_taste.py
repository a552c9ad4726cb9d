"""Step 4: what a learned taste is learned from; the model itself is computed, not kept."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE opinions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        place INTEGER REFERENCES places (id) ON DELETE SET NULL,
        piece INTEGER REFERENCES pieces (id) ON DELETE SET NULL,
        kind TEXT NOT NULL,
        liking REAL NOT NULL CHECK (liking BETWEEN -1 AND 1),
        features TEXT NOT NULL,
        formed_at REAL NOT NULL
    )
    """,
    "CREATE INDEX opinions_user ON opinions (user, id)",
    "CREATE INDEX opinions_place ON opinions (place, id)",
    "CREATE INDEX opinions_piece ON opinions (piece)",
    """
    CREATE TABLE tastes (
        user INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        frozen INTEGER NOT NULL DEFAULT 0,
        told TEXT NOT NULL DEFAULT '{}'
    )
    """,
)
