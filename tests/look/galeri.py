"""Every component on one page, with the states that matter: what axe, the eye and a newcomer look at."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.views.decorators.csrf import csrf_exempt

from pegawai.models import Instansi, Pegawai, Pengguna
from pegawai.navigasi import ENTRI
from pegawai.rules import YA, tidak
from pegawai.templatetags.tampilan import STATUS

HALAMAN = Path(__file__).with_name("galeri.html")


class ContohForm(forms.Form):
    """One field of each kind."""

    rencana = forms.CharField(
        label="Rencana hasil kerja",
        help_text="Tulis hasil, bukan kegiatan. Contoh: “Layanan pindah domisili selesai tepat waktu”.",
        max_length=300,
        widget=forms.Textarea(attrs={"maxlength": 300}),
    )
    satuan = forms.CharField(label="Satuan", required=False)
    target = forms.DecimalField(label="Target", min_value=0, help_text="Angka dengan koma untuk pecahan.")
    tenggat = forms.DateField(
        label="Tanggal selesai", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    aspek = forms.ChoiceField(
        label="Aspek",
        choices=[
            ("", "Pilih aspek"),
            ("kuantitas", "Kuantitas"),
            ("kualitas", "Kualitas"),
            ("waktu", "Waktu"),
        ],
    )
    hasil = forms.ChoiceField(
        label="Rating hasil kerja",
        widget=forms.RadioSelect,
        choices=[("a", "Di atas ekspektasi"), ("b", "Sesuai ekspektasi"), ("c", "Di bawah ekspektasi")],
        help_text="Bandingkan dengan ekspektasi yang disepakati.",
    )
    perspektif = forms.MultipleChoiceField(
        label="Perspektif",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("p", "Penerima Layanan"), ("b", "Proses Bisnis"), ("a", "Anggaran")],
    )
    bukti = forms.FileField(
        label="Bukti dukung",
        required=False,
        help_text="PDF atau foto, paling besar 10 MB.",
        widget=forms.FileInput(attrs={"data-maks-mb": 10}),
    )
    sandi = forms.CharField(label="Kata sandi", widget=forms.PasswordInput)
    setuju = forms.BooleanField(label="Saya sudah membaca catatan penilai")


class SaringForm(forms.Form):
    cari = forms.CharField(
        label="Nama atau NIP", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), ("diajukan", "Diajukan")]
    )


def orang_galeri() -> Pengguna:
    """Somebody to be signed in as, without a database."""
    instansi = Instansi(nama="Pemerintah Kabupaten Nusa Jaya", zona_waktu="Asia/Makassar")
    pengguna = Pengguna(pk=7, nama_masuk="199203152018012001")
    pengguna.pegawai = Pegawai(
        instansi=instansi,
        pengguna=pengguna,
        nama="Sari Wulandari",
        gelar_belakang="S.Sos.",
        nip="199203152018012001",
    )
    return pengguna


def menu() -> list[dict[str, object]]:
    """Every entry there is, the last one open."""
    return [
        {
            "label": e.label,
            "url": f"#{e.ikon}",
            "ikon": e.ikon,
            "aktif": bool(e.anak),
            "anak": [{"label": a.label, "url": f"#{a.ikon}", "aktif": a is e.anak[1]} for a in e.anak],
        }
        for e in ENTRI
    ]


def konteks() -> dict[str, object]:
    pada = datetime(2026, 1, 31, 3, 42, tzinfo=UTC)
    return {
        "navigasi": menu(),
        "navigasi_bilah": menu()[:3],
        "navigasi_tambah": {"label": "Catat", "url": "#catat"},
        "form": ContohForm({"rencana": "", "target": "abc", "hasil": "z"}),
        "form_bersih": ContohForm(prefix="b"),
        "saring": SaringForm({"status": "diajukan"}),
        "status": [{"nilai": s} for s in STATUS],
        "boleh": YA,
        "belum": tidak("SKP belum dapat diajukan: indikator 2 belum memiliki target."),
        "tugas": [
            {
                "judul": "Lengkapi SKP 2026",
                "url": "#a",
                "keterangan": "Dikembalikan Budi Santoso.",
                "status": "dikembalikan",
            },
            {
                "judul": "Catat pekerjaan hari ini",
                "url": "#b",
                "keterangan": "Belum ada catatan.",
                "status": "belum",
            },
            {"judul": "Perilaku kerja", "url": "#c", "status": "lengkap"},
        ],
        "baris": [
            {
                "nama": "Sari Wulandari, S.Sos.",
                "nip": "199203152018012001",
                "capaian": Decimal("1250.50"),
                "status": "diajukan",
            },
            {
                "nama": "Muhammad Bagus Prasetyonugroho",
                "nip": "198807172014031002",
                "capaian": Decimal("87"),
                "status": "dikembalikan",
            },
        ],
        "halaman": Paginator(range(95), 10).page(3),
        "riwayat": [
            {
                "pada": pada,
                "kalimat": "Budi Santoso mengembalikan SKP",
                "catatan": "Target indikator 2 belum terukur.\nMohon diperjelas.",
            },
            {"pada": pada, "kalimat": "Sari Wulandari mengajukan SKP"},
        ],
        "pada": pada,
    }


def _tampil(request: HttpRequest, isi: str) -> HttpResponse:
    request.user = orang_galeri()
    request.pelaku = request.user.pegawai
    request.peran = frozenset()
    return HttpResponse(engines["django"].from_string(isi).render(konteks(), request))


@login_not_required
def galeri(request: HttpRequest) -> HttpResponse:
    return _tampil(request, HALAMAN.read_text())


TERSIMPAN: dict[str, int] = {"versi": 1, "jawab": 200}
"""What the saving address of the gallery answers next; tests set it."""


@csrf_exempt
@login_not_required
def simpan(request: HttpRequest) -> HttpResponse:
    """An address that answers like ours do: saved, conflict, signed out, or on to the next page."""
    jawab = TERSIMPAN["jawab"]
    if jawab == 302:
        return redirect(f"/akun/login/?next={request.path}")
    if jawab == 303:
        return redirect("galeri")
    if jawab == 200:
        TERSIMPAN["versi"] += 1
        return JsonResponse({"pada": "10.42", "versi": TERSIMPAN["versi"]})
    return JsonResponse(
        {"pesan": "Diubah di perangkat lain.", "konflik_url": "/galeri/#konflik"}, status=jawab
    )
