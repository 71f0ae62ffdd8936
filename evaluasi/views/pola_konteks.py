"""The pola beside one person who is being rated: shared by the live fragment and the page of the last step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe

from evaluasi import rules, selectors
from evaluasi.forms.pola import AlasanPolaForm
from evaluasi.laporan.svg import kurva_distribusi
from evaluasi.rules import Predikat
from evaluasi.selectors import SebaranCapaian
from pegawai.permintaan import Permintaan


def gambar_sebaran(
    sebaran: SebaranCapaian, jumlah: Mapping[Predikat, int], kunci: str = "kurva"
) -> dict[str, Any]:
    """One distribution as the template shows it: curve with bars, figures, sentences."""
    return {
        "gambar": mark_safe(kurva_distribusi(sebaran.pola, jumlah, kunci=kunci)),  # noqa: S308 — drawn by us
        "baris": selectors.baris_sebaran(jumlah, sebaran.atur.unit_kecil),
        "periksa": sebaran.periksa_jumlah(jumlah),
    }


def konteks_langsung(request: Permintaan, evaluasi: Any, predikat: Predikat | None) -> dict[str, Any]:
    """The pola for one person's capaian, with this predikat instead of what is noted; empty without a capaian."""
    daftar = selectors.sebaran_penilai(request.pelaku, evaluasi.periode, timezone.localdate())
    skp = str(evaluasi.skp.uuid)
    s = next((x for x in daftar if any(a.skp_uuid == skp for a in x.anggota)), None)
    if s is None:
        return {"s": None, "evaluasi": evaluasi}
    jumlah = s.dengan({skp: predikat})
    tampil = gambar_sebaran(s, jumlah, "kurva-langsung")
    tanpa = s.periksa_jumlah(s.dengan({skp: None}))
    return {
        "s": s,
        "evaluasi": evaluasi,
        "predikat": predikat,
        "tampil": tampil,
        "pengaruh": rules.pengaruh_pola(tanpa, tampil["periksa"]),
        "belum": sum(a.predikat is None and a.skp_uuid != skp for a in s.anggota) + (predikat is None),
        "form_alasan": AlasanPolaForm(),
    }
