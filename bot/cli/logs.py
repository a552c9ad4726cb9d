"""The log of a running Fusebox: one line an event, and no secret in any of them."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

_HIDDEN = "[hidden]"
# Tokens of interactions stand in the addresses of webhooks.
_IN_ADDRESSES = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.%-]{20,}")


class WithoutSecrets(logging.Formatter):
    """Formats as usual, then hides whatever must not be read: also in tracebacks."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        line = _IN_ADDRESSES.sub(rf"\1{_HIDDEN}", super().format(record))
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line


def log_for_operators(settings: Settings) -> None:
    """Log what happens to standard error; libraries only from warnings on."""
    kept = (settings.discord_token, settings.studio_token, settings.discord_client_secret)
    told = [one.get_secret_value() for one in kept if one is not None]
    secrets = (*told, *(one.strip() for one in told))
    formatter = WithoutSecrets(secrets)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter)
    logging.getLogger("fusebox").setLevel(logging.INFO)
