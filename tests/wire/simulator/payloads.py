"""The one place where every payload of a bot is judged, by tables and by a few whole rules.

Every function returns sentences, one for each limit that is broken; none means that Discord
would take it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests.wire.simulator import limits
from tests.wire.simulator.limits import broken, size

V2_FLAG = 1 << 15
_ROW, _BUTTON, _INPUT, _SECTION, _TEXT, _CONTAINER, _LABEL = 1, 2, 4, 9, 10, 17, 18
_SELECTS = {3, 5, 6, 7, 8}
_FIELDS = _SELECTS | {_INPUT, 19, 21, 22, 23}
_LAYOUT = {_ROW, _SECTION, _TEXT, 12, 13, 14}
_MAY_HOLD: dict[object, set[int]] = {
    "message": {_ROW},
    "v2 message": _LAYOUT | {_CONTAINER},
    "modal": {_ROW, _TEXT, _LABEL},
    _ROW: {_BUTTON} | _SELECTS | {_INPUT},
    _SECTION: {_TEXT},
    "accessory": {_BUTTON, 11},
    _CONTAINER: _LAYOUT,
    _LABEL: _FIELDS,
}
_SLASH_NAME = re.compile(r"[-_'\w]{1,32}")
_LINK_STYLE, _PREMIUM_STYLE = 5, 6


def judge_message(
    payload: dict[str, Any],
    files: dict[str, bytes],
    *,
    v2: bool,
    file_bytes: int,
    kept: Iterable[str] = (),
) -> list[str]:
    """A message or an edit. ``kept`` names files that were there before and stay."""
    found = broken(limits.MESSAGE, payload)
    found += _judge_embeds(payload.get("embeds") or [])
    components = payload.get("components") or []
    names = {*files, *kept}
    if v2:
        found += [
            f"{key}: not allowed beside components V2"
            for key in ("content", "embeds", "sticker_ids", "poll")
            if payload.get(key)
        ]
        found += _judge_v2(components)
        shown = set(_attachments_named(components))
        found += [f"file {name}: no component shows it" for name in files if name not in shown]
    else:
        found += broken(limits.LEGACY, payload)
    found += _judge_components(components, "v2 message" if v2 else "message", "components")
    used = set(_attachments_named(components)) | set(_attachments_named(payload.get("embeds")))
    found += [f"attachment://{name}: there is no such file" for name in used - names]
    found += [
        f"file {name}: {len(data)} bytes, allowed {file_bytes}"
        for name, data in files.items()
        if len(data) > file_bytes
    ]
    mentions = payload.get("allowed_mentions") or {}
    found += [
        f"allowed_mentions: {kind} both in parse and listed"
        for kind in ("users", "roles")
        if kind in mentions.get("parse", ()) and mentions.get(kind)
    ]
    return found


def judge_modal(payload: dict[str, Any]) -> list[str]:
    """A form that opens."""
    components = payload.get("components") or []
    return broken(limits.MODAL, payload) + _judge_components(components, "modal", "components")


def judge_choices(payload: dict[str, Any]) -> list[str]:
    """Answers to an autocomplete."""
    return broken(limits.AUTOCOMPLETE, payload)


def judge_commands(commands: list[dict[str, Any]]) -> list[str]:
    """All commands of an application at once."""
    found = []
    names = Counter((c.get("type", 1), c["name"]) for c in commands)
    found += [f"{name}: there are {n} commands of this name" for name, n in names.items() if n > 1]
    for kind, most in limits.COMMANDS_OF_TYPE.items():
        count = sum(c.get("type", 1) == kind for c in commands)
        if count > most:
            found.append(f"{count} commands of type {kind}, allowed {most}")
    for command in commands:
        place = command["name"]
        is_slash = command.get("type", 1) == 1
        found += _judge_named(command, place, slash=is_slash)
        if not is_slash and (command.get("description") or command.get("options")):
            found.append(f"{place}: a menu entry has no description and no options")
        total = sum(map(size, _command_texts(command)))
        if total > limits.COMMAND_TOTAL:
            found.append(f"{place}: {total} characters, allowed {limits.COMMAND_TOTAL}")
    return found


def walk(components: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component, outer before inner."""
    for component in components:
        yield component
        inner = list(component.get("components") or [])
        inner += [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from walk(inner)


def _judge_embeds(embeds: list[dict[str, Any]]) -> list[str]:
    total = 0
    for embed in embeds:
        texts = [embed.get("title"), embed.get("description")]
        texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
        for entry in embed.get("fields") or []:
            texts += [entry["name"], entry["value"]]
        total += sum(size(text) for text in texts if text)
    if total > limits.EMBED_TOTAL:
        return [f"embeds: {total} characters together, allowed {limits.EMBED_TOTAL}"]
    return []


def _judge_v2(components: list[dict[str, Any]]) -> list[str]:
    everything = list(walk(components))
    text = sum(size(c["content"]) for c in everything if c["type"] == _TEXT)
    found = []
    if len(everything) > limits.V2_COMPONENTS:
        found.append(f"{len(everything)} components, allowed {limits.V2_COMPONENTS}")
    if text > limits.V2_TEXT:
        found.append(f"{text} characters of text, allowed {limits.V2_TEXT}")
    return found


def _judge_components(components: list[dict[str, Any]], holder: object, place: str) -> list[str]:
    found = []
    for index, component in enumerate(components):
        where = f"{place}[{index}]"
        if component["type"] not in _MAY_HOLD[holder]:
            found.append(f"{where}: type {component['type']} may not stand here")
        found += _judge_component(component, where)
    ids = Counter(c["custom_id"] for c in walk(components) if c.get("custom_id"))
    if isinstance(holder, str):
        found += [f"custom_id {name}: used {n} times" for name, n in ids.items() if n > 1]
    return found


def _judge_component(component: dict[str, Any], where: str) -> list[str]:
    kind = component["type"]
    if kind not in limits.COMPONENT:
        return [f"{where}: type {kind} is unknown"]
    found = broken(limits.COMPONENT[kind], component, where)
    found += [
        f"{where}.{key}: missing" for key in limits.REQUIRED.get(kind, ()) if not component.get(key)
    ]
    children = component.get("components") or []
    if kind == _BUTTON:
        found += _judge_button(component, where)
    if kind == _ROW and len(children) > 1 and any(c["type"] != _BUTTON for c in children):
        found.append(f"{where}: something beside a menu")
    if kind in _MAY_HOLD:
        inner = [component["component"]] if kind == _LABEL else children
        found += _judge_components(inner, kind, f"{where}.components")
    if component.get("accessory"):
        found += _judge_components([component["accessory"]], "accessory", f"{where}.accessory")
    return found


def _judge_button(button: dict[str, Any], where: str) -> list[str]:
    found = []
    if button["style"] == _LINK_STYLE:
        if not button.get("url") or button.get("custom_id"):
            found.append(f"{where}: a link button has a url and no custom_id")
    elif button["style"] != _PREMIUM_STYLE and (button.get("url") or not button.get("custom_id")):
        found.append(f"{where}: a button has a custom_id and no url")
    if button["style"] != _PREMIUM_STYLE and not (button.get("label") or button.get("emoji")):
        found.append(f"{where}: a button needs a label or an emoji")
    return found


def _attachments_named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _attachments_named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _attachments_named(inner)
    elif isinstance(value, str) and value.startswith("attachment://"):
        yield value.removeprefix("attachment://")


def _judge_named(item: dict[str, Any], place: str, *, slash: bool) -> list[str]:
    found = broken(limits.COMMAND, item, place)
    names = [item["name"], *(item.get("name_localizations") or {}).values()]
    if slash:
        found += broken(limits.DESCRIPTION, item, place)
        for text in (item.get("description_localizations") or {}).values():
            found += broken(limits.DESCRIPTION, {"description": text}, place)
        found += [
            f"{place}: the name {name!r} isn't allowed"
            for name in names
            if not _SLASH_NAME.fullmatch(name) or name != name.lower()
        ]
    else:
        found += [f"{place}: the name {n!r} is too long" for n in names if not 1 <= size(n) <= 32]
    options = item.get("options") or []
    if item.get("choices") and item.get("autocomplete"):
        found.append(f"{place}: choices beside autocomplete")
    values = [option for option in options if option["type"] > 2]
    required = [bool(option.get("required")) for option in values]
    if required != sorted(required, reverse=True):
        found.append(f"{place}: a required option after an optional one")
    if values and len(values) != len(options):
        found.append(f"{place}: options beside subcommands")
    if len({option["name"] for option in options}) != len(options):
        found.append(f"{place}: two options of one name")
    for option in options:
        found += _judge_named(option, f"{place} {option['name']}", slash=True)
    return found


def _command_texts(item: dict[str, Any]) -> Iterator[str]:
    yield _longest(item, "name")
    yield _longest(item, "description")
    for choice in item.get("choices") or []:
        yield _longest(choice, "name")
        yield str(choice["value"])
    for option in item.get("options") or []:
        yield from _command_texts(option)


def _longest(item: dict[str, Any], key: str) -> str:
    texts: list[str] = [item.get(key) or "", *(item.get(f"{key}_localizations") or {}).values()]
    return max(texts, key=len)
