"""Step 2: votes, rankings, shared presets and battles.

``up``, ``down`` and ``score`` of a piece repeat what the votes say, so that a ranking
reads an index; ``fusebox db check`` compares the two.
"""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE votes (
        piece INTEGER NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
        user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        value INTEGER NOT NULL CHECK (value IN (-1, 1)),
        cast_at REAL NOT NULL,
        PRIMARY KEY (piece, user)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX votes_user ON votes (user)",
    "ALTER TABLE pieces ADD COLUMN up INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE pieces ADD COLUMN down INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE pieces ADD COLUMN score REAL NOT NULL DEFAULT 0",
    "ALTER TABLE pieces ADD COLUMN day INTEGER "
    "GENERATED ALWAYS AS (CAST(created_at / 86400 AS INTEGER)) VIRTUAL",
    "CREATE INDEX pieces_top ON pieces (score DESC, id DESC) "
    "WHERE visibility = 'public' AND up > 0",
    "CREATE INDEX pieces_top_day ON pieces (day, score DESC, id DESC) "
    "WHERE visibility = 'public' AND up > 0",
    "CREATE INDEX pieces_top_place ON pieces (place, score DESC, id DESC) "
    "WHERE visibility <> 'private' AND up > 0",
    "CREATE INDEX pieces_top_place_day ON pieces (place, day, score DESC, id DESC) "
    "WHERE visibility <> 'private' AND up > 0",
    "CREATE INDEX pieces_top_user ON pieces (place, user, score DESC, id DESC) "
    "WHERE visibility <> 'private'",
    "ALTER TABLE presets ADD COLUMN shared_in INTEGER REFERENCES places (id) ON DELETE SET NULL",
    "ALTER TABLE presets ADD COLUMN forked_from INTEGER REFERENCES presets (id) ON DELETE SET NULL",
    "ALTER TABLE presets ADD COLUMN is_fork INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX presets_shared ON presets (shared_in, folded)",
    "CREATE INDEX presets_forked_from ON presets (forked_from)",
    """
    CREATE TABLE battles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        code TEXT NOT NULL UNIQUE,
        caller INTEGER REFERENCES users (id) ON DELETE SET NULL,
        place INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('presets', 'members', 'adventures')),
        left_piece INTEGER NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
        right_piece INTEGER NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
        left_user INTEGER REFERENCES users (id) ON DELETE CASCADE,
        right_user INTEGER REFERENCES users (id) ON DELETE CASCADE,
        left_preset INTEGER REFERENCES presets (id) ON DELETE SET NULL,
        right_preset INTEGER REFERENCES presets (id) ON DELETE SET NULL,
        left_name TEXT NOT NULL,
        right_name TEXT NOT NULL,
        opened_at REAL NOT NULL,
        closes_at REAL NOT NULL,
        closed_at REAL,
        left_votes INTEGER NOT NULL DEFAULT 0,
        right_votes INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX battles_caller ON battles (caller)",
    "CREATE INDEX battles_place ON battles (place, kind, closed_at)",
    "CREATE INDEX battles_left_piece ON battles (left_piece)",
    "CREATE INDEX battles_right_piece ON battles (right_piece)",
    "CREATE INDEX battles_left_user ON battles (left_user)",
    "CREATE INDEX battles_right_user ON battles (right_user)",
    "CREATE INDEX battles_left_preset ON battles (left_preset)",
    "CREATE INDEX battles_right_preset ON battles (right_preset)",
    "CREATE INDEX battles_open ON battles (closes_at) WHERE closed_at IS NULL",
    """
    CREATE TABLE battle_votes (
        battle INTEGER NOT NULL REFERENCES battles (id) ON DELETE CASCADE,
        user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        side TEXT NOT NULL CHECK (side IN ('left', 'right')),
        cast_at REAL NOT NULL,
        PRIMARY KEY (battle, user)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX battle_votes_user ON battle_votes (user)",
)
