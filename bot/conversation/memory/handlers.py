"""Which order is whose: one row an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.conversation.memory import fighting, private, sharing, tasting, voting
from bot.conversation.memory.here import Here
from bot.conversation.reading import Reading

# None where, after all, the message is the dialogue's.
Handler = Callable[[Here, Mapping[str, str]], Reading | None]

HANDLERS: dict[str, Handler] = {
    "vote": voting.vote, "unvote": voting.unvote, "top": voting.top, "piece": voting.piece,
    "show_to": voting.show_to, "delete_piece": voting.delete_piece, "history": voting.history,
    "share": sharing.share, "unshare": sharing.unshare, "shared": sharing.shared,
    "fork": sharing.fork, "rename": sharing.rename, "export_preset": sharing.export_preset,
    "import_preset": sharing.import_preset, "battle": fighting.battle,
    "battle_vote": fighting.battle_vote, "battle_show": fighting.battle_show,
    "battles": fighting.battles, "ratings": fighting.ratings, "taste": tasting.taste,
    "place_taste": tasting.place_taste, "tell_taste": tasting.tell_taste,
    "freeze": tasting.freeze, "thaw": tasting.thaw, "forget_taste": tasting.forget_taste,
    "privacy": private.privacy, "export_all": private.export_all,
    "ask_delete": private.ask_delete,
}  # fmt: skip
