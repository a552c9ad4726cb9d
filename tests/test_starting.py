"""What may be loaded when: front ends start without TensorFlow."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module",
    ["bot.cli.main", "bot.terminal", "bot.conversation.parse_stream", "engine.serving.local"],
)
def test_front_ends_start_without_tensorflow(module: str) -> None:
    code = (
        f"import sys, {module}\n"
        "print([name for name in ('tensorflow', 'keras', 'music21') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
