"""Free fonts of Debian; needed to make the papers, not to read them."""

from functools import cache

from PIL import ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile  # type: ignore[import-untyped]

FILES = {
    "song": "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
    "kai": "/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf",
    "hei": "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "hand": "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf",
    "rare": "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
}
PACKAGES = "fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-wqy-zenhei fonts-lxgw-wenkai"


@cache
def characters(name: str) -> frozenset[int]:
    """Code points the font has."""
    return frozenset(TTFontFile(FILES[name], subfontIndex=0).charToGlyph)


@cache
def sized(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FILES[name], pixels, index=0)


def font_for(char: str, name: str) -> str:
    """`name` if it has the character, else the font with the largest set (GB 2312 lacks “〇”)."""
    return name if ord(char) in characters(name) else "rare"


@cache
def width(char: str, name: str) -> float:
    """Advance of one character in ems."""
    return sized(font_for(char, name), 1000).getlength(char) / 1000


def runs(text: str, name: str) -> list[tuple[str, str]]:
    """(font, text) pieces, split where the font lacks a character."""
    pieces: list[tuple[str, str]] = []
    for char in text:
        font = font_for(char, name)
        if pieces and pieces[-1][0] == font:
            pieces[-1] = (font, pieces[-1][1] + char)
        else:
            pieces.append((font, char))
    return pieces
