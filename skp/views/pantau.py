"""Who has no SKP and where: figures per unit down the tree, the people behind each, and reminders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.rules import is_mirip_nip
from pegawai.selectors import baca_uuid, halaman_kunci
from skp import permissions, selectors, services
from skp.forms.siklus import PantauSkpForm
from skp.laporan.pantau import JENIS_XLSX, daftar_xlsx
from skp.models import Periode
from skp.rules import KeadaanSkp


@dataclass(frozen=True)
class Pilihan:
    """What the address asks for, within one's reach."""

    puncak: list[UnitKerja]
    jejak: list[UnitKerja]
    tahun: list[Periode]
    periode: Periode | None
    keadaan: KeadaanSkp | None
    cari: str

    @property
    def unit(self) -> UnitKerja | None:
        return self.jejak[-1] if self.jejak else None

    @property
    def lingkup(self) -> list[UnitKerja]:
        """The units whose people are meant."""
        return [self.unit] if self.unit else self.puncak

    @property
    def tanya(self) -> str:
        """The address again, for the way back."""
        isi = {
            "unit": str(self.unit.uuid) if self.unit else "",
            "tahun": str(self.periode.tahun) if self.periode else "",
            "keadaan": self.keadaan or "",
            "cari": self.cari,
        }
        return urlencode({k: v for k, v in isi.items() if v})


def baca_pilihan(request: Permintaan, data: Any) -> Pilihan:
    """Read unit, year, state and words; 403 for who watches nothing, 404 for a unit out of reach."""
    pelaku = request.pelaku
    hari = selectors.hari_instansi(pelaku.instansi)
    puncak = permissions.unit_pantauan(pelaku, hari)
    permissions.require(permissions.may_monitor(pelaku, puncak=puncak))
    tahun = selectors.tahun_kinerja(pelaku.instansi_id)
    kini = next((p for p in tahun if p.tahun == hari.year), next(iter(tahun), None))
    keadaan = str(data.get("keadaan", ""))
    return Pilihan(
        puncak=puncak,
        jejak=_jejak(request, puncak, str(data.get("unit", ""))),
        tahun=tahun,
        periode=next((p for p in tahun if str(p.tahun) == data.get("tahun")), kini),
        keadaan=KeadaanSkp(keadaan) if keadaan in set(KeadaanSkp) else None,
        cari=str(data.get("cari", "")).strip()[:100],
    )


def _jejak(request: Permintaan, puncak: list[UnitKerja], diminta: str) -> list[UnitKerja]:
    """The chosen unit and those above it within one's reach; the only top where nothing was chosen."""
    if not diminta:
        return puncak if len(puncak) == 1 else []
    if baca_uuid(diminta) is None:
        raise Http404
    jejak = selectors.jejak_unit(request.pelaku, diminta)
    if not jejak or not permissions.may_monitor(request.pelaku, jejak[-1], puncak=puncak):
        raise Http404
    return [u for u in jejak if any(u.jalur.startswith(p.jalur) for p in puncak)]


@require_safe
def pantau(request: Permintaan) -> HttpResponse:
    """Figures per unit; a figure, a name or a unit without parts shows the people."""
    if is_mirip_nip(request.GET.get("cari", "")):
        messages.info(request, "NIP tidak ditulis di alamat halaman. Cari dengan nama.")
        return redirect("skp:pantau")
    pilih = baca_pilihan(request, request.GET)
    konteks: dict[str, Any] = {"pilih": pilih, "halaman": None, "kolom": list(KeadaanSkp)}
    if pilih.periode:
        acuan = selectors.acuan_skp(request.pelaku.instansi, pilih.periode)
        baris = selectors.rekap_skp(acuan, pilih.puncak, pilih.unit)
        konteks |= {"acuan": acuan, "baris": baris, "form": _form(request, pilih)}
        if pilih.keadaan or pilih.cari or (pilih.unit and len(baris) <= 1):
            konteks |= _orang(request, pilih, acuan, baris)
    return render(request, "skp/pantau.html", konteks)


def _form(request: Permintaan, pilih: Pilihan) -> PantauSkpForm:
    awal = {
        "unit": str(pilih.unit.uuid) if pilih.unit else "",
        "tahun": str(pilih.periode.tahun) if pilih.periode else "",
        "keadaan": pilih.keadaan or "",
        "cari": pilih.cari,
    }
    return PantauSkpForm(
        initial=awal, tahun=[p.tahun for p in pilih.tahun], keadaan=[(k.value, k.label) for k in KeadaanSkp]
    )


def _orang(
    request: Permintaan,
    pilih: Pilihan,
    acuan: selectors.AcuanSkp,
    baris: list[selectors.BarisPantau],
) -> dict[str, Any]:
    semua = selectors.orang_skp(acuan, pilih.lingkup, keadaan=pilih.keadaan, cari=pilih.cari)
    halaman = halaman_kunci(
        semua,
        selectors.URUTAN_ORANG,
        sesudah=request.GET.get("sesudah", ""),
        sebelum=request.GET.get("sebelum", ""),
    )
    if pilih.cari:
        jumlah = semua.count()
    else:
        jumlah = sum(b.hitung.get(pilih.keadaan, 0) if pilih.keadaan else b.wajib for b in baris)
    boleh = permissions.may_remind(request.pelaku, pilih.lingkup)
    return {
        "halaman": halaman,
        "orang": selectors.lengkapi_orang(acuan, halaman.baris),
        "jumlah": jumlah,
        "boleh_ingatkan": boleh and pilih.keadaan != KeadaanSkp.TETAP,
        "kiriman": selectors.kiriman_terakhir(request.pelaku) if boleh else [],
    }


@require_safe
def pantau_unduh(request: Permintaan) -> HttpResponse:
    """The people behind the figure as a workbook; NIP as text."""
    pilih = baca_pilihan(request, request.GET)
    if pilih.periode is None:
        raise Http404
    acuan = selectors.acuan_skp(request.pelaku.instansi, pilih.periode)
    semua = selectors.orang_skp(acuan, pilih.lingkup, keadaan=pilih.keadaan, cari=pilih.cari)
    response = HttpResponse(daftar_xlsx(acuan, semua), content_type=JENIS_XLSX)
    response["Content-Disposition"] = f'attachment; filename="skp-{pilih.periode.tahun}.xlsx"'
    return response


@require_POST
def ingatkan(request: Permintaan) -> HttpResponse:
    """Remind those who were ticked, or everyone behind the figure."""
    pilih = baca_pilihan(request, request.POST)
    if pilih.periode is None:
        raise Http404
    dicentang = None
    if request.POST.get("siapa") != "semua":
        dicentang = [u for u in map(baca_uuid, request.POST.getlist("pilih")) if u]
    hasil = services.send_pengingat(
        pelaku=request.pelaku,
        acuan=selectors.acuan_skp(request.pelaku.instansi, pilih.periode),
        unit=pilih.lingkup,
        keadaan=pilih.keadaan,
        cari=pilih.cari,
        penempatan=dicentang,
    )
    messages.success(request, kalimat_hasil(hasil))
    return redirect(f"{reverse('skp:pantau')}?{pilih.tanya}")


def kalimat_hasil(hasil: services.HasilPengingat) -> str:
    """What became of it, in a sentence."""
    bagian = [f"Pengingat terkirim kepada {hasil.terkirim} orang."]
    if hasil.sudah:
        bagian.append(f"{hasil.sudah} orang sudah diingatkan hari ini.")
    if hasil.tidak_perlu:
        bagian.append(f"{hasil.tidak_perlu} SKP sudah ditetapkan.")
    return " ".join(bagian)


@require_POST
def pengingat_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take a sending back."""
    jumlah = services.cancel_pengingat(pelaku=request.pelaku, kiriman=_kiriman(request, uuid))
    messages.success(
        request, f"{jumlah} pengingat dicabut. Surel ringkasan yang sudah terkirim tidak ditarik."
    )
    return redirect(asal(request))


def _kiriman(request: Permintaan, uuid: UUID) -> UUID:
    """A sending one may know of; else 404."""
    if not selectors.ada_kiriman(request.pelaku, uuid):
        raise Http404
    return uuid


def asal(request: HttpRequest) -> str:
    """Back to the same figures."""
    tanya = request.POST.get("tanya", "")
    return f"{reverse('skp:pantau')}?{tanya}" if tanya else reverse("skp:pantau")
