"""An address that somebody sends to be fetched."""

from index.addresses.bounds import NotFetched
from ui.web.uploading.refusing import Refused


def checked_address(address: str) -> str:
    """The address, without a user and a password, which no log is to have; looks up its name.

    Raises:
        Refused: It is none, or one of this network.
    """
    from index.addresses.targets import target_of
    from index.formats.fields.urls import without_user

    address = without_user(address.strip())
    try:
        target_of(address)
    except NotFetched as error:
        said = str(error)
        raise Refused(f"{said[:1].upper()}{said[1:]}.", 422) from None
    return address
