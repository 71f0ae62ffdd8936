"""Triggers that keep the contents of an SKP which is over as they were."""

from __future__ import annotations

import pgtrigger

MATI = "('direvisi', 'dibatalkan', 'selesai')"


def isi_lama_tetap(nama: str, *, skp: str, isi: tuple[str, ...]) -> pgtrigger.Trigger:
    """Refuse to add, change or take out a row of a replaced, called off or finished SKP.

    `skp` tells for a row, written `{baris}`, the key of its SKP. `isi` are the columns that are contents; pointers
    may still move, for whatever they point at lives on.
    """
    lama, baru = (", ".join(f"{baris}.{b}" for b in isi) for baris in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name=nama,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=pgtrigger.Func(
            f"""
            IF TG_OP = 'UPDATE' AND ({lama}) IS NOT DISTINCT FROM ({baru}) THEN
                RETURN NEW;
            END IF;
            IF EXISTS (
                SELECT 1 FROM skp_skp
                WHERE id IN ({skp.format(baris="OLD")}, {skp.format(baris="NEW")}) AND status IN {MATI}
            ) THEN
                RAISE EXCEPTION 'pgtrigger: Cannot % rows of % in an SKP that is over',
                    lower(TG_OP), TG_TABLE_NAME;
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
            """  # noqa: S608 — names of our own columns, written above
        ),
    )


LEWAT_SKP = "{baris}.skp_id"
LEWAT_RHK = "(SELECT skp_id FROM skp_rencanahasilkerja WHERE id = {baris}.rhk_id)"

BIDANG_TARGET = (
    "jenis_target",
    "target_angka",
    "target_angka_maks",
    "satuan",
    "target_tanggal",
    "target_teks",
    "target_desimal",
    "polaritas",
)

RHK_LAMA_TETAP = isi_lama_tetap(
    "rhk_lama_tetap",
    skp=LEWAT_SKP,
    isi=(
        "skp_id",
        "urutan",
        "jenis",
        "klasifikasi",
        "teks",
        "rhk_pimpinan_teks",
        "indikator_pimpinan_teks",
        "penugasan_dari",
        "perspektif",
    ),
)
INDIKATOR_LAMA_TETAP = isi_lama_tetap(
    "indikator_lama_tetap",
    skp=LEWAT_RHK,
    isi=("rhk_id", "urutan", "aspek", "teks", "gabung", *BIDANG_TARGET),
)
EKSPEKTASI_LAMA_TETAP = isi_lama_tetap(
    "ekspektasi_lama_tetap", skp=LEWAT_SKP, isi=("skp_id", "nilai", "teks")
)
LAMPIRAN_LAMA_TETAP = isi_lama_tetap(
    "lampiran_lama_tetap", skp=LEWAT_SKP, isi=("skp_id", "jenis", "urutan", "teks")
)
AKSI_LAMA_TETAP = isi_lama_tetap(
    "aksi_lama_tetap", skp=LEWAT_RHK, isi=("rhk_id", "periode_id", "urutan", "teks", "target")
)
