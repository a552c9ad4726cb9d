"""A small Discord of the project's own, for a bot in another process that doesn't know of it.

The bot is started by its documented command with ``DISCORD_TOKEN`` and the two variables that
any operator behind a proxy sets: ``HTTPS_PROXY`` leads to :mod:`tunnel`, which takes Discord's
hostnames to this simulator and no other host anywhere, and ``SSL_CERT_FILE`` trusts the
authority that :mod:`certificates` makes for the run. So TLS, HTTP, multipart, WebSocket frames
and their compression are real, and nothing in the bot is patched.

What is simulated: the gateway (HELLO to RESUMED, op 7 and op 9, dropped connections, events kept
for a session that comes back, intents that hide content), REST v10 as far as a bot like this
uses it (account, commands, interaction callbacks, webhooks, messages, direct messages, files),
permissions, deadlines (3 s to acknowledge, the life of a token), rate limits, and the limits of
every payload (:mod:`limits`; one that is broken fails the test). Unknown routes fail the test
too, so that nothing passes because nobody looked.

What is not: voice, threads, reactions, roles beyond ``@everyone``, members that come and go.

Everything runs on one event loop in a thread of its own, so that tests are plain functions::

    with Simulator(folder) as discord:
        ...                                   # start a bot with discord.environment
        ann = discord.person("Ann")
        asked = ann.slash(discord.channel, "compose", prompt="70% jazz 30% folk")
        asked.acknowledged()                  # waits; asked.latency says how long it took
        piece = discord.until(lambda: asked.answer.file(".mid"), "the MIDI")
"""

from tests.wire.simulator.simulator import Simulator

__all__ = ["Simulator"]
