"""Messages: how they are made from a payload, edited, shown, and what tests ask of them."""

from __future__ import annotations

import copy
import mimetypes
import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.wire.simulator.payloads import V2_FLAG, walk
from tests.wire.simulator.world import Channel, User, new_id, timestamp

EPHEMERAL, LOADING = 1 << 6, 1 << 7
CDN = "https://cdn.discordapp.com/attachments"


@dataclass
class File:
    """An attachment with its bytes."""

    name: str
    data: bytes
    channel_id: str
    id: str = field(default_factory=new_id)
    description: str | None = None

    @property
    def url(self) -> str:
        """Where it is downloaded."""
        return f"{CDN}/{self.channel_id}/{self.id}/{self.name}?ex=0&is=0&hm=0"

    def payload(self) -> dict[str, Any]:
        """The attachment as Discord writes it."""
        return {
            "id": self.id,
            "filename": self.name,
            "size": len(self.data),
            "url": self.url,
            "proxy_url": self.url,
            "content_type": mimetypes.guess_type(self.name)[0] or "application/octet-stream",
            "description": self.description,
        }


@dataclass
class Version:
    """What a message was from ``at`` (seconds, monotonic) on."""

    at: float
    payload: dict[str, Any]
    files: dict[str, bytes]


@dataclass(eq=False)
class Message:
    """A message with all that it ever was; the newest version counts."""

    channel: Channel
    author: User
    id: str = field(default_factory=new_id)
    payload: dict[str, Any] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    made: float = field(default_factory=time.time)
    deleted: bool = False
    reply_to: Message | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    allowed_mentions: list[dict[str, Any] | None] = field(default_factory=list)

    @property
    def content(self) -> str:
        """Its text, as written."""
        return str(self.payload.get("content") or "")

    @property
    def text(self) -> str:
        """All that can be read in it: content, embeds and components."""
        parts: list[str | None] = [self.content]
        for embed in self.payload.get("embeds") or []:
            parts += [embed.get("title"), embed.get("description")]
            parts += [(embed.get("footer") or {}).get("text")]
            parts += [f"{f['name']}: {f['value']}" for f in embed.get("fields") or []]
        parts += [c["content"] for c in self.components if c["type"] == 10]
        return "\n".join(part for part in parts if part)

    @property
    def flags(self) -> int:
        """Discord's flags."""
        return int(self.payload.get("flags") or 0)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def components(self) -> list[dict[str, Any]]:
        """All components, inner ones too."""
        return list(walk(self.payload.get("components") or []))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons that can be pressed."""
        return [c for c in self.components if c["type"] == 2 and not c.get("disabled")]

    def file(self, suffix: str) -> bytes | None:
        """The bytes of the first attachment whose name ends so; None when there is none."""
        return next((f.data for f in list(self.files) if f.name.endswith(suffix)), None)

    def write(self, payload: dict[str, Any], files: dict[str, bytes]) -> None:
        """Make or edit: keys that ``payload`` lacks stay as they are."""
        self._write_files(payload.get("attachments"), files, channel=self.channel)
        self.allowed_mentions.append(payload.get("allowed_mentions"))
        kept = {k: v for k, v in payload.items() if k not in ("attachments", "allowed_mentions")}
        flags = (kept.get("flags") or 0) | (self.flags & (V2_FLAG | EPHEMERAL))
        self.payload |= copy.deepcopy(kept) | {"flags": flags}
        self._number_components()
        shown = {file.name: file.data for file in self.files}
        self.versions.append(Version(time.monotonic(), copy.deepcopy(self.payload), shown))

    def names_after(self, payload: dict[str, Any]) -> list[str]:
        """Names of the files that an edit with ``payload`` keeps."""
        listed = payload.get("attachments")
        if listed is None:
            return [file.name for file in self.files]
        ids = {str(entry["id"]) for entry in listed}
        return [file.name for file in self.files if file.id in ids]

    def show(self) -> dict[str, Any]:
        """The message as Discord writes it."""
        shown: dict[str, Any] = {
            "id": self.id,
            "channel_id": self.channel.id,
            "author": self.author.payload(),
            "timestamp": timestamp(self.made),
            "edited_timestamp": timestamp() if len(self.versions) > 1 else None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "pinned": False,
            "type": 19 if self.reply_to else 0,
            "flags": self.flags,
            "content": self.content,
            "embeds": [e | {"type": "rich"} for e in self.payload.get("embeds") or []],
            "components": self.payload.get("components") or [],
            "attachments": [file.payload() for file in self.files],
        }
        if self.payload.get("nonce") is not None:
            shown["nonce"] = self.payload["nonce"]
        if self.reply_to is not None:
            shown["message_reference"] = {
                "type": 0,
                "message_id": self.reply_to.id,
                "channel_id": self.reply_to.channel.id,
            }
            shown["referenced_message"] = self.reply_to.show()
        if self.channel.guild is not None:
            shown["guild_id"] = self.channel.guild.id
        urls = {f"attachment://{file.name}": file for file in self.files}
        return {**_resolved(shown, urls), **self.extra}

    def _write_files(
        self, listed: list[dict[str, Any]] | None, files: dict[str, bytes], *, channel: Channel
    ) -> None:
        """Discord's rule: ``listed`` names what stays by id and describes new ones by index."""
        described = {str(entry["id"]): entry.get("description") for entry in listed or []}
        if listed is not None:
            self.files = [file for file in self.files if file.id in described]
        for index, (name, data) in enumerate(files.items()):
            safe = re.sub(r"[^\w.\-]", "_", name)
            text = described.get(str(index))
            self.files = [*self.files, File(safe, data, channel.id, description=text)]

    def _number_components(self) -> None:
        for number, component in enumerate(self.components, start=1):
            component.setdefault("id", number)


def _resolved(value: Any, files: dict[str, File]) -> Any:
    """The same with every ``attachment://name`` as the address that it stands for."""
    if isinstance(value, list):
        return [_resolved(inner, files) for inner in value]
    if not isinstance(value, dict):
        return value
    url = value.get("url")
    if isinstance(url, str) and url in files:
        file = files[url]
        return value | {
            "url": file.url,
            "proxy_url": file.url,
            "content_type": file.payload()["content_type"],
            "attachment_id": file.id,
            "width": 0,
            "height": 0,
            "loading_state": 2,
            "flags": 0,
        }
    return {key: _resolved(inner, files) for key, inner in value.items()}
