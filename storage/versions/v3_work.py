"""Step 3: jobs, settings of places, where pieces were posted, and the audit of deletions."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        place INTEGER REFERENCES places (id) ON DELETE CASCADE,
        front TEXT NOT NULL,
        address TEXT NOT NULL DEFAULT '{}',
        request TEXT NOT NULL,
        state TEXT NOT NULL
            CHECK (state IN ('waiting', 'running', 'delivered', 'failed', 'cancelled')),
        attempts INTEGER NOT NULL DEFAULT 0,
        piece INTEGER REFERENCES pieces (id) ON DELETE SET NULL,
        trouble TEXT,
        asked_at REAL NOT NULL,
        updated_at REAL NOT NULL
    )
    """,
    "CREATE INDEX jobs_user ON jobs (user)",
    "CREATE INDEX jobs_place ON jobs (place)",
    "CREATE INDEX jobs_piece ON jobs (piece)",
    "CREATE INDEX jobs_unfinished ON jobs (front, id) WHERE state IN ('waiting', 'running')",
    "CREATE INDEX jobs_finished ON jobs (updated_at) WHERE state NOT IN ('waiting', 'running')",
    """
    CREATE TABLE settings (
        place INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (place, name)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE posts (
        front TEXT NOT NULL,
        outside TEXT NOT NULL,
        piece INTEGER NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
        PRIMARY KEY (front, outside)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX posts_piece ON posts (piece)",
    """
    CREATE TABLE deletions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('user', 'piece')),
        token TEXT NOT NULL UNIQUE,
        deleted_at REAL NOT NULL,
        counts TEXT NOT NULL
    )
    """,
)
