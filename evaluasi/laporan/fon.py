"""The font of the documents: a subset made once at set-up from a free font package.

Nothing of a font is committed. `siapkan_fon` writes the faces and a fontconfig file of their own, so
a document looks the same whatever else is installed, and rendering never searches the system's fonts.
"""

import fcntl
import hashlib
import logging
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

KELUARGA = "Kinerja Sans"
"""Name of the main family; the fonts' own reserved names are not kept by a subset."""
KELUARGA_CADANGAN = "Kinerja Sans Cadangan"
"""Family asked for the rarer signs that the main one lacks."""

VERSI_SUBSET = 1
"""Raised when the choice of glyphs changes: the set-up then makes the faces again."""

AKAR_FON = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")

RENTANG = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x024F),  # Latin-1, Extended-A, Extended-B
    (0x02B0, 0x036F),  # modifiers, combining marks
    (0x0370, 0x03FF),  # Greek, for units and formulas
    (0x1E00, 0x1EFF),  # transliterated Arabic, Vietnamese
    (0x2010, 0x2027),  # dashes, quotation marks, bullets
    (0x202F, 0x205E),
    (0x2070, 0x20BF),  # superscripts, currencies
    (0x2100, 0x22FF),  # letterlike, fractions, arrows, mathematics
    (0x25A0, 0x27BF),  # shapes, ticks, symbols
)
"""What people may write in a document and see printed."""


@dataclass(frozen=True)
class Wajah:
    """One face to make: from which file, for which family and style."""

    berkas: str
    tujuan: str
    keluarga: str


LIBERATION = tuple(
    Wajah(f"LiberationSans-{gaya}.ttf", f"utama-{gaya}.ttf", KELUARGA)
    for gaya in ("Regular", "Bold", "Italic", "BoldItalic")
)
DEJAVU = (
    Wajah("DejaVuSans.ttf", "cadangan-Regular.ttf", KELUARGA_CADANGAN),
    Wajah("DejaVuSans-Bold.ttf", "cadangan-Bold.ttf", KELUARGA_CADANGAN),
)
DEJAVU_UTAMA = tuple(Wajah(w.berkas, w.tujuan.replace("cadangan", "utama"), KELUARGA) for w in DEJAVU)


class FonTidakAda(RuntimeError):
    """No font package is installed; the message says which to install."""


def siapkan_fon(tujuan: Path, *, akar: Sequence[Path] = AKAR_FON) -> Path:
    """Make the faces in `tujuan` unless they are there already; return the fontconfig file."""
    berkas = _temukan(akar)
    pilihan = _pilih(berkas)
    cap = _cap(pilihan, berkas, tujuan)
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    # Two workers may start at once: the second waits and finds the work done.
    with (tujuan.parent / f".{tujuan.name}.kunci").open("w") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        if not _sudah_ada(tujuan, cap):
            _buat(tujuan, cap, pilihan, berkas)
    return tujuan / "fonts.conf"


def _sudah_ada(tujuan: Path, cap: str) -> bool:
    berkas_cap = tujuan / "cap"
    return berkas_cap.is_file() and berkas_cap.read_text() == cap


def _buat(tujuan: Path, cap: str, pilihan: Sequence[Wajah], berkas: dict[str, Path]) -> None:
    """Build the folder beside its place and rename it there; the cap is written last and says it is whole."""
    sementara = Path(tempfile.mkdtemp(prefix=f".{tujuan.name}-", dir=tujuan.parent))
    try:
        for wajah in pilihan:
            _buat_subset(berkas[wajah.berkas], sementara / wajah.tujuan, wajah.keluarga)
        (sementara / "fonts.conf").write_text(_isi_konfigurasi(tujuan.resolve()), encoding="utf-8")
        (sementara / "cap").write_text(cap)
        sementara.chmod(0o755)
        shutil.rmtree(tujuan, ignore_errors=True)
        sementara.rename(tujuan)
    finally:
        shutil.rmtree(sementara, ignore_errors=True)


def _temukan(akar: Iterable[Path]) -> dict[str, Path]:
    dicari = {w.berkas for w in LIBERATION + DEJAVU}
    ada: dict[str, Path] = {}
    for folder in akar:
        for induk, _, nama in os.walk(folder):
            for n in dicari.intersection(nama):
                ada.setdefault(n, Path(induk) / n)
    return ada


def _pilih(berkas: dict[str, Path]) -> tuple[Wajah, ...]:
    """Take Liberation with DejaVu behind it, or either alone."""
    cadangan = DEJAVU if all(w.berkas in berkas for w in DEJAVU) else ()
    if all(w.berkas in berkas for w in LIBERATION):
        return LIBERATION + cadangan
    if cadangan:
        return DEJAVU_UTAMA
    raise FonTidakAda(
        "Fon dokumen tidak ditemukan. Pasang paket fonts-liberation (atau fonts-dejavu-core), "
        "lalu jalankan “manage.py siapkan_fon”."
    )


def _cap(pilihan: Sequence[Wajah], berkas: dict[str, Path], tujuan: Path) -> str:
    """Sum up what the faces are made from and where they lie: the same cap, nothing to do."""
    isi = [f"{VERSI_SUBSET} {RENTANG} {tujuan.resolve()}"]
    for w in pilihan:
        keadaan = berkas[w.berkas].stat()
        isi.append(f"{berkas[w.berkas]} {keadaan.st_size} {keadaan.st_mtime_ns} {w.tujuan}")
    return hashlib.sha256("\n".join(isi).encode()).hexdigest()


def _buat_subset(sumber: Path, tujuan: Path, keluarga: str) -> None:
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    pilihan = Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "liga"],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
    )
    pilihan.drop_tables += ["FFTM"]
    with TTFont(sumber, recalcTimestamp=False) as fon:
        pemotong = Subsetter(pilihan)
        pemotong.populate(unicodes=[u for awal, akhir in RENTANG for u in range(awal, akhir + 1)])
        pemotong.subset(fon)
        for nama in fon["name"].names:
            if nama.nameID in (1, 4, 16):
                nama.string = keluarga
            elif nama.nameID == 6:
                nama.string = tujuan.stem
        fon.save(tujuan)


def _isi_konfigurasi(folder: Path) -> str:
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><dir>{folder}</dir><cachedir>{folder / 'singgahan'}</cachedir></fontconfig>\n"
    )


# Text that the faces can show

KATA_EMOTIKON = {
    "👍": "(jempol)",
    "👎": "(jempol ke bawah)",
    "👏": "(tepuk tangan)",
    "🙏": "(terima kasih)",
    "🙂": "(senyum)",
    "😀": "(senyum)",
    "😃": "(senyum)",
    "😄": "(senyum)",
    "😊": "(senyum)",
    "😢": "(sedih)",
    "😞": "(sedih)",
    "😭": "(sedih)",
    "🙁": "(sedih)",
    "❤": "(hati)",
}
"""Feedback may be given as an emoticon (form 6/2022); a document says it in a word."""

TAK_TERLIHAT = "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff" + "".join(map(chr, range(0x1F3FB, 0x1F400)))
"""Joiners, variation selectors, skin tones: nothing is lost without them."""
PENGGANTI = "□"
"""Stands for a sign that no face has, so that it is seen to be missing."""


def buat_penyaring(folder: Path) -> re.Pattern[str]:
    """Make the pattern of what the faces in `folder` cannot show."""
    ada: set[int] = set()
    for berkas in folder.glob("*-Regular.ttf"):
        with TTFont(berkas, lazy=True) as fon:
            ada |= set(fon.getBestCmap())
    ada -= {ord(h) for h in TAK_TERLIHAT}
    terlihat = "".join(re.escape(chr(k)) for k in sorted(ada))
    return re.compile(f"[^\\n\\t{terlihat}]")


def tercetak(teks: str, penyaring: re.Pattern[str]) -> str:
    """Replace what the faces cannot show: emoticons by a word, the invisible by nothing, the rest by □."""
    return penyaring.sub(_ganti, unicodedata.normalize("NFC", teks))


def _ganti(cocok: re.Match[str]) -> str:
    huruf = cocok[0]
    if huruf in TAK_TERLIHAT or unicodedata.category(huruf) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return " " if huruf in "\r\x0b\x0c\u2028\u2029" else ""
    return KATA_EMOTIKON.get(huruf, PENGGANTI)
