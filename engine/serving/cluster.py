"""A Ray cluster that serves the engine: started on this machine, or joined.

Nothing is reported to anybody (Ray's usage statistics are off) and nothing listens beyond this
machine unless its operator says so.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from engine.errors import EngineError
from engine.installing import install_command
from engine.serving.messages import EngineConfig

LOOPBACK = "127.0.0.1"
_LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the cluster is and where its gate listens.

    ``address`` is that of a running cluster's head (``host:6379``, or ``auto`` for the one on this
    machine); None starts one here, with ``cpus`` processors to share out (None: all).
    """

    address: str | None = None
    host: str = LOOPBACK
    port: int = 8000
    cpus: int | None = None
    gpus: int | None = None
    logging_level: int = logging.ERROR

    @property
    def url(self) -> str:
        """What a bot's FUSEBOX_ENGINE_URL is set to."""
        return f"http://{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Replicas:
    """How many there may be, and what each gets of its node."""

    fewest: int = 1
    most: int = 1
    cpus: float = 1.0
    gpus: float = 0.0


@contextlib.contextmanager
def serving(cluster: Cluster, config: EngineConfig, replicas: Replicas) -> Iterator[str]:
    """The URL of a gate whose replicas are warm; at the end the application is taken down.

    A cluster that was started here ends with it, one that was joined stays. Raises EngineError
    where Ray is missing, the cluster can't be reached or has no room, or the networks can't load.
    """
    _prepare(cluster)
    try:
        import ray
        from ray import serve
        from ray.exceptions import RayActorError
        from ray.serve.exceptions import RayServeException
    except ImportError as error:
        raise EngineError(f"Ray isn't installed here; {install_command('cluster')}") from error
    from engine.serving.ray_app import APPLICATION, application

    _connect(cluster)
    logging.getLogger("ray.serve").setLevel(logging.ERROR)
    try:
        serve.start(
            proxy_location="HeadOnly" if cluster.address is None else "EveryNode",
            http_options={"host": cluster.host, "port": cluster.port},
        )
        serve.run(application(config, replicas), name=APPLICATION, route_prefix="/")
        yield cluster.url
    except RuntimeError as error:
        raise EngineError(
            f"the engine did not come up on the cluster ({_first_line(error)}); "
            "'ray status' and Ray's logs say more"
        ) from error
    finally:
        with contextlib.suppress(RayServeException, RayActorError):  # it may never have come up
            serve.delete(APPLICATION)  # replicas finish what they have begun
        ray.shutdown()


def _connect(cluster: Cluster) -> None:
    import ray

    if cluster.address is not None:
        _look_for(cluster.address)
    try:
        if cluster.address is None:
            ray.init(
                address="local",
                num_cpus=cluster.cpus,
                num_gpus=cluster.gpus,
                include_dashboard=False,
                log_to_driver=False,
                logging_level=cluster.logging_level,
                _node_ip_address=LOOPBACK,
            )
        else:
            ray.init(
                address=cluster.address, log_to_driver=False, logging_level=cluster.logging_level
            )
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise _no_cluster(cluster.address or "this machine", error) from error


def _look_for(address: str) -> None:
    """Whether anybody listens there: Ray itself would try for many minutes. Raises EngineError."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdigit():
        return  # a word of Ray's own, such as auto
    try:
        socket.create_connection((host.rpartition("/")[2], int(port)), _LOOK_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _no_cluster(address, error) from error


def _no_cluster(where: str, error: Exception) -> EngineError:
    return EngineError(
        f"no Ray cluster at {where} ({_first_line(error)}); start one with "
        "'ray start --head', or leave --address out to have one started here"
    )


def _prepare(cluster: Cluster) -> None:
    """Ray reads these from its process' environment when it loads."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # it reports nothing home
    if cluster.address is None:
        # A cluster of one machine: its inner ports listen on the loopback, as on Windows and macOS.
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
