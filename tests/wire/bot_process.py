"""The real bot as an operator starts it: ``fusebox run`` in a process of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.wire.simulator import Simulator

_ROOT = Path(__file__).parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")


class BotProcess:
    """Starts, ends and starts again; its folders stay. ``settings`` are environment variables."""

    def __init__(
        self, discord: Simulator, folder: Path, weights: Path, cache: Path, **settings: str
    ) -> None:
        self.discord = discord
        self.folder = folder
        self.memory = folder / "memory"
        self.cache = cache
        self.log = folder / "output.txt"
        self.process: subprocess.Popen[bytes] | None = None
        self._identified = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._environment = {
            **{key: os.environ[key] for key in _KEPT if key in os.environ},
            "HOME": str(folder),
            "PYTHONPATH": str(_ROOT),
            "FUSEBOX_WEIGHTS_DIR": str(weights),
            "FUSEBOX_CACHE_DIR": str(cache),
            "FUSEBOX_MEMORY_DIR": str(self.memory),
            "FUSEBOX_GENRES_DIR": str(folder / "genres"),
            "FUSEBOX_STUDIO_PORT": "0",
            "FUSEBOX_STUDIO_BROWSER": "0",
            "FUSEBOX_PATIENCE_SECONDS": "300",
            **discord.environment,
            **settings,
        }

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    @property
    def output(self) -> str:
        """All that it ever printed."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def start(self, *options: str, **settings: str) -> None:
        """Begin; ``settings`` are other values for this time, an empty one is none."""
        command = shutil.which("fusebox", path=Path(sys.executable).parent)
        assert command is not None, "the fusebox command isn't installed"
        self._identified = self.discord.gateway.identified
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [command, "run", *options],
                cwd=self.folder,
                env={**self._environment, **settings},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def comes(self, seconds: float = 120.0) -> None:
        """Wait until it has its session at the gateway. Raises AssertionError if it ends."""
        gateway = self.discord.gateway

        def is_there() -> bool:
            return gateway.connected and gateway.identified > self._identified

        self.discord.until(lambda: is_there() or not self.runs, "the bot", seconds)
        assert is_there(), f"the bot ended: {self.output[-3000:]}"

    def ends(self, seconds: float = 300.0) -> int:
        """Wait for its end; returns the exit code."""
        assert self.process is not None
        return self.process.wait(seconds)

    def terminate(self) -> None:
        """Ask it to end, as a service manager does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the bot's own process without a warning: ``kill -9``."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_all(self) -> None:
        """End it and whatever it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def leaves_nothing(self, seconds: float = 20.0) -> None:
        """Wait until no process of it is left. Raises AssertionError."""
        assert self.process is not None
        deadline = time.monotonic() + seconds
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.killpg(self.process.pid, 0)
                assert time.monotonic() < deadline, f"still there:\n{self.command_lines()}"
                time.sleep(0.2)

    def command_lines(self) -> str:
        """What the list of processes shows of it and its children."""
        return subprocess.run(
            ["ps", "-A", "-o", "args"], capture_output=True, text=True, check=True
        ).stdout

    def told_to_files(self) -> str:
        """The text of everything that it wrote, logs and memory alike."""
        places = [self.folder, self.cache]
        files = [path for place in places for path in place.rglob("*") if path.is_file()]
        return "".join(path.read_bytes().decode("latin-1") for path in files)
