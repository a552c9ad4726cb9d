"""The answers that say no, by Discord's own codes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Refusal:
    """What Discord answers instead of doing something: HTTP status, its own code, its words."""

    status: int
    code: int
    message: str
    details: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    retry_after: float | None = None

    def with_details(self, details: list[str]) -> Refusal:
        """The same refusal, saying what it is about."""
        return replace(self, details=tuple(details))

    def body(self) -> dict[str, object]:
        """The JSON that goes with it."""
        body: dict[str, object] = {"message": self.message, "code": self.code}
        if self.details:
            body["errors"] = {"_errors": [{"code": "LIMIT", "message": d} for d in self.details]}
        if self.retry_after is not None:
            body |= {"retry_after": self.retry_after, "global": False}
        return body


class Refused(Exception):
    """Raised where a request ends with a refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


UNAUTHORISED = Refusal(401, 0, "401: Unauthorized")
UNKNOWN_CHANNEL = Refusal(404, 10003, "Unknown Channel")
UNKNOWN_MESSAGE = Refusal(404, 10008, "Unknown Message")
UNKNOWN_USER = Refusal(404, 10013, "Unknown User")
UNKNOWN_WEBHOOK = Refusal(404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = Refusal(404, 10062, "Unknown interaction")
TOO_LARGE = Refusal(413, 40005, "Request entity too large")
ALREADY_ACKNOWLEDGED = Refusal(400, 40060, "Interaction has already been acknowledged.")
TOO_MANY_FOLLOW_UPS = Refusal(400, 40094, "Maximum number of follow up messages reached")
MISSING_ACCESS = Refusal(403, 50001, "Missing Access")
EMPTY_MESSAGE = Refusal(400, 50006, "Cannot send an empty message")
CLOSED_DIRECT_MESSAGES = Refusal(403, 50007, "Cannot send messages to this user")
MISSING_PERMISSIONS = Refusal(403, 50013, "Missing Permissions")
EXPIRED_TOKEN = Refusal(401, 50027, "Invalid Webhook Token")
INVALID_FORM = Refusal(400, 50035, "Invalid Form Body")
