"""Angka kredit of a unit or of those one rates: who is ready, fixing many at once, printing them; pasted balances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions
from evaluasi.errors import BahanBelumLengkap
from evaluasi.forms.kredit import YANG_DINILAI, DaftarKreditForm, TempelSaldoForm
from evaluasi.models import KonversiAngkaKredit
from evaluasi.permissions import kredit as izin
from evaluasi.rules import BentukLaporan, JenisDokumen, KeadaanKredit
from evaluasi.rules import kredit as aturan
from evaluasi.rules.kredit_tempel import baca_saldo
from evaluasi.selectors import kredit_daftar as baca
from evaluasi.selectors.massal import unit_massal
from evaluasi.services import kredit as layanan
from evaluasi.services import kredit_atur, request_dokumen
from evaluasi.tasks import bunyikan
from pegawai.errors import AturanDilanggar
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.rules import Peran
from pegawai.selectors import baca_uuid
from skp.selectors import hari_instansi

PER_HALAMAN = 25


@dataclass(frozen=True)
class Pilihan:
    """What the list is narrowed to."""

    unit: UnitKerja | None
    tahun: int
    keadaan: KeadaanKredit | None
    units: list[UnitKerja]
    menilai: bool
    tahun_ada: list[int]

    @property
    def kini(self) -> dict[str, str]:
        return {
            "unit": str(self.unit.uuid) if self.unit else YANG_DINILAI,
            "tahun": str(self.tahun),
            "keadaan": self.keadaan.value if self.keadaan else "",
        }

    @property
    def alamat(self) -> str:
        return f"{reverse('evaluasi:kredit_daftar')}?{urlencode(self.kini)}"


def baca_pilihan(request: Permintaan, data: Any) -> Pilihan:
    """Read the filter; 403 for who has no list, 404 for a unit outside one's reach."""
    pelaku = request.pelaku
    puncak = permissions.unit_pantauan(pelaku)
    menilai = bool({Peran.PENILAI, Peran.ATASAN_PENILAI} & set(request.peran))
    if not puncak and not menilai:
        permissions.require(izin.may_list_kredit(pelaku, puncak=puncak))
    diminta = data.get("unit", "")
    uuid = str(baca_uuid(diminta) or "")
    units = unit_massal(puncak, uuid)
    unit = next((u for u in units if str(u.uuid) == uuid), None)
    if diminta not in ("", YANG_DINILAI) and unit is None:
        raise Http404
    if unit is None and not (menilai and (diminta == YANG_DINILAI or not puncak)):
        unit = puncak[0]
    kini = hari_instansi(pelaku.instansi).year
    tahun_ada = list(range(kini, aturan.TAHUN_AWAL - 1, -1))
    tahun = data.get("tahun", "")
    keadaan = data.get("keadaan", "")
    return Pilihan(
        unit,
        int(tahun) if tahun.isdecimal() and int(tahun) in tahun_ada else kini,
        KeadaanKredit(keadaan) if keadaan in set(KeadaanKredit) else None,
        units,
        menilai,
        tahun_ada,
    )


def semua_baris(request: Permintaan, pilih: Pilihan) -> Any:
    atur = izin.pengaturan_kredit(request.pelaku.instansi)
    return baca.daftar_kredit(request.pelaku, unit=pilih.unit, tahun=pilih.tahun, atur=atur)


@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """Who has how much, what is missing, and how far the conversion of a year has come."""
    pilih = baca_pilihan(request, request.GET)
    atur = izin.pengaturan_kredit(request.pelaku.instansi)
    semua = baca.daftar_kredit(request.pelaku, unit=pilih.unit, tahun=pilih.tahun, atur=atur)
    jumlah = baca.hitung_keadaan(semua)
    if pilih.keadaan:
        semua = semua.filter(baca.SYARAT_KEADAAN[pilih.keadaan])
    urut = semua.select_related("pegawai", "jabatan", "unit").order_by("pegawai__nama", "pk")
    halaman = Paginator(urut, PER_HALAMAN)
    halaman.__dict__["count"] = jumlah[pilih.keadaan] if pilih.keadaan else sum(jumlah.values())
    page = halaman.get_page(request.GET.get("page"))
    konteks = {
        "pilih": pilih,
        "form": DaftarKreditForm(
            units=pilih.units, menilai=pilih.menilai, tahun=pilih.tahun_ada, kini=pilih.kini
        ),
        "jumlah": jumlah.items(),
        "siap": jumlah[KeadaanKredit.SIAP],
        "ditetapkan": jumlah[KeadaanKredit.DITETAPKAN],
        "page_obj": page,
        "baris": baca.baris_daftar(list(page.object_list), atur, request.pelaku.instansi_id),
        "boleh_tempel": izin.may_paste_saldo(request.pelaku),
    }
    return render(request, "evaluasi/kredit_daftar.html", konteks)


@require_POST
def tetapkan(request: Permintaan) -> HttpResponse:
    """Fix the conversion of the ticked, or of everyone in the list who is ready."""
    pilih = baca_pilihan(request, request.POST)
    siap = semua_baris(request, pilih).filter(baca.SYARAT_KEADAAN[KeadaanKredit.SIAP])
    if request.POST.get("siapa") != "semua":
        uuid = [u for u in map(baca_uuid, request.POST.getlist("pilih")) if u]
        siap = siap.filter(uuid__in=uuid)
    orang = [p.pegawai for p in siap.select_related("pegawai").order_by("pegawai")]
    if not orang:
        messages.error(request, "Centang pegawai yang siap ditetapkan, atau pilih semua yang siap.")
        return redirect(pilih.alamat)
    hasil = layanan.fix_konversi_massal(pelaku=request.pelaku, pegawai=orang, tahun=pilih.tahun)
    if hasil.ditetapkan:
        messages.success(request, f"Konversi {pilih.tahun} ditetapkan untuk {hasil.ditetapkan} pegawai.")
    for nama, sebab in hasil.dilewati[:10]:
        messages.warning(request, f"{nama} dilewati. {sebab}")
    if len(hasil.dilewati) > 10:
        messages.warning(request, f"{len(hasil.dilewati) - 10} pegawai lain juga dilewati.")
    return redirect(pilih.alamat)


@require_POST
def cetak(request: Permintaan) -> HttpResponse:
    """Order the papers of a year's conversions of the list as one zip."""
    pilih = baca_pilihan(request, request.POST)
    konversi = list(
        KonversiAngkaKredit.objects.visible_to(request.pelaku)
        .berlaku()
        .filter(tahun=pilih.tahun, pegawai__in=semua_baris(request, pilih).values("pegawai"))
        .select_related("pegawai", "instansi")
        .defer("isi")
        .order_by("penempatan__unit__jalur", "pegawai__nama", "bulan_mulai")
    )
    try:
        if not konversi:
            raise BahanBelumLengkap(f"Belum ada konversi {pilih.tahun} yang ditetapkan di daftar ini.")
        siapa = pilih.unit.nama if pilih.unit else f"yang dinilai {request.pelaku.nama_lengkap}"
        laporan = request_dokumen(
            pelaku=request.pelaku,
            sumber=konversi,
            jenis=[JenisDokumen.KONVERSI],
            bentuk=BentukLaporan.ZIP,
            judul=f"Konversi angka kredit {pilih.tahun}, {siapa}",
        )
    except BahanBelumLengkap as galat:
        messages.error(request, galat.pesan)
        return redirect(pilih.alamat)
    bunyikan(laporan)
    return redirect("evaluasi:laporan_lihat", laporan.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def saldo_tempel(request: Permintaan) -> HttpResponse:
    """Take in a list of opening balances; the rows that cannot be taken stay in the field, each with its reason."""
    permissions.require(izin.may_paste_saldo(request.pelaku))
    form = TempelSaldoForm(request.POST if request.method == "POST" else None, pelaku=request.pelaku)
    konteks: dict[str, Any] = {"form": form, "ditolak": []}
    if not form.is_valid():
        return render(request, "evaluasi/kredit_tempel.html", konteks, status=422 if form.errors else 200)
    tempelan = baca_saldo(form.cleaned_data["daftar"], hari_instansi(request.pelaku.instansi))
    try:
        hasil = kredit_atur.record_banyak_saldo(pelaku=request.pelaku, baris=tempelan.baris)
    except AturanDilanggar as galat:
        form.tolak(galat)
        return render(request, "evaluasi/kredit_tempel.html", konteks, status=422)
    ditolak = sorted((*tempelan.ditolak, *hasil.ditolak), key=lambda b: b.nomor)
    sudah = f" {hasil.sudah_ada} baris sudah tercatat sebelumnya." if hasil.sudah_ada else ""
    if hasil.dicatat or not ditolak:
        messages.success(request, f"{hasil.dicatat} saldo dicatat.{sudah}")
    if not ditolak:
        return redirect("evaluasi:kredit_daftar")
    konteks["ditolak"] = ditolak
    konteks["form"] = TempelSaldoForm(
        pelaku=request.pelaku, initial={"daftar": "\n".join(b.asli for b in ditolak)}
    )
    return render(request, "evaluasi/kredit_tempel.html", konteks, status=422)
