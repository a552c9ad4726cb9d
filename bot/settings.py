"""Settings: the only place that reads the environment (and a ``.env`` file).

Every variable is optional but ``DISCORD_TOKEN``, and that only for the Discord bot.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BadSettings


def _user_cache() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "fusebox"
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Local" / "fusebox" / "Cache"
    return Path.home() / ".cache" / "fusebox"


def _user_data() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "fusebox"
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Local" / "fusebox" / "Data"
    return Path.home() / ".local" / "share" / "fusebox"


class Settings(BaseSettings):
    """What an operator may set; names and meanings stand in ``.env.example``."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr | None = None
    https_proxy: str | None = Field(default=None, repr=False, validation_alias="HTTPS_PROXY")
    cache_dir: Path = Field(default_factory=_user_cache, validation_alias="FUSEBOX_CACHE_DIR")
    engine_url: str | None = Field(default=None, validation_alias="FUSEBOX_ENGINE_URL")
    weights_dir: Path | None = Field(default=None, validation_alias="FUSEBOX_WEIGHTS_DIR")
    data_dir: Path | None = Field(default=None, validation_alias="FUSEBOX_DATA_DIR")
    genres_dir: Path = Field(
        default_factory=lambda: _user_data() / "genres", validation_alias="FUSEBOX_GENRES_DIR"
    )
    memory_dir: Path = Field(
        default_factory=lambda: _user_data() / "memory", validation_alias="FUSEBOX_MEMORY_DIR"
    )
    memory_files_mb: int = Field(default=2000, ge=10, validation_alias="FUSEBOX_MEMORY_FILES_MB")
    keep_days: int | None = Field(default=None, ge=1, validation_alias="FUSEBOX_KEEP_DAYS")
    patience_seconds: float = Field(
        default=30.0, ge=0, le=600, validation_alias="FUSEBOX_PATIENCE_SECONDS"
    )
    metrics_port: int | None = Field(
        default=None, ge=1, le=65_535, validation_alias="FUSEBOX_METRICS_PORT"
    )
    soundfont: Path | None = Field(default=None, validation_alias="FUSEBOX_SOUNDFONT")
    studio: bool = Field(default=True, validation_alias="FUSEBOX_STUDIO")
    studio_host: str = Field(default="127.0.0.1", validation_alias="FUSEBOX_STUDIO_HOST")
    studio_port: int = Field(default=8765, ge=0, le=65_535, validation_alias="FUSEBOX_STUDIO_PORT")
    studio_token: SecretStr | None = Field(default=None, validation_alias="FUSEBOX_STUDIO_TOKEN")
    studio_url: str | None = Field(default=None, validation_alias="FUSEBOX_STUDIO_URL")
    studio_browser: bool = Field(default=True, validation_alias="FUSEBOX_STUDIO_BROWSER")
    discord_client_id: str | None = Field(
        default=None, validation_alias="FUSEBOX_DISCORD_CLIENT_ID"
    )
    discord_client_secret: SecretStr | None = Field(
        default=None, validation_alias="FUSEBOX_DISCORD_CLIENT_SECRET"
    )
    discord_oauth_url: str = Field(
        default="https://discord.com", validation_alias="FUSEBOX_DISCORD_OAUTH_URL"
    )

    # Where nobody sits before a screen, no browser is opened.
    ci: str | None = Field(default=None, validation_alias="CI")
    ssh_connection: str | None = Field(default=None, validation_alias="SSH_CONNECTION")
    display: str | None = Field(
        default=None, validation_alias=AliasChoices("DISPLAY", "WAYLAND_DISPLAY")
    )

    @field_validator("https_proxy")
    @classmethod
    def _with_scheme(cls, value: str | None) -> str | None:
        return f"http://{value}" if value and "://" not in value else value

    @field_validator("engine_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("it is no web address such as http://127.0.0.1:8000")
        return value

    @field_validator(
        "cache_dir", "weights_dir", "data_dir", "genres_dir", "memory_dir", "soundfont"
    )
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        return value and value.expanduser().absolute()


def load_settings() -> Settings:
    """The settings of this process. Raises BadSettings naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        raise BadSettings(f"the setting {name} is wrong: {first['msg']}") from error
