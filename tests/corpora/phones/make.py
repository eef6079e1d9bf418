"""Writes the adversarial corpora of phone numbers: tricks and traps that dev.jsonl does not have.

    python make.py BATCH SEED > tricks.jsonl

Same format as dev.jsonl, so that the same scoring serves both. The same batch and seed give the same lines.
Every number is invented: mobile prefixes that no operator has, landlines that begin 00 behind the prefix,
and the foreign numbers that their countries keep for films.
"""
import base64, json, random, re, sys, urllib.parse

MOBILE = ["356", "357", "358", "359", "384", "385", "386", "387", "394", "395", "396", "398", "399"]
r = random.Random()
FAMILIES = []


def family(name, count, batch=1, html=False):
    def add(make):
        FAMILIES.append((name, count, batch, html, make))
        return make
    return add


def row(n):
    return "".join(r.choice("0123456789") for _ in range(n))


def mobile(zeros=True):
    while True:
        m = r.choice(MOBILE) + row(7)
        if (zeros or "0" not in m) and m[3:] not in ("0000000",):
            return m


def landline():
    code = r.choice(["0532", "0541", "051", "0522", "059", "02", "06", "0546"])
    return code + "00" + row(4 if len(code) > 2 else 6)


def it(m):
    return "+39" + m


# --- numerals -----------------------------------------------------------------------------------------------
UNITS = {
    "it": "zero uno due tre quattro cinque sei sette otto nove".split(),
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve".split(),
    "pt": "zero um dois três quatro cinco seis sete oito nove".split(),
    "ro": "zero unu doi trei patru cinci șase șapte opt nouă".split(),
    "en": "zero one two three four five six seven eight nine".split(),
    "fr": "zéro un deux trois quatre cinq six sept huit neuf".split(),
    "zh": "零一二三四五六七八九",
}
TEENS = {
    "it": "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove".split(),
    "es": "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve".split(),
    "pt": "dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove".split(),
    "ro": "zece unsprezece doisprezece treisprezece paisprezece cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece".split(),
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
    "fr": "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(),
}
TENS = {
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split(),
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(),
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split(),
    "ro": "douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci".split(),
    "en": "twenty thirty forty fifty sixty seventy eighty ninety".split(),
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix".split(),
}
HUNDREDS = {
    "it": "cento duecento trecento quattrocento cinquecento seicento settecento ottocento novecento".split(),
    "es": "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split(),
    "pt": "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".split(),
    "ro": "o sută,două sute,trei sute,patru sute,cinci sute,șase sute,șapte sute,opt sute,nouă sute".split(","),
    "en": [u + " hundred" for u in UNITS["en"][1:]],
    "fr": "cent,deux cents,trois cents,quatre cents,cinq cents,six cents,sept cents,huit cents,neuf cents".split(","),
}


def below_hundred(n, lang):
    u = UNITS[lang]
    if n < 10:
        return u[n]
    if n < 20:
        return TEENS[lang][n - 10]
    t, d = divmod(n, 10)
    ten = TENS[lang][t - 2]
    if lang == "it":
        if d == 0:
            return ten
        if d in (1, 8):
            ten = ten[:-1]
        return ten + ("tré" if d == 3 and r.random() < .5 else u[d])
    if lang == "es":
        if d == 0:
            return ten
        if t == 2:
            return "veinti" + ["", "uno", "dós", "trés", "cuatro", "cinco", "séis", "siete", "ocho", "nueve"][d]
        return f"{ten} y {u[d]}"
    if lang == "pt":
        return ten if d == 0 else f"{ten} e {u[d]}"
    if lang == "ro":
        return ten if d == 0 else f"{ten} și {u[d]}"
    if lang == "en":
        return ten if d == 0 else f"{ten}{r.choice(['-', ' '])}{u[d]}"
    if t in (7, 9):
        base = "soixante" if t == 7 else "quatre-vingt"
        if t == 7 and d == 1:
            return "soixante et onze"
        return base + "-" + TEENS["fr"][d]
    if t == 8:
        return "quatre-vingts" if d == 0 else f"quatre-vingt-{u[d]}"
    return ten if d == 0 else (f"{ten} et un" if d == 1 else f"{ten}-{u[d]}")


def cardinal(n, lang):
    if n < 100:
        return below_hundred(n, lang)
    h, rest = divmod(n, 100)
    head = HUNDREDS[lang][h - 1]
    if rest == 0:
        return {"es": "cien", "pt": "cem"}.get(lang, head) if n == 100 else head
    tail = below_hundred(rest, lang)
    if lang == "it":
        return head + (r.choice(["", "", " "])) + tail
    if lang == "pt":
        return f"{head} e {tail}"
    if lang == "en":
        return f"{head}{r.choice([' ', ' and '])}{tail}"
    if lang == "fr":
        return f"{head.removesuffix('s') if h > 1 else head} {tail}"
    return f"{head} {tail}"


def spoken(group, lang):
    """A group of digits as it is said: leading zeros one by one, the rest as one numeral."""
    rest = group.lstrip("0")
    said = [UNITS[lang][0]] * (len(group) - len(rest))
    return " ".join(said + ([cardinal(int(rest), lang)] if rest else []))


def split(m, *sizes):
    out, at = [], 0
    for n in sizes:
        out.append(m[at:at + n])
        at += n
    return out + ([m[at:]] if m[at:] else [])


def groups(m):
    return split(m, *r.choice([(3, 3, 4), (3, 2, 2, 3), (3, 7), (3, 4, 3), (2, 2, 2, 2, 2), (3, 3, 2, 2), (4, 3, 3), (5, 5)]))


def any_case(text):
    return r.choice([str.lower, str.lower, str.upper, str.title, lambda t: "".join(r.choice([c.lower(), c.upper()]) for c in t)])(text)


# --- frames: what stands around -----------------------------------------------------------------------------
FRAMES = {
    1: [
        "{}", "Sono {} per te", "chiama subito {}", "{} chiamami!", "Bella mora, 27 anni, 1.68 x 54 kg: {}",
        "Zona Fiera, ricevo 9-23. {} Grazie", "Per appuntamento {} dalle 11 in poi", "mi trovi al {} tutti i giorni, anche festivi",
        "Via Larga, citofono 7. Contattami: {}", "Rilassati con me (60 min). {} - 80 rose", "Solo uomini over 40!! {} no privati",
        "Ricevo in Via dei Mille 14, 2° piano\n{}\nA presto", "SMS o WhatsApp {} rispondo subito", "★★ NUOVA ★★ {} ★★",
        "Ho 33 anni e vivo sola. Se vuoi conoscermi fai il {}. Ciao!", "nuda proprietà? no: massaggi! info {}",
        "Disponibile 24/7 {}", "mio num. {} chiedi di Lory", "Hola guapo, llámame al {} besos", "Call me {} ok?", "Ligue já {} beijos",
        "Sună-mă la {} pup", "Appelle-moi au {} bisous", "请打电话 {} 谢谢", "Dopo le 15 {}, prima no", "Cell.{}", "telefono:{}",
        "foto 100% reali {} no sconosciuti", "ti aspetto...{}...non te ne pentirai",
    ],
    2: [
        "{}", "Vuoi sapere di più? {}", "Bionda naturale, quarta misura. Recapito {} (Marta)", "{} sono Eva", "Ore pasti: {}",
        "Prezzi modici: 40/70/120. Rispondo solo al {}", "Imola centro, 3 min. dalla stazione FS. {}", "scrivimi {} oppure passa a trovarmi",
        "Tutti i giorni tranne il 25 dicembre. {}", "ciao amore {} kiss", "Se non rispondo riprova! {}", "Coppia 35/38 cerca singolo. {}",
        "Prima volta a Faenza!!! {} fino al 30", "APPARTAMENTO PRIVATO\n\n{}\n\nMASSIMA IGIENE", "Parcheggio comodo - {} - aria condizionata",
        "Trans A/P 21 cm, 1,80 m: {}", "Mi chiamo Sonia, ho 45 anni, {} , ti va?", "contatto diretto ({})", "«{}»", "NUM {}",
        "Tel/WA {} - no chiamate dopo le 22.30", "Ven a verme {} te espero", "Text me on {} any time", "Me liga {} estou te esperando",
        "Te aștept, sună {} non stop", "Je t'attends {} à bientôt", "电话号码 {} 欢迎", "Il sabato ricevo dalle 14 alle 20. {}",
        "Per chi ama il relax... {}", "Quando vuoi {} anche di notte",
    ],
    3: [
        "{}", "Prenota qui: {}", "Sono a Carpi solo per 10 giorni {} affrettati", "{} Katia, bellissima", "Numero: {}. Grazie e a presto.",
        "Ospito a Parma, zona Oltretorrente, dalle 8.30. {}", "Studio al 1° piano, suonare 22. {}", "Chi è interessato chiami {}",
        "NOVITA' ASSOLUTA {} SOLO OGGI", "Donna matura (52) riceve: {}", "trattamento 90 minuti 110 euro // {}", "non rispondo ai numeri nascosti!! {}",
        "Amo la cucina, il mare e 2 gatti. {}", "Segreteria attiva h24\n{}", "appena tornata dalle ferie {} ti aspetto x coccole",
        "Anche a domicilio (min. 2 ore). {}", "Info qui 👉 {} 👈", "💋 {} 💋", "Messaggiami su {} - Ingrid", "Vi aspettiamo in due, Lia e Mia: {}",
        "Estoy en Rimini centro, {} cariño", "Available now {} incall only", "Estou em Bolonha {} vem", "Sunt în Modena {} vă aștept",
        "Disponible maintenant {} à Parme", "我在摩德纳 {} 等你", "Se sei gentile {} se no lascia stare", "dal lunedì al venerdì {} orario continuato",
        "Alta 1 metro e 75, taglia 42. {}", "Fatti sentire {} !!!",
    ],
}
batch = 1


def framed(text):
    return r.choice(FRAMES[batch]).replace("{}", text)


def page(inner):
    shape = r.choice(["<p>{}</p>", "<div class=\"testo\">{}</div>", "<html><body><h1>Annuncio</h1><div><p>{}</p></div></body></html>",
                      "<article><section>{}</section></article>", "<table><tr><td>{}</td></tr></table>", "<ul><li>{}</li></ul>", "<div>{}"])
    return shape.replace("{}", framed(inner))


# --- numbers in words ---------------------------------------------------------------------------------------
for LANG in ["it", "es", "pt", "ro", "en", "fr"]:
    def units(lang=LANG):
        m = mobile()
        u = list(UNITS[lang])
        if r.random() < .2:
            u[0] = {"it": "zero", "es": "zero", "pt": "zero", "ro": "zero", "en": r.choice(["oh", "nought"]), "fr": "zero"}[lang]
        sep = r.choice([" ", ", ", "-", ".", " . ", "...", "/", " ❤ ", "\n", "_", "*", " - ", " · ", "\u00a0", "  ", "; "])
        return any_case(sep.join(u[int(c)] for c in m)), [it(m)]
    family(f"words-{LANG}", 12)(units)

    def cards(lang=LANG):
        m = mobile()
        sep = r.choice([" ", ", ", " - ", ". ", " / ", "\n", "... "])
        parts = [g if r.random() < .12 else spoken(g, lang) for g in split(m, *r.choice([(3, 3, 2, 2), (3, 2, 2, 3), (3, 2, 2, 2, 1), (2, 2, 2, 2, 2)]))]
        return any_case(sep.join(parts)), [it(m)]
    family(f"cardinals-{LANG}", 16)(cards)

    def filled(lang=LANG):
        m = mobile()
        fill = {"it": ["e poi", "poi", "dopo", "quindi", "e infine", "segue", "e", "ancora"], "es": ["luego", "después", "y luego", "y", "y después"],
                "pt": ["depois", "e depois", "e", "a seguir"], "ro": ["apoi", "și apoi", "după", "și"],
                "en": ["then", "and then", "followed by", "and", "next"], "fr": ["puis", "et puis", "ensuite", "et", "après"]}[lang]
        word = r.random() < .5
        parts = [" ".join(UNITS[lang][int(c)] for c in g) if word else g for g in groups(m)]
        out = parts[0]
        for p in parts[1:]:
            out += f" {r.choice(fill)} {p}"
        return out, [it(m)]
    family(f"fillers-{LANG}", 10)(filled)

REPEAT = {
    "it": (["doppio", "doppia", "due volte"], ["triplo", "tripla", "tre volte"]),
    "es": (["doble", "dos veces"], ["triple", "tres veces"]),
    "pt": (["duplo", "duas vezes"], ["triplo", "três vezes"]),
    "ro": (["dublu", "de două ori"], ["triplu", "de trei ori"]),
    "en": (["double"], ["triple"]),
    "fr": (["double", "deux fois"], ["triple", "trois fois"]),
}
for LANG in REPEAT:
    def repeats(lang=LANG):
        m = r.choice(MOBILE)
        rest, said, word = "", [], r.random() < .6
        name = (lambda c: UNITS[lang][int(c)]) if word else (lambda c: c)
        while len(rest) < 7:
            left, k, d = 7 - len(rest), r.choice([1, 1, 2, 3]), r.choice("0123456789")
            k = min(k, left)
            if rest and rest[-1] == d or (k > 1 and not rest and m[-1] == d):
                continue
            rest += d * k
            said.append(name(d) if k == 1 else f"{r.choice(REPEAT[lang][k - 2])} {name(d)}")
        if all(" " not in s for s in said):
            return repeats(lang)
        head = [name(c) for c in m] if word else [m]
        return r.choice([" ", ", ", " - "]).join(head + said), [it(m + rest)]
    family(f"repeaters-{LANG}", 8)(repeats)


@family("words-glued", 20)
def glued():
    lang = r.choice(["it", "it", "it", "es", "pt", "ro", "en"])
    m = mobile()
    parts = ["".join(UNITS[lang][int(c)] for c in g) for g in groups(m)]
    return any_case(r.choice(["", " ", "-", ".", " / "]).join(parts)), [it(m)]


@family("words-babel", 16)
def babel():
    m = mobile()
    return " ".join(r.choice([UNITS[l][int(c)] for l in ["it", "es", "en", "fr"]] + [c]) for c in m), [it(m)]


LEET = [{"e": "3", "o": "0", "i": "1"}, {"o": "0"}, {"e": "3"}, {"i": "1"}]


@family("words-leet", 24)
def leet():
    m = mobile()
    table = r.choice(LEET)
    return r.choice([" ", "-", ", "]).join("".join(table.get(c, c) for c in UNITS["it"][int(d)]) for d in m), [it(m)]


@family("words-misspelt", 30)
def misspelt():
    wrong = {"0": ["zerò", "zeroo", "ZERO"], "1": ["unoo", "uno", "Uno"], "2": ["duee", "dueee", "due"], "3": ["trè", "tree", "treee", "tré"],
             "4": ["quatro", "quattroo", "quatttro"], "5": ["cinqueee", "cinque", "CINQUE"], "6": ["seii", "sei", "sèi"], "7": ["sete", "settee", "sètte"],
             "8": ["oto", "ottoo", "òtto"], "9": ["novee", "nòve", "nove"]}
    m = mobile()
    return r.choice([" ", "-", ", "]).join(r.choice(wrong[d]) for d in m), [it(m)]


HOMO = str.maketrans({"e": "е", "o": "о", "i": "і", "c": "с", "a": "а", "u": "υ", "n": "ո", "s": "ѕ", "q": "ԛ"})


def styled(word, kind):
    if kind == "full":
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)
    base = {"bold": 0x1D41A, "sans": 0x1D5BA, "mono": 0x1D68A, "circled": 0x24D0, "double": 0x1D552, "script": 0x1D4EA, "fraktur": 0x1D586}[kind]
    return "".join(chr(base + ord(c) - 97) if "a" <= c <= "z" else c for c in word)


@family("words-styled", 24)
def styled_words():
    m, kind = mobile(), r.choice(["full", "bold", "sans", "mono", "circled", "double", "script", "fraktur"])
    return r.choice([" ", "-", " . "]).join(styled(UNITS["it"][int(d)], kind) for d in m), [it(m)]


@family("words-homoglyph", 16)
def homoglyphs():
    m = mobile()
    return r.choice([" ", "-", ", "]).join(UNITS["it"][int(d)].translate(HOMO) if r.random() < .7 else UNITS["it"][int(d)] for d in m), [it(m)]


@family("words-spaced", 20)
def spaced():
    m, inner = mobile(), r.choice([" ", ".", "-", "\u200b", "\u00ad", "_"])
    outer = {" ": r.choice(["  ", " - ", ", ", " / "])}.get(inner, r.choice([" ", "  ", " / "]))
    return outer.join(inner.join(UNITS["it"][int(d)]) for d in m), [it(m)]


@family("words-accents", 12)
def combining():
    m = mobile()
    return " ".join("".join(c + (r.choice("\u0301\u0336\u0332\u0308") if r.random() < .4 else "") for c in UNITS["it"][int(d)]) for d in m), [it(m)]


@family("words-zh", 14)
def chinese():
    m = mobile()
    forms = r.choice(["零一二三四五六七八九", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖", "零幺二三四五六七八九"])
    said = [forms[int(c)] if r.random() < .85 else c for c in m]
    return r.choice(["", " ", "-", "、", "。", "　", "·"]).join(said), [it(m)]


@family("country-spelled", 24)
def spelled_country():
    m = mobile()
    code = r.choice(["più trentanove", "piu tre nove", "+ trentanove", "più 39", "PIÙ TRE NOVE", "plus 39", "zero zero trentanove", "zero zero tre nove",
                     "00 39", "(0039)", "[+39]", "＋３９", "+3 9", "+39-", "plus thirty-nine", "más treinta y nueve", "+ 3 9"])
    rest = r.choice([" ".join(groups(m)), " ".join(UNITS["it"][int(c)] for c in m), ".".join(groups(m)), m])
    return f"{code} {rest}", [it(m)]


# --- digits in disguise -------------------------------------------------------------------------------------
FORMS = {
    "fullwidth": "０１２３４５６７８９", "circled": "⓪①②③④⑤⑥⑦⑧⑨", "negative": "⓿❶❷❸❹❺❻❼❽❾", "dingbat": "🄋➀➁➂➃➄➅➆➇➈", "dingbat-negative": "🄌➊➋➌➍➎➏➐➑➒",
    "double-circled": "0⓵⓶⓷⓸⓹⓺⓻⓼⓽", "super": "⁰¹²³⁴⁵⁶⁷⁸⁹", "sub": "₀₁₂₃₄₅₆₇₈₉", "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "double": "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", "sans": "𝟢𝟣𝟤𝟥𝟦𝟧𝟨𝟩𝟪𝟫",
    "mono": "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿", "segmented": "🯰🯱🯲🯳🯴🯵🯶🯷🯸🯹", "persian": "۰۱۲۳۴۵۶۷۸۹", "bengali": "০১২৩৪৫৬৭৮৯", "thai": "๐๑๒๓๔๕๖๗๘๙", "gujarati": "૦૧૨૩૪૫૬૭૮૯",
    "tamil": "௦௧௨௩௪௫௬௭௮௯", "khmer": "០១២៣៤៥៦៧៨៩", "tibetan": "༠༡༢༣༤༥༦༧༨༩", "lao": "໐໑໒໓໔໕໖໗໘໙", "burmese": "၀၁၂၃၄၅၆၇၈၉", "nko": "߀߁߂߃߄߅߆߇߈߉",
    "parenthesised": "0⑴⑵⑶⑷⑸⑹⑺⑻⑼", "full-stop": "🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐", "comma": "🄁🄂🄃🄄🄅🄆🄇🄈🄉🄊", "circled-han": "0㊀㊁㊂㊃㊄㊅㊆㊇㊈", "parenthesised-han": "0㈠㈡㈢㈣㈤㈥㈦㈧㈨",
    "suzhou": "〇〡〢〣〤〥〦〧〨〩", "turned-roman": "0ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", "small-roman": "0ⅰⅱⅲⅳⅴⅵⅶⅷⅸ",
}
KEYCAP = ["%d\ufe0f\u20e3" % d for d in range(10)]


@family("unicode-forms", 90)
def unicode_forms():
    m, form = mobile(), FORMS[r.choice(list(FORMS))]
    return r.choice(["", " ", "-", ".", "  ", "/"]).join(form[int(c)] for c in m), [it(m)]


@family("unicode-medley", 30)
def medley():
    m = mobile()
    forms = [FORMS[f] for f in ["fullwidth", "circled", "negative", "super", "bold", "mono", "double", "sans"]] + [KEYCAP, "0123456789"]
    return r.choice(["", " ", "-", "."]).join(r.choice(forms)[int(c)] for c in m), [it(m)]


ALIKE = {"0": "OoQDОοօØ", "1": "lI|!іι", "2": "Zzƻ", "3": "ЗEзӠ€", "4": "Aч", "5": "Ss", "6": "bб", "7": "Tㄱ", "8": "B&", "9": "gq"}


@family("lookalike-heavy", 40)
def alike():
    m = mobile()
    safe = {"0": "OoОοQ", "1": "lI|і", "2": "Zz", "3": "Зз", "4": "Aч", "5": "Ss", "6": "bб", "7": "T", "8": "B", "9": "gq"}
    out = [r.choice(safe[c]) if i and r.random() < .3 else c for i, c in enumerate(m)]
    if sum(c.isdigit() for c in out) < 5:
        return alike()
    sep = r.choice(["", "", " ", "-", "."])
    return sep.join(["".join(out[:3]), "".join(out[3:6]), "".join(out[6:])]), [it(m)]


@family("wild-mix", 60)
def wild():
    m = mobile()
    parts = []
    for i, c in enumerate(m):
        k = r.random()
        if k < .45:
            parts.append(c)
        elif k < .65:
            parts.append(any_case(UNITS["it"][int(c)]))
        elif k < .75:
            parts.append(KEYCAP[int(c)])
        elif k < .85:
            parts.append(FORMS[r.choice(["circled", "fullwidth", "bold", "negative"])][int(c)])
        else:
            parts.append(UNITS[r.choice(["es", "en", "fr"])][int(c)])
    seps = r.choice([[" "], ["-"], [" ", "-", "."], [" 💋 ", " "], ["\n"], [" * ", " "], ["_", "-"], [" ❤️ "], ["•"], ["~", " "], ["\n", " "]])
    return "".join(p + (r.choice(seps) if i < 9 else "") for i, p in enumerate(parts)), [it(m)]


@family("separators-odd", 50)
def odd():
    m = mobile()
    sep = r.choice(["¤", "§", "¬", "»", "→", "⇒", "✓", "•", "·", "…", "‖", "¦", "✿", "♥", "☎", "@", "%", "$", "^", "&", "\\", "==", "<>", "><", "}{", "][", ")(",
                    "''", "``", '"', "!!", "??", ";", ":", "::", "x", "X", " x ", " o ", "~*~", "-=-", "🔥🔥", "👄", "📞", "𝄞", "\t", " \n ", "\r\n", "،", "。", "、", "ー", "—", "–", "‐", "−", "_-_"])
    return sep.join(groups(m) if r.random() < .7 or sep.strip() in ("x", "X", "o") else m), [it(m)]


@family("brackets", 30)
def brackets():
    m = mobile()
    a, b = r.choice(["()", "[]", "{}", "<>", "«»", "“”", "''", "【】", "（）", "||", "**", "__", "❪❫", "⟨⟩", "「」", "#;"])
    return r.choice(["", " "]).join(a + g + b for g in (m if r.random() < .6 else groups(m))), [it(m)]


@family("roman", 20)
def roman():
    m = mobile()
    names = ["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return r.choice(["-", " - ", ".", " ", "/", ", "]).join(names[int(c)] for c in m), [it(m)]


@family("invisible", 24)
def invisible():
    m = mobile()
    hid = r.choice(["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u2063", "\u2064", "\u200e", "\u061c", "\ufe0e", "\u0332", "\u0336", "\u20dd", "\u0338", "\U000e0020"])
    return "".join(c + (hid if r.random() < .6 else "") for c in m), [it(m)]


@family("right-to-left", 12)
def bidi():
    m = mobile()
    return "\u202e" + m[::-1] + "\u202c", [it(m)]


@family("reversed-said", 12)
def backwards():
    m = mobile()
    return r.choice(["{} (al contrario)", "al contrario: {}", "leggi al contrario {}", "scritto al rovescio {}", "{} leggere da destra a sinistra"]).format(m[::-1]), [it(m)]


# --- parts apart --------------------------------------------------------------------------------------------
@family("prefix-apart", 50)
def apart():
    m = mobile()
    p, rest = m[:3], m[3:]
    b = r.choice([rest, f"{rest[:3]} {rest[3:]}", f"{rest[:3]}.{rest[3:]}", f"{rest[:2]} {rest[2:4]} {rest[4:]}"])
    return r.choice([
        "prefisso {p} numero {b}", "{b} (prima {p})", "pref. {p} - poi {b}", "{b} prefisso {p}", "{b} con prefisso {p}", "{b} (pref {p})", "pref {p} n. {b}",
        "prefisso: {p} / {b}", "{b}, il prefisso è {p}", "{p} davanti e poi {b}", "inizia con {p} e finisce con {b}", "metti {p} davanti a {b}",
        "{b} preceduto da {p}", "prefix {p} number {b}", "prefijo {p} número {b}", "prefix {p} apoi {b}", "comincia per {p} e continua {b}",
        "prefisso {p}, resto {b}", "{p} (prefisso) {b}", "prefisso = {p}; numero = {b}", "il mio prefisso {p}, il mio numero {b}", "Prefisso {p}\nNumero {b}",
    ]).format(p=p, b=b), [it(m)]


@family("other-ending", 30)
def ending():
    m = mobile()
    k = r.choice([1, 2, 2, 3])
    e = row(k)
    if m.endswith(e):
        return ending()
    if k == 1:
        text = r.choice(["{m}/{e}", "{m} / {e}", "{m}-/{e}"]) if False else "{m}/{e}"
    else:
        text = r.choice(["{m}/{e}", "{m} / {e}", "{m} o {e}", "{m} oppure {e}", "{m} (o {e})", "{m} oppure finisce con {e}", "{m} o finale {e}", "{m} o ..{e}", "{m} oppure …{e}",
                         "{m} - anche finale {e}", "{m} e {e} finale", "{m}, altro numero finale {e}"])
    shown = r.choice([m, f"{m[:3]} {m[3:]}", f"{m[:3]}/{m[3:]}", f"{m[:3]} {m[3:6]} {m[6:]}", f"+39 {m[:3]} {m[3:]}"])
    return text.format(m=shown, e=e), [it(m), it(m[:-k] + e)]


@family("words-between", 40)
def between():
    m = mobile()
    g = groups(m)
    fills = r.choice([["chiama", "ora"], ["(chiamami)"], ["...ciao..."], ["amore"], ["ti aspetto"], ["baci"], ["*cuore*"], ["[spazio]"], ["punto"], ["trattino"], ["barra"],
                      ["meno"], ["stop"], ["slash"], ["dash"], ["spazio"], ["virgola"], ["asterisco"], ["dot"], ["punto", "trattino"], ["(no sms)"], ["eh"], ["ok"], ["e dopo ancora"]])
    return "".join(x + (f" {r.choice(fills)} " if i < len(g) - 1 else "") for i, x in enumerate(g)), [it(m)]


@family("one-per-line", 16)
def lines():
    m = mobile()
    bullet = r.choice(["", "- ", "* ", "• ", "> "])
    return "\n" + "\n".join(bullet + c for c in (m if r.random() < .5 else groups(m))) + "\n", [it(m)]


@family("several", 40)
def several():
    ms = [mobile() for _ in range(r.choice([2, 2, 3]))]
    shown = [r.choice([m, " ".join(groups(m)), ".".join(groups(m)), "-".join(groups(m)), " ".join(UNITS["it"][int(c)] for c in m), "+39" + m]) for m in ms]
    return r.choice([" ", " - ", " / ", "\n", ", ", " e ", " o ", " oppure ", " | ", " + ", "; ", " ed anche ", " or ", " y ", " ❤ ", " tel. ", " // "]).join(shown), [it(m) for m in ms]


@family("again", 20)
def again():
    m = mobile()
    return r.choice(["{a} cioè {b}", "{a} ({b})", "{a} = {b}", "{a}, ripeto: {b}", "{a}!!! {b}!!!", "{a}\n{b}", "{a} ossia {b}", "{a} - {b}", "{a} lo ripeto {b}"]).format(
        a=r.choice([m, " ".join(groups(m))]), b=r.choice([" ".join(UNITS["it"][int(c)] for c in m), " ".join(m), "+39" + m, "".join(KEYCAP[int(c)] for c in m), ".".join(groups(m))])), [it(m)]


@family("legacy-nine", 12)
def legacy():
    m = r.choice(MOBILE) + row(6)
    return r.choice([m, f"{m[:3]} {m[3:]}", f"{m[:3]}/{m[3:]}", f"{m[:3]}-{m[3:6]}-{m[6:]}", f"{m[:3]}.{m[3:5]}.{m[5:7]}.{m[7:]}"]), [it(m)]


@family("landlines", 40)
def landlines():
    n = landline()
    k = 2 if n[1] in "26" else 3 if n[2] in "19" else 4
    p, rest = n[:k], n[k:]
    return r.choice([f"{p} {rest}", f"{p}/{rest}", f"({p}) {rest}", f"+39 {p} {rest}", f"+39 (0){n[1:]}", f"0039 {p}-{rest}", f"{p}.{rest[:2]}.{rest[2:4]}.{rest[4:]}",
                     f"{p}*{rest}", " ".join(n), " ".join(UNITS["it"][int(c)] for c in n), f"prefisso {p} numero {rest}", f"{p}-{rest[:3]}-{rest[3:]}", f"{p} / {rest[:3]} {rest[3:]}",
                     "".join(KEYCAP[int(c)] for c in n), f"{p}❤{rest}", f"tel. {p} {rest[:2]} {rest[2:]}"]), [it(n)]


@family("foreign", 40)
def foreign():
    c, n = r.choice([("1", "20255501" + row(2)), ("46", "7017406" + row(2)), ("49", "17139200" + row(2)), ("61", "49157" + r.choice(["0006", "0156", "0157", "0158", "0159", "0110"]))])
    head = r.choice(["+", "00", "+", "(+%s) " % c])
    head = head if head.startswith("(") else head + c + r.choice(["", " ", "-", "."])
    body = r.choice([n, " ".join(split(n, 3, 3)), " ".join(split(n, 2, 2, 2, 2)), ".".join(split(n, 3, 3)), "-".join(split(n, 4, 3)), " ".join(n), "*".join(split(n, 3, 3))])
    return head + body, ["+" + c + n]


# --- html ---------------------------------------------------------------------------------------------------
def decoy():
    return row(r.choice([1, 1, 2, 3]))


def in_html(name, count, batch=1):
    def add(make):
        def whole():
            inner, want = make()
            return page(inner), want
        family(name, count, batch, True)(whole)
        return make
    return add


@in_html("html-splits", 60)
def splits():
    m = mobile()
    k = r.choice(["tags", "nested", "comment", "wbr", "shy", "br", "li", "td", "ent", "enthex", "entno", "named", "font", "sup", "zw", "self", "odd", "attr", "svg", "block"])
    g = groups(m)
    if k == "tags":
        t = r.choice(["i", "b", "em", "u", "small", "code", "var", "kbd", "tt", "x-n", "ins", "mark", "a", "label", "big"])
        return "".join(f"<{t}>{x}</{t}>" for x in m), [it(m)]
    if k == "nested":
        return "".join(f"<b>{x}" for x in g) + "</b>" * len(g), [it(m)]
    if k == "comment":
        return "".join(f"{x}<!-- {row(3)} -->" for x in m), [it(m)]
    if k == "wbr":
        return r.choice(["<wbr>", "<wbr/>", "&#8203;", "<wbr></wbr>"]).join(m), [it(m)]
    if k == "shy":
        return "&shy;".join(m), [it(m)]
    if k == "br":
        return r.choice(["<br>", "<br/>", " <br /> "]).join(g), [it(m)]
    if k == "li":
        return "<ul>" + "".join(f"<li>{x}</li>" for x in g) + "</ul>", [it(m)]
    if k == "td":
        return "<table><tr>" + "".join(f"<td>{x}</td>" for x in m) + "</tr></table>", [it(m)]
    if k == "ent":
        return "".join(f"&#{ord(x):0{r.choice([2, 4])}d};" for x in m), [it(m)]
    if k == "enthex":
        return "".join(f"&#{r.choice('xX')}{ord(x):x};" for x in m), [it(m)]
    if k == "entno":
        return " ".join(f"&#{ord(x)}" for x in m), [it(m)]
    if k == "named":
        return r.choice(["&nbsp;", "&ensp;", "&thinsp;", "&middot;", "&bull;", "&hearts;", "&ast;", "&sol;", "&zwnj;", "&zwj;", "&ndash;", "&mdash;", "&lt;&gt;", "&num;", "&lowbar;", "&period;"]).join(g), [it(m)]
    if k == "font":
        return "".join(f'<font color="#{row(6)}" size="{r.choice("1234567")}">{x}</font>' for x in m), [it(m)]
    if k == "sup":
        return "".join(f"<{t}>{x}</{t}>" for x in m for t in [r.choice(["sup", "sub", "span"])]), [it(m)]
    if k == "zw":
        return "<span>" + "&#x200b;</span><span>".join(m) + "</span>", [it(m)]
    if k == "self":
        return "<span/>".join(m), [it(m)]
    if k == "odd":
        return "".join(f'<span class="d{row(4)}" data-i={row(2)} id=n{row(3)}>{x}</span>' for x in m), [it(m)]
    if k == "attr":
        return "".join(f'<span title="{row(1)}" aria-label="cifra">{x}</span>' for x in m), [it(m)]
    if k == "svg":
        return f'<svg width="200" height="20"><text x="0" y="15">{" ".join(g)}</text></svg>', [it(m)]
    return "".join(f'<div style="display:inline-block">{x}</div>' for x in g), [it(m)]


HIDE = ["display:none", "display: none !important", "visibility:hidden", "visibility: collapse", "font-size:0", "font-size: 0px", "opacity:0", "opacity: 0.0", "color:transparent",
        "color:rgba(0,0,0,0)", "position:absolute;left:-9999px", "position:absolute; top:-1000px", "text-indent:-9999px;display:inline-block", "clip:rect(0,0,0,0);position:absolute",
        "clip-path:inset(100%)", "clip-path: inset(50%)", "width:0;overflow:hidden;display:inline-block", "height:0;overflow:hidden;display:block", "transform:scale(0)",
        "max-height:0;overflow:hidden;display:block", "color:#fff;background:#fff", "color:white;background-color:white", "margin-left:-9999px;display:inline-block", "DISPLAY:NONE", "display:\tnone",
        "position:fixed;left:-200vw", "position:absolute;left:-100em", "font:0/0 a"]


@in_html("html-decoys-inline", 60)
def decoys_inline():
    m = mobile()
    at = r.randrange(1, 9)
    t = r.choice(["span", "b", "i", "em", "div", "small", "a"])
    return f'{m[:at]}<{t} style="{r.choice(HIDE)}">{decoy()}</{t}>{m[at:]}', [it(m)]


@in_html("html-decoys-style", 60)
def decoys_style():
    m = mobile()
    at, c, rule = r.randrange(1, 9), r.choice("abcxyz") + row(2), r.choice(HIDE)
    sel, tag = r.choice([
        (f".{c}", f'<span class="{c}">'), (f"span.{c}", f'<span class="q {c} z">'), (f"#{c}", f'<span id="{c}">'), (f".o .{c}", f'<span class="{c}">'), (f".o > .{c}", f'<span class="{c}">'),
        (f".{c}, .zz", f'<span class="{c}">'), (f"span[data-{c}]", f'<span data-{c}="1">'), (f".{c}.k", f'<span class="{c} k">'), (f"b + .{c}", f'<b></b><span class="{c}">'),
        (f"span.{c}:not(.v)", f'<span class="{c}">'), (f"i.{c}", f'<i class="{c}">'), (f"*.{c}", f'<u class="{c}">'), (f"span[class='{c}']", f'<span class="{c}">'), (f"span[class^={c}]", f'<span class="{c}">'),
    ])
    close = "</" + tag[tag.rindex("<") + 1:].split()[0].rstrip(">") + ">"
    css = f"{sel} {{ {rule} }}"
    css = r.choice([css, f"p{{margin:0}} {css} a{{color:red}}", f"/* x */ {css}", f"@media screen {{ {css} }}", f"@media (min-width:1px){{{css}}}", f"@font-face{{font-family:a;src:url(a)}}\n{css}"])
    return f'<style>{css}</style><span class="o">{m[:at]}{tag}{decoy()}{close}{m[at:]}</span>', [it(m)]


@in_html("html-decoys-elements", 50)
def decoys_elements():
    m = mobile()
    at = r.randrange(1, 9)
    d = decoy()
    return m[:at] + r.choice([
        f"<template>{d}</template>", f"<script>x={d}</script>", f"<style>.a{{order:{d}}}</style>", f"<noscript>{d}</noscript>", f"<span hidden>{d}</span>", f'<span hidden="hidden">{d}</span>',
        f'<span hidden="">{d}</span>', f"<dialog>{d}</dialog>", f'<input type="hidden" value="{d}">', f"<datalist><option>{d}</option></datalist>", f"<iframe>{d}</iframe>", f"<canvas>{d}</canvas>",
        f"<audio>{d}</audio>", f"<video>{d}</video>", f"<textarea hidden>{d}</textarea>", f"<!--{d}-->", f"<!-- <b>{d}</b> -->", f"<?php {d} ?>", f"<svg><title>{d}</title></svg>", f"<svg><defs><text>{d}</text></defs></svg>",
        f"<noembed>{d}</noembed>", f"<noframes>{d}</noframes>", f"<div hidden><p>{d}</p></div>", f"<rp>{d}</rp>", f'<img src="a.png" width="{d}" height="{d}" alt="">', f'<span data-n="{d}"></span>', f'<i title="{d}"></i>',
        f"<script type=\"text/template\">{d}</script>",
    ]) + m[at:], [it(m)]


@in_html("html-order", 40)
def order():
    m = mobile()
    k = r.choice(["bdo", "style", "flex", "reverse", "before", "after", "class", "rle", "cssclass", "visiblearia"])
    if k == "bdo":
        return f'<bdo dir="rtl">{m[::-1]}</bdo>', [it(m)]
    if k == "style":
        return f'<span style="unicode-bidi:bidi-override;direction:rtl">{m[::-1]}</span>', [it(m)]
    if k == "class":
        return f'<style>.r{{direction: rtl; unicode-bidi: bidi-override}}</style><span class="x r">{m[::-1]}</span>', [it(m)]
    if k == "rle":
        return f"&#x202E;{m[::-1]}&#x202C;", [it(m)]
    g = groups(m)
    if k == "flex":
        parts = [f'<span style="order:{i}">{x}</span>' for i, x in enumerate(g)]
        r.shuffle(parts)
        return f'<div style="display:flex">{"".join(parts)}</div>', [it(m)]
    if k == "cssclass":
        css = "".join(f".p{i}{{order:{i * 2 + 1}}}" for i in range(len(g)))
        parts = [f'<i class="p{i}">{x}</i>' for i, x in enumerate(g)]
        r.shuffle(parts)
        return f'<style>.box{{display:inline-flex}}{css}</style><div class="box">{"".join(parts)}</div>', [it(m)]
    if k == "reverse":
        return '<div style="display:flex;flex-direction:row-reverse">' + "".join(f"<span>{x}</span>" for x in g[::-1]) + "</div>", [it(m)]
    if k == "before":
        return f'<style>.t::before{{content:"{m[:3]}"}}</style><span class="t">{m[3:]}</span>', [it(m)]
    if k == "after":
        return f"<style>.t:after{{content:'{m[6:]}'}}</style><span class='t'>{m[:6]}</span>", [it(m)]
    return f'<span aria-hidden="true">{m[:5]}</span>{m[5:]}', [it(m)]


LINKS = [
    "tel:+39{m}", "tel:+39-{a}-{b}", "tel:+39({a}){b}", "tel://{m}", "tel:%2B39{m}", "TEL:{m}", "tel:0039{m}", "tel:{m};ext=1", "tel:+39%20{a}%20{b}", "tel: {a} {b}", "tel:{a}.{b}", "whatsapp://send?phone=+39{m}",
    "whatsapp://send?text=ciao&amp;phone=39{m}", "https://wa.me/+39{m}", "http://wa.me/39{m}?text=Ciao%20100", "https://www.wa.me/39{m}", "wa.me/39{m}", "//wa.me/39{m}", "https://wa.me/0039{m}", "https://wa.me/39{m}/?text=a",
    "https://api.whatsapp.com/send/?phone=%2B39{m}&amp;type=phone_number&amp;app_absent=0", "https://api.whatsapp.com/send?text=x&amp;phone=39{m}", "https://web.whatsapp.com/send?phone=39{m}", "https://t.me/+39{m}", "tg://resolve?phone=39{m}",
    "viber://add?number=39{m}", "viber://contact?number=%2B39{m}", "viber://chat/?number=%2B39{m}", "skype:+39{m}?call", "callto://+39{m}", "callto:{m}", "facetime:+39{m}", "facetime-audio://{m}", "imessage:+39{m}", "sms://{m}",
    "sms:+39{m};?&amp;body=ciao", "smsto:+39{m}", "mms:{m}", "intent://send/39{m}#Intent;scheme=smsto;package=com.whatsapp;end", "https://signal.me/#p/+39{m}", "javascript:window.location='tel:{m}'", "/go?u=https%3A%2F%2Fwa.me%2F39{m}",
    "https://out.example/?url=tel%3A%2B39{m}", "https://api.whatsapp.com/send?phone=39 {a} {b}", "sms:{m}?body=Ti%20chiamo%20alle%2018", "https://telegram.me/+39{m}", "tel:+39{m}#", "tel:{m},,1", "HTTPS://WA.ME/39{m}",
]


@in_html("html-links-odd", 80)
def links():
    m = mobile()
    href = r.choice(LINKS).format(m=m, a=m[:3], b=m[3:])
    q = r.choice(['"', '"', "'"])
    text = r.choice(["chiama", "WhatsApp", "Mostra numero", "Clicca qui", "", "<img src=\"/i/wa.png\" alt=\"wa\">", f"{m[:3]} *** ****", f"{m[:4]}…", "scrivimi ora", "📞"])
    tag = "a" if "'" not in href or q == '"' else "a"
    if "'" in href:
        q = '"'
    return f"<{tag} class=\"btn\" href={q}{href}{q} rel=nofollow>{text}</{tag}>", [it(m)]


@in_html("html-data", 60)
def data():
    m = mobile()
    spaced = f"{m[:3]} {m[3:]}"
    b64 = lambda s: base64.b64encode(s.encode()).decode()
    return r.choice([
        f'<button data-phone="{spaced}">Mostra</button>', f'<span data-tel="+39{m}">***</span>', f'<div data-number="{m}"></div>', f'<a href="#" data-href="tel:{m}">chiama</a>', f'<button data-p="{b64("+39" + m)}">Mostra</button>',
        f'<button data-contact="{b64("tel:+39" + m)}">Mostra</button>', f'<span data-phone-number="{b64(m)}"></span>', f'<i data-x="{b64(spaced)}"></i>', f'<div data-props=\'{{"phone":"{spaced}"}}\'></div>',
        f'<div data-props="{{&quot;tel&quot;:&quot;+39{m}&quot;,&quot;id&quot;:{row(6)}}}"></div>', f"<button onclick=\"showPhone('{m[:3]}','{m[3:]}')\">Numero</button>", f"<button onclick=\"location.href='tel:+39{m}'\">Chiama</button>",
        f"<button onclick=\"mostra(this, '+39 {spaced}')\">Mostra</button>", f"<span onclick=\"this.innerHTML='{m[:3]}.{m[3:6]}.{m[6:]}'\">vedi numero</span>", f"<a href=\"javascript:void(0)\" onclick='vedi(\"{m}\")'>vedi</a>",
        f"<button onclick=\"alert(atob('{b64(m)}'))\">Numero</button>", f'<button value="{m}" class="tel">Numero</button>', f'<a data-wa="39{m}" href="#">wa</a>', f'<span data-mobile="{urllib.parse.quote("+39 " + spaced)}"></span>',
        f'<button data-clipboard-text="{spaced}">Copia</button>', f'<div data-phone-a="{m[:5]}" data-phone-b="{m[5:]}"></div>', f'<button onclick="window.open(\'https://wa.me/39{m}\')">WA</button>', f"<button onmousedown=\"call('{m}')\">tel</button>",
        f'<input type="text" readonly value="{spaced}">', f'<input type="tel" value="{m}" disabled>', f'<img src="/n.png" alt="{spaced}">', f'<span title="Telefono: {spaced}">📞</span>', f'<a aria-label="Chiama {spaced}" href="#">📞</a>',
    ]), [it(m)]


@in_html("html-metadata", 50)
def metadata():
    m = mobile()
    s = r.choice([m, f"{m[:3]} {m[3:]}", f"+39 {m[:3]} {m[3:]}", f"+39{m}", f"0039{m}", f"{m[:3]}-{m[3:6]}-{m[6:]}"])
    ld = lambda o: f'<script type="application/ld+json">{json.dumps(o)}</script>'
    return r.choice([
        ld({"@context": "https://schema.org", "@type": "LocalBusiness", "contactPoint": {"@type": "ContactPoint", "telephone": s}}), ld({"@graph": [{"@type": "Person", "telephone": s}]}), ld([{"@type": "Offer", "seller": {"telephone": s}}]),
        ld({"@type": "Product", "offers": [{"seller": {"telephone": [s]}}]}), ld({"@type": "Service", "provider": {"contactPoint": [{"telephone": s, "contactType": "sales"}]}}), ld({"@type": "Thing", "mobile": s}), ld({"@type": "Person", "faxNumber": None, "telephone": "tel:" + s}),
        f'<span itemscope itemtype="https://schema.org/Person"><meta itemprop="telephone" content="{s}"></span>', f'<span itemprop="telephone">{s}</span>', f'<link itemprop="telephone" href="tel:{s}">', f'<span property="telephone" content="{s}"></span>',
        f'<meta property="og:phone_number" content="{s}">', f'<meta property="business:contact_data:phone_number" content="{s}">', f'<meta name="telephone" content="{s}">', f'<div class="vcard"><span class="tel">{s}</span></div>', f'<meta name="description" content="Chiama {s}">',
        f'<meta property="og:description" content="Massaggi, info {s}">', f'<address>{s}</address>', f'<meta itemprop="phone" content="{s}"/>',
    ]), [it(m)]


# --- nothing ------------------------------------------------------------------------------------------------
def hex_row(n):
    return "".join(r.choice("0123456789abcdef") for _ in range(n))


def d(a, b):
    return r.randrange(a, b)


NOTHING = {
    "prices": lambda: r.choice(["Tariffe: {} / {} / {} / {}", "{}€ 30min - {}€ 1h - {}€ 2h - {}€ notte", "da {} a {} euro, {} weekend, {} notte", "€ {},00 - € {},00 - € {},00 - € {},00", "listino {} {} {} {} {} {}", "mezz'ora {} un'ora {} due ore {} notte {}",
                                "{} rose 20 min, {} rose 40 min, {} rose 60 min", "prezzo: € 1.{}50,00 trattabile", "EUR {}.{}0 + EUR {}.00"]).replace("{}", "%d") and None,
    "measures": lambda: r.choice([f"{d(80, 105)}-{d(55, 70)}-{d(85, 105)}, alta {d(155, 185)} cm, {d(45, 70)} kg, {d(18, 45)} anni, scarpe {d(35, 41)}", f"90 60 90, 1,{d(60, 80)} m per {d(48, 62)} kg", f"{d(3, 6)}^ misura, taglia {d(38, 46)}, piede {d(35, 41)}, capelli 40 cm",
                                 f"letto 160x190, stanza 4 x 3,5 m, altezza 270 cm", f"tv 55 pollici 3840x2160", f"altezza {d(150, 190)} peso {d(45, 75)} eta {d(20, 50)} seno {d(1, 6)}", f"misure 95/65/98 h 175 kg 60"]),
    "hours": lambda: r.choice([f"lun-ven 9.30-13.00 / 15.30-19.30, sab 9-13", f"dalle {d(8, 12)}:00 alle {d(20, 24)}:30 - dom. 10:00-18:00", f"orari: 08:30 12:30 14:30 19:00", "aperto 10-22 lun mar mer gio ven 10-24 sab dom", "09,00-13,00 15,00-20,00 sabato 09,00-12,30", "9/12 - 15/19, giovedi 9/13",
                               "h. 10.00 / 23.00 tutti i giorni 7 su 7 24 su 24 365 giorni", "turni 06-14 14-22 22-06"]),
    "dates": lambda: r.choice([f"{d(1, 29)}.{d(1, 13)}.2026 - {d(1, 29)}.{d(1, 13)}.2027", f"dal {d(1, 15)} al {d(15, 29)} novembre 2026, poi dal 3 al 9 dicembre 2026", f"2026/11/{d(10, 29)} 2026/12/{d(10, 29)}", f"pubblicato {d(10, 29)}/11/26 alle 14:{d(10, 60)} aggiornato {d(10, 29)}/11/26 alle 18:{d(10, 60)}",
                               f"nata il {d(10, 29)}/0{d(1, 10)}/199{d(0, 10)}", f"scade il 3{d(0, 2)}-12-2026 ore 23:59:59", f"{d(10, 29)}1120261430", f"202611{d(10, 29)}T143012Z", f"2026-11-{d(10, 29)}T14:30:12.345+01:00", f"dal 30.10 al 5.11, dal 6.11 al 12.11, dal 13.11 al 19.11"]),
    "iban": lambda: r.choice([f"IT{row(2)} X054 2811 101{row(1)} {row(4)} {row(4)} {row(3)}", f"iban it{row(2)}x05428{row(5)}{row(12)}", f"IBAN: IT {row(2)} A {row(5)} {row(5)} {row(12)}", f"bonifico su IT{row(2)}Z{row(22)}", f"DE{row(20)}", f"FR76 {row(4)} {row(4)} {row(4)} {row(4)} {row(4)} {row(3)}",
                              f"c/c {row(12)} ABI {row(5)} CAB {row(5)}", f"postepay {row(4)} {row(4)} {row(4)} {row(4)} intestata a E. Bianchi"]),
    "cards": lambda: r.choice([f"visa 4{row(3)} {row(4)} {row(4)} {row(4)} scad 12/28", f"5{row(15)}", f"carta n. 4{row(3)}-{row(4)}-{row(4)}-{row(4)} cvv {row(3)}", f"amex 37{row(2)} {row(6)} {row(5)}"]),
    "fiscal": lambda: r.choice([f"P. IVA {row(11)}", f"p.iva:0{row(10)}", f"Partita IVA IT{row(11)}", f"VAT IT 0{row(10)}", f"C.F. RSSMRA{row(2)}A{row(2)}F{row(3)}X", f"cod. fisc. 0{row(10)}", f"C.F./P.IVA 03{row(9)}", f"REA MO-{row(6)}", f"partita iva n° 3{row(10)}", f"SDI {row(7)}"]),
    "address": lambda: r.choice([f"via Emilia Est {d(1, 999)}, {d(40, 49)}1{row(2)} Modena", f"4{row(4)} Reggio Emilia, viale Monte Grappa {d(1, 90)}/{d(1, 9)} int. {d(1, 30)} scala {d(1, 9)} piano {d(1, 9)}", f"SS9 km {d(100, 200)}+{row(3)}", f"civico {d(1, 200)}, citofono {d(1, 90)}, interno {d(1, 60)}",
                                 f"Via XX Settembre {d(1, 99)}", f"P.zza Martiri del 7 Luglio 1960, {d(1, 20)}", f"uscita A1 km {d(100, 160)} casello {d(1, 9)}, poi 3 km sulla SP {d(1, 500)}", f"autobus {d(1, 20)}, {d(20, 60)} e {d(61, 99)} fermata 4{row(3)}", f"foglio {row(3)} mappale {row(4)} sub {row(2)}"]),
    "coordinates": lambda: r.choice([f"44.{row(6)},10.{row(6)}", f"lat 44.{row(7)} lng 11.{row(7)}", f"44°{d(10, 60)}'{d(10, 60)}\"N 10°{d(10, 60)}'{d(10, 60)}\"E", f"N 44 {d(10, 60)}.{row(3)} E 010 {d(10, 60)}.{row(3)}", f"maps: @44.{row(7)},11.{row(7)},17z", f"GPS 44,{row(5)} 11,{row(5)}", f"POINT(10.{row(7)} 44.{row(7)})"]),
    "ids": lambda: r.choice([f"Annuncio n. {row(9)}", f"ID annuncio: 38{row(8)}", f"Rif: AG-{row(6)}-{row(4)}", f"codice {row(10)}", f"ordine #{row(10)}", f"ticket {row(8)}", f"pratica n° {row(4)}/{row(6)}", f"matricola {row(10)}", f"s/n {row(12)}", f"S/N 3{row(9)}", f"cod. articolo {row(3)}.{row(3)}.{row(4)}",
                             f"inserzione 39{row(8)} pubblicata oggi", f"lotto L{row(9)}", f"id={row(10)}", f"utente_{row(10)}", f"ad-{row(10)}", f"n. protocollo {row(7)}/2026", f"fattura {row(4)} del 2026, importo {row(3)},00", f"ref {row(10)}", f"annuncio {row(3)} {row(3)} {row(4)}", f"ID: {row(3)}-{row(3)}-{row(4)}", f"codice cliente 39{row(8)}"]),
    "files": lambda: r.choice([f"IMG_{row(8)}_{row(6)}.jpg", f"foto{row(10)}.png", f"DSC{row(5)}.JPG DSC{row(5)}.JPG", f"VID-2026{row(4)}-WA{row(4)}.mp4", f"{row(10)}_n.jpg", f"/uploads/2026/11/{row(10)}.webp", f"WhatsApp Image 2026-11-{d(10, 29)} at 14.{d(10, 60)}.{d(10, 60)}.jpeg", f"3{row(9)}.html", f"screenshot_{row(14)}.png"]),
    "urls": lambda: r.choice([f"https://example.org/annuncio/3{row(9)}", f"http://example.com/?id={row(10)}&page=2", f"www.example.it/a/{row(3)}-{row(7)}.htm", f"example.org/u/39{row(9)}", f"https://example.org/p?utm_id={row(12)}#c{row(9)}", f"example.it/foto/3{row(2)}/{row(7)}", f"mario{row(9)}@example.org", f"@user{row(10)}", f"https://example.org/t/3{row(9)}/vedi"]),
    "hashes": lambda: r.choice([f"{hex_row(8)}-{hex_row(4)}-4{hex_row(3)}-a{hex_row(3)}-{hex_row(12)}", hex_row(40), f"sha1:{hex_row(40)}", f"md5 {hex_row(32)}", f"#{hex_row(6)} #{hex_row(6)}", f"0x{hex_row(16)}", f"token {hex_row(24)}"]),
    "stamps": lambda: r.choice([f"1{row(9)}", f"ts=17{row(8)}", f"17{row(11)}", f"epoch 17{row(8)}", f"timestamp: 17{row(8)}.{row(3)}"]),
    "isbn": lambda: r.choice([f"ISBN 88-{row(3)}-{row(4)}-{row(1)}", f"ISBN-13: 978 88 {row(4)} {row(3)} {row(1)}", f"978{row(10)}", f"ISBN 88{row(8)}", f"EAN 80{row(11)}", f"ean13: 800{row(10)}", f"ISSN {row(4)}-{row(4)}", f"codice a barre 8{row(12)}", f"ISBN 3{row(9)}"]),
    "tracking": lambda: r.choice([f"spedizione 1Z{row(3)}A{row(12)}", f"tracking RR{row(9)}IT", f"corriere n. {row(12)}", f"LDV {row(10)}", f"pacco {row(3)} {row(3)} {row(4)}", f"BRT {row(12)}", f"raccomandata {row(11)}-{row(1)}"]),
    "counting": lambda: r.choice(["1 2 3 4 5 6 7 8 9 10 11 12", "uno due tre quattro cinque sei sette otto nove dieci", "one two three four five six seven eight nine ten", "uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez", "un deux trois quatre cinq six sept huit neuf dix", "unu doi trei patru cinci șase șapte opt nouă zece",
                                  "um dois três quatro cinco seis sete oito nove dez", "一二三四五六七八九十", "10 9 8 7 6 5 4 3 2 1 0 partenza", "dieci nove otto sette sei cinque quattro tre due uno", "2 4 6 8 10 12 14", "10 20 30 40 50 60 70 80 90 100", "1, 2, 3... 4, 5, 6... 7, 8, 9!", "3 4 5 6 7 8 9 10 11 12", "①②③④⑤⑥⑦⑧⑨⑩",
                                  "I II III IV V VI VII VIII IX X", "1) doccia 2) massaggio 3) relax 4) tè 5) coccole 6) musica 7) candele 8) olio 9) vasca 10) saluti"]),
    "lottery": lambda: r.choice(["lotto ruota di Bari " + " ".join(str(d(1, 91)) for _ in range(5)), "estrazione: " + " - ".join(str(d(1, 91)) for _ in range(6)) + f" jolly {d(1, 91)}", "cinquina " + ", ".join(str(d(1, 91)) for _ in range(5)), "superenalotto " + " ".join(f"{d(1, 91):02d}" for _ in range(6)) + " superstar 12"]),
    "numeral-words": lambda: r.choice(["sono tre sorelle, due bionde e una mora", "siamo in due, una italiana e una spagnola, tutte e due dolcissime", "sei bello, sei simpatico, sei tutto ciò che cerco", "due passi dal centro, tre minuti dalla stazione, sette giorni su sette", "una o due ore? tre è meglio! e per quattro amici, cinque stelle",
                                       "nove volte su dieci sei contento; la decima, sei felice", "l'otto marzo, il due giugno e il sei gennaio sono sempre aperta", "uno di noi due, tre di loro, quattro gatti, cinque minuti, sei sola?", "ho due figli, tre gatti e sette vite, uno zero in geografia e otto in amore", "quattro chiacchiere e due risate, zero problemi, cento baci",
                                       "mille e una notte, cento candele, due cuori e una capanna", "sei la numero uno, nove su dieci", "I have two cats and one dog, three kids, four rooms, five stars, six friends, seven days, zero stress, nine lives", "tengo dos hijos y tres gatos, cuatro amigas y cinco sueños, seis horas", "un peu, deux fois, trois soirs, sept jours sur sept, huit heures",
                                       "sei arrivato? sei pronto? sei solo? sei qui? sei tu?", "ottocento metri, trecento passi, due semafori, quattro palazzi, uno solo è il mio", "doppio gioco, triplo divertimento, due volte meglio, tre volte tanto"]),
    "plates": lambda: r.choice([f"targa AB {row(3)} CD", f"volo AZ {row(4)} gate {d(1, 40)} ore 18.{d(10, 60)}, arrivo 20.{d(10, 60)}", f"treno FR {row(4)} carrozza {d(1, 11)} posto {d(1, 20)}A", f"bus {d(1, 99)}, bus {d(1, 99)}, tram {d(1, 19)}", f"volo FR{row(4)} e U2{row(4)}", f"camera {row(3)}, piano {d(1, 9)}, pax 2, notti 3"]),
    "versions": lambda: r.choice([f"versione {d(1, 20)}.{d(0, 9)}.{d(0, 9)}.{row(4)}", f"192.168.{d(0, 255)}.{d(0, 255)}", f"10.{d(0, 255)}.{d(0, 255)}.{d(0, 255)}:8080", f"Chrome/120.0.{row(4)}.{row(3)} Safari/537.36", f"v3.8.{row(1)}.{row(4)}", f"fe80::{hex_row(4)}:{hex_row(4)}:{hex_row(4)}:{hex_row(4)}", f"MAC {hex_row(2)}:{hex_row(2)}:{hex_row(2)}:{hex_row(2)}:{hex_row(2)}:{hex_row(2)}",
                                  f"build {row(10)}", f"00:1A:{row(2)}:{row(2)}:{row(2)}:{row(2)}"]),
    "short-codes": lambda: r.choice(["112, 113, 115, 118 e 1522", "chiama il 112 o il 1522, numeri di emergenza", "numero unico 116117, guardia medica", "invia SI al 48" + row(3), "119 190 159 133", "sms al 339", "il mio prefisso è 384, il resto in privato", "comincia con 385 e finisce con 7, il resto te lo dico", "384 *** ****", "384 xx xx xxx", "+39 384 ...", "numero nascosto 38412.....",
                                    "chiama 12 o 4088"]),
    "statistics": lambda: r.choice([f"visite {row(5)} - preferiti {row(3)} - foto {d(1, 20)} - voto 4,{d(1, 9)}", f"{d(1, 9)}.{row(3)}.{row(3)} visualizzazioni, {row(4)} mi piace", f"membro dal 2019, {row(3)} annunci, {row(4)} recensioni, ultimo accesso 3 ore fa", f"{row(3)} {row(3)} {row(3)} abitanti", f"popolazione 1.{row(3)}.{row(3)} nel 2025, 1.{row(3)}.{row(3)} nel 2026", f"pagina {d(1, 30)} di {d(31, 99)}, risultati {d(1, 9)}00-{d(10, 20)}00 di {row(5)}",
                                    f"punteggi 21-18, 19-21, 21-{d(10, 19)}, 15-12", f"bianco 384 rosso 251 verde 670 blu 118", f"{d(1, 99)},{d(1, 99)}% {d(1, 99)},{d(1, 99)}% {d(1, 99)},{d(1, 99)}%", f"km {row(6)}, anno 2019, cv 120, cc 1598, porte 5", f"pi greco 3,1415926535", f"3.1415926535 8979", "384 + 512 = 896; 1234 x 567"]),
}


def prices():
    p = lambda: r.choice([30, 40, 50, 60, 70, 80, 100, 120, 150, 180, 200, 250, 300, 350, 384, 500])
    shape = r.choice(["Tariffe: {} / {} / {} / {}", "{}€ 30min - {}€ 1h - {}€ 2h - {}€ notte", "da {} a {} euro, {} weekend, {} notte", "€ {},00 - € {},00 - € {},00 - € {},00", "listino {} {} {} {} {} {}", "mezz'ora {} un'ora {} due ore {} notte {}", "{} rose 20 min, {} rose 40 min, {} rose 60 min",
                      "€ {}.000,00 + € {}.500,00", "EUR {}.00 EUR {}.00", "1h={} 2h={} 3h={}", "100 150 200 250 300 notte {}", "({}) ({}) ({})", "{}-{}-{} a seconda del tempo", "{},{},{},{} euro", "$ {} / $ {} / £ {}", "solo {} invece di {}, sconto {}%"])
    while "{}" in shape:
        shape = shape.replace("{}", str(p()), 1)
    return shape


NOTHING["prices"] = prices
TAILS = {1: ["{}", "Info: {}", "{} grazie", "Nota: {}.", "{} - solo qui", "Ciao! {} a presto"], 2: ["{}", "Leggi bene: {}", "{} !!", "({})", "ps. {}", "* {} *"], 3: ["{}", "Attenzione, {}", "{} ok", "--- {} ---", "Dettagli {} fine", "{}\nSaluti"]}
for KIND in NOTHING:
    def nothing(kind=KIND):
        return r.choice(TAILS[batch]).replace("{}", NOTHING[kind]()), []
    family(f"nothing-{KIND}", 14)(nothing)


@family("nothing-html", 60, html=True)
def nothing_html():
    n, b64 = "38" + row(8), base64.b64encode(("annuncio-" + row(10)).encode()).decode()
    return r.choice([
        f'<a href="/annuncio/{n}">dettagli</a>', f'<img src="/foto/{n}.jpg" alt="foto {d(1, 9)}">', f'<div id="ad-{n}" data-id="{n}">Bella mora</div>', f'<li data-ad-id="{n}" class="item-{n}">ciao</li>', f'<input type="hidden" name="csrf" value="{n}">', f'<script>var id={n};var t="{n}";</script>',
        f'<a href="https://example.org/p/{n}?ref={row(10)}">link</a>', f'<style>.a{{z-index:{n}}}</style>', f"<!-- {n} -->", f'<span style="display:none">{n}</span>', f'<template>{n}</template>', f'<div data-hash="{b64}">x</div>', f'<a href="#c{n}" onclick="track({n}, 10)">apri</a>', f'<a href="/a" onclick="ga(\'send\',\'event\',\'ad\',\'{n}\')">apri</a>',
        f'<iframe src="https://maps.example.org/?ll=44.{row(6)},11.{row(6)}"></iframe>', f'<video src="/v/{n}.mp4" width="1920" height="1080"></video>', f'<meta name="csrf-token" content="{n}">', f'<meta property="og:image" content="https://example.org/i/{n}.jpg">', f'<meta property="fb:app_id" content="{row(15)}">', f'<link rel="canonical" href="https://example.org/a-{n}">',
        f'<script type="application/ld+json">{json.dumps({"@type": "Product", "sku": n, "productID": n, "url": "https://example.org/" + n})}</script>', f'<form action="/a/{n}"><button name="id" value="{n}" type="submit">Invia</button></form>', f'<time datetime="2026-11-20T10:20:30+01:00" data-ts="17{row(8)}">ieri</time>',
        f'<span data-lat="44.{row(6)}" data-lon="11.{row(6)}">mappa</span>', f'<a href="https://wa.me/?text=ciao">condividi</a>', f'<a href="https://t.me/canale_esempio">canale</a>', f'<a href="mailto:info{row(9)}@example.org">mail</a>', f'<svg viewBox="0 0 384 512"><path d="M384 123 4567 89L384.123 456.7"/></svg>', f'<table><tr><td>30 min</td><td>50</td></tr><tr><td>1 ora</td><td>100</td></tr><tr><td>2 ore</td><td>180</td></tr></table>',
        f'<ol><li>3</li><li>8</li><li>12</li></ol>', f'<option value="{n}">Modena</option>', f'<a href="/cerca?tel=no&amp;id={n}">x</a>', f'<img src="data:image/png;base64,{base64.b64encode(row(30).encode()).decode()}">', f'<link rel="stylesheet" href="/css/app.{n}.css">',
        f'<p>Tariffe</p><ul><li>50</li><li>80</li><li>100</li><li>150</li><li>200</li></ul>', f'<ul class="pager"><li>1</li><li>2</li><li>3</li><li>4</li><li>5</li><li>6</li><li>7</li><li>8</li><li>9</li><li>10</li></ul>',
    ]), []


# --- positives among traps ----------------------------------------------------------------------------------
@family("among-traps", 80)
def among():
    m = mobile()
    kinds = [k for k in NOTHING if k not in ("short-codes", "stamps", "hashes", "files")]
    a, b = NOTHING[r.choice(kinds)](), NOTHING[r.choice(kinds)]()
    shown = r.choice([m, " ".join(groups(m)), "+39 " + " ".join(groups(m)), "*".join(groups(m)), " ".join(UNITS["it"][int(c)] for c in m), "".join(KEYCAP[int(c)] for c in m)])
    return f"{a}{r.choice(['. ', '; ', chr(10), ' - ', ' | '])}{r.choice(['tel. ', 'chiama ', 'cell: ', 'whatsapp ', '📞 '])}{shown}{r.choice(['. ', '; ', chr(10), ' | '])}{b}", [it(m)]


# --- batch 2: other tricks ----------------------------------------------------------------------------------
def said(lang, m):
    return " ".join(UNITS[lang][int(c)] for c in m)


@family("b2-emoji-numbers", 20, batch=2)
def emoji_mix():
    m = mobile()
    sep = r.choice(["🌸", " 🍑 ", "💦", "👉", " ✨✨ ", "😘😘", "🇮🇹", "❣️", "☎️", " ➖ ", "➡️", "⬇️\n", "🔸", "▪️"])
    return r.choice(["📞", "☎️ ", "👉👉", ""]) + sep.join(groups(m) if r.random() < .6 else m), [it(m)]


@family("b2-signs", 30, batch=2)
def signs():
    m = mobile()
    sep = r.choice(["+++", "***", "---", "___", "~~~", "^^", "(*)", "[-]", "<->", "=>", "->", "|||", "\\\\", "//", ":-", " : : ", " ' ", " ´ ", "`", "¨", "¯", "°°", " ° ", "#-#", "·-·", "..-..", " _ _ ", "+-+", " >< ", "}{", "¶", "†", "‡", "※", "◊", "■", "▲", "☆"])
    return sep.join(groups(m)), [it(m)]


@family("b2-half-words", 30, batch=2)
def half_words():
    m = mobile()
    lang = r.choice(["it", "it", "es", "ro", "pt", "fr", "en"])
    g = groups(m)
    parts = [said(lang, x) if i % 2 == r.choice([0, 1]) or r.random() < .3 else x for i, x in enumerate(g)]
    return r.choice([" ", " - ", " / ", ", ", "...", " * "]).join(parts), [it(m)]


@family("b2-cardinal-pairs", 30, batch=2)
def pairs():
    m = mobile()
    lang = r.choice(["it", "it", "it", "es", "fr", "en", "ro", "pt"])
    parts = [spoken(x, lang) for x in split(m, *r.choice([(3, 1, 2, 2, 2), (1, 2, 3, 2, 2), (3, 2, 3, 2), (2, 1, 3, 2, 2), (3, 3, 1, 3)]))]
    return r.choice([", ", " - ", " / ", "; ", " . "]).join(parts), [it(m)]


@family("b2-italian-speech", 40, batch=2)
def speech():
    m = mobile()
    a, b, c = m[:3], m[3:6], m[6:]
    shape = r.choice(["il {a}, e poi {b}, e per finire {c}", "fai {a} {b} {c}", "componi {a} quindi {b} e {c}", "digita {a}, {b}, {c}", "segnati {a} {b} {c}", "è il {a} / {b} / {c}", "prima {a}, dopo {b}, infine {c}", "{a} ... {b} ... {c}", "parte con {a}, segue {b} e chiude con {c}",
                      "numero {a} trattino {b} trattino {c}", "{a} punto {b} punto {c}", "{a} barra {b}{c}", "{a} spazio {b} spazio {c}", "le prime tre cifre sono {a}, le altre {b}{c}", "prefisso {a}; numero {b}{c}", "{a} (prefisso), {b}{c}", "{a}, subito dopo {b}, poi {c}"])
    word = r.random() < .35
    f = (lambda x: said("it", x)) if word else (lambda x: x)
    return shape.format(a=f(a), b=f(b), c=f(c)) if "{b}{c}" not in shape or not word else shape.replace("{b}{c}", "{b} {c}").format(a=f(a), b=f(b), c=f(c)), [it(m)]


@family("b2-plural-zeros", 20, batch=2)
def plural():
    p, k = r.choice(MOBILE), r.choice([2, 3])
    rest = row(7 - k).replace("0", "7")
    n = {2: r.choice(["doppio zero", "due zeri", "due volte zero", "zero zero", "00"]), 3: r.choice(["triplo zero", "tre zeri", "tre volte lo zero", "zero zero zero"])}[k]
    return r.choice(["{p} {n} {r}", "{p} - {n} - {r}", "{p}, {n}, {r}"]).format(p=p, n=n, r=rest), [it(p + "0" * k + rest)]


@family("b2-case-and-dots", 20, batch=2)
def shout():
    m = mobile()
    return r.choice(["!", ".", "!! ", "…", ";", " ; ", " . . ", ".-."]).join(UNITS["it"][int(c)].capitalize() if r.random() < .5 else UNITS["it"][int(c)].upper() for c in m), [it(m)]


@family("b2-glued-mixed", 24, batch=2)
def glued_mixed():
    m = mobile()
    return any_case("".join(UNITS["it"][int(c)] if r.random() < .5 else c for c in m)), [it(m)]


@family("b2-lookalike-words", 24, batch=2)
def alike_words():
    m = mobile()
    like = {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z"}
    out = [like.get(c, c) if i > 2 and r.random() < .5 else c for i, c in enumerate(m)]
    if sum(c.isdigit() for c in out) < 5:
        return alike_words()
    return r.choice(["", " ", "."]).join(split("".join(out), 3, 3)), [it(m)]


@family("b2-prefix-variants", 30, batch=2)
def variants():
    m = mobile()
    return r.choice(["(0039){}", "+39.{}", "(+39).{}", "+39/{}", "0039-{}", "+39_{}", "+ 39 {}", "(39){}", "39-{}", "+39*{}", "IT +39 {}", "+39: {}", "Italia 0039 {}", "(0039) {}", "+39 - {}", "00-39-{}", "+39~{}", "tel:+39{}", "wa:39{}", "🇮🇹+39{}"]).format(r.choice([m, " ".join(groups(m)), ".".join(groups(m)), "-".join(groups(m))])), [it(m)]


@family("b2-two-ways", 30, batch=2)
def two_ways():
    a, b = mobile(), landline()
    k = 2 if b[1] in "26" else 3 if b[2] in "19" else 4
    fixed = r.choice([b[:k] + "/" + b[k:], b[:k] + " " + b[k:], b[:k] + "-" + b[k:]])
    return r.choice(["{a} - {b}", "cell. {a} fisso {b}", "{a} oppure {b}", "{a}, {b}", "{b} / {a}", "fisso: {b}; mobile: {a}", "{a}\n{b}"]).format(a=r.choice([a, " ".join(split(a, 3, 3))]), b=fixed), [it(a), it(b)]


@family("b2-brackets-words", 16, batch=2)
def bracket_words():
    m = mobile()
    o, c = r.choice(["()", "[]", "{}", "<>", "**", "__", "~~", "''", "||"])
    return r.choice(["", " "]).join(o + (UNITS["it"][int(x)] if r.random() < .6 else x) + c for x in m), [it(m)]


@family("b2-long-message", 30, batch=2)
def long_message():
    m = mobile()
    shown = r.choice([m, " ".join(groups(m)), "*".join(groups(m)), said("it", m), ".".join(m), "".join(KEYCAP[int(c)] for c in m), " ".join(spoken(x, "it") for x in split(m, 3, 2, 2))])
    return f"ho {d(20, 45)} anni, alta {d(155, 180)}, ricevo in via Verdi {d(1, 99)} dalle {d(8, 12)} alle {d(19, 24)}. Mezz'ora {d(4, 8)}0, un'ora {d(9, 15)}0. Per prenotare {shown}. Chiedo 1 ora di preavviso, max 2 persone, dal 2{d(0, 9)}/11 al 3/12", [it(m)]


@in_html("b2-html-hidden", 40, batch=2)
def hidden_more():
    m, x = mobile(), "k" + row(3)
    at = r.randrange(2, 8)
    return r.choice([
        f'<style>.{x}{{display:none}} .{x}.on{{display:inline}}</style>{m[:at]}<span class="{x}">{decoy()}</span>{m[at:]}',
        f'<style>.w .{x}{{display:none!important}}</style><span class="w">{m[:at]}<b class="{x}" style="display:inline">{decoy()}</b>{m[at:]}</span>',
        f'<style>.{x}{{position:absolute;clip:rect(1px,1px,1px,1px)}}</style>{m[:at]}<i class="{x}">{decoy()}</i>{m[at:]}',
        f'<style>div span:nth-child(2){{display:none}}</style><div><span>{m[:at]}</span><span>{decoy()}</span><span>{m[at:]}</span></div>',
        f'<style>.n{x} i{{font-size:0}}</style><span class="n{x}">{m[:at]}<i>{decoy()}</i>{m[at:]}</span>',
        f'{m[:at]}<span style="display:none"><b>{decoy()}</b><i style="display:inline">{decoy()}</i></span>{m[at:]}',
        f'{m[:at]}<span style="visibility:hidden">{decoy()}</span><span style="visibility:visible">{m[at:]}</span>',
        f'<span style="font-size:0">{decoy()}<span style="font-size:14px">{m}</span>{decoy()}</span>',
        f'<style>[data-{x}]{{display:none}}</style>{m[:at]}<em data-{x}>{decoy()}</em>{m[at:]}',
        f'<style>.{x}>b:first-child{{display:none}}</style><span class="{x}"><b>{decoy()}</b><b>{m}</b></span>',
        f'<p hidden>384{row(7)}</p>{m}', f'<div style="display:none">384 {row(7)}</div>{m}', f'<style media="print">.{x}{{display:none}}</style><span class="{x}">{m[:at]}</span>{m[at:]}',
        f'<style>@media print{{.{x}{{display:none}}}}</style><span class="{x}">{m[:at]}</span>{m[at:]}',
        f'<details><summary>Numero</summary>{m}</details>', f'<span aria-hidden="true">{m}</span>', f'<span class="hidden-phone">{m}</span>', f'<noscript>{decoy()}</noscript>{m}',
    ]), [it(m)]


@in_html("b2-html-shapes", 40, batch=2)
def shapes():
    m = mobile()
    g = groups(m)
    return r.choice([
        "<br>".join(UNITS["it"][int(c)] for c in m), "<b>" + "</b><b>".join(UNITS["it"][int(c)] for c in m) + "</b>", "<span>" + "</span> <span>".join(g) + "</span>", "<i>*</i>".join(g), "<img src='/e/h.png' alt='♥'>".join(g), "<sup>.</sup>".join(g),
        "&#10084;".join(g), "&#x1F48B;".join(g), "&lrm;".join(m), "&#xFEFF;".join(m), "&#8288;".join(m), "&#160;".join(g), "".join(f"&#x{0xFF10 + int(c):x};" for c in m), "".join(f"&#{0x2460 + int(c) - 1};" if c != "0" else "&#9450;" for c in m), "<u></u>".join(m), "<span></span>".join(m),
        "<!---->".join(m), "<!-- a --><b></b>".join(g), f"<big>{m[:3]}</big><small>{m[3:]}</small>", f"<table><tr><th>{g[0]}</th>" + "".join(f"<td>{x}</td>" for x in g[1:]) + "</tr></table>", "<dl>" + "".join(f"<dd>{x}</dd>" for x in g) + "</dl>", f"<ruby>{m}<rp>(</rp><rt></rt><rp>)</rp></ruby>",
        f"<label>Tel</label><output>{m}</output>", f"<pre>{g[0]}\n{' '.join(g[1:])}</pre>", f"<textarea>{m}</textarea>", f"<h2>{' '.join(g)}</h2>", f"<marquee>{m}</marquee>", f"<center><font size=7>{m}</font></center>", f"<s></s>{m[:4]}<s></s>{m[4:]}", f"<q>{m}</q>",
    ]), [it(m)]


@in_html("b2-html-machine", 40, batch=2)
def machine():
    m = mobile()
    s = f"{m[:3]} {m[3:]}"
    b64 = lambda t: base64.b64encode(t.encode()).decode()
    return r.choice([
        f'<a href="tel:+39 {m[:3]} {m[3:6]} {m[6:]}">x</a>', f'<a href="tel:{m[:3]}/{m[3:]}">x</a>', f'<a href="whatsapp://send/?phone=39{m}&text=hi">x</a>', f'<a href="https://wa.me/39{m}#a">x</a>', f'<a href="https://api.whatsapp.com/send?phone=+39{m}">x</a>', f'<a href="https://l.example/?u=https://wa.me/39{m}">x</a>',
        f'<a href="sms:+39{m}&amp;body=ciao">x</a>', f'<a href="https://t.me/+39{m}?text=a">x</a>', f'<a href="https://api.whatsapp.com/message/?phone=39{m}">x</a>', f'<button data-cell="{m}">x</button>', f'<button data-telefono="{b64(m)}">x</button>', f'<div data-whatsapp="+39{m}">x</div>', f'<div data-value="{b64("+39 " + s)}">x</div>',
        f"<a onclick='document.location=\"tel:{m}\"'>x</a>", f"<a onclick=\"call('+39'+'{m[:5]}'+'{m[5:]}')\">x</a>", f"<a onclick=\"mostraNumero('{s}');return false\">x</a>", f'<a href="javascript:call(\'{m}\')">x</a>', f'<script type="application/ld+json">{json.dumps({"@type": "Person", "contactPoint": [{"@type": "ContactPoint", "telephone": "+39-" + m[:3] + "-" + m[3:]}]})}</script>',
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, {"@type": "LocalBusiness", "telephone": s, "priceRange": "50-150"}]}, indent=1)}</script>', f'<meta itemprop="telephone" content="{m}">', f'<span itemprop="telephone" content="+39{m}"></span>', f'<a itemprop="telephone" href="tel:{m}">chiama</a>', f'<meta name="phone" content="{s}">',
        f'<input type="button" value="{s}">', f'<option>{s}</option>', f'<a href="callto:39{m}">x</a>', f'<a href="viber://chat?number=39{m}">x</a>', f'<a href="tel:&#43;39{m}">x</a>', f'<a href="tel:%20%2B39%20{m}">x</a>',
    ]), [it(m)]


NOTHING2 = {
    "rooms": lambda: f"{d(2, 6)} locali, {d(50, 150)} mq, {d(1, 5)} piano, {d(400, 900)} euro al mese + {d(30, 90)} spese, cl. energetica G {row(3)},{row(2)} kWh/m2",
    "cars": lambda: r.choice([f"Fiat Panda 1.2 anno 2015 km {row(5)} euro {d(3, 9)}.{row(3)}", f"gomme 205/55 R16 91V, batteria 60Ah 540A", f"Euro 6, 1598 cc, 120 cv, bollo 210, tagliando 30.000 km", f"targa GA{row(3)}XY telaio ZFA{row(14)}"]),
    "recipes": lambda: "300 g farina, 3 uova, 150 ml latte, 2 cucchiai, 180 gradi 35 minuti",
    "teams": lambda: f"Modena-Reggio {d(0, 5)}-{d(0, 5)}, set 25-2{d(0, 4)} 2{d(0, 4)}-25 25-1{d(0, 9)} 25-{d(10, 23)}",
    "years": lambda: r.choice(["dal 1998 al 2003, poi 2005-2010 e 2012/2016", "classe 1998, diploma 2016, laurea 2019", f"anni 80 90 2000 2010, vinili 33 e 45 giri"]),
    "bible": lambda: r.choice(["Mt 5,3-12; Lc 6,20-23; Gv 3,16", "art. 38 comma 4 d.lgs. 81/2008 e art. 3 l. 75/1958", "legge 20 febbraio 1958 n. 75, art. 3 n. 8", "reg. UE 2016/679 artt. 13-14", "D.P.R. 309/1990, D.M. 38/2012"]),
    "chess": lambda: "1.e4 e5 2.Cf3 Cc6 3.Ab5 a6 4.Aa4 Cf6 5.0-0",
    "budget": lambda: r.choice([f"totale 1.{row(3)}.{row(3)},{row(2)} euro", f"€ {d(1, 9)}{row(2)}.{row(3)},00", f"saldo: {row(3)}.{row(3)},{row(2)}", f"fatturato 38{row(1)}.{row(3)}.{row(3)}", f"{d(100, 399)}.{row(3)}.{row(3)} visualizzazioni"]),
    "weather": lambda: f"lun 12/18 mar 11/19 mer 9/17 gio {d(8, 12)}/{d(15, 22)} ven 10/16, pioggia 35%",
    "codes": lambda: r.choice([f"promo code SAVE{row(4)}", f"pin {row(4)} puk {row(8)}", f"OTP {row(6)}", f"IMEI 35{row(13)}", f"tessera sanitaria 80380{row(15)}", f"passaporto YA{row(7)}", f"C.I. CA{row(5)}AB", f"POD IT001E{row(8)}", f"PDR {row(14)}", f"codice cliente {row(9)}", f"cod. ISTAT 0360{row(2)}", f"CIN IT036023B4{row(6)}", f"CIR 036023-AF-{row(5)}",
                               f"SKU {row(3)}-{row(4)}-{row(3)}", f"modello KX-{row(4)}", f"art. n. {row(8)}", f"EAN {row(13)}", f"DOI 10.{row(4)}/{row(7)}", f"arXiv:{row(4)}.{row(5)}", f"PMID {row(8)}", f"ORCID 0000-000{row(1)}-{row(4)}-{row(4)}"]),
    "times": lambda: r.choice([f"min 12:35, 24:10, 38:41, 45+2, 67:30, 89:15", f"00:38:41,235 --> 00:38:45,120", f"[{d(10, 23)}:{row(2)}:{row(2)}] <a> ciao", f"durata 1h 38m 41s", f"alle 8.30, 10.45, 12.15, 15.30, 18.45", "38' 41\" 23 decimi", f"2026-11-22 03:53:12,384 INFO 1234567", f"Nov 22 03:53:12 host[3841]: 234567"]),
    "lists": lambda: r.choice(["pag. 3, 8, 12, 15-18, 24, 38, 41", "nn. 38, 41, 23, 45 e 67", "taglie 38 40 42 44 46 48", "scarpe n. 36-37-38-39-40", "canali 3 8 4 1 e 20", "numeri vincenti: 3, 8, 41, 52, 77", "punti 3-8-4", "voti 8 7 9 6 8", "canzoni 1/12 2/12 3/12", "stanze 101 102 103 201 202 203", "linee 1, 3, 8, 14 e 38"]),
    "words": lambda: r.choice(["tre amiche otto mani quattro piedi, uno spettacolo", "zero stress, due coccole, tre baci e quattro risate", "alle otto o alle nove, tre sere su sette", "uno sguardo, due parole, tre minuti e sei mia", "due, tre, quattro volte a settimana; cinque o sei ore", "sei nove mesi via e sette qui, otto anni insieme", "trois fois rien, huit jours, quatre nuits", "tres deseos, ocho besos y cuatro abrazos", "three wishes, eight kisses, four hugs", "cento per cento vera, trecento metri dal centro, due minuti a piedi", "uno, nessuno e centomila; quattro stagioni; sette note; otto e mezzo"]),
}
for KIND in NOTHING2:
    def nothing2(kind=KIND):
        return r.choice(TAILS[batch]).replace("{}", NOTHING2[kind]()), []
    family(f"nothing-b2-{KIND}", 12, batch=2)(nothing2)


@family("nothing-b2-together", 60, batch=2)
def together():
    both = {**NOTHING, **NOTHING2}
    kinds = [r.choice(list(both)) for _ in range(r.choice([2, 3, 4]))]
    return r.choice([", ", " - ", "\n", ". ", " | ", "; "]).join(both[k]() for k in kinds), []


# --- batch 3: made after the finder was mended for the first two --------------------------------------------
@family("b3-spoken-groups", 40, batch=3)
def spoken_groups():
    m = mobile()
    lang = r.choice(["it", "it", "es", "pt", "ro", "en", "fr"])
    f = r.choice([lambda x: x, lambda x: said(lang, x), lambda x: spoken(x, lang)])
    g = split(m, *r.choice([(3, 3, 4), (3, 2, 2, 3)])) if f("10") != spoken("10", lang) else split(m, 3, 2, 2)
    joint = {"it": ["dopodiché", "e", "poi", "ancora"], "es": ["y después", "luego"], "pt": ["e depois", "depois"], "ro": ["apoi", "și apoi"], "en": ["and then", "then"], "fr": ["et puis", "puis"]}[lang]
    return f" {r.choice(joint)} ".join(f(x) for x in g) if r.random() < .5 else r.choice(["... ", " / ", ", ", " – "]).join(f(x) for x in g), [it(m)]


@family("b3-typos-in-digits", 24, batch=3)
def typo():
    m = mobile()
    sep = r.choice([" .", " -", "- ", ". ", " ,", " /", "/ ", " _", "  ", " . ", " ..", "- -", "_ "])
    return sep.join(groups(m)), [it(m)]


@family("b3-emoji-around-words", 24, batch=3)
def emoji_words():
    m = mobile()
    e = r.choice(["💕", "✨", "🌟", "🔥", "💎", "🍒", "🦋"])
    return f" {e} ".join(UNITS["it"][int(c)] for c in m) if r.random() < .5 else e.join(UNITS["it"][int(c)].upper() for c in m), [it(m)]


@family("b3-alternating-scripts", 24, batch=3)
def scripts():
    m = mobile()
    a, b = r.choice(["circled", "fullwidth", "persian", "super", "thai", "bold"]), r.choice(["negative", "mono", "segmented", "sub", "double"])
    return r.choice(["", " ", "."]).join(FORMS[a if i % 2 else b][int(c)] for i, c in enumerate(m)), [it(m)]


@family("b3-quoted-number", 24, batch=3)
def quoted():
    m = mobile()
    return r.choice(['"{}"', "“{}”", "«{}»", "<{}>", "-={}=-", ">>>{}<<<", "~{}~", "*{}*", "[{}]", "({})", "({}", "{})", "{}.", "{}!!", "#{}", "n°{}", "nr.{}", "No.{}", "T.{}", "c.{}", "☎{}", "({})!"]).format(r.choice([m, " ".join(groups(m)), "/".join(split(m, 3))])), [it(m)]


@family("b3-letters-between", 20, batch=3)
def letters_between():
    m = mobile()
    w = r.choice(["ciao", "amo", "xxx", "kiss", "love", "miao", "lol", "tvb", "si", "ops"])
    return f" {w} ".join(split(m, 3, 2, 2)), [it(m)]


@family("b3-mixed-case-cardinals", 24, batch=3)
def mixed_cardinals():
    m = mobile()
    g = split(m, 3, 3, 2)
    return " ".join(any_case(spoken(x, "it")) if r.random() < .6 else x for x in g), [it(m)]


@family("b3-fixed-and-words", 20, batch=3)
def fixed_words():
    n = landline()
    k = 2 if n[1] in "26" else 3 if n[2] in "19" else 4
    return r.choice([f"{said('it', n[:k])} - {said('it', n[k:])}", f"{n[:k]} {said('it', n[k:])}", f"{said('it', n[:k])} {n[k:]}", "-".join(n), f"{n[:k]}*{n[k:k+3]}*{n[k+3:]}", f"0039 {n[:k]} {n[k:]}", f"+39.{n[:k]}.{n[k:]}", " ".join(FORMS['circled'][int(c)] for c in n), f"({n[:k]})-{n[k:]}", f"{n[:k]}_{n[k:]}"]), [it(n)]


@family("b3-many", 20, batch=3)
def many():
    ms = [mobile() for _ in range(3)]
    return r.choice(["\n", " / ", ", ", " - ", "; "]).join(r.choice([f"{n}: {m}", f"{m} ({n})", f"{n} {m}"]) for n, m in zip(r.sample(["Lia", "Eva", "Ada", "Ines", "Mara"], 3), [" ".join(split(m, 3, 3)) for m in ms])), [it(m) for m in ms]


@family("b3-ad", 60, batch=3)
def whole_ad():
    m = mobile()
    ways = [m, " ".join(groups(m)), "+39 " + " ".join(groups(m)), "*".join(groups(m)), said("it", m), ".".join(m), "".join(KEYCAP[int(c)] for c in m), "-".join(UNITS["it"][int(c)].upper() for c in m), "❤".join(groups(m)), " ".join(spoken(x, "it") for x in split(m, 3, 2, 2)), said("es", m), said("ro", m)]
    return r.choice([
        "NEW NEW! {who}, {age} anni, {cm} cm per {kg} kg, {n}^ misura. Ricevo in zona {z} al {f}° piano, int. {n}, dalle {h}.00 alle 2{n}.30. {eu} euro mezz'ora, {eu}0 un'ora. Tel {t}. No anonimi, no sms dopo le 22",
        "{z} - {who}\n{age}aa {cm}cm {kg}kg\n{t}\nNO PERDITEMPO\nTARIFFE DA {eu} A {eu}0", "{t} {who} appena arrivata, {age} anni. Via {z} {f}{n}. H{h}-2{n}", "Per soli 7 giorni (dal {n}/12 al 1{n}/12) {who} {age}enne a 200 m. dal casello A{n}: {t}!!! solo seri",
        "{who}; {age}; {z}; {t}; {eu}€", "annuncio rif. {ref} – {who} {age} anni, alta 1.{h}0, {t}, anche di domenica {h}/2{n}", "Ciao sono {who} ho {age} anni e ti aspetto in {z} {f}, citofono {n}{n}, se vuoi chiama {t} ({h}-2{n}) grazie, {eu} rose",
    ]).format(who=r.choice(["Sara bionda", "trans Kelly", "dolce signora", "coppia", "massaggiatrice cinese"]), age=d(20, 55), cm=d(155, 185), kg=d(48, 80), n=d(1, 5), z=r.choice(["stazione", "Centro", "Fiera", "Emilia Ovest", "porta Bologna"]), f=d(1, 6), h=r.choice([8, 9]), eu=r.choice([5, 6, 8, 10]) * 1 * 10 // 10 * 10 if False else r.choice([50, 60, 80]), t=r.choice(ways), ref=row(8)), [it(m)]


@in_html("b3-html", 60, batch=3)
def html3():
    m, x = mobile(), "z" + row(3)
    g, at = groups(m), r.randrange(2, 8)
    b64 = lambda t: base64.b64encode(t.encode()).decode()
    return r.choice([
        "<span>" + "</span><span>".join(UNITS["it"][int(c)] for c in m) + "</span>", "<br/>".join(m), "&nbsp;&nbsp;".join(m), "<i>💋</i>".join(g), " <b>e poi</b> ".join(g), f"<a href='tel:{m}'>{m[:3]} {m[3:]}</a>", f'<a href="sms:%2B39{m}">sms</a>', f'<a href="https://wa.me/39{m}?text=ciao%20ho%2025%20anni">wa</a>',
        f'<style>.{x}{{display:none}}</style>{m[:at]}<span class="{x}">{decoy()}</span>{m[at:]}', f'<style>#{x} em{{visibility:hidden}}</style><span id="{x}">{m[:at]}<em>{decoy()}</em>{m[at:]}</span>', f'{m[:at]}<b style="font-size:0pt">{decoy()}</b>{m[at:]}', f'{m[:at]}<b style="opacity:0;position:absolute">{decoy()}</b>{m[at:]}',
        f'<style>.{x}{{position:absolute;left:-5000px}}</style>{m[:at]}<b class="{x}">{decoy()}</b>{m[at:]}', f'{m[:at]}<script>document.write("{decoy()}")</script>{m[at:]}', f'<div data-tel="{b64(m)}">numero</div>', f'<div data-phone="+39{m}">numero</div>', f"<div onclick=\"showTel('{m[:3]} {m[3:]}')\">numero</div>",
        f'<script type="application/ld+json">{json.dumps({"@type": "Offer", "offeredBy": {"@type": "Person", "telephone": "0039" + m}})}</script>', f'<meta property="og:description" content="Chiamami {m[:3]} {m[3:]}">', f'<span style="direction:rtl;unicode-bidi:bidi-override">{m[::-1]}</span>',
        f'<div style="display:flex"><b style="order:2">{m[3:]}</b><b style="order:1">{m[:3]}</b></div>', "".join(f"&#x{ord(c):X};" for c in m), "".join(f"<b>{c}</b><!--{row(1)}-->" for c in m), f"<table><tr><td>Tel</td><td>{m[:3]}</td><td>{m[3:]}</td></tr><tr><td>Età</td><td>{d(20, 50)}</td></tr></table>",
    ]), [it(m)]


NOTHING3 = {
    "menu": lambda: f"antipasto {d(5, 12)}, primo {d(8, 15)}, secondo {d(12, 25)}, dolce {d(4, 8)}, coperto 2,50 - totale {d(30, 60)},{d(10, 99)}",
    "school": lambda: f"classe 3B, aula {row(3)}, ore 8.10-9.05, 9.05-10.00, 10.10-11.05, circolare n. {row(3)} del {d(10, 29)}/11/2026",
    "shop": lambda: f"cod. {row(4)}-{row(3)} tg. 38/40/42 sconto 30% € {d(30, 39)},90 invece di € {d(50, 89)},90 spediz. 3-5 gg",
    "hotel": lambda: f"camera {row(3)}, check-in 14:00, check-out 10:30, {d(2, 7)} notti x {d(60, 99)} = {d(300, 399)} €, prenotazione n. {row(9)}",
    "sport": lambda: f"10 km in 38:41, mezza in 1:24:35, maratona 3:08:41, pettorale {row(4)}",
    "medical": lambda: f"pressione 120/80, peso {d(50, 90)},{d(1, 9)}, glicemia {d(80, 110)}, farmaco 35{row(7)} AIC 0{row(8)}",
    "gps": lambda: f"https://maps.example.org/@44.{row(5)},11.{row(5)},15z/data=!3m1!4b1!4m5!3m4!1s0x{hex_row(8)}:0x{hex_row(8)}",
    "log": lambda: f"[22/Nov/2026:03:53:{d(10, 59)} +0100] \"GET /a/{row(8)} HTTP/1.1\" 200 {row(5)} 0.0{row(2)}",
    "bank": lambda: f"bonifico € {d(300, 399)},00 CRO {row(11)} TRN {row(16)} IT{row(2)}K{row(10)}{row(12)}",
    "ages": lambda: f"cerco amiche 30 35 40 45 anni, io {d(30, 60)}, alto 1,8{d(0, 9)}, {d(70, 95)} kg, segno leone",
    "counting": lambda: r.choice(["uno due tre stella, quattro cinque sei sette", "zero uno due tre quattro cinque sei sette otto nove", "3 2 1 via, 3 2 1 stop, 3 2 1 via", "0 1 2 3 4 5 6 7 8 9", "tre due uno zero", "8 7 6 5 4 3 2 1 0"]),
    "wait": lambda: r.choice(["il numero lo trovi su 38X XXX XXXX", "numero: 3** *** ****", "tel. 384 1…", "cell 3-8-4 e il resto in privato", "chiedi il numero in chat, rispondo dalle 8 alle 23", "il mio numero finisce con 4567", "prefisso 384, il resto via mail"]),
    "prices": prices,
}
for KIND in NOTHING3:
    def nothing3(kind=KIND):
        return r.choice(TAILS[batch]).replace("{}", NOTHING3[kind]()), []
    family(f"nothing-b3-{KIND}", 14, batch=3)(nothing3)


# An ordinary prefix in a random row could be somebody's number: such a text is made anew.
ORDINARY = re.compile(r"(?:^|[^0-9A-Za-z.,_-])((?:(?:\+|00)?39[ ./-]?)?3[234]\d[ ./-]?\d{3}[ ./-]?\d{3,4})(?:$|[^0-9A-Za-z_])")


def main():
    global batch
    batch, seed = int(sys.argv[1]), int(sys.argv[2])
    out = []
    for name, count, of, html, make in FAMILIES:
        if of > batch:
            continue
        r.seed(f"{seed} {batch} {name} {of}")
        for _ in range(count):
            text, want = make()
            if not html and not name.startswith("nothing") and name != "among-traps":
                text = framed(text)
            if ORDINARY.search(text):
                continue
            out.append({"family": name, "html": html, "text": text, "expected": want})
    for i, o in enumerate(out):
        print(json.dumps({"id": f"{batch}-{i:05d}"} | o, ensure_ascii=False))


main()
