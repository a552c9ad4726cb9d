"""Step 1: who asks, where, what was made, its files, and what users keep for themselves.

Ids are never used twice (AUTOINCREMENT), so that nothing of a deleted user can ever be
taken for a newcomer's. ``token`` names a row over backups and restores without saying
whose it is.
"""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE users (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        token TEXT NOT NULL UNIQUE,
        front TEXT NOT NULL,
        outside TEXT NOT NULL,
        name TEXT NOT NULL,
        met_at REAL NOT NULL,
        UNIQUE (front, outside)
    )
    """,
    """
    CREATE TABLE places (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        token TEXT NOT NULL UNIQUE,
        front TEXT NOT NULL,
        outside TEXT NOT NULL,
        name TEXT NOT NULL,
        met_at REAL NOT NULL,
        UNIQUE (front, outside)
    )
    """,
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        place INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
        channel TEXT NOT NULL,
        history TEXT NOT NULL DEFAULT '{}',
        updated_at REAL NOT NULL,
        UNIQUE (user, place, channel)
    )
    """,
    "CREATE INDEX conversations_place ON conversations (place)",
    """
    CREATE TABLE pieces (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        token TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL UNIQUE,
        user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        place INTEGER REFERENCES places (id) ON DELETE SET NULL,
        conversation INTEGER REFERENCES conversations (id) ON DELETE SET NULL,
        parent INTEGER REFERENCES pieces (id) ON DELETE SET NULL,
        difference TEXT NOT NULL DEFAULT '{}',
        visibility TEXT NOT NULL CHECK (visibility IN ('private', 'place', 'public')),
        title TEXT NOT NULL,
        recipe TEXT NOT NULL,
        model_version TEXT NOT NULL,
        request TEXT NOT NULL,
        metrics TEXT NOT NULL DEFAULT '{}',
        provenance TEXT NOT NULL DEFAULT '{}',
        created_at REAL NOT NULL
    )
    """,
    "CREATE INDEX pieces_user ON pieces (user, created_at)",
    "CREATE INDEX pieces_place ON pieces (place)",
    "CREATE INDEX pieces_conversation ON pieces (conversation)",
    "CREATE INDEX pieces_parent ON pieces (parent)",
    "CREATE INDEX pieces_recipe ON pieces (recipe)",
    """
    CREATE TABLE files (
        hash TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        content BLOB,
        used_at REAL NOT NULL
    )
    """,
    "CREATE INDEX files_oldest ON files (kind, used_at, bytes) WHERE content IS NULL",
    """
    CREATE TABLE piece_files (
        piece INTEGER NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        hash TEXT NOT NULL REFERENCES files (hash) ON DELETE CASCADE,
        PRIMARY KEY (piece, name)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX piece_files_hash ON piece_files (hash)",
    "CREATE TABLE doomed_files (hash TEXT PRIMARY KEY, kind TEXT NOT NULL)",
    """
    CREATE TABLE presets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        request TEXT NOT NULL,
        saved_at REAL NOT NULL,
        UNIQUE (user, folded)
    )
    """,
    """
    CREATE TABLE preferences (
        user INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        usual TEXT NOT NULL,
        updated_at REAL NOT NULL
    )
    """,
)
