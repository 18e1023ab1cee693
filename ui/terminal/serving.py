"""`dateline chat`, `serve` and `mcp`: an archive is asked by others, until that is ended."""

import getpass
import os
import sys
from argparse import Namespace

from index import Archive
from index.errors import ArchiveError
from ui.terminal.engines import engine
from ui.terminal.people_served import people_served, provider_of


def chat(arguments: Namespace) -> int:
    """Serves the chat page until it is stopped."""
    return _serve(arguments, programs=False)


def serve(arguments: Namespace) -> int:
    """Serves the chat page, and what programs ask by, until it is stopped."""
    return _serve(arguments, programs=True)


def mcp(arguments: Namespace) -> int:
    """Serves tools for language models on stdin and stdout until stdin ends."""
    from ui.mcp.transports import serve_stdio

    with Archive.open(arguments.archive) as archive:
        serve_stdio(engine(archive, arguments))
    return 0


def _serve(arguments: Namespace, *, programs: bool) -> int:
    from ui.web.guarding.elsewhere import Elsewhere
    from ui.web.serving import serve
    from ui.web.uploading.bounds import MOST_MEGABYTES, Uploads

    most = 1_000_000 * (arguments.uploads_mb or MOST_MEGABYTES)
    provider = provider_of(arguments)
    with Archive.open(arguments.archive) as archive, people_served(arguments) as people:
        elsewhere = None
        if people and provider:
            elsewhere = Elsewhere(people, provider, arguments.oidc_domain)
        serve(
            engine(archive, arguments),
            host=arguments.host,
            port=arguments.port,
            password=None if people else _page_password(arguments),
            people=people,
            elsewhere=elsewhere,
            allowed_hosts=tuple(arguments.allow_host),
            trusted_proxies=tuple(arguments.trust_proxy),
            uploads=Uploads(most_bytes=most) if arguments.uploads else None,
            programs=programs,
            open_browser=arguments.open,
            metrics_port=arguments.metrics_port,
        )
    return 0


def _page_password(arguments: Namespace) -> str | None:
    """The one password of a page, where the archive has no people."""
    password = os.environ.get("DATELINE_PASSWORD")
    if password is None and arguments.host not in ("127.0.0.1", "localhost", "::1"):
        if not sys.stdin.isatty():
            raise ArchiveError(
                f"Listening on {arguments.host} wants a password. Set DATELINE_PASSWORD, or "
                "leave out --host to listen on this machine only."
            )
        password = getpass.getpass("A password for the chat page: ")
    return password
