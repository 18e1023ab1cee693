"""Ids in addresses: whatever is in one, encoded or not, is read as it was meant."""

from urllib.parse import unquote_to_bytes

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request


class _Anything(Convertor[str]):
    """The rest of an address, whatever is in it: even the end of a line."""

    regex = "(?s:.+)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anything", _Anything())


def id_behind(request: Request, place: bytes, name: str) -> str:
    """The whole id out of the address as it was sent: an id may have slashes of its own.

    Args:
        request: Whose address has it.
        place: What stands before it, from the server's root.
        name: The parameter of the route that it is, where the server keeps no address as sent.
    """
    raw = request.scope.get("raw_path")
    if not isinstance(raw, bytes) or not raw.startswith(place):
        return str(request.path_params[name])
    encoded = raw.partition(b"?")[0].removeprefix(place)
    return unquote_to_bytes(encoded).decode("utf-8", "replace")
