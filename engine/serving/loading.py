"""Loading the networks that a configuration names, the user's own genres among them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from engine.serving.messages import EngineConfig

if TYPE_CHECKING:
    from models.networks import Networks

_LOG = logging.getLogger("fusebox.engine")


def load_networks(config: EngineConfig) -> Networks:
    """Warm networks; loads TensorFlow. Raises ModelError, or ImportError where it is missing."""
    from engine.own_genres import install_own_genres
    from models import store
    from models.networks import Networks
    from models.own_genres import load_own_genres

    weights = config.weights_dir or store.SHIPPED
    if config.genres_dir is None:
        return Networks(weights)
    own, troubles = load_own_genres(config.genres_dir, weights)
    for sentence in troubles:  # the owner tells people; here it is for the log
        _LOG.warning(sentence)
    install_own_genres(own)
    return Networks(weights, own)
