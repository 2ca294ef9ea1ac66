"""The secret part of a calendar's address: made here, and told from others by its hash alone. No database."""

import hashlib
import secrets

_BYTES = 32  # 256 bits: nobody guesses one, so a plain hash keeps it as well as a slow one


def new_token() -> str:
    """Letters, digits, dash and underscore, fit for an address."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
