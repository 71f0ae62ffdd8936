"""How the tests of pages address a page and read it."""

import re
from html import unescape

from django.urls import reverse

NAKAL = '<script>alert("x")</script> & {{ 7 }} =1+1'


def url(nama: str, objek: object = None) -> str:
    return reverse(f"skp:{nama}", args=[objek.uuid] if objek else [])


def teks(response) -> str:
    """What a reader sees: tags gone, blanks joined."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
