"""Names of persons and bodies: which is which, and lists of them taken apart."""

import re
from typing import Literal

_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊"
    "白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包代宁尚符"
    "舒阮柯纪梅童凌毕单季成霍苗涂谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟艾尤时阳穆农司古吉车项连芦卓宫简戚褚欧娄鄢查仇景党苑楼腾冷储浦明"
    "郁邬宗缪裴谈容桑粟蒲佟仲全佘冀凤刁匡卞厉叶后向吾咸商国堵塞夔奚姬娜宇宓宣宦封展岑巩巫巴帅师席应庆库廉弓归扈敖敬昌晁晏智暴曾朴权束来杭杞桂桓"
    "楚楮欧步殷母毋水求池沃沙沐洪润淳温湛满漆澹燕狄狐玉甄申璩畅益相瞿矫禹秋种稽竺竹笪筱米粘练终经缑罕羊羿耨聂胥臧舜良艾芮花苍英范茅茹荀荆荣莘"
    "莲菅萧萨葉蒯蓟蓬蔚蔺薄虎虞蛮衡衣裘褟西覃訾谌谯豆贝费贡贲赖赫逄逯邝郎郏郗郜郤都鄂酆钮铁银门闻闵闾隆隗雍雒雪靖鞠须顿风飞马骆鬱魁鱼鲜鹿麦麻黑齐"
    "缴诸赛宿晋滑奕祖隋由仰伏伊芳危禄凌劳危干辜幸支巢虢嵇乜海丰牧鄢喻旺亓仉逯苌佴盘仓宰郦阿禾庹沙扁仉达冒元傅皮卜计昝於惠麴汲邴糜松段栾钭戎詹韶印怀邰索籍屠阴双扶寿边濮阎慕习慎戈庾暨弘寇阙殳厍勾融阚盖伯墨言邸亢仝贠揭卫强井山班迟逢丛官茶战"
)
_DOUBLE = (
    "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|长孙|宇文|端木|呼延|轩辕|西门|南宫|独孤|闻人|百里|钟离|澹台|宗政|濮阳|淳于|"
    "单于|太叔|申屠|公冶|仲孙|赫连|万俟|拓跋|富察|纳兰|叶赫|完颜|东郭|南门|司空|鲜于|闾丘|亓官|第五|左丘|公羊|巫马|谷梁|乐正|公西|梁丘"
)
_PERSON = re.compile(
    rf"(?:(?:{_DOUBLE})[一-鿿某×Xx*＊]{{1,2}}|[{_SINGLE}][一-鿿某×Xx*＊□]{{1,2}}|[{_SINGLE}][一-鿿]?某{{1,2}}|[一-鿿]{{2,6}}·[一-鿿·]{{2,12}})"
)
_BODY = re.compile(
    r"(?:人民政府|政府|委员会|办公厅|办公室|公司|集团|事务所|合作社|联合社|经营部|门市部|服务部|营业部|分公司|项目部|支行|分行|银行|工厂|医院|学校|学院|大学|幼儿园|酒店|宾馆|饭店|餐厅|药房|药店|商行|商店|超市|便利店|工作室|"
    r"协会|商会|学会|研究院|研究所|中心|支队|大队|中队|总队|分局|稽查局|法院|检察院|厂|店|馆|行|局|厅|部|委|院|所|站|处|科|股|社|场|矿|校|学|栈|中学|小学|堂|阁|轩|居|廊|摊位|基地|农庄|合伙|车队|渔船|楼|厅|房|咖|摊|厂房|室|城|园|坊|铺|摊|户|会|院|队|办|司|署|庭|苑|吧|屋|港)(?:（[^（）]{1,20}）)?$"
)
_NOT_NAMES = re.compile(
    r"^(?:拟|请|按|依|据|准予|该|此|上述|前述|两名|二人)|"
    r"[于在对到与及等是]$|^[你我他她它咱]|们|[这那]|^元[整正人以]|见证|证人|场所|的$|[局处科所队厅市县区镇乡股]长$|主任$|书记$|会议|显示|在案|变更|应当|必须|缺席|更换|查明|查实|拒签|证据|^等|年月|月日|参加|出席|列席|到场|立案|结案|同意|建议|听证|核查|处理|处罚|审批|批准|请示|呈报|属实|呈请|报请|结束|开始|宣布|休庭|陈述|申辩|质证|报告|决定|完毕|"
    r"签名|签字|盖章|签章|姓名|名称|日期|时间|地址|电话|证号|编号|意见|以上|以下|单位|部门|人员|当事人|代理|负责|法定|代表|主持|记录|承办|执法|审核|签发|职务|性别|年龄|不详|情况|在场|同上|公司|附件|空白|本人|没有|未到|拒绝|全体|详见|^无$|^略$"
)
_ROLE = re.compile(r"[人员]$|公民|法人|组织|个人|^经查")  # what a form calls somebody, not who
_ANY_PERSON = re.compile(r"[一-鿿][一-鿿某×*＊]{1,2}")
_FOUR = re.compile(rf"[{_SINGLE}][一-鿿]{{3}}")
_MASKED = re.compile(r"[某×*＊□]+")
_ALIAS = re.compile(r"（以下(?:统)?简称[^（）]*）")
_FORM = re.compile(
    r"(?:股份)?(?:有限)?(?:责任)?公司$|(?:专业)?合作社$|经营部$|商行$|商店$|超市$|门市部$|厂$|店$"
)
_SHORTEST = 5  # characters from which one that differs may be a misreading
_AFTER_NAME = re.compile(
    r"(?![一-鿿·])|参加|出席|列席|主持|承办|主办|协办|担任|到庭|到会|到场|宣布|签收|签名|签字|汇报|记录|提供|陪同|代收|代表|等|整理|签发|称|表示|拒|手机|电话|均|未|外出|非法|使用|涉嫌|因|在[场区县市局会]|[担]?任主持|为(?:本案|办案|承办|调查|执法|主|其)|作为|兼|为(?:本案|办案|承办|调查|执法|主)"
)


def type_of(name: str) -> Literal["organization", "person", "unknown"]:
    """Whether a name is a body's or a person's, as far as its form tells.

    >>> [type_of(n) for n in ("青禾县谷满仓食品有限公司", "粟大有", "李某某", "鼎泰丰")]
    ['organization', 'person', 'person', 'unknown']
    """
    if _BODY.search(name) and len(name) >= 4:
        return "organization"
    if is_person(name):
        return "person"
    return "organization" if _BODY.search(name) and len(name) > 2 else "unknown"


def is_person(name: str) -> bool:
    """Whether this is a person's name, whole."""
    return _PERSON.fullmatch(name) is not None and not _NOT_NAMES.search(name) and not _ROLE.search(name)


def may_be_person(name: str) -> bool:
    """Whether a name in a place where only a person's can stand may be one, though the surname be rare."""
    if is_person(name):
        return True
    if _NOT_NAMES.search(name) or _ROLE.search(name) or _BODY.search(name):
        return False
    return _ANY_PERSON.fullmatch(name) is not None or _FOUR.fullmatch(name) is not None


def is_body(name: str) -> bool:
    """Whether this is the name of an office, a company or the like."""
    return _BODY.search(name) is not None and not _NOT_NAMES.search(name[:4])


def person_at(text: str, at: int) -> int | None:
    """Where the person's name that begins at `at` ends: a surname of the list, and behind it what cannot go on with it.

    >>> person_at("主持人雷鸣。", 3), person_at("主持人应当回避", 3)
    (5, None)
    """
    for length in (4, 3, 2):
        name = text[at : at + length]
        if len(name) == length and is_person(name) and _AFTER_NAME.match(text, at + length):
            return at + length
    return None


def likeness(one: str, other: str) -> Literal["same", "alike", "other"]:
    """Whether two written names are one's: the same, alike (a misread character, a short form), or another's.

    A masked part (某、*) stands for anything; a short form without ambiguity (谷满仓公司) is the same.

    >>> [likeness("青禾县谷满仓食品有限公司", n) for n in ("谷满仓公司", "青禾县谷满仓食口有限公司", "丰源公司")]
    ['same', 'alike', 'other']
    """
    a, b = _bare(one), _bare(other)
    if a == b or _masked(a, b) or _masked(b, a) or _short(a, b) or _short(b, a):
        return "same"
    if len(a) == len(b) >= _SHORTEST and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return "alike"
    return "alike" if min(len(a), len(b)) >= _SHORTEST - 1 and (_within(a, b) or _within(b, a)) else "other"


def _bare(name: str) -> str:
    return _ALIAS.sub("", re.sub(r"\s", "", name).replace("(", "（").replace(")", "）")).casefold()


def _masked(name: str, whole: str) -> bool:
    """Whether the name with its masked parts filled in may be the whole one; two masked ones are never told apart."""
    if not _MASKED.search(name):
        return False
    pattern = ".{1,8}".join(re.escape(part) for part in _MASKED.split(name))
    return re.fullmatch(pattern, whole) is not None


def _short(short: str, whole: str) -> bool:
    """谷满仓公司 for 青禾县谷满仓食品有限公司: its core stands in one piece in the whole name, the form is of one kind."""
    form = _FORM.search(short)
    core = short[: form.start()] if form else ""
    if form is None or len(core) < 2 or core not in whole:
        return False
    kind = _FORM.search(whole)
    return kind is not None and kind[0][-1] == form[0][-1]


def _within(part: str, whole: str) -> bool:
    """Whether the part's characters stand in the whole in order."""
    rest = iter(whole)
    return all(character in rest for character in part)
