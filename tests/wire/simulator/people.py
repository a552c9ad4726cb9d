"""What people do in Discord: say something, use commands, press, choose, fill in forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.wire.simulator import interactions, world
from tests.wire.simulator.interactions import Interaction
from tests.wire.simulator.messages import File, Message
from tests.wire.simulator.payloads import walk
from tests.wire.simulator.world import Channel, User, new_id

if TYPE_CHECKING:
    from tests.wire.simulator.simulator import Simulator

_SUBCOMMAND, _ATTACHMENT = 1, 11
_LIMITED = (("min_length", len), ("min_value", float), ("max_length", len), ("max_value", float))


class NoButton(AssertionError):
    """A button that isn't on the message, or not any more."""


class Person:
    """Somebody with an account; every action returns at once with what can be waited for."""

    def __init__(self, discord: Simulator, user: User) -> None:
        self.discord = discord
        self.user = user

    @property
    def direct(self) -> Channel:
        """This person's direct messages with the bot."""
        return self.discord.channels.direct_with(self.user)

    def says(
        self,
        channel: Channel,
        text: str,
        *,
        mention: bool = False,
        reply_to: Message | None = None,
        files: dict[str, bytes] | None = None,
    ) -> Message:
        """Write a message; a reply mentions whom it replies to, as Discord does by default."""
        bot = self.discord.bot
        message = Message(channel, self.user, reply_to=reply_to)
        content = f"<@{bot.id}> {text}" if mention else text
        heard = mention or (reply_to is not None and reply_to.author is bot)
        message.extra["mentions"] = [bot.payload() | {"member": bot.member()}] if heard else []
        if channel.guild is not None:
            message.extra["member"] = self.user.member()
        message.write({"content": content}, files or {})
        self.discord.channels.messages.append(message)
        self.discord.run(self.discord.channels.tell(message))
        return message

    def slash(self, channel: Channel, command: str, **options: Any) -> Interaction:
        """Use a slash command: ``slash(channel, "preset save", name="evening")``."""
        asked, resolved = self._command(channel, command, options)
        if resolved:
            asked["resolved"] = {"attachments": resolved}
        return self._ask(interactions.COMMAND, channel, asked)

    def completes(
        self, channel: Channel, command: str, option: str, typed: str, **others: Any
    ) -> list[dict[str, Any]]:
        """The choices that are offered while ``typed`` stands in ``option``."""
        asked, _ = self._command(channel, command, {**others, option: typed}, focused=option)
        return self._ask(interactions.AUTOCOMPLETE, channel, asked).acknowledged().choices

    def menu(self, name: str, message: Message) -> Interaction:
        """Choose a message's menu entry."""
        registered = self.discord.account.find(name, 3, self._guild_id(message.channel))
        asked = {
            "id": registered["id"],
            "name": name,
            "type": 3,
            "target_id": message.id,
            "resolved": {"messages": {message.id: message.show()}},
        }
        return self._ask(interactions.COMMAND, message.channel, asked)

    def presses(self, message: Message, button: str) -> Interaction:
        """Press the button whose label or custom_id holds ``button``. Raises NoButton."""
        found = [b for b in message.buttons if button in b.get("label", "") + b["custom_id"]]
        if not found:
            raise NoButton(f"{button!r} isn't among {[b.get('label') for b in message.buttons]}")
        asked = {"custom_id": found[0]["custom_id"], "component_type": 2, "id": found[0]["id"]}
        return self._ask(interactions.COMPONENT, message.channel, asked, source=message)

    def chooses(self, message: Message, custom_id: str, *values: str) -> Interaction:
        """Choose in a select menu."""
        menus = [c for c in message.components if c["type"] == 3 and custom_id in c["custom_id"]]
        offered = {option["value"] for option in menus[0]["options"]}
        assert set(values) <= offered, f"{values} aren't all among {offered}"
        asked = {
            "custom_id": menus[0]["custom_id"],
            "component_type": 3,
            "id": menus[0]["id"],
            "values": list(values),
        }
        return self._ask(interactions.COMPONENT, message.channel, asked, source=message)

    def fills_in(self, opened: Interaction, **values: str) -> Interaction:
        """Send the form that ``opened`` brought; fields keep their text where none is given."""
        form = opened.acknowledged().response["data"]
        rows = []
        for row in form["components"]:
            inner = [c for c in walk([row]) if "custom_id" in c]
            filled = [_filled(field, values) for field in inner]
            label = row["type"] == 18
            rows.append({"type": row["type"], "id": new_id()} | _held(filled, label=label))
        asked = {"custom_id": form["custom_id"], "components": rows, "resolved": {}}
        return self._ask(interactions.FORM, opened.channel, asked, source=opened.source)

    def _command(
        self, channel: Channel, command: str, given: dict[str, Any], focused: str | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        name, *path = command.split()
        registered = self.discord.account.find(name, 1, self._guild_id(channel))
        declared, resolved = registered["options"], {}
        for step in path:
            declared = next(o for o in declared if o["name"] == step).get("options") or []
        for option in declared:
            missing = option.get("required") and option["name"] not in given and focused is None
            assert not missing, f"/{command} needs {option['name']}"
        known = {option["name"]: option for option in declared}
        options: list[dict[str, Any]] = []
        for key, value in given.items():
            assert key in known, f"/{command} has no option {key!r}, but {list(known)}"
            if isinstance(value, tuple):
                file = self.discord.upload(channel, *value)
                resolved[file.id], value = file.payload(), file.id
            elif focused is None:
                _check_value(known[key], value)
            entry = {"name": key, "type": known[key]["type"], "value": value}
            options.append(entry | ({"focused": True} if key == focused else {}))
        for depth, step in enumerate(reversed(path)):
            options = [{"name": step, "type": _SUBCOMMAND + bool(depth), "options": options}]
        return {"id": registered["id"], "name": name, "type": 1, "options": options}, resolved

    def _guild_id(self, channel: Channel) -> str | None:
        return channel.guild.id if channel.guild is not None else None

    def _ask(
        self, kind: int, channel: Channel, asked: dict[str, Any], source: Message | None = None
    ) -> Interaction:
        interaction = Interaction(
            kind, self.user, channel, asked, self.discord.until, self.discord.bot, source
        )
        self.discord.webhooks.interactions.append(interaction)
        self.discord.run(self.discord.hand_over(interaction))
        return interaction


def interaction_payload(interaction: Interaction, file_bytes: int) -> dict[str, Any]:
    """The event that brings an interaction to the bot."""
    channel, user = interaction.channel, interaction.person
    payload: dict[str, Any] = {
        "id": interaction.id,
        "application_id": interaction.bot.id,
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": channel.id,
        "channel": channel.payload() | {"permissions": str(world.USUAL)},
        "locale": user.locale,
        "app_permissions": str(channel.bot_permissions),
        "entitlements": [],
        "attachment_size_limit": file_bytes,
        "context": 0 if channel.guild is not None else 1,
        "authorizing_integration_owners": {"0": channel.guild.id if channel.guild else "0"},
    }
    if not interaction.channel.bot_is_member:
        payload["authorizing_integration_owners"] = {"1": user.id}
    if channel.guild is not None:
        permissions = world.USUAL | (world.MANAGE_GUILD if user is channel.guild.owner else 0)
        payload |= {
            "guild_id": channel.guild.id,
            "guild_locale": "en-US",
            "guild": {"id": channel.guild.id, "locale": "en-US", "features": []},
            "member": user.member(permissions) | {"user": user.payload()},
        }
    else:
        payload["user"] = user.payload()
    if interaction.source is not None:
        payload["message"] = interaction.source.show()
    return payload


def _check_value(option: dict[str, Any], value: Any) -> None:
    """What Discord's own client wouldn't let a person send. Raises AssertionError."""
    choices = [choice["value"] for choice in option.get("choices") or []]
    assert not choices or value in choices, f"{option['name']}: {value!r} isn't among {choices}"
    for key, measure in _LIMITED:
        if option.get(key) is not None:
            inside = measure(value) >= option[key] if key[:3] == "min" else None
            inside = measure(value) <= option[key] if inside is None else inside
            assert inside, f"{option['name']}: {value!r} breaks {key} {option[key]}"


def _filled(field: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
    value = values.get(field["custom_id"], field.get("value", ""))
    filled = {"type": field["type"], "id": new_id(), "custom_id": field["custom_id"]}
    return filled | ({"value": value} if field["type"] == 4 else {"values": [value]})


def _held(filled: list[dict[str, Any]], *, label: bool) -> dict[str, Any]:
    return {"component": filled[0]} if label else {"components": filled}


__all__ = ["File", "Person", "interaction_payload"]
