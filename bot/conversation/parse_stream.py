"""One message a line in, one JSON object a line out: one conversation of a new user."""

import json
from collections.abc import Iterable, Iterator

from bot.conversation.dialogue import Dialogue


def parse_lines(lines: Iterable[str]) -> Iterator[str]:
    """The readings of the lines as JSON, lazily; nothing is remembered from elsewhere."""
    dialogue = Dialogue()
    for line in lines:
        yield json.dumps(dialogue.say(line.rstrip("\r\n")).to_json(), ensure_ascii=False)
