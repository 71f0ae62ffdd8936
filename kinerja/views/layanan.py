"""Services of units: their index and trend down the tree, and managing them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.forms.layanan import LayananForm, LayananUbahForm, SetelanUlasanForm, SetForm
from kinerja.laporan.layanan_svg import grafik_tren
from kinerja.models import Layanan, SetPertanyaan
from kinerja.permissions import ulasan as permissions
from kinerja.permissions.ulasan import Pimpinan
from kinerja.rules.ulasan import tampil_kode
from kinerja.selectors import layanan as selectors
from kinerja.selectors.layanan import Rentang
from kinerja.services import layanan as services
from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.permissions import is_admin_kepegawaian
from pegawai.selectors import baca_uuid, unit_terkelola

PER_HALAMAN = 50
PILIHAN_RENTANG = ((1, "Bulan ini"), (3, "3 bulan"), (6, "6 bulan"), (12, "12 bulan"), (24, "24 bulan"))


def baca_rentang(request: Permintaan) -> tuple[int, Rentang]:
    """How many months back; twelve unless another offered number is asked for."""
    diminta = request.GET.get("bulan", "")
    banyak = next((n for n, _ in PILIHAN_RENTANG if str(n) == diminta), 12)
    return banyak, Rentang.bulan_terakhir(banyak, timezone.localdate())


def layanan_terlihat(request: Permintaan, uuid: UUID) -> Layanan:
    """The service, if the one who asks may see it; else 404."""
    satu = selectors.layanan_of(request.pelaku, uuid)
    if satu is None:
        raise Http404
    return satu


def _unit(request: Permintaan) -> UnitKerja | None:
    """The unit of the address: on the way to a service one may see; else 404."""
    if not request.GET.get("unit"):
        return None
    uuid = baca_uuid(request.GET["unit"])
    if uuid is None:
        raise Http404
    return get_object_or_404(selectors.unit_berlayanan(request.pelaku), uuid=uuid)


@require_safe
def layanan(request: Permintaan) -> HttpResponse:
    """The index of a unit and of everything below it, and its services."""
    pimpinan = Pimpinan.of(request.pelaku)
    setelan = selectors.setelan_of(request.pelaku.instansi)
    unit, kata = _unit(request), request.GET.get("cari", "").strip()[:100]
    banyak, rentang = baca_rentang(request)
    semua = selectors.daftar_layanan(request.pelaku, unit, kata)
    halaman = Paginator(selectors.dengan_menunggu(semua), PER_HALAMAN).get_page(request.GET.get("page"))
    cakupan = semua.order_by().values("pk")
    per_triwulan = request.GET.get("tren") == "triwulan"
    per_layanan = selectors.indeks_per_layanan([x.pk for x in halaman], rentang, setelan)
    titik = selectors.tren(cakupan, rentang, setelan, per_triwulan=per_triwulan)
    jejak, bawah = selectors.sekitar(unit) if unit else ([], [])
    konteks = {
        "unit": unit,
        "jejak": jejak,
        "kata": kata,
        "bulan": banyak,
        "pilihan_rentang": PILIHAN_RENTANG,
        "per_triwulan": per_triwulan,
        "indeks": selectors.gabung((t.indeks for t in titik), setelan),
        "titik": titik,
        "ada_titik": any(t.indeks.nilai is not None for t in titik),
        "grafik": mark_safe(grafik_tren(titik)),  # noqa: S308 - drawn by us, escaped
        "halaman": halaman,
        "baris": [(x, per_layanan.get(x.pk, selectors.kosong(setelan))) for x in halaman],
        "anak": _anak(unit, bawah, cakupan, rentang, setelan) if unit else [],
        "boleh_baca": permissions.may_list_ulasan(pimpinan),
        "boleh_atur": permissions.may_set_ulasan(request.pelaku),
        "boleh_tambah": bool(pimpinan.jalur) or is_admin_kepegawaian(request.pelaku),
    }
    return render(request, "kinerja/layanan.html", konteks)


def _anak(
    unit: UnitKerja, bawah: list[UnitKerja], cakupan: Any, rentang: Rentang, setelan: Any
) -> list[tuple[UnitKerja, Any]]:
    """The children of a unit that hold services, each with its index."""
    per_anak = selectors.indeks_per_anak(cakupan, unit, rentang, setelan)
    return [(u, per_anak[str(u.pk)]) for u in bawah if str(u.pk) in per_anak]


@require_safe
def layanan_lihat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One service: index, category, trend, elements, its address and poster."""
    satu = layanan_terlihat(request, uuid)
    pimpinan = Pimpinan.of(request.pelaku)
    setelan = selectors.setelan_of(request.pelaku.instansi)
    banyak, rentang = baca_rentang(request)
    per_triwulan = request.GET.get("tren") == "triwulan"
    titik = selectors.tren([satu.pk], rentang, setelan, per_triwulan=per_triwulan)
    konteks = {
        "layanan": satu,
        "kode": tampil_kode(satu.kode),
        "alamat": selectors.alamat_publik(satu),
        "bulan": banyak,
        "pilihan_rentang": PILIHAN_RENTANG,
        "per_triwulan": per_triwulan,
        "indeks": selectors.gabung((t.indeks for t in titik), setelan),
        "skala": satu.set_pertanyaan.skala,
        "titik": titik,
        "ada_titik": any(t.indeks.nilai is not None for t in titik),
        "grafik": mark_safe(grafik_tren(titik)),  # noqa: S308 - drawn by us, escaped
        "boleh_baca": permissions.may_read_ulasan(pimpinan, satu),
        "boleh_kelola": permissions.may_manage_layanan(pimpinan, satu.unit),
        "boleh_hapus": permissions.may_delete_layanan(pimpinan, satu, diulas=satu.diulas),  # type: ignore[attr-defined]
        "boleh_batal": permissions.may_void_ulasan(pimpinan, satu.unit),
    }
    return render(request, "kinerja/layanan_lihat.html", konteks)


def _formulir(request: Permintaan, form: Any, konteks: dict[str, Any], kirim: Any) -> HttpResponse:
    """Show a form; hand it to one service; a refusal stands at its field and what was typed stays."""
    if request.method == "POST" and form.is_valid():
        try:
            hasil = kirim()
        except (Dilarang, SudahBerubah):
            raise
        except AturanDilanggar as galat:
            form.tolak(galat)
        else:
            messages.success(request, konteks["pesan"])
            return redirect(hasil)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, konteks["templat"], {"form": form, **konteks}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def layanan_tambah(request: Permintaan) -> HttpResponse:
    """Open a service of a unit one manages."""
    pimpinan = Pimpinan.of(request.pelaku)
    kelola = selectors.unit_kelola(request.pelaku, pimpinan.jalur, unit_terkelola(request.pelaku))
    if not kelola.exists():
        raise Dilarang("Layanan ditambah pimpinan unit atau admin kepegawaian.")
    data = request.POST if request.method == "POST" else None
    form = LayananForm(data, pelaku=request.pelaku, kelola=kelola)

    def kirim() -> str:
        c = form.cleaned_data
        satu = services.add_layanan(
            pelaku=request.pelaku,
            unit=c["unit"],
            nama=c["nama"],
            uraian=c["uraian"],
            set_pertanyaan=c["set_pertanyaan"],
        )
        return reverse("kinerja:layanan_lihat", args=[satu.uuid])

    konteks = {
        "judul": "Tambah layanan",
        "tombol": "Tambah layanan",
        "kembali": reverse("kinerja:layanan"),
        "label_kembali": "Suara warga",
        "pesan": "Layanan ditambah. Cetak posternya dan pasang di tempat layanan.",
        "templat": "kinerja/layanan_form.html",
    }
    return _formulir(request, form, konteks, kirim)


@require_http_methods(["GET", "HEAD", "POST"])
def layanan_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Change name, description or questions."""
    satu = layanan_terlihat(request, uuid)
    permissions.require(permissions.may_manage_layanan(Pimpinan.of(request.pelaku), satu.unit))
    form = LayananUbahForm(
        request.POST if request.method == "POST" else None, pelaku=request.pelaku, layanan=satu
    )
    alamat = reverse("kinerja:layanan_lihat", args=[satu.uuid])

    def kirim() -> str:
        services.edit_layanan(pelaku=request.pelaku, layanan=satu, **form.cleaned_data)
        return alamat

    konteks = {
        "judul": f"Ubah {satu.nama}",
        "tombol": "Simpan",
        "kembali": alamat,
        "label_kembali": satu.nama,
        "pesan": "Layanan diubah.",
        "templat": "kinerja/layanan_form.html",
    }
    return _formulir(request, form, konteks, kirim)


@require_POST
def layanan_aktif(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Close a service for reviews, or open it again."""
    buka = request.POST.get("aktif") == "1"
    satu = services.switch_layanan(
        pelaku=request.pelaku, layanan=layanan_terlihat(request, uuid), is_aktif=buka
    )
    kata = "menerima ulasan lagi" if buka else "tidak menerima ulasan lagi; yang sudah masuk tetap ada"
    messages.success(request, f"{satu.nama} {kata}.")
    return redirect("kinerja:layanan_lihat", satu.uuid)


@require_POST
def layanan_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Delete a service nobody has reviewed."""
    satu = layanan_terlihat(request, uuid)
    services.delete_layanan(pelaku=request.pelaku, layanan=satu)
    messages.info(request, f"{satu.nama} dihapus.")
    return redirect("kinerja:layanan")


# --- settings of the agency -----------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def layanan_setelan(request: Permintaan) -> HttpResponse:
    """Limits, words, small numbers and categories."""
    permissions.require(permissions.may_set_ulasan(request.pelaku))
    awal = SetelanUlasanForm.awal(selectors.setelan_of(request.pelaku.instansi))
    form = SetelanUlasanForm(
        request.POST if request.method == "POST" else None, pelaku=request.pelaku, initial=awal
    )

    def kirim() -> str:
        services.save_setelan(pelaku=request.pelaku, **form.cleaned_data)
        return reverse("kinerja:layanan_setelan")

    konteks = {
        "judul": "Setelan suara warga",
        "tombol": "Simpan",
        "kembali": reverse("kinerja:layanan"),
        "label_kembali": "Suara warga",
        "pesan": "Setelan disimpan. Berlaku untuk ulasan berikutnya.",
        "templat": "kinerja/layanan_setelan.html",
        "daftar_set": selectors.set_of(request.pelaku.instansi),
    }
    return _formulir(request, form, konteks, kirim)


@require_http_methods(["GET", "HEAD", "POST"])
def layanan_set(request: Permintaan, uuid: UUID | None = None) -> HttpResponse:
    """Write a set of questions, new or known."""
    permissions.require(permissions.may_set_ulasan(request.pelaku))
    satu = None
    if uuid is not None:
        satu = get_object_or_404(
            SetPertanyaan.objects.prefetch_related("unsur"), uuid=uuid, instansi=request.pelaku.instansi_id
        )
    data = request.POST if request.method == "POST" else None
    form = SetForm(data, pelaku=request.pelaku, set_pertanyaan=satu)

    def kirim() -> str:
        services.save_set(pelaku=request.pelaku, set_pertanyaan=satu, **form.isi())
        return reverse("kinerja:layanan_setelan")

    konteks = {
        "judul": f"Set {satu.nama}" if satu else "Tambah set pertanyaan",
        "tombol": "Simpan set",
        "kembali": reverse("kinerja:layanan_setelan"),
        "label_kembali": "Setelan suara warga",
        "pesan": "Set pertanyaan disimpan.",
        "templat": "kinerja/layanan_set.html",
    }
    return _formulir(request, form, konteks, kirim)
