"""What every indicator reached in a period: beside its target, the entries behind it and the time that has passed."""

from __future__ import annotations

import uuid as uuid_lib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from kinerja import permissions, rules, selectors, services
from kinerja.bukti.unggah import batasi_unggah
from kinerja.errors import PeriodeDitutup, RealisasiTidakSah
from kinerja.forms import RealisasiForm
from kinerja.laporan.kemajuan import gambar_indikator, gambar_skp
from kinerja.models import BekuRealisasi, BuktiDukung, Realisasi
from kinerja.rules import StatusBukti
from kinerja.selectors import CapaianIndikator, KeadaanPeriode
from kinerja.services.usul import SUMBER
from kinerja.views.bukti import galat_ke_form, kumpulkan_bukti, status_galat, tandai_terlalu_besar
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.permintaan import Permintaan
from pegawai.rules import YA, Verdict, tidak
from skp.models import IndikatorKinerja, Periode, Skp
from skp.rules import CaraGabung, bisa_digabung, hitung_mundur, tanggal_panjang
from skp.selectors import jendela_pengisian

MAKS_PILIHAN_BUKTI = 12


def may_fill(
    request: Permintaan, skp: Skp, periode: Periode, keadaan: KeadaanPeriode | None = None
) -> Verdict:
    """Whether the forms of this period are open to this person: who, when, and not judged yet."""
    wenang = permissions.may_record_realisasi(request.pelaku, skp)
    if not wenang:
        return wenang
    if keadaan and keadaan.is_terkunci:
        return tidak(rules.kalimat_terkunci(str(periode)))
    hari_ini = timezone.localdate()
    jendela = services.jendela_of(skp, periode, hari_ini)
    try:
        rules.check_periode_realisasi(
            nama=jendela.nama,
            mulai=periode.pengisian_mulai or periode.mulai,
            sampai=jendela.sampai,
            hari_ini=hari_ini,
            jalan_keluar=jendela.jalan_keluar,
        )
    except (PeriodeDitutup, RealisasiTidakSah) as galat:
        return tidak(galat.pesan)
    return YA


@require_safe
def realisasi(request: Permintaan) -> HttpResponse:
    """Every indicator of an SKP for one period."""
    kini = timezone.localdate()
    pilihan = skp_saya(request)
    skp = skp_dipilih(request, pilihan)
    if skp is None:
        kosong = {"tempat": selectors.tempat_mencatat(request.pelaku, kini)}
        return render(request, "kinerja/realisasi_kosong.html", kosong)
    daftar = periode_skp(skp)
    periode = periode_dipilih(request, daftar) or _berjalan(daftar)
    bukti = selectors.bukti_catatan_per_rhk(skp, periode)
    keadaan = selectors.keadaan_periode(skp, periode, kini)
    boleh = may_fill(request, skp, periode, keadaan)
    capaian = selectors.dengan_narasi(skp, periode, selectors.capaian_per_indikator(skp, periode))
    beku = selectors.beku_per_indikator(skp, periode) if keadaan.is_beku else {}
    waktu = rules.bagian_waktu(skp.mulai, skp.selesai, kini)
    konteks = {
        "skp": skp,
        "pilihan_skp": pilihan,
        "periode": periode,
        "daftar_periode": daftar,
        "boleh": boleh,
        "kalimat_batas": _kalimat_batas(skp, periode, kini),
        "waktu": rules.bagian_waktu(max(periode.mulai, skp.mulai), min(periode.selesai, skp.selesai), kini),
        "waktu_setahun": waktu,
        "keadaan": keadaan,
        "gambar": mark_safe(gambar_skp(capaian, waktu)),  # noqa: S308 — drawn by us, text escaped there
        "banyak_usul": sum(1 for c in capaian if c.usul and not c.realisasi and not c.is_lama),
        "baris": [
            baris(
                c,
                _form(c, bukti.get(c.rhk.pk, []), koreksi=keadaan.is_beku)
                if boleh and not c.is_lama
                else None,
                gambar=gambar_indikator(c, daftar, waktu),
                beku=beku.get(c.indikator.pk, ()),
            )
            for c in capaian
        ],
    }
    return render(request, "kinerja/realisasi.html", konteks)


def skp_saya(request: Permintaan) -> list[Skp]:
    return selectors.skp_berlaku(request.pelaku)


def skp_dipilih(request: Permintaan, pilihan: list[Skp]) -> Skp | None:
    """The SKP of the address, else that of today, else the last."""
    return next((s for s in pilihan if str(s.uuid) == request.GET.get("skp")), None) or _bawaan(pilihan)


def periode_dipilih(request: Permintaan, daftar: list[Periode]) -> Periode | None:
    return next((p for p in daftar if str(p.uuid) == request.GET.get("periode")), None)


def periode_skp(skp: Skp) -> list[Periode]:
    """The periods that share a day with an SKP, in the order in which they end."""
    return selectors.periode_bertemu(skp.instansi_id, skp.mulai, skp.selesai)


def _kalimat_batas(skp: Skp, periode: Periode, kini: date) -> str:
    keadaan = jendela_pengisian(skp, periode, kini)
    if keadaan.sampai is None:
        return ""
    sampai = f"Pengisian {periode} dibuka sampai {tanggal_panjang(keadaan.sampai)}"
    return f"{sampai}, {hitung_mundur(keadaan.sampai, kini)}." if keadaan.terbuka else f"{sampai}."


def _bawaan(pilihan: list[Skp]) -> Skp | None:
    kini = timezone.localdate()
    return next((s for s in pilihan if s.mulai <= kini <= s.selesai), pilihan[0] if pilihan else None)


def _berjalan(daftar: list[Periode]) -> Periode:
    """The shortest period that holds today; the last one once the year is over."""
    kini = timezone.localdate()
    cocok = [p for p in daftar if p.mulai <= kini <= p.selesai]
    return min(cocok or daftar[-1:], key=lambda p: p.selesai - p.mulai)


def baris(
    c: CapaianIndikator, form: RealisasiForm | None, *, gambar: str, beku: Iterable[BekuRealisasi] = ()
) -> dict[str, Any]:
    return {
        "c": c,
        "form": form,
        "rhk": c.rhk,
        "gambar": mark_safe(gambar),  # noqa: S308 — drawn by us, text escaped there
        "beku": list(beku),
        "cara": pilihan_gabung(c.indikator),
    }


def pilihan_gabung(indikator: IndikatorKinerja) -> list[tuple[str, str]]:
    """The ways of putting periods together that this page offers; none where there is nothing to put together."""
    if not bisa_digabung(indikator.jenis_target):
        return []
    bawaan = f"Menurut bentuk target: {indikator.gabung_bawaan.label.lower()}"
    return [("", bawaan), *CaraGabung.choices()]


def _form(
    c: CapaianIndikator, dari_catatan: Iterable[BuktiDukung], *, koreksi: bool = False
) -> RealisasiForm:
    """The form of one indicator, filled with what is stored or with what the log proposes."""
    r = c.realisasi
    dipakai = {b["uuid"] for b in c.bukti} if r else set()
    lain = [b for b in dari_catatan if str(b.uuid) not in dipakai][:MAKS_PILIHAN_BUKTI]
    awal: dict[str, Any] = {"nomor_sunting": 0}
    if r:
        awal = {k: getattr(r, k) for k in ("angka", "tanggal", "teks", "sumber_data", "nomor_sunting")}
    elif c.usul:
        awal |= {k: getattr(c.usul, k) for k in ("angka", "tanggal", "teks")} | {"sumber_data": SUMBER}
        dipakai = {str(b.uuid) for b in lain}
    pasang = [BuktiDukung(uuid=b["uuid"], nama=b["nama"]) for b in c.bukti] if r else []
    return RealisasiForm(
        indikator=c.indikator,
        bukti=[*pasang, *lain],
        koreksi=koreksi,
        initial={**awal, "bukti": sorted(dipakai)},
    )


@require_POST
@batasi_unggah
def realisasi_simpan(request: Permintaan, uuid: uuid_lib.UUID, periode: uuid_lib.UUID) -> HttpResponse:
    """Save one indicator in place; if another tab was faster, show both."""
    indikator = get_object_or_404(
        IndikatorKinerja.objects.select_related("rhk__skp__penempatan__unit").filter(
            rhk__skp__in=Skp.objects.visible_to(request.pelaku)
        ),
        uuid=uuid,
    )
    masa = get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=periode)
    skp = indikator.rhk.skp
    permissions.require(permissions.may_record_realisasi(request.pelaku, skp))
    milik = BuktiDukung.objects.filter(skp=skp, pemilik=request.pelaku).exclude(status=StatusBukti.DITOLAK)
    keadaan = selectors.keadaan_periode(skp, masa, timezone.localdate())
    form = RealisasiForm(
        request.POST, request.FILES, indikator=indikator, bukti=milik, koreksi=keadaan.is_beku
    )
    sah = form.is_valid()
    if tandai_terlalu_besar(request, form) or not sah:
        return _ulang(request, indikator, masa, form)
    baru: list[BuktiDukung] = []
    try:
        baru = kumpulkan_bukti(request, skp, form)
        services.record_realisasi(
            pelaku=request.pelaku,
            indikator=indikator,
            periode=masa,
            bukti=[*form.bukti_dipilih(), *baru],
            **form.isi(),
        )
    except SudahBerubah as galat:
        return _konflik(request, indikator, masa, form, galat)
    except AturanDilanggar as galat:
        galat_ke_form(form, galat, baru)
        return _ulang(request, indikator, masa, form)
    if request.htmx:
        return _potongan(request, indikator, masa, form=None, tersimpan=True)
    messages.success(request, f"Realisasi tersimpan: {indikator.teks}")
    tujuan = f"{reverse('kinerja:realisasi')}?skp={skp.uuid}&periode={masa.uuid}#indikator-{indikator.uuid}"
    return redirect(tujuan)


def _satu(indikator: IndikatorKinerja, periode: Periode) -> CapaianIndikator:
    skp = indikator.rhk.skp
    semua = selectors.dengan_narasi(skp, periode, selectors.capaian_per_indikator(skp, periode))
    return next(c for c in semua if c.indikator.pk == indikator.pk)


def _potongan(
    request: Permintaan,
    indikator: IndikatorKinerja,
    periode: Periode,
    *,
    form: RealisasiForm | None,
    tersimpan: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The same fragment that the page is made of."""
    skp = indikator.rhk.skp
    c = _satu(indikator, periode)
    bukti = selectors.bukti_catatan_per_rhk(skp, periode).get(c.rhk.pk, [])
    beku = selectors.beku_per_indikator(skp, periode).get(c.indikator.pk, ())
    waktu = rules.bagian_waktu(skp.mulai, skp.selesai, timezone.localdate())
    isian = form or _form(c, bukti, koreksi=bool(beku))
    konteks = {
        "b": baris(c, isian, gambar=gambar_indikator(c, periode_skp(skp), waktu), beku=beku),
        "skp": skp,
        "periode": periode,
        "waktu_setahun": waktu,
        "tersimpan": tersimpan,
        "boleh": YA,
    }
    return render(request, "kinerja/_realisasi_baris.html", konteks, status=status)


def _ulang(
    request: Permintaan, indikator: IndikatorKinerja, periode: Periode, form: RealisasiForm
) -> HttpResponse:
    status = status_galat(request)
    if request.htmx:
        return _potongan(request, indikator, periode, form=form, status=status)
    konteks = {"form": form, "indikator": indikator, "periode": periode, "skp": indikator.rhk.skp}
    return render(request, "kinerja/realisasi_isi.html", konteks, status=status)


def _konflik(
    request: Permintaan,
    indikator: IndikatorKinerja,
    periode: Periode,
    form: RealisasiForm,
    galat: SudahBerubah,
) -> HttpResponse:
    """Both contents side by side; the form now carries the number of what is stored."""
    tersimpan = Realisasi.objects.select_related("indikator").get(indikator=indikator, periode=periode)
    form.ganti_isian("nomor_sunting", tersimpan.nomor_sunting)
    konteks = {
        "form": form,
        "indikator": indikator,
        "periode": periode,
        "tersimpan": tersimpan,
        "galat": galat.pesan,
        "skp": indikator.rhk.skp,
    }
    templat = "kinerja/_realisasi_konflik.html" if request.htmx else "kinerja/realisasi_konflik.html"
    return render(request, templat, konteks, status=409)
