"""Workbooks of one SKP and of the bank: judged row by row, kept for a look, then applied as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from pegawai import audit
from pegawai.errors import BerkasImporDitolak, SudahBerubah
from pegawai.impor.baca import BarisMentah, baca
from pegawai.impor.lembar import Lembar
from pegawai.models import Jabatan, Pegawai
from pegawai.rules import HasilBaris, StatusImpor
from skp import permissions, rules, selectors
from skp.impor import bank as impor_bank
from skp.impor import lembar as lb
from skp.impor import skp as impor_skp
from skp.models import (
    BankIki,
    BankRhk,
    ImporRencana,
    IndikatorKinerja,
    Periode,
    RencanaAksi,
    RencanaHasilKerja,
    Skp,
)
from skp.permissions.ringan import may_manage_bank
from skp.rules import (
    JenisLampiran,
    JenisRhk,
    JenisTarget,
    KlasifikasiRhk,
    NilaiPerilaku,
    Pendekatan,
    Perspektif,
)
from skp.services.bank import IsiIki, _nilai, save_bank_rhk
from skp.services.bersama import lock_skp
from skp.services.lengkap import save_perilaku, save_rencana_aksi, set_lampiran
from skp.services.susun import save_indikator, save_rhk

MAKS_BARIS_BANK = 10_000
DITERAPKAN = (HasilBaris.BARU, HasilBaris.BERUBAH)


def _baca(berkas: BinaryIO, lembar: Lembar, maks: int) -> list[BarisMentah]:
    baris = list(islice(baca(berkas, lembar), maks + 1))
    if len(baris) > maks:
        raise BerkasImporDitolak(f"Berkas memuat lebih dari {maks} baris. Bagi menjadi beberapa berkas.")
    return baris


def _baca_pilihan(berkas: BinaryIO, lembar: Lembar) -> list[BarisMentah]:
    """A sheet that may be missing."""
    try:
        return _baca(berkas, lembar, impor_skp.MAKS_BARIS)
    except BerkasImporDitolak:
        return []


@transaction.atomic
def preview_impor_skp(*, pelaku: Pegawai, skp: Skp, berkas: BinaryIO, nama: str) -> ImporRencana:
    """Judge every row of a workbook against a draft; nothing of it is applied."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    ada = ada_skp(skp)
    baris = impor_skp.periksa_hasil(_baca(berkas, lb.HASIL_KERJA, impor_skp.MAKS_BARIS), ada)
    baris += impor_skp.periksa_perilaku(_baca_pilihan(berkas, lb.PERILAKU), ada)
    baris += impor_skp.periksa_lampiran(_baca_pilihan(berkas, lb.LAMPIRAN), ada)
    baris += impor_skp.periksa_aksi(_baca_pilihan(berkas, lb.RENCANA_AKSI), ada)
    ImporRencana.objects.filter(diminta_oleh=pelaku, skp=skp, status=StatusImpor.PRATINJAU).delete()
    return ImporRencana.objects.create(
        instansi_id=skp.instansi_id,
        diminta_oleh=pelaku,
        skp=skp,
        nomor_sunting=skp.nomor_sunting,
        nama_berkas=nama[:255],
        baris=[b.json() for b in baris],
    )


def ada_skp(skp: Skp) -> impor_skp.AdaSkp:
    """What an SKP holds, as its workbook is compared with."""
    rhk = selectors.rhk_of(skp)
    aksi = RencanaAksi.objects.filter(rhk__skp=skp).select_related("rhk", "periode")
    return impor_skp.AdaSkp(
        is_jpt=skp.is_jpt,
        beraspek=not skp.is_jpt and skp.pendekatan == Pendekatan.KUANTITATIF,
        uraian=skp.pendekatan == Pendekatan.KUALITATIF,
        rhk=[
            impor_skp.AdaRhk(
                uuid=str(r.uuid),
                jenis=r.jenis,
                teks=r.teks,
                pimpinan=r.rhk_pimpinan_teks,
                tertaut=r.rhk_pimpinan_id is not None,
                perspektif=r.perspektif,
                klasifikasi=r.klasifikasi,
                penugasan=r.penugasan_dari,
                indikator=[
                    impor_skp.AdaIki(str(i.uuid), i.aspek, i.teks, i.target) for i in r.indikator.all()
                ],
            )
            for r in rhk
        ],
        ekspektasi={n.value: t for n, t in selectors.isi_perilaku(skp).items()},
        lampiran={j.value: b for j, b in selectors.isi_lampiran(skp).items()},
        periode={str(p).casefold(): str(p.uuid) for p in selectors.periode_skp(skp)},
        aksi=[(str(a.rhk.uuid), str(a.periode.uuid), a.teks, a.target) for a in aksi],
    )


@transaction.atomic
def preview_impor_bank(*, pelaku: Pegawai, berkas: BinaryIO, nama: str) -> ImporRencana:
    """Judge every row of a workbook against the bank."""
    permissions.require(may_manage_bank(pelaku))
    baris = impor_bank.periksa_bank(_baca(berkas, lb.BANK, MAKS_BARIS_BANK), _ada_bank(pelaku))
    ImporRencana.objects.filter(diminta_oleh=pelaku, skp=None, status=StatusImpor.PRATINJAU).delete()
    return ImporRencana.objects.create(
        instansi_id=pelaku.instansi_id,
        diminta_oleh=pelaku,
        nama_berkas=nama[:255],
        baris=[b.json() for b in baris],
    )


def _ada_bank(pelaku: Pegawai) -> impor_bank.AdaBank:
    jabatan = {
        nama.casefold(): str(uuid)
        for nama, uuid in Jabatan.objects.filter(instansi=pelaku.instansi_id).values_list("nama", "uuid")
    }
    iki: dict[tuple[str, str], dict[str, tuple[str, str, str]]] = {
        (str(j), k): {} for j, k in BankRhk.objects.visible_to(pelaku).values_list("jabatan__uuid", "kunci")
    }
    for j, k, kunci, aspek, jenis, satuan in BankIki.objects.filter(
        rhk__instansi=pelaku.instansi_id
    ).values_list("rhk__jabatan__uuid", "rhk__kunci", "kunci", "aspek", "jenis_target", "satuan"):
        iki[str(j), k][kunci] = (aspek, jenis, satuan)
    return impor_bank.AdaBank(jabatan, iki)


@transaction.atomic
def apply_impor_rencana(*, pelaku: Pegawai, impor: ImporRencana) -> ImporRencana:
    """Apply the new and changed rows of a preview, all or none; a preview is applied once."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).visible_to(pelaku).get(pk=impor.pk)
    if impor.status != StatusImpor.PRATINJAU:
        raise SudahBerubah("Pratinjau ini sudah diterapkan atau dibatalkan. Unggah berkas lagi.")
    baris = [b for b in impor.baris if b["hasil"] in DITERAPKAN]
    if impor.skp is None:
        permissions.require(may_manage_bank(pelaku))
        with audit.act(pelaku, "bank.diimpor"):
            _apply_bank(pelaku, baris)
    else:
        skp = lock_skp(impor.skp)
        permissions.require(permissions.may_edit_skp(pelaku, skp))
        rules.check_bisa_disunting(skp.status)
        if skp.nomor_sunting != impor.nomor_sunting:
            raise SudahBerubah("SKP ini berubah setelah pratinjau dibuat. Unggah berkasnya lagi.")
        with audit.act(pelaku, "skp.diimpor"):
            _apply_skp(pelaku, skp, baris)
    impor.status, impor.selesai_pada = StatusImpor.SELESAI.value, timezone.now()
    impor.save(update_fields=["status", "selesai_pada"])
    return impor


def _apply_skp(pelaku: Pegawai, skp: Skp, baris: Iterable[Mapping[str, Any]]) -> None:
    rhk: dict[str, RencanaHasilKerja] = {}
    lampiran = {j: list(b) for j, b in selectors.isi_lampiran(skp).items()}
    for b in baris:
        data = b["data"]
        if b["lembar"] == "hasil_kerja":
            r = _rhk(pelaku, skp, rhk, data["rhk"], data["rhk_isi"])
            if "iki_isi" in data:
                _iki(pelaku, r, data["iki"], data["iki_isi"])
        elif b["lembar"] == "rencana_aksi":
            save_rencana_aksi(
                pelaku=pelaku,
                rhk=_rhk(pelaku, skp, rhk, data["rhk"], data["rhk_isi"]),
                periode=Periode.objects.get(uuid=data["periode"], instansi=skp.instansi_id),
                teks=data["teks"],
                target=data["target"],
            )
        elif b["lembar"] == "perilaku":
            save_perilaku(pelaku=pelaku, skp=skp, isi={NilaiPerilaku(data["nilai"]): data["teks"]})
        else:
            lampiran[JenisLampiran(data["jenis"])].append(data["teks"])
    set_lampiran(pelaku=pelaku, skp=skp, isi=lampiran)


def _rhk(
    pelaku: Pegawai, skp: Skp, ada: dict[str, RencanaHasilKerja], kunci: str, isi: Mapping[str, Any]
) -> RencanaHasilKerja:
    """The RHK of a row, made or changed by the first row that names it."""
    if kunci in ada:
        return ada[kunci]
    lama = None if kunci.startswith("baru:") else skp.rhk.get(uuid=UUID(kunci))
    if isi:
        ada[kunci] = save_rhk(
            pelaku=pelaku,
            skp=skp,
            rhk=lama,
            teks=isi["teks"],
            jenis=JenisRhk(isi["jenis"]),
            klasifikasi=KlasifikasiRhk(isi["klasifikasi"]),
            rhk_pimpinan=lama.rhk_pimpinan if lama else None,
            indikator_pimpinan=lama.indikator_pimpinan if lama else None,
            rhk_pimpinan_teks=isi["pimpinan"],
            penugasan_dari=isi["penugasan"],
            perspektif=[Perspektif(p) for p in isi["perspektif"]],
        )
    elif lama is not None:
        ada[kunci] = lama
    return ada[kunci]


def _iki(pelaku: Pegawai, rhk: RencanaHasilKerja, uuid: str | None, isi: Mapping[str, Any]) -> None:
    lama: IndikatorKinerja | None = rhk.indikator.get(uuid=UUID(uuid)) if uuid else None
    jenis = JenisTarget(isi["jenis_target"])
    arah = rules.Polaritas(lama.polaritas) if lama and lama.jenis_target == jenis else None
    hari = isi["target_tanggal"]
    save_indikator(
        pelaku=pelaku,
        rhk=rhk,
        indikator=lama,
        teks=isi["teks"],
        aspek=isi["aspek"],
        jenis_target=jenis,
        target_angka=Decimal(isi["target_angka"]) if isi["target_angka"] else None,
        target_angka_maks=Decimal(isi["target_angka_maks"]) if isi["target_angka_maks"] else None,
        satuan=isi["satuan"],
        target_tanggal=date.fromisoformat(hari) if hari else None,
        target_teks=isi["target_teks"],
        desimal=isi["desimal"],
        polaritas=arah,
    )


def _apply_bank(pelaku: Pegawai, baris: Iterable[Mapping[str, Any]]) -> None:
    jabatan = {str(j.uuid): j for j in Jabatan.objects.filter(instansi=pelaku.instansi_id)}
    for b in baris:
        data = b["data"]
        tempat, kunci = jabatan[data["jabatan"]], rules.kunci_bank(data["rhk"])
        bank = BankRhk.objects.filter(jabatan=tempat, kunci=kunci).first()
        if bank is None:
            bank = save_bank_rhk(
                pelaku=pelaku, jabatan=tempat, teks=data["rhk"], jenis=JenisRhk(data["jenis"])
            )
        if not data["iki"]:
            continue
        isi = IsiIki(data["iki"], data["aspek"], data["jenis_target"], data["satuan"])
        BankIki.objects.update_or_create(
            rhk=bank,
            kunci=rules.kunci_bank(isi.teks),
            defaults=_nilai(isi),
            create_defaults=_nilai(isi) | {"teks": isi.teks, "urutan": bank.iki.count() + 1},
        )


@transaction.atomic
def cancel_impor_rencana(*, pelaku: Pegawai, impor: ImporRencana) -> None:
    """Give a preview up and forget its rows."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).visible_to(pelaku).get(pk=impor.pk)
    if impor.status == StatusImpor.PRATINJAU:
        impor.status, impor.baris = StatusImpor.DIBATALKAN.value, []
        impor.save(update_fields=["status", "baris"])
