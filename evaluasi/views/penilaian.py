"""The penilai: his team in one period, one member with the decision beside the material, the last step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, rules, selectors, services
from evaluasi.errors import BahanBelumLengkap, PeriodeDitutup
from evaluasi.forms import PETUNJUK, CatatanKembaliForm, FinalForm, KuadranForm, PeriodeForm, RatingForm
from evaluasi.laporan.svg import kuadran as gambar_kuadran
from evaluasi.models import Evaluasi
from evaluasi.rules import (
    KUADRAN,
    PEMILIK_STATUS_EVALUASI,
    Ekspektasi,
    Predikat,
    PredikatOrganisasi,
    StatusEvaluasi,
)
from evaluasi.selectors import Bahan, Tetangga, Urutan
from evaluasi.tasks import bunyikan
from evaluasi.views.pola_konteks import konteks_langsung
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.navigasi import menu_tentang
from pegawai.permintaan import Permintaan
from pegawai.rules import Peran
from skp.models import Periode, Skp
from skp.selectors import kapan


def get_evaluasi(request: Permintaan, uuid: UUID) -> Any:
    """An evaluation this person may see; a stranger gets 404."""
    evaluasi = get_object_or_404(selectors.evaluasi_halaman(request.pelaku), uuid=uuid)
    menu_tentang(request, evaluasi.pegawai_id)
    return evaluasi


def capaian_label(evaluasi: Any) -> str:
    """The predikat of the organisation that counts, in words."""
    berlaku = evaluasi.capaian_berlaku
    return PredikatOrganisasi(berlaku["predikat"]).label if berlaku else ""


def keadaan(evaluasi: Any) -> str:
    """One sentence: whose turn it is."""
    penilai, pegawai = evaluasi.penilai.nama_lengkap, evaluasi.pegawai.nama_lengkap
    match StatusEvaluasi(evaluasi.status):
        case StatusEvaluasi.PENGISIAN:
            return f"{pegawai} melengkapi bahan; {penilai} dapat menilai kapan saja."
        case StatusEvaluasi.DIAJUKAN:
            return f"{pegawai} sudah mengajukan bahan. Giliran {penilai} menilai."
        case StatusEvaluasi.DINILAI:
            kapan_terlihat = "disampaikan" if evaluasi.periode.penyampaian_wajib else "final"
            return f"{penilai} sedang menilai. Hasilnya terlihat setelah {kapan_terlihat}."
        case StatusEvaluasi.FINAL:
            return f"{_asal_final(evaluasi)} {_sesudah_final(evaluasi)}"
        case StatusEvaluasi.DIBATALKAN:
            return "Koreksi ini dibatalkan. Hasil semula tetap berlaku."
        case StatusEvaluasi.DISAMPAIKAN:
            return f"{penilai} menyampaikan hasil. Giliran {pegawai} menanggapi."
        case StatusEvaluasi.DITERIMA:
            return f"{pegawai} sudah menerima hasil ini. Tanpa keberatan, hasil menjadi final."
        case StatusEvaluasi.KEBERATAN:
            return f"{pegawai} mengajukan keberatan. Hasil menunggu penjelasan dan putusan."
        case status:
            giliran = PEMILIK_STATUS_EVALUASI[status]
            return f"Giliran {giliran.label.lower()}." if giliran else ""


def _sesudah_final(evaluasi: Any) -> str:
    """Whether it still counts: a correction may be under way, or final."""
    baru = evaluasi.pengganti
    if baru is None:
        return "Evaluasi ini tidak berubah lagi."
    if baru["status"] == StatusEvaluasi.FINAL:
        return f"Hasil ini sudah diganti versi {baru['versi']}."
    return f"Koreksi versi {baru['versi']} sedang berjalan; hasil ini tetap berlaku sampai koreksi final."


def _asal_final(evaluasi: Any) -> str:
    """How it became final: by whom, or because nobody objected in time."""
    if evaluasi.final_oleh is None:
        return "Masa keberatan berakhir tanpa keberatan."
    nama = evaluasi.final_oleh.nama_lengkap
    if evaluasi.final_oleh_id == evaluasi.pegawai_id:
        return f"{nama} menerima hasil ini tanpa keberatan."
    return f"{nama} memutus keberatan." if evaluasi.ada_keberatan else f"{nama} menjadikannya final."


@require_safe
def tim(request: Permintaan) -> HttpResponse:
    """Everyone whom this person rates in a period: state, ratings, what is missing, the team against the pola."""
    permissions.require(permissions.may_view_tim(request.pelaku, request.peran))
    if not {Peran.PENILAI, Peran.ATASAN_PENILAI} & set(request.peran):
        return redirect("kinerja:tim")
    hari = timezone.localdate()
    pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
    periode = selectors.periode_terpilih(pilihan, request.GET.get("periode", ""), hari)
    konteks: dict[str, Any] = {
        "form": PeriodeForm(pilihan=pilihan, terpilih=periode),
        "periode": periode,
        "tim": selectors.tim_penilai(request.pelaku, periode, hari) if periode else None,
    }
    return render(request, "evaluasi/tim.html", konteks)


@require_POST
def buka(request: Permintaan, skp: UUID, periode: UUID) -> HttpResponse:
    """Open the evaluation of a member for a period, and go there."""
    evaluasi = services.open_evaluasi(
        pelaku=request.pelaku,
        skp=get_object_or_404(Skp.objects.visible_to(request.pelaku), uuid=skp),
        periode=get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=periode),
    )
    return redirect("evaluasi:nilai", evaluasi.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def nilai(request: Permintaan, uuid: UUID) -> HttpResponse:
    """All the material at the left, the decision at the right; saved as one writes."""
    evaluasi, urutan = get_dinilai(request, uuid)
    if request.method == "POST":
        return _simpan(request, evaluasi, urutan)
    if evaluasi.status in {*permissions.STATUS_TERBUKA_BAGI_PEGAWAI, StatusEvaluasi.DIBATALKAN}:
        return redirect("evaluasi:lihat", evaluasi.uuid)
    return _halaman_nilai(request, evaluasi, urutan, RatingForm(evaluasi=evaluasi))


def get_dinilai(request: Permintaan, uuid: UUID) -> tuple[Any, Urutan]:
    """An evaluation this person rates, with its place in his row; a stranger gets 404, who only reads it 403."""
    hari = timezone.localdate()
    if milik := selectors.yang_dinilai(request.pelaku, uuid, hari):
        menu_tentang(request, milik[0].pegawai_id)
        return milik
    evaluasi = get_evaluasi(request, uuid)
    permissions.require(permissions.may_rate(request.pelaku, evaluasi.skp, berwenang=evaluasi.berwenang))
    return evaluasi, selectors.urutan_tim(request.pelaku, evaluasi, hari)


def _halaman_nilai(
    request: Permintaan, evaluasi: Any, urutan: Urutan, form: RatingForm, status: int = 200
) -> HttpResponse:
    bahan = selectors.bahan_evaluasi(
        evaluasi.skp, evaluasi.periode, penilai=request.pelaku, jalur=evaluasi.penempatan.unit.jalur
    )
    konteks = {
        "evaluasi": evaluasi,
        "form": form,
        "keadaan": keadaan(evaluasi),
        "kunci_periode": str(evaluasi.periode.uuid),
        "bahan": bahan,
        "pelengkap": bahan.pelengkap,
        "rentang": selectors.tabel_rentang(bahan.pelengkap.rentang),
        "kuadran": _kuadran(form["rating_hasil"].value(), form["rating_perilaku"].value()),
        "beda_hasil": _beda(form, "hasil", bahan.saran_hasil),
        "beda_perilaku": _beda(form, "perilaku", bahan.saran_perilaku),
        "petunjuk": PETUNJUK,
        "urutan": urutan,
        "penilai_lama": evaluasi.penilai if _is_milik_lain(request, evaluasi) else None,
        "form_kembali": CatatanKembaliForm(),
        "halangan": _halangan(evaluasi),
    }
    return render(request, "evaluasi/nilai.html", konteks, status=status)


def _halangan(evaluasi: Any) -> str:
    """Why nothing can be saved here today: not yet, or no more."""
    if evaluasi.is_koreksi:
        return ""
    try:
        selectors.check_boleh_dinilai(evaluasi.skp, evaluasi.periode)
    except PeriodeDitutup as galat:
        return galat.pesan
    return ""


def _beda(form: RatingForm, apa: str, saran: rules.Saran | None) -> bool:
    """Whether the place for the sentence why stands open."""
    sebab = form[f"sebab_beda_{apa}"]
    return bool(rules.is_beda(saran, form[f"rating_{apa}"].value()) or sebab.value() or sebab.errors)


def _is_milik_lain(request: Permintaan, evaluasi: Any) -> bool:
    """The ratings on the page were written by whoever rated before."""
    return evaluasi.dinilai_pada is not None and evaluasi.penilai_id != request.pelaku.pk


def _kuadran(hasil: str | None, perilaku: str | None) -> dict[str, Any]:
    """The nine fields with the point on them, and the predikat in words."""
    h = Ekspektasi(hasil) if hasil in set(Ekspektasi) else None
    p = Ekspektasi(perilaku) if perilaku in set(Ekspektasi) else None
    gambar: SafeString = mark_safe(gambar_kuadran(h, p))  # noqa: S308 — drawn by us, text escaped there
    return {"gambar": gambar, "predikat": KUADRAN[h, p] if h and p else None}


@require_safe
def kuadran(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The kuadran for two ratings that are being considered; saves nothing."""
    evaluasi = get_evaluasi(request, uuid)
    permissions.require(permissions.may_rate(request.pelaku, evaluasi.skp, berwenang=evaluasi.berwenang))
    form = KuadranForm(request.GET)
    form.is_valid()
    isi = form.cleaned_data
    konteks = {"kuadran": _kuadran(isi.get("rating_hasil"), isi.get("rating_perilaku"))}
    return render(request, "evaluasi/_kuadran.html", konteks)


# Saving: by button, by key, by itself


def _simpan(request: Permintaan, evaluasi: Any, urutan: Urutan) -> HttpResponse:
    """Save what was written and go where the button says; answer in JSON for autosave."""
    otomatis = request.headers.get("Accept") == "application/json"
    form = RatingForm(request.POST, evaluasi=evaluasi)
    if form.is_valid():
        try:
            tersimpan = services.set_rating(pelaku=request.pelaku, evaluasi=evaluasi, **form.untuk_service())
        except SudahBerubah as galat:
            return _konflik_json(galat) if otomatis else _konflik(request, evaluasi, form, galat)
        except BahanBelumLengkap as galat:
            form.add_error(galat.bidang, galat.pesan)
        except AturanDilanggar as galat:
            if otomatis:
                return _konflik_json(galat)
            raise
        else:
            if otomatis:
                return JsonResponse(
                    {"pada": f"{timezone.localtime():%H.%M}", "versi": tersimpan.nomor_sunting}
                )
            return _lanjut(request, evaluasi, urutan)
    if otomatis:
        pesan = f"Belum tersimpan. {next(iter(form.errors.values()))[0]}"
        return JsonResponse({"kode": "isian_tidak_sah", "pesan": pesan}, status=422)
    return _halaman_nilai(request, evaluasi, urutan, form, status=422)


def _konflik_json(galat: AturanDilanggar) -> JsonResponse:
    return JsonResponse(
        {"kode": galat.kode, "pesan": f"{galat.pesan} Tekan Simpan untuk membandingkan."}, status=409
    )


def _lanjut(request: Permintaan, evaluasi: Any, urutan: Urutan) -> HttpResponse:
    """Stay, check, or on to the neighbour; his evaluation is opened when it was not yet."""
    tujuan = request.POST.get("lanjut", "")
    if tujuan == "periksa":
        return redirect("evaluasi:final", evaluasi.uuid)
    if tujuan in ("sebelum", "sesudah") and (tetangga := getattr(urutan, tujuan)):
        return redirect("evaluasi:nilai", _evaluasi_tetangga(request, evaluasi, tetangga))
    messages.success(request, "Penilaian disimpan.")
    return redirect("evaluasi:nilai", evaluasi.uuid)


def _evaluasi_tetangga(request: Permintaan, evaluasi: Any, tetangga: Tetangga) -> str:
    if tetangga.evaluasi_uuid:
        return tetangga.evaluasi_uuid
    baru = services.open_evaluasi(
        pelaku=request.pelaku,
        skp=Skp.objects.visible_to(request.pelaku).get(uuid=tetangga.skp_uuid),
        periode=evaluasi.periode,
    )
    return str(baru.uuid)


def _konflik(request: Permintaan, evaluasi: Any, form: RatingForm, galat: SudahBerubah) -> HttpResponse:
    """Both texts side by side; nothing is lost until one of them is chosen."""
    kini = Evaluasi.objects.select_related("penilai").get(pk=evaluasi.pk)
    tersimpan = RatingForm.isi(kini)
    label = dict(Ekspektasi.choices())
    beda = [
        {
            "label": bidang.label,
            "milik_saya": label.get(saya, saya),
            "tersimpan": label.get(tersimpan[bidang.name], tersimpan[bidang.name]),
        }
        for bidang in form.visible_fields()
        if (saya := form.cleaned_data[bidang.name]) != tersimpan[bidang.name]
    ]
    isi = [(b.name, form.cleaned_data[b.name]) for b in form.visible_fields()]
    konteks = {
        "beda": beda,
        "isi": isi,
        "versi": kini.nomor_sunting,
        "oleh": f"{kini.penilai.nama_lengkap} pada {kapan(kini.dinilai_pada)}" if kini.dinilai_pada else "",
        "pesan": galat.pesan,
    }
    return render(request, "skp/konflik.html", konteks, status=409)


@require_POST
def kembalikan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Ask the pegawai for more material, in words."""
    evaluasi = get_evaluasi(request, uuid)
    form = CatatanKembaliForm(request.POST)
    if form.is_valid():
        services.return_evaluasi(pelaku=request.pelaku, evaluasi=evaluasi, **form.cleaned_data)
        messages.success(
            request, f"Bahan dikembalikan kepada {evaluasi.pegawai.nama_lengkap} dengan catatan."
        )
        return redirect(f"{reverse('evaluasi:tim')}?periode={evaluasi.periode.uuid}")
    permissions.require(permissions.may_rate(request.pelaku, evaluasi.skp, berwenang=evaluasi.berwenang))
    return render(request, "evaluasi/kembalikan.html", {"evaluasi": evaluasi, "form": form}, status=422)


# The last step


@require_http_methods(["GET", "HEAD", "POST"])
def final(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Check the answers, read the consequence, make it final."""
    evaluasi = get_evaluasi(request, uuid)
    permissions.require(permissions.may_rate(request.pelaku, evaluasi.skp, berwenang=evaluasi.berwenang))
    if request.method == "POST":
        form = FinalForm(request.POST)
        nomor = form.cleaned_data["versi"] if form.is_valid() else None
        selesai = services.finalise_evaluasi(
            pelaku=request.pelaku, evaluasi=evaluasi, nomor_sunting=-1 if nomor is None else nomor
        )
        if laporan := selectors.laporan_of(selesai):
            bunyikan(laporan)
        messages.success(
            request, f"Evaluasi {evaluasi.pegawai.nama_lengkap} final. Kedua dokumennya sedang dibuat."
        )
        return redirect("evaluasi:lihat", evaluasi.uuid)
    if evaluasi.status in permissions.STATUS_TERBUKA_BAGI_PEGAWAI:
        return redirect("evaluasi:lihat", evaluasi.uuid)
    bahan = selectors.bahan_evaluasi(evaluasi.skp, evaluasi.periode)
    konteks = {
        "evaluasi": evaluasi,
        "capaian_label": capaian_label(evaluasi),
        "kurang": [*_kurang(evaluasi), *_kurang_sebab(request, evaluasi, bahan)],
        "peringatan": _peringatan(evaluasi, bahan),
        "kuadran": _kuadran(evaluasi.rating_hasil, evaluasi.rating_perilaku),
        "pola": konteks_langsung(
            request, evaluasi, Predikat(evaluasi.predikat) if evaluasi.predikat else None
        ),
        "penetap": permissions.penetap_capaian(evaluasi.penempatan.unit)
        if not evaluasi.capaian_berlaku
        else [],
    }
    return render(request, "evaluasi/final.html", konteks)


def _kurang(evaluasi: Any) -> list[tuple[str, str]]:
    """What still keeps it from being final: the sentence, and the field where it is mended."""
    ubah = reverse("evaluasi:nilai", args=[evaluasi.uuid])
    isian = [
        (evaluasi.rating_hasil, "Pilih rating hasil kerja.", "id_rating_hasil_bidang"),
        (evaluasi.alasan_hasil, "Tulis dasar rating hasil kerja.", "id_alasan_hasil"),
        (evaluasi.rating_perilaku, "Pilih rating perilaku kerja.", "id_rating_perilaku_bidang"),
        (evaluasi.alasan_perilaku, "Tulis dasar rating perilaku kerja.", "id_alasan_perilaku"),
    ]
    return [(kalimat, f"{ubah}#{jangkar}") for nilai_kini, kalimat, jangkar in isian if not nilai_kini]


def _peringatan(evaluasi: Any, bahan: Bahan) -> list[str]:
    """What the penilai should know before he confirms; none of it stops him."""
    hasil = []
    hari = timezone.localdate()
    if evaluasi.periode.selesai >= hari:
        hasil.append(f"{evaluasi.periode} belum berakhir. Kinerja sesudah hari ini tidak ikut dinilai.")
    if bahan.tanpa_realisasi:
        hasil.append(f"{bahan.tanpa_realisasi} indikator belum memiliki realisasi pada periode ini.")
    return hasil


def _kurang_sebab(request: Permintaan, evaluasi: Any, bahan: Bahan) -> list[tuple[str, str]]:
    """Where a rating differs from the suggestion without a sentence, or was written by the penilai before."""
    ubah = reverse("evaluasi:nilai", args=[evaluasi.uuid])
    hasil = [
        (f"Rating {nama} berbeda dari saran. Tulis sebabnya.", f"{ubah}#id_sebab_beda_{apa}")
        for nama, apa, saran in (
            ("hasil kerja", "hasil", bahan.saran_hasil),
            ("perilaku kerja", "perilaku", bahan.saran_perilaku),
        )
        if rules.is_beda(saran, getattr(evaluasi, f"rating_{apa}"))
        and not getattr(evaluasi, f"sebab_beda_{apa}")
    ]
    if _is_milik_lain(request, evaluasi):
        hasil.append(
            (
                f"Rating ini ditulis {evaluasi.penilai.nama_akhir}. Jadikan penilaian Anda.",
                f"{ubah}#ambil-alih",
            )
        )
    return hasil
