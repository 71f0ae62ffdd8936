from django.apps import AppConfig


class PegawaiConfig(AppConfig):
    name = "pegawai"
    verbose_name = "Pegawai dan organisasi"

    def ready(self) -> None:
        from pegawai.forms.pesan_baku import pakai

        pakai()
