"""Waiting on the event loop for what threads and processes do."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def result_of(future: Future[T]) -> T:
    """The result of another thread's work. Who stops waiting leaves the work alone, unlike with
    ``asyncio.wrap_future``, which would cancel it for everybody."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def tell(_: Future[T]) -> None:
        with suppress(RuntimeError):  # the loop has ended, and nobody waits
            loop.call_soon_threadsafe(done.set)

    future.add_done_callback(tell)
    await done.wait()
    return future.result()


async def settled(*futures: Future[T]) -> None:
    """Wait until each is done, however it went."""
    await asyncio.gather(*map(result_of, futures), return_exceptions=True)
