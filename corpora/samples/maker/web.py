"""Saved web pages with the furniture of government sites."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from maker.blocks import Order, Row, Text, parse


@dataclass(frozen=True)
class Site:
    """What stands around every article of a site."""

    name: str
    nav: tuple[str, ...]
    footer: tuple[str, ...]
    encoding: str = "utf-8"
    accent: str = "#1a5da8"


@dataclass(frozen=True)
class Article:
    """What the page says besides its text; the information bar is in the text as `@info` lines."""

    title: str
    crumbs: tuple[str, ...]
    previous: str = ""
    following: str = ""
    sidebar: tuple[str, ...] = ()


STYLE = """body{{margin:0;font:16px/1.9 "Microsoft YaHei",SimSun,sans-serif;color:#333;background:#f4f6f9}}
.top{{background:{accent};color:#fff;padding:22px 0}}.w{{width:1100px;margin:0 auto}}
.nav a{{display:inline-block;padding:8px 22px;color:#fff;text-decoration:none}}.nav{{background:{accent};opacity:.92}}
.main{{background:#fff;padding:24px 40px;margin-top:14px}}h1{{text-align:center;font-size:24px}}
.info{{text-align:center;color:#888;font-size:13px;border-bottom:1px solid #ddd;padding-bottom:10px}}
.text p{{text-indent:2em;margin:.5em 0}}.text p.flat{{text-indent:0}}.text p.right{{text-align:right;text-indent:0}}
.text p.mid{{text-align:center;text-indent:0}}table{{border-collapse:collapse;width:100%}}td{{border:1px solid #999;padding:6px}}
.foot{{background:#333;color:#ccc;font-size:13px;text-align:center;padding:18px 0;margin-top:20px}}"""


def write_page(path: Path, text: str, site: Site, article: Article) -> None:
    """The page in the site's encoding (some old sites still use GB 18030)."""
    path.write_bytes(_page(text, site, article).encode(site.encoding))


def _page(text: str, site: Site, article: Article) -> str:
    nav = "".join(f'<a href="#">{escape(item)}</a>' for item in site.nav)
    crumbs = " &gt; ".join(f"<a>{escape(item)}</a>" for item in article.crumbs)
    info = "&emsp;".join(f"<span>{escape(item)}</span>" for item in _info(text))
    side = "".join(f"<li>{escape(item)}</li>" for item in article.sidebar)
    aside = f'<div class="side"><h3>相关信息</h3><ul>{side}</ul></div>' if side else ""
    neighbours = "".join(
        f"<p>{label}：<a href='#'>{escape(title)}</a></p>"
        for label, title in (("上一篇", article.previous), ("下一篇", article.following))
        if title
    )
    footer = "".join(f"<p>{escape(line)}</p>" for line in site.footer)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{site.encoding}">
<meta name="SiteName" content="{escape(site.name)}">
<meta name="ColumnName" content="{escape(article.crumbs[-1])}">
<title>{escape(article.title)}_{escape(site.name)}</title>
<style>{STYLE.format(accent=site.accent)}</style>
<script>function setFont(s){{document.getElementById('zoom').style.fontSize=s+'px';}}var siteDate=new Date();</script>
</head>
<body>
<div class="top"><div class="w"><h2>{escape(site.name)}</h2><form><input placeholder="请输入关键字"><button>搜索</button></form></div></div>
<div class="nav"><div class="w">{nav}</div></div>
<div class="w main">
<div class="crumb">当前位置：{crumbs} &gt; 正文</div>
<h1>{escape(article.title)}</h1>
<div class="info">{info}</div>
<div class="text" id="zoom">
{_body(text)}
</div>
<div class="tools"><a href="javascript:window.print()">【打印本页】</a> <a href="javascript:window.close()">【关闭窗口】</a> 扫一扫在手机打开当前页</div>
<div class="near">{neighbours}</div>
{aside}
</div>
<div class="foot"><div class="w">{footer}</div></div>
</body>
</html>
"""


def _info(text: str) -> list[str]:
    return [block.values[0] for block in parse(text) if isinstance(block, Order) and block.name == "info"]


def _body(text: str) -> str:
    parts: list[str] = []
    for block in parse(text):
        match block:
            case Row(cells=cells, first=first):
                if first:
                    parts.append("<table>")
                parts.append(_tr(cells))
                continue
            case Text(role=role, text=words):
                mark = {
                    "left": "flat",
                    "right": "right",
                    "center": "mid",
                    "title": "mid",
                    "subtitle": "mid",
                }.get(role)
                inner = f"<b>{escape(words)}</b>" if role in ("heading", "title") else escape(words)
                parts.append(f'<p class="{mark}">{inner}</p>' if mark else f"<p>{inner}</p>")
            case Order(name="sign", values=values):
                parts += [f'<p class="right">{escape(words)}</p>' for words in values[:2]]
            case Order():
                pass
    return _close_tables(parts)


def _tr(cells: tuple[str, ...]) -> str:
    out: list[tuple[str, int]] = []
    for cell in cells:
        if cell == "<" and out:
            out[-1] = (out[-1][0], out[-1][1] + 1)
        else:
            out.append((cell.lstrip("!>"), 1))
    return "<tr>" + "".join(f'<td colspan="{n}">{_cell(words)}</td>' for words, n in out) + "</tr>"


def _cell(words: str) -> str:
    return "<br>".join(escape(part.strip().lstrip("!>")) for part in words.split("//"))


def _close_tables(parts: list[str]) -> str:
    out: list[str] = []
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        out.append(part)
        if part.startswith("<tr>") and not after.startswith("<tr>"):
            out.append("</table>")
    return "\n".join(out)
