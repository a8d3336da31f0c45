"""What one line at the top of a page is, by its words: letterhead, number, agency, field, body …"""

import re
import unicodedata
from typing import Literal

from language.normal import lookalikes

Form = Literal["title", "letterhead", "number", "agency", "order", "note", "meta", "furniture", "body"]

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")  # full-width digits and letters; punctuation is left as printed
_CJK = r"一-鿿㐀-䶿々〇"
_EDGE = r"，。；：、？！“”‘’（）《》〈〉〔〕【】—…·()\[\]"

KINDS_OF_PAPER = (  # 文种及执法文书的末字；法律规定的十五种公文在前
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|"
    "办法|规定|细则|规则|条例|法典|规程|规范|标准|准则|守则|章程|制度|指南|指引|基准|政策|措施|方案|预案|计划|规划|纲要|要点|"
    "安排|分工|说明|解读|问答|目录|清单|台账|名单|一览表|统计表|汇总表|总结|要求|意见稿|送审稿|草案|建议|公示|声明|申请|答复|情况|结果|"
    "表|书|单|笔录|记录|回证|回执|凭证|收据|票据|发票|执照|证|证明|封面|首页|案卷|卷宗|底稿|照片|截图|合同|协议|登记|材料|原则|机制|评估|公布|"
    "告知|签批|告示|启事|汇报|打印件|备忘录|详情|催告|问题|确认书|备考|复印件|复制件|封条|举报信|投诉信|公开信|事先告知|呈批|信息|起诉状|答辩状|上诉状|简历|体会|答记者问|登记簿|登记册|底册|示意图|平面图|"
    "中华人民共和国[一-鿿]{1,20}法|[一-鿿]{2,20}法"
)
_ENDING = re.compile(rf"(?:{KINDS_OF_PAPER})[》”]?$")
_BRACKET_END = re.compile(r"[（(][^（）()]{1,30}[）)]$")
_LETTERHEAD = re.compile(
    rf"^[{_CJK}（）() ]{{2,40}}(?:文件|执法文书|法律文书|执法文书式样|司法文书)(?:[（(][{_CJK}]{{1,8}}[）)])?$|^(?:公报|简报)$"
)
_BRACKETS = r"[〔﹝\[【（(［〖]\s*(?:[12]\d{3}|[_＿×xX\s]*|[12]\d[_＿×\s]*|[○〇零一二三四五六七八九十]{4})年?\s*[〕﹞\]】）)］〗]"
_NUMBER = re.compile(
    rf"^(?:文书?号|编号|档案号|案号|发文字号|文件编号)\s*[：:].{{0,40}}$"
    rf"|^[{_CJK}\w（）() 　×\-]{{0,30}}\s*{_BRACKETS}\s*(?:第|字)?\s*[\w×\-—－_＿ 　]{{0,12}}\s*号?(?:[\s　].{{0,20}})?$"
    rf"|^(?:[{_CJK}]{{2,20}}字?)?\s*(?:[12]\d{{3}}年?)?\s*第\s*[\d一二三四五六七八九十百〇○零×xX_＿]{{0,8}}\s*[号期](?:[\s　].{{0,20}})?$"
    rf"|^[A-Z]{{2,10}}[\-—－][\d\-—－A-Z]+$"
)
_AGENCY = re.compile(
    rf"^[{_CJK}（）()、 　]{{2,60}}(?:人民政府|政府|办公厅|办公室|委员会|常委会|工委|厅|局|部|院|署|总队|支队|大队|中队|中心|分局|处|科|股|室|站|所|公司|队|办|市|县|区|省|镇|乡|旗|国务院)$"
)
_ORDER = re.compile(rf"^[{_CJK}（） ]{{2,40}}(?<!的)(?:令|公告|通告)$")
_DATE = re.compile(
    r"^[（(]?(?:[12][\d ]{3,5}年?[\d ./\-年月日]*|[一二三四五六七八九十〇○零Ｏ二O0]{4}年[一二三四五六七八九十〇○]{1,3}月[一二三四五六七八九十]{0,3}日?)[）)]?$"
)
_PASSED = re.compile(
    r"^[（(].{0,120}?(?:通过|公布|发布|批准|修订|修正|施行|印发|制定|令第)[^（）()]{0,200}[）)]?$"
    r"|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,160}(?:通过|公布|发布|批准|修订|修正|施行|印发).{0,40}$"
)
_FURNITURE = re.compile(
    r"^(?:第?\s*[\d一二三四五六七八九十]{1,4}\s*页?|[\-—－–·]+\s*\d{1,4}\s*[\-—－–·]+|共?\s*\d*\s*页?\s*[,，]?\s*第\s*\d*\s*页(?:.{0,3}共\s*\d*\s*页)?"
    r"|共\s*\d*\s*页.{0,3}第\s*\d*\s*页|\d{1,4}\s*/\s*\d{1,4}|P?\.?\s*\d{1,4}"
    r"|[（(]\s*第\s*\d*\s*页\s*[,，]?\s*共\s*\d*\s*页\s*[)）])$"
    r"|^(?:绝密|机密|秘密|内部资料|特急|加急|平急|特提|急件|密级|内部使用)(?:[★☆].{0,10})?$|^(?:份号[：:]?)?\s*0{2,}\d+$"
    r"|^(?:签发人|会签人|签发|拟稿|核稿|校对|缮印)[：:].{0,20}$|^(?:副本|正本|存根|样张|式样|范本|样本|正卷|副卷|正本一份|归档|原件|复印件|受控)$"
    r"|^(?:当前位置|您(?:现在)?的?(?:当前)?位置|首页|繁體|无障碍|打印本页|关闭窗口|字体|字号|分享到|【打印】|收藏|微信|微博|返回|\[打印\]|扫一扫|请输入).{0,80}$"
    r"|^[^关于《]{2,20}(?:门户网站|政府网站|人民政府网|官方网站|信息网|客户端)(?:[\s　].*)?$"
    r"|^.{0,60}(?:English|移动端|网站地图|设为首页|加入收藏).{0,60}$|^附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?$|^附\s*[：:]?$"
)
META = re.compile(
    r"^(索\s*引\s*号|主题分类|分\s*类|发文机关|发布机构|制定机关|公开主体|信息来源|来\s*源|成文日期|发文日期|生成日期|发布日期|发布时间|公开日期|公布日期"
    r"|生效日期|实施日期|废止日期|标\s*题|名\s*称|文件名称|发文字号|文\s*号|文件编号|统一编号|主\s*题\s*词|关键词|有效性|效力状态|是否有效|公开方式|公开类别"
    r"|公开范围|信息类别|体裁分类|组配分类|浏览次数|阅读次数|点击数|访问量|作\s*者|责任编辑|编\s*辑|时\s*间|日\s*期)\s*[：:]?(?=[\s　\t：:]|$)[：:\s　]*(.*)$"
)
_FIELD = re.compile(rf"^[{_CJK}（）()/、 　\d]{{1,22}}[：:]")
START = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[条章节编](?![一-鿿]*[书表])|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)"
    r"|问\s*[：:]|答\s*[：:]|目\s*录$|Q\s*[：:]|为(?:了|进一步|深入|贯彻|规范|加强|全面)|根据|按照|依据|经查|现将|兹)"
)
_STOPS = "。；;！？，,、"
# a form's number in its collection: 24 行政处罚告知书
ORDINAL = re.compile(rf"^\s*\d{{1,3}}[ 　]+(?=[{_CJK}])")
LONGEST_TITLE = 110


def plain(text: str) -> str:
    """Title text as one writes it: look-alikes mended, spacing inside words (立 案 审 批 表) taken out.

    A space between two words of Chinese (two agencies side by side) stays.
    """
    text = _WIDE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), lookalikes(text))
    parts = text.split()
    if len(parts) > 2 and sum(len(p) for p in parts) <= 2 * len(parts):
        return "".join(parts)
    text = " ".join(parts)
    text = re.sub(rf" (?=[{_EDGE}\d])|(?<=[{_EDGE}\d]) ", "", text)
    text = re.sub(rf"(?<![{_CJK}])([{_CJK}]) (?=[{_CJK}](?![{_CJK}]))", r"\1", text)
    return re.sub(rf"(?<=[{_CJK}]) (?=[{_CJK}](?![{_CJK}]))", "", text).replace("內", "内")


def ends_as_title(text: str) -> bool:
    """Whether the text ends in a kind of paper, a trailing bracket such as （试行） aside."""
    text = _BRACKET_END.sub("", text.rstrip(" *＊")).rstrip("》”")
    return _ENDING.search(text) is not None


def form_of(text: str) -> Form:
    """What one line at a page's top is, by its words alone."""
    if not text or _FURNITURE.match(text):
        return "furniture"
    if _NUMBER.match(text) and "关于" not in text and len(text) <= 60:
        return "number"
    if META.match(text):
        return "meta"
    if _DATE.match(text) or _PASSED.match(text):
        return "note"
    if _LETTERHEAD.match(text) and "关于" not in text:
        return "letterhead"
    if _is_body(text):
        return "body"
    if _ORDER.match(text) and "关于" not in text:
        return "order"
    if _AGENCY.match(text) and not re.search("关于|印发|转发", text):
        return "agency"
    return "title"


def _is_body(text: str) -> bool:
    """Addressee, field of a form, article or running text: what stands below a title, never in it."""
    if len(text) > LONGEST_TITLE or text[-1] in _STOPS or START.match(text):
        return True
    field = _FIELD.match(text)
    if text[-1] in "：:" or (field and "关于" not in field.group() and not text.startswith("关于")):
        return True
    return len(text) > 45 and not ends_as_title(text) and "关于" not in text
