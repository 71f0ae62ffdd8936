"""Every route × every role: the one table of who gets what. `docs/izin.md` is made from it.

A row names the route, how it is called, the object in its address, and the answer per role.
Roles: anonim (not signed in), sari (owner), budi (her penilai), karta (atasan penilai), tono (ketua tim across
units), citra (same unit, no authority), dewi (another unit), eka (admin kepegawaian), asing (admin of another agency).
Answers: an HTTP status; "masuk" is a redirect to the sign-in page; 200 stands for any page that opens, 302 for an
act that was carried out or a step to the next page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PERAN = ("anonim", "sari", "budi", "karta", "tono", "citra", "dewi", "eka", "asing")
JUDUL = {
    "anonim": "Tanpa masuk",
    "sari": "Pemilik",
    "budi": "Penilai",
    "karta": "Atasan penilai",
    "tono": "Ketua tim",
    "citra": "Rekan seunit",
    "dewi": "Unit lain",
    "eka": "Admin",
    "asing": "Admin instansi lain",
}


@dataclass(frozen=True)
class Baris:
    rute: str
    metode: str
    objek: str
    harap: dict[str, str]
    data: dict[str, str] = field(default_factory=dict)

    @property
    def kunci(self) -> str:
        return f"{self.metode} {self.rute}"


def baris(rute: str, harap: str, *, metode: str = "GET", objek: str = "", **data: str) -> Baris:
    """Read "semua=200 citra=404": `semua` first, then the exceptions. Anonymous is "masuk" unless said."""
    nilai = dict.fromkeys(PERAN, "")
    nilai["anonim"] = "masuk"
    for potong in harap.split():
        siapa, _, jawab = potong.partition("=")
        if siapa == "semua":
            nilai.update({p: jawab for p in PERAN if p != "anonim"})
        else:
            for p in siapa.split(","):
                if p not in nilai:
                    raise ValueError(f"unknown role {p} in {rute}")
                nilai[p] = jawab
    kosong = [p for p, j in nilai.items() if not j]
    if kosong:
        raise ValueError(f"{rute}: no answer for {', '.join(kosong)}")
    return Baris(rute, metode, objek, nilai, data)


TABEL: list[Baris] = [
    baris("beranda", "semua=200"),
    baris("sehat", "semua=200 anonim=200"),
    baris("siap", "semua=200|503 anonim=200|503"),
    baris("account_login", "semua=302 anonim=200"),
    baris("account_login", "semua=302 anonim=200", metode="POST"),
    baris("account_logout", "semua=200"),
    baris("account_logout", "semua=masuk", metode="POST"),
    baris("account_inactive", "semua=200 anonim=200"),
    baris("account_reauthenticate", "semua=200"),
    baris("account_reauthenticate", "semua=200", metode="POST"),
    baris("account_change_password", "semua=200"),
    baris("account_change_password", "semua=200", metode="POST"),
    baris("account_set_password", "semua=302"),
    baris("account_set_password", "semua=302", metode="POST"),
    baris("mfa_index", "semua=200"),
    baris("mfa_authenticate", "semua=302"),
    baris("mfa_authenticate", "semua=302", metode="POST"),
    baris("mfa_reauthenticate", "semua=302"),
    baris("mfa_reauthenticate", "semua=302", metode="POST"),
    baris("mfa_activate_totp", "semua=302"),
    baris("mfa_activate_totp", "semua=302", metode="POST"),
    baris("mfa_deactivate_totp", "semua=404"),
    baris("mfa_deactivate_totp", "semua=404", metode="POST"),
    baris("mfa_view_recovery_codes", "semua=404"),
    baris("mfa_generate_recovery_codes", "semua=302"),
    baris("mfa_generate_recovery_codes", "semua=302", metode="POST"),
    baris("mfa_download_recovery_codes", "semua=404"),
    baris("mfa_download_recovery_codes", "semua=404", metode="POST"),
    baris("mfa_list_webauthn", "semua=200"),
    baris("mfa_add_webauthn", "semua=302"),
    baris("mfa_add_webauthn", "semua=302", metode="POST"),
    baris("mfa_reauthenticate_webauthn", "semua=302"),
    baris("mfa_reauthenticate_webauthn", "semua=302", metode="POST"),
    baris("mfa_remove_webauthn", "semua=302", objek="kunci"),
    baris("mfa_remove_webauthn", "semua=302", metode="POST", objek="kunci"),
    baris("mfa_edit_webauthn", "semua=302", objek="kunci"),
    baris("mfa_edit_webauthn", "semua=302", metode="POST", objek="kunci"),
    baris("mfa_login_webauthn", "semua=302"),
    baris("mfa_login_webauthn", "semua=302", metode="POST"),
    baris("pegawai:penempatan_saya", "semua=200"),
    baris("pegawai:perbaikan_buat", "semua=200"),
    baris("pegawai:perbaikan_buat", "semua=200", metode="POST"),
    baris("pegawai:perbaikan_cabut", "semua=404 sari=302 eka=403", metode="POST", objek="perbaikan"),
    baris("pegawai:pilih", "semua=200", metode="POST", objek="jenis_pilih", pilih="penilai"),
    baris("pegawai:pegawai_daftar", "semua=403 eka,asing=200"),
    baris("pegawai:pegawai_cari", "semua=403 eka,asing=302"),
    baris("pegawai:pegawai_cari", "semua=403 eka,asing=302", metode="POST"),
    baris("pegawai:pegawai_detail", "semua=200 citra,dewi,asing=404", objek="pegawai"),
    baris("pegawai:identitas_ubah", "semua=403 citra,dewi,asing=404 eka=200", objek="pegawai"),
    baris("pegawai:identitas_ubah", "semua=403 citra,dewi,asing=404 eka=200", metode="POST", objek="pegawai"),
    baris("pegawai:kedudukan_ubah", "semua=403 citra,dewi,asing=404 eka=200", objek="pegawai"),
    baris("pegawai:kedudukan_ubah", "semua=403 citra,dewi,asing=404 eka=200", metode="POST", objek="pegawai"),
    baris("pegawai:penempatan_pindah", "semua=403 citra,dewi,asing=404 eka=200", objek="pegawai"),
    baris(
        "pegawai:penempatan_pindah", "semua=403 citra,dewi,asing=404 eka=200", metode="POST", objek="pegawai"
    ),
    baris("pegawai:penempatan_tugas", "semua=403 citra,dewi,asing=404 eka=200", objek="pegawai"),
    baris(
        "pegawai:penempatan_tugas", "semua=403 citra,dewi,asing=404 eka=200", metode="POST", objek="pegawai"
    ),
    baris("pegawai:akses_massal", "semua=403 eka,asing=302", metode="POST"),
    baris("pegawai:akses_reset", "semua=403 citra,dewi,asing=404 eka=200", objek="pegawai"),
    baris("pegawai:akses_reset", "semua=403 citra,dewi,asing=404 eka=200", metode="POST", objek="pegawai"),
    baris("pegawai:peran_beri", "semua=403 citra,dewi,asing=404 eka=200", objek="pegawai"),
    baris("pegawai:peran_beri", "semua=403 citra,dewi,asing=404 eka=200", metode="POST", objek="pegawai"),
    baris("pegawai:peran_cabut", "semua=404 karta=403 eka=200", objek="peran"),
    baris("pegawai:peran_cabut", "semua=404 karta=403 eka=200", metode="POST", objek="peran"),
    baris("pegawai:penempatan_tutup", "semua=403 citra,dewi,asing=404 eka=200", objek="penempatan"),
    baris(
        "pegawai:penempatan_tutup",
        "semua=403 citra,dewi,asing=404 eka=200",
        metode="POST",
        objek="penempatan",
    ),
    baris("pegawai:penilai_tetapkan", "semua=403 citra,dewi,asing=404 eka=200", objek="penempatan"),
    baris(
        "pegawai:penilai_tetapkan",
        "semua=403 citra,dewi,asing=404 eka=200",
        metode="POST",
        objek="penempatan",
    ),
    baris("pegawai:penilai_otomatis", "semua=403 citra,dewi,asing=404 eka=200", objek="penempatan"),
    baris(
        "pegawai:penilai_otomatis",
        "semua=403 citra,dewi,asing=404 eka=200",
        metode="POST",
        objek="penempatan",
    ),
    baris("pegawai:kepala_lepas", "semua=403 citra,dewi,asing=404 eka=200", objek="penempatan"),
    baris(
        "pegawai:kepala_lepas", "semua=403 citra,dewi,asing=404 eka=200", metode="POST", objek="penempatan"
    ),
    baris("pegawai:unit_daftar", "semua=403 eka,asing=200"),
    baris("pegawai:unit_akar_tambah", "semua=403 eka,asing=200"),
    baris("pegawai:unit_akar_tambah", "semua=403 eka,asing=200", metode="POST"),
    baris("pegawai:unit_detail", "semua=403 eka=200 asing=404", objek="unit"),
    baris("pegawai:unit_tambah", "semua=403 eka=200 asing=404", objek="unit"),
    baris("pegawai:unit_tambah", "semua=403 eka=200 asing=404", metode="POST", objek="unit"),
    baris("pegawai:unit_nama", "semua=403 eka=200 asing=404", objek="unit"),
    baris("pegawai:unit_nama", "semua=403 eka=200 asing=404", metode="POST", objek="unit"),
    baris("pegawai:unit_pindah", "semua=403 eka=200 asing=404", objek="unit"),
    baris("pegawai:unit_pindah", "semua=403 eka=200 asing=404", metode="POST", objek="unit"),
    baris("pegawai:unit_tutup", "semua=403 eka=200 asing=404", objek="unit"),
    baris("pegawai:unit_tutup", "semua=403 eka=200 asing=404", metode="POST", objek="unit"),
    baris("pegawai:unit_buka", "semua=403 eka=200 asing=404", objek="unit"),
    baris("pegawai:unit_buka", "semua=403 eka=200 asing=404", metode="POST", objek="unit"),
    baris("pegawai:unit_kepala", "semua=403 eka=200 asing=404", objek="unit"),
    baris("pegawai:unit_kepala", "semua=403 eka=200 asing=404", metode="POST", objek="unit"),
    baris("pegawai:pejabat_negara_tambah", "semua=403 eka=200 asing=404", objek="unit"),
    baris("pegawai:pejabat_negara_tambah", "semua=403 eka=200 asing=404", metode="POST", objek="unit"),
    baris("pegawai:tim_daftar", "semua=200"),
    baris("pegawai:tim_bentuk", "semua=403 eka,asing=200"),
    baris("pegawai:tim_bentuk", "semua=403 eka,asing=200", metode="POST"),
    baris("pegawai:tim_detail", "semua=404 sari,tono,eka=200", objek="tim"),
    baris("pegawai:tim_ubah", "semua=404 sari,tono=403 eka=200", objek="tim"),
    baris("pegawai:tim_ubah", "semua=404 sari,tono=403 eka=200", metode="POST", objek="tim"),
    baris("pegawai:anggota_tambah", "semua=404 sari,tono=403 eka=200", objek="tim"),
    baris("pegawai:anggota_tambah", "semua=404 sari,tono=403 eka=200", metode="POST", objek="tim"),
    baris("pegawai:anggota_akhiri", "semua=404 sari,tono=403 eka=200", objek="anggota"),
    baris("pegawai:anggota_akhiri", "semua=404 sari,tono=403 eka=200", metode="POST", objek="anggota"),
    baris("pegawai:perbaikan_daftar", "semua=403 eka,asing=200"),
    baris("pegawai:perbaikan_detail", "semua=404 sari,eka=200", objek="perbaikan"),
    baris("pegawai:perbaikan_terapkan", "semua=404 sari=403 eka=422", metode="POST", objek="perbaikan"),
    baris("pegawai:perbaikan_selesai", "semua=404 sari=403 eka=422", metode="POST", objek="perbaikan"),
    baris("pegawai:perbaikan_benar", "semua=404 sari=403 eka=422", metode="POST", objek="perbaikan"),
    baris("pegawai:impor_daftar", "semua=403 eka,asing=200"),
    baris("pegawai:impor_baru", "semua=403 eka,asing=200"),
    baris("pegawai:impor_baru", "semua=403 eka,asing=422", metode="POST"),
    baris("pegawai:impor_detail", "semua=403 eka=200 asing=404", objek="impor"),
    baris("pegawai:impor_kemajuan", "semua=403 eka=204 asing=404", objek="impor"),
    baris("pegawai:impor_terapkan", "semua=403 eka=409 asing=404", metode="POST", objek="impor"),
    baris("pegawai:impor_batal", "semua=403 eka=302 asing=404", metode="POST", objek="impor"),
    baris("pegawai:impor_ditolak", "semua=403 eka=200 asing=404", objek="impor_jenis"),
    baris("skp:daftar", "semua=200"),
    baris("skp:susun", "semua=200 sari,citra,asing=403"),
    baris("skp:susun", "semua=422 sari,citra,asing=403", metode="POST"),
    baris("skp:tim", "semua=200"),
    baris("skp:detail", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("skp:periksa", "semua=403 sari=409 citra,dewi,asing=404", objek="skp"),
    baris("skp:ajukan", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:diajukan", "semua=403 sari=302 citra,dewi,asing=404", objek="skp"),
    baris("skp:tarik", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:batal", "semua=403 citra,dewi,asing=404 eka=200", objek="skp"),
    baris("skp:batal", "semua=403 citra,dewi,asing=404 eka=422", metode="POST", objek="skp"),
    baris("skp:tinjau", "semua=403 budi=200 citra,dewi,asing=404", objek="skp"),
    baris("skp:setujui", "semua=403 budi=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:kembalikan", "semua=403 budi=422 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:hasil_kerja", "semua=403 sari=409 citra,dewi,asing=404", objek="skp"),
    baris("skp:rhk_tambah", "semua=403 sari=409 citra,dewi,asing=404", objek="skp"),
    baris("skp:rhk_tambah", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:perilaku", "semua=403 sari,budi=409 citra,dewi,asing=404", objek="skp"),
    baris("skp:perilaku", "semua=403 sari,budi=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:lampiran", "semua=403 sari=409 citra,dewi,asing=404", objek="skp"),
    baris("skp:lampiran", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:rencana_aksi", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("skp:salin", "semua=403 sari=409 citra,dewi,asing=404", objek="skp"),
    baris("skp:salin_dari", "semua=403 sari=409 citra,dewi,asing=404", objek="skp_sumber"),
    baris("skp:salin_dari", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp_sumber"),
    baris("api_skp_salin", "semua=403 anonim=403 sari=409 citra,dewi,asing=404", objek="skp"),
    baris(
        "api_skp_salin",
        "semua=403 anonim=403 sari=404 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
        sumber="00000000-0000-4000-8000-000000000000",
    ),
    baris("skp:rhk_ubah", "semua=403 sari=409 citra,dewi,asing=404", objek="rhk"),
    baris("skp:rhk_ubah", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="rhk"),
    baris("skp:rhk_hapus", "semua=403 sari=409 citra,dewi,asing=404", objek="rhk"),
    baris("skp:rhk_hapus", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="rhk"),
    baris("skp:indikator_tambah", "semua=403 sari=409 citra,dewi,asing=404", objek="rhk"),
    baris("skp:indikator_tambah", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="rhk"),
    baris("skp:aksi_tambah", "semua=403 sari,budi=200 citra,dewi,asing=404", objek="rhk"),
    baris("skp:aksi_tambah", "semua=403 sari,budi=422 citra,dewi,asing=404", metode="POST", objek="rhk"),
    baris("skp:indikator_ubah", "semua=403 sari=409 citra,dewi,asing=404", objek="indikator"),
    baris("skp:indikator_ubah", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="indikator"),
    baris("skp:indikator_hapus", "semua=403 sari=409 citra,dewi,asing=404", objek="indikator"),
    baris("skp:indikator_hapus", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="indikator"),
    baris("skp:aksi_ubah", "semua=403 sari,budi=200 citra,dewi,asing=404", objek="aksi"),
    baris("skp:aksi_ubah", "semua=403 sari,budi=422 citra,dewi,asing=404", metode="POST", objek="aksi"),
    baris("skp:aksi_usulan", "semua=403 sari,budi=200 citra,dewi,asing=404", objek="skp"),
    baris("skp:aksi_usulan", "semua=403 sari,budi=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:aksi_salin", "semua=403 sari,budi=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:aksi_sel", "semua=403 sari,budi=302 citra,dewi,asing=404", objek="rhk_periode"),
    baris("skp:aksi_sel", "semua=403 sari,budi=422 citra,dewi,asing=404", metode="POST", objek="rhk_periode"),
    baris("api_aksi_daftar", "semua=200 anonim=403 citra,dewi,asing=404", objek="skp"),
    baris("api_aksi_usulan", "semua=403 anonim=403 sari,budi=200 citra,dewi,asing=404", objek="skp"),
    baris("api_aksi_usulan", "semua=400 anonim=403 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("api_aksi_salin", "semua=400 anonim=403 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("api_aksi_sel", "semua=400 anonim=403 citra,dewi,asing=404", metode="POST", objek="rhk_periode"),
    baris(
        "api_aksi_hapus",
        "semua=403 anonim=403 sari,budi=204 citra,dewi,asing=404",
        metode="POST",
        objek="aksi",
    ),
    baris("skp:aksi_hapus", "semua=403 sari,budi=200 citra,dewi,asing=404", objek="aksi"),
    baris("skp:aksi_hapus", "semua=403 sari,budi=302 citra,dewi,asing=404", metode="POST", objek="aksi"),
    baris(
        "skp:rhk_geser", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="rhk", arah="naik"
    ),
    baris(
        "api_rhk_geser",
        "semua=403 anonim=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="rhk",
        arah="naik",
    ),
    baris("skp:rhk_pindah", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="rhk"),
    baris("api_rhk_pindah", "semua=403 anonim=403 sari=409 citra,dewi,asing=404", metode="POST", objek="rhk"),
    baris("skp:rhk_gandakan", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="rhk"),
    baris(
        "api_rhk_gandakan", "semua=403 anonim=403 sari=409 citra,dewi,asing=404", metode="POST", objek="rhk"
    ),
    baris(
        "skp:indikator_geser",
        "semua=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="indikator",
        arah="naik",
    ),
    baris(
        "api_indikator_geser",
        "semua=403 anonim=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="indikator",
        arah="naik",
    ),
    baris(
        "skp:indikator_gandakan", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="indikator"
    ),
    baris(
        "api_indikator_gandakan",
        "semua=403 anonim=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="indikator",
    ),
    baris(
        "skp:pendekatan",
        "semua=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
        pendekatan="kualitatif",
    ),
    baris(
        "skp:pulihkan",
        "semua=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
        jenis="rhk",
        kejadian="1",
    ),
    baris(
        "api_skp_pendekatan",
        "semua=403 anonim=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
        pendekatan="kualitatif",
    ),
    baris(
        "api_skp_pulihkan",
        "semua=403 anonim=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
        jenis="rhk",
        kejadian="1",
    ),
    baris("skp:pendekatan", "semua=403 sari=409 citra,dewi,asing=404", objek="skp"),
    baris("skp:matriks_saya", "semua=200 sari,citra=302"),
    baris("skp:matriks", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("skp:matriks_cetak", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("skp:matriks_unduh", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("skp:matriks_sel", "semua=403 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:matriks_tempel", "semua=403 sari=422 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:matriks_kirim", "semua=403 sari=302 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:matriks_tambah", "semua=403 citra,dewi,asing=404", objek="skp"),
    baris("skp:matriks_tambah", "semua=403 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:matriks_lepas", "semua=403 sari=404 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:matriks_unggah", "semua=403 sari=200 citra,dewi,asing=404", objek="skp"),
    baris("skp:matriks_unggah", "semua=403 sari=422 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("skp:matriks_baris", "semua=403 sari,citra,dewi,asing=404", objek="matriks_baris"),
    baris(
        "skp:matriks_baris",
        "semua=403 sari,citra,dewi,asing=404",
        metode="POST",
        objek="matriks_baris",
    ),
    baris("kinerja:catatan", "semua=200"),
    baris("kinerja:catatan_catat", "semua=422", metode="POST"),
    baris("kinerja:catatan_ubah", "semua=403 sari=200 citra,dewi,asing=404", objek="catatan"),
    baris("kinerja:catatan_ubah", "semua=403 sari=422 citra,dewi,asing=404", metode="POST", objek="catatan"),
    baris("kinerja:catatan_tarik", "semua=403 sari=302 citra,dewi,asing=404", metode="POST", objek="catatan"),
    baris(
        "kinerja:catatan_pulihkan", "semua=403 sari=302 citra,dewi,asing=404", metode="POST", objek="catatan"
    ),
    baris("kinerja:catatan_ulang", "semua=302 citra,dewi,asing=404", metode="POST", objek="catatan"),
    baris("kinerja:catatan_ulang_hari", "semua=302", metode="POST"),
    baris("kinerja:catatan_minggu", "semua=200"),
    baris("kinerja:catatan_bulan", "semua=200"),
    baris("kinerja:catatan_cari", "semua=200"),
    baris("kinerja:realisasi", "semua=200"),
    baris(
        "kinerja:realisasi_simpan",
        "semua=403 sari=422 citra,dewi,asing=404",
        metode="POST",
        objek="indikator_periode",
    ),
    baris("kinerja:perilaku", "semua=200"),
    baris(
        "kinerja:perilaku_tarik", "semua=403 sari=302 citra,dewi,asing=404", metode="POST", objek="perilaku"
    ),
    baris(
        "kinerja:perilaku_pulihkan",
        "semua=403 sari=302 citra,dewi,asing=404",
        metode="POST",
        objek="perilaku",
    ),
    baris("kinerja:umpan_balik", "semua=200"),
    baris("kinerja:umpan_balik_diberikan", "semua=200"),
    baris(
        "kinerja:umpan_balik_balas",
        "semua=403 sari=422 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
    ),
    baris(
        "kinerja:umpan_balik_baca",
        "semua=403 sari=302 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
    ),
    baris("kinerja:tim", "semua=200"),
    baris("kinerja:linimasa", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("kinerja:perilaku_pegawai", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("kinerja:perilaku_catat", "semua=422 citra,dewi,asing=404 eka=403", metode="POST", objek="skp"),
    baris("kinerja:umpan_balik_beri", "semua=200 sari,eka=403 citra,dewi,asing=404", objek="skp"),
    baris(
        "kinerja:umpan_balik_beri", "semua=422 sari,eka=403 citra,dewi,asing=404", metode="POST", objek="skp"
    ),
    baris(
        "kinerja:umpan_balik_singkat",
        "semua=422 sari,eka=403 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
    ),
    baris("kinerja:bukti_unduh", "semua=200 citra,dewi,asing=404", objek="bukti"),
    baris("api_pegawai_daftar", "semua=403 anonim=403 eka,asing=200"),
    baris("api_pegawai_saya", "semua=200 anonim=403"),
    baris("api_skp_daftar", "semua=200 anonim=403"),
    baris("api_skp_detail", "semua=200 anonim=403 citra,dewi,asing=404", objek="skp"),
    baris("api_skp_ajukan", "semua=403 anonim=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("api_skp_tarik", "semua=403 anonim=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris(
        "api_skp_kembalikan",
        "semua=403 anonim=403 budi=409 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
        catatan="Lengkapi indikator.",
    ),
    baris(
        "api_skp_setujui", "semua=403 anonim=403 budi=409 citra,dewi,asing=404", metode="POST", objek="skp"
    ),
    baris("api_matriks", "semua=200 anonim=403 citra,dewi,asing=404", objek="skp"),
    baris(
        "api_matriks_sel", "semua=403 anonim=403 sari=400 citra,dewi,asing=404", metode="POST", objek="skp"
    ),
    baris(
        "api_matriks_tempel", "semua=403 anonim=403 sari=400 citra,dewi,asing=404", metode="POST", objek="skp"
    ),
    baris(
        "api_matriks_kirim", "semua=403 anonim=403 sari=200 citra,dewi,asing=404", metode="POST", objek="skp"
    ),
    baris(
        "api_matriks_peserta",
        "semua=403 anonim=403 sari=400 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
    ),
    baris(
        "api_matriks_peserta_lepas",
        "semua=403 anonim=403 sari=400 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
    ),
    baris("api_kinerja:catatan", "semua=200 anonim=403"),
    baris("api_kinerja:catatan", "semua=400 anonim=403", metode="POST"),
    baris("api_kinerja:catatan_satu", "semua=200 anonim=403 citra,dewi,asing=404", objek="catatan"),
    baris(
        "api_kinerja:catatan_tarik",
        "semua=403 anonim=403 sari=200 citra,dewi,asing=404",
        metode="POST",
        objek="catatan",
    ),
    baris(
        "api_kinerja:catatan_pulihkan",
        "semua=403 anonim=403 sari=200 citra,dewi,asing=404",
        metode="POST",
        objek="catatan",
    ),
    baris("api_kinerja:realisasi", "semua=200 anonim=403"),
    baris("api_kinerja:perilaku", "semua=200 anonim=403"),
    baris("api_kinerja:perilaku", "semua=400 anonim=403", metode="POST"),
    baris(
        "api_kinerja:perilaku_tarik",
        "semua=403 anonim=403 sari=200 citra,dewi,asing=404",
        metode="POST",
        objek="perilaku",
    ),
    baris(
        "api_kinerja:perilaku_pulihkan",
        "semua=403 anonim=403 sari=200 citra,dewi,asing=404",
        metode="POST",
        objek="perilaku",
    ),
    baris("api_kinerja:umpan_balik", "semua=200 anonim=403"),
    baris("api_kinerja:umpan_balik", "semua=400 anonim=403", metode="POST"),
    baris(
        "api_kinerja:umpan_balik_balas",
        "semua=403 anonim=403 sari=200 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
        balasan="Terima kasih.",
    ),
    baris(
        "api_kinerja:umpan_balik_baca",
        "semua=403 anonim=403 sari=200 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
    ),
    baris("api_kinerja:bukti", "semua=400 anonim=403", metode="POST"),
    baris("api_kinerja:bukti_satu", "semua=200 anonim=403 citra,dewi,asing=404", objek="bukti"),
    baris("api_evaluasi_daftar", "semua=200 anonim=403"),
    baris("api_evaluasi_tim", "semua=200 anonim=403"),
    baris("api_evaluasi_buka", "semua=400 anonim=403", metode="POST"),
    baris("api_evaluasi_ajukan", "semua=400 anonim=403", metode="POST"),
    baris("api_evaluasi_detail", "semua=200 anonim=403 tono,citra,dewi,asing=404", objek="evaluasi"),
    baris(
        "api_evaluasi_rating",
        "semua=403 anonim=403 budi=200 tono,citra,dewi,asing=404",
        metode="POST",
        objek="evaluasi",
        rating_hasil="sesuai",
        rating_perilaku="sesuai",
        alasan_hasil="a",
        alasan_perilaku="b",
        catatan_rekomendasi="c",
        versi="1",
    ),
    baris(
        "api_evaluasi_kembalikan",
        "semua=403 anonim=403 budi=200 tono,citra,dewi,asing=404",
        metode="POST",
        objek="evaluasi",
        catatan="Lengkapi realisasi.",
    ),
    baris(
        "api_evaluasi_final",
        "semua=400 anonim=403 tono,citra,dewi,asing=404",
        metode="POST",
        objek="evaluasi",
    ),
    baris(
        "api_evaluasi_dokumen",
        "semua=403 anonim=403 tono,citra,dewi,asing=404",
        metode="POST",
        objek="evaluasi",
    ),
    baris("api_skp_dokumen", "semua=200 anonim=403 citra,dewi,asing=404", objek="skp"),
    baris("api_skp_dokumen", "semua=400 anonim=403 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("api_laporan_daftar", "semua=200 anonim=403"),
    baris("api_laporan_detail", "semua=404 anonim=403 sari,eka=200", objek="laporan"),
    baris("api_skema", "semua=200 anonim=200"),
    baris("evaluasi:daftar", "semua=200"),
    baris("evaluasi:ajukan", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp_periode"),
    baris("evaluasi:lihat", "semua=200 tono,citra,dewi,asing=404", objek="evaluasi"),
    baris("evaluasi:tim", "semua=403 budi,karta=200 tono=302"),
    baris(
        "evaluasi:buka", "semua=403 sari,budi=302 citra,dewi,asing=404", metode="POST", objek="skp_periode"
    ),
    baris("evaluasi:nilai", "semua=404 sari,karta,eka=403 budi=200", objek="evaluasi"),
    baris("evaluasi:nilai", "semua=404 sari,karta,eka=403 budi=302", metode="POST", objek="evaluasi"),
    baris("evaluasi:kuadran", "semua=404 sari,karta,eka=403 budi=200", objek="evaluasi"),
    baris("evaluasi:kembalikan", "semua=404 sari,karta,eka=403 budi=422", metode="POST", objek="evaluasi"),
    baris("evaluasi:final", "semua=404 sari,karta,eka=403 budi=200", objek="evaluasi"),
    baris("evaluasi:final", "semua=404 sari,karta,eka=403 budi=409", metode="POST", objek="evaluasi"),
    baris("evaluasi:laporan_minta", "semua=403 tono,citra,dewi,asing=404", metode="POST", objek="evaluasi"),
    baris("evaluasi:capaian", "semua=200"),
    baris("evaluasi:capaian_ubah", "semua=403 karta,eka=200 asing=404", objek="unit_periode"),
    baris("evaluasi:capaian_ubah", "semua=403 karta,eka=422 asing=404", metode="POST", objek="unit_periode"),
    baris("evaluasi:capaian_buka", "semua=403 eka=409 asing=404", metode="POST", objek="capaian"),
    baris("evaluasi:capaian_lampiran", "semua=404", objek="capaian"),
    baris("evaluasi:laporan_daftar", "semua=200"),
    baris("evaluasi:laporan_lihat", "semua=404 sari,eka=200", objek="laporan"),
    baris("evaluasi:laporan_ulang", "semua=404 sari,eka=409", metode="POST", objek="laporan"),
    baris("evaluasi:skp_dokumen", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("evaluasi:skp_dokumen_minta", "semua=422 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("evaluasi:laporan_unduh", "semua=404 sari,eka=200", objek="bundel"),
    baris("evaluasi:dokumen_unduh", "semua=200 tono,citra,dewi,asing=404", objek="dokumen"),
    baris("evaluasi:verifikasi", "semua=200 anonim=200"),
    baris("evaluasi:verifikasi_kode", "semua=200 anonim=200", objek="kode"),
    baris("evaluasi:verifikasi_kode", "semua=422 anonim=422", metode="POST", objek="kode"),
    baris("evaluasi:pemantauan", "semua=403 budi,karta,eka,asing=200"),
]
