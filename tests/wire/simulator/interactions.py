"""One thing a person did (a command, a press, a form) and what the bot answered, with deadlines."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.wire.simulator import errors
from tests.wire.simulator.errors import Refusal, Refused
from tests.wire.simulator.messages import EPHEMERAL, LOADING, Message
from tests.wire.simulator.world import Channel, User, new_id

ACKNOWLEDGE_WITHIN_S = 3.0
TOKEN_LIVES_S = 15 * 60.0
FOLLOW_UPS_AS_A_GUEST = 5
COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
SAY, THINK, THINK_IN_PLACE, CHANGE, CHOICES, OPEN_FORM = 4, 5, 6, 7, 8, 9
_MAY_ANSWER = {
    COMMAND: {SAY, THINK, OPEN_FORM},
    COMPONENT: {SAY, THINK, THINK_IN_PLACE, CHANGE, OPEN_FORM},
    AUTOCOMPLETE: {CHOICES},
    FORM: {SAY, THINK, THINK_IN_PLACE, CHANGE},
}


@dataclass(eq=False)
class Interaction:
    """Moments are seconds on the monotonic clock; ``source`` is the message with the button."""

    kind: int
    person: User
    channel: Channel
    data: dict[str, Any]
    until: Callable[..., Any]
    bot: User
    source: Message | None = None
    id: str = field(default_factory=new_id)
    token: str = field(default_factory=lambda: "aW50ZXJhY3Rpb24" + secrets.token_urlsafe(60))
    asked_at: float = 0.0
    acknowledged_at: float | None = None
    response: dict[str, Any] = field(default_factory=dict)
    original: Message | None = None
    follow_ups: list[Message] = field(default_factory=list)
    ended_by: Refusal | None = None

    def acknowledged(self, seconds: float = 10.0) -> Interaction:
        """Wait for the first response."""
        self.until(lambda: self.acknowledged_at is not None, "an acknowledgement", seconds)
        return self

    @property
    def latency(self) -> float:
        """Seconds from the event leaving for the bot to its first response."""
        assert self.acknowledged_at is not None
        return self.acknowledged_at - self.asked_at

    @property
    def answer(self) -> Message:
        """The message that answers; a waiting one until it is filled."""
        assert self.original is not None
        return self.original

    @property
    def messages(self) -> list[Message]:
        """All messages that came through this interaction's token."""
        return ([self.original] if self.original else []) + self.follow_ups

    @property
    def choices(self) -> list[dict[str, Any]]:
        """What an autocomplete offers."""
        return list(self.response["data"]["choices"])

    def end(self, refusal: Refusal = errors.EXPIRED_TOKEN) -> None:
        """From now on the token is refused, as after a quarter of an hour."""
        self.ended_by = refusal

    def check_response(self, kind: int) -> None:
        """Raises Refused when a first response is late, a second one, or of a wrong kind."""
        if self.acknowledged_at is not None:
            raise Refused(errors.ALREADY_ACKNOWLEDGED)
        if time.monotonic() - self.asked_at > ACKNOWLEDGE_WITHIN_S:
            raise Refused(errors.UNKNOWN_INTERACTION)
        from_message = self.source is not None or kind not in (THINK_IN_PLACE, CHANGE)
        if kind not in _MAY_ANSWER[self.kind] or not from_message:
            raise Refused(errors.INVALID_FORM.with_details([f"type {kind} can't answer this"]))

    def acknowledge(self, response: dict[str, Any]) -> None:
        """Take the first response."""
        self.acknowledged_at = time.monotonic()
        self.response = response
        if response["type"] in (THINK_IN_PLACE, CHANGE):
            self.original = self.source

    def new_message(self) -> Message:
        """A message that answers, not yet written."""
        extra: dict[str, Any] = {
            "webhook_id": self.bot.id,
            "application_id": self.bot.id,
            "interaction_metadata": {
                "id": self.id,
                "type": self.kind,
                "user": self.person.payload(),
                "authorizing_integration_owners": {},
            },
        }
        return Message(self.channel, self.bot, extra=extra)

    def think(self, flags: int) -> Message:
        """The message that says that the bot is thinking."""
        self.original = self.new_message()
        self.original.write({"flags": flags & EPHEMERAL | LOADING, "content": ""}, {})
        return self.original

    def check_token(self) -> None:
        """Raises Refused when the token can't be used now."""
        if self.ended_by is not None:
            raise Refused(self.ended_by)
        if time.monotonic() - self.asked_at > TOKEN_LIVES_S:
            raise Refused(errors.EXPIRED_TOKEN)
        if self.acknowledged_at is None:
            raise Refused(errors.UNKNOWN_WEBHOOK)

    def check_follow_up(self) -> None:
        """Raises Refused when there have been too many."""
        if not self.channel.bot_is_member and len(self.follow_ups) >= FOLLOW_UPS_AS_A_GUEST:
            raise Refused(errors.TOO_MANY_FOLLOW_UPS)

    def find(self, message_id: str) -> Message:
        """A message of this interaction. Raises Refused."""
        if message_id == "@original":
            found = self.original
        else:
            found = next((m for m in self.messages if m.id == message_id), None)
        if found is None or found.deleted:
            raise Refused(errors.UNKNOWN_MESSAGE)
        return found
