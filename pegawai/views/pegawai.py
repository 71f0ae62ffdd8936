"""People: the list, one person, his identity and legal standing."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pegawai import permissions, selectors, services
from pegawai.forms.orang import IdentitasForm, KedudukanForm
from pegawai.forms.organisasi import SaringPegawaiForm
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.rules import JenisPegawai, is_aktif, is_mirip_nip
from pegawai.selectors import URUTAN_PEGAWAI, Saringan
from pegawai.views.bersama import formulir, pegawai_dikelola, pegawai_terlihat


def _saringan(request: Permintaan, data: QueryDict) -> SaringPegawaiForm:
    form = SaringPegawaiForm(data)
    units = selectors.unit_saringan(request.pelaku, data.get("unit", ""))
    form.beri_pilihan(units, JenisPegawai.choices(), Saringan.choices())
    return form


@require_http_methods(["GET"])
def pegawai_daftar(request: Permintaan) -> HttpResponse:
    """People within one's granted roles; filters and paging stand in the address, a NIP never does."""
    permissions.require(permissions.may_see_people(request.pelaku))
    if is_mirip_nip(request.GET.get("cari", "")):
        messages.info(request, "NIP tidak ditulis di alamat halaman. Tulis di kotak cari di bawah ini.")
        return redirect("pegawai:pegawai_daftar")
    return _daftar(request, request.GET)


@require_http_methods(["GET", "POST"])
def pegawai_cari(request: Permintaan) -> HttpResponse:
    """Take the filter row. Words go into the address; digits of a NIP are answered right here."""
    permissions.require(permissions.may_see_people(request.pelaku))
    if request.method == "GET":
        return redirect("pegawai:pegawai_daftar")
    teks = request.POST.get("cari", "").strip()
    if not is_mirip_nip(teks):
        tanya = urlencode({k: v for k, v in request.POST.items() if v and k in SaringPegawaiForm.base_fields})
        alamat = f"{reverse('pegawai:pegawai_daftar')}?{tanya}"
        if not request.htmx:
            return redirect(alamat)
        # the links of the fragment continue the address that htmx shows
        request.GET = QueryDict(tanya)
        response = _daftar(request, request.GET)
        response["HX-Push-Url"] = alamat
        return response
    cocok = selectors.pegawai_dari_nip(request.pelaku, "".join(filter(str.isdigit, teks)))
    if len(cocok) == 1 and not request.htmx:
        return redirect("pegawai:pegawai_detail", cocok[0].uuid)
    konteks = {
        "form": _saringan(request, request.POST),
        "baris": cocok,
        "jumlah": len(cocok),
        "dari_nip": True,
    }
    return render(request, "pegawai/pegawai_daftar.html", konteks)


def _daftar(request: Permintaan, data: QueryDict) -> HttpResponse:
    form = _saringan(request, data)
    saring = form.cleaned_data if form.is_valid() else {}
    uuid = selectors.baca_uuid(saring.get("unit", ""))
    unit = UnitKerja.objects.visible_to(request.pelaku).filter(uuid=uuid).first() if uuid else None
    semua = selectors.daftar_pegawai(
        request.pelaku,
        cari=saring.get("cari", ""),
        unit=unit,
        jenis=saring.get("jenis", ""),
        keadaan=saring.get("keadaan", ""),
    )
    urut = data.get("urut", "nama")
    halaman = selectors.halaman_kunci(
        selectors.lengkapi_baris(semua),
        URUTAN_PEGAWAI.get(urut, URUTAN_PEGAWAI["nama"]),
        sesudah=data.get("sesudah", ""),
        sebelum=data.get("sebelum", ""),
    )
    belum_bisa_masuk = saring.get("keadaan") == Saringan.BELUM_BISA_MASUK
    konteks = {
        "form": form,
        "baris": halaman.baris,
        "halaman": halaman,
        "jumlah": semua.count(),
        "dari_nip": False,
        "massal": belum_bisa_masuk and permissions.may_hand_out_sandi(request.pelaku),
    }
    return render(request, "pegawai/pegawai_daftar.html", konteks)


@require_http_methods(["GET"])
def pegawai_detail(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One person: placement, chain, what happened, and what an admin may do."""
    pegawai = pegawai_terlihat(request, uuid)
    berkas = selectors.berkas_of(pegawai)
    unit = berkas.rantai.penempatan.unit if berkas.rantai.penempatan else None
    kelola = permissions.may_manage_pegawai(request.pelaku, pegawai, unit)
    konteks = {
        "pegawai": pegawai,
        "rantai": berkas.rantai,
        "penempatan": berkas.penempatan,
        "kelola": kelola,
        "bertugas": is_aktif(pegawai.kedudukan),
        "hari_ini": timezone.localdate(),
    }
    if kelola:
        konteks |= {
            "hubungan": berkas.hubungan,
            "peran": pegawai.peran_diberikan.select_related("unit"),
            "boleh_reset": permissions.may_reset_akses(request.pelaku, pegawai, unit),
            "boleh_peran": permissions.may_grant_peran(request.pelaku),
            "riwayat": selectors.riwayat_pegawai(pegawai),
            "tim": pegawai.keanggotaan.select_related("tim").order_by("-mulai"),
        }
    return render(request, "pegawai/pegawai_detail.html", konteks)


@require_http_methods(["GET", "POST"])
def identitas_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Correct name, titles and golongan."""
    pegawai, _ = pegawai_dikelola(request, uuid)
    return formulir(
        request,
        IdentitasForm(request.POST or None, pelaku=request.pelaku, pegawai=pegawai),
        kirim=lambda isian: services.correct_identitas(pelaku=request.pelaku, pegawai=pegawai, **isian),
        tujuan=reverse("pegawai:pegawai_detail", args=[uuid]),
        pesan=lambda p: f"Kini tercatat sebagai {p.nama_lengkap}, {p.pangkat}.",
        judul="Perbaiki nama, gelar, atau golongan",
        tombol="Simpan perbaikan",
        pegawai=pegawai,
    )


@require_http_methods(["GET", "POST"])
def kedudukan_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Change the legal standing: CLTN, pensiun and so on."""
    pegawai, _ = pegawai_dikelola(request, uuid)
    awal = {"berlaku": timezone.localdate(), "kedudukan": pegawai.kedudukan}
    return formulir(
        request,
        KedudukanForm(request.POST or None, pelaku=request.pelaku, initial=awal),
        kirim=lambda isian: services.change_kedudukan(pelaku=request.pelaku, pegawai=pegawai, **isian),
        tujuan=reverse("pegawai:pegawai_detail", args=[uuid]),
        pesan=lambda p: f"Kedudukan hukum kini {p.get_kedudukan_display().lower()}.",
        judul="Ubah kedudukan hukum",
        akibat="Pensiun dan diberhentikan menutup penempatan, tim, peran, dan akun sejak tanggal itu.",
        tombol="Ubah kedudukan hukum",
        pegawai=pegawai,
    )
