"""The sentences about what is kept of somebody: told, handed out, erased."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.language import say


def privacy(summary: Mapping[str, int]) -> tuple[str, ...]:
    return (
        say(
            "I keep of you: {summary}. Nothing else, and nobody else sees private pieces.",
            summary=_counted(summary),
        ),
        say('"export my data" gives you all of it as an archive.'),
        say('"delete my data" erases all of it, with files and learned taste.'),
        say(
            '"delete NAME", "delete K7M2QX", "reset my preferences", "forget my taste" '
            "erase a part."
        ),
    )


def _counted(summary: Mapping[str, int]) -> str:
    counted = [f"{say(words)} ({count})" for words, count in summary.items()]
    return ", ".join(counted) or say("nothing")


def sure_to_delete(summary: Mapping[str, int]) -> str:
    return say(
        "That erases for good: {summary}. It can't be undone, not even from a backup. If "
        'you are sure, say "delete everything for good".',
        summary=_counted(summary),
    )


def not_asked_to_delete() -> str:
    return say('Say "delete my data" first: I will tell you what goes.')


def all_deleted(summary: Mapping[str, int]) -> str:
    return say("erased: {summary}. You are a stranger to me now.", summary=_counted(summary))


def exported(path: object) -> str:
    return say("all that I keep of you: {path}", path=path)
