"""Shares in percent, as people read them."""


def percent(share: float) -> str:
    """``70%``; with a tenth where the whole number would say none or all: ``0.1%``, ``99.9%``."""
    whole = f"{share:.0%}"
    return f"{share:.1%}" if whole in ("0%", "100%") and 0 < share < 1 else whole
