"""Addresses that are sent to be fetched."""

import pytest

from ui.web.uploading.addresses import checked_address
from ui.web.uploading.refusing import Refused


def test_who_signs_in_there_is_in_no_log():
    assert checked_address(" https://ann:s3cret@93.184.216.34/rss ") == "https://93.184.216.34/rss"


@pytest.mark.parametrize("address", ["ftp://x.example/", "rss", "http://"])
def test_what_cannot_be_fetched_is_a_sentence(address):
    with pytest.raises(Refused, match=r"^[A-Z].*\.$"):
        checked_address(address)
