"""Names that the memory makes up: short codes for people, tokens for machines."""

import secrets

# Crockford's base 32: no I, L, O or U, so that a code survives being read aloud.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6


def new_code() -> str:
    """``"K7M2QX"``: short enough to type, one of a thousand million. Has a letter and a digit."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
        if any(c.isdigit() for c in code) and any(c.isalpha() for c in code):
            return code


def read_code(text: str) -> str:
    """A code as it was typed, in its one form: ``" k7m2qo"`` is ``"K7M2Q0"``."""
    plain = text.strip().lstrip("#").upper()
    return plain.translate(str.maketrans("OIL", "011"))


def new_token() -> str:
    """128 random bits as hex; says nothing about what it names."""
    return secrets.token_hex(16)
