"""Forms of the pegawai app: they check shape, never policy."""

from pegawai.forms.akun import BuatSandiForm, MasukForm, UbahSandiForm

__all__ = ["BuatSandiForm", "MasukForm", "UbahSandiForm"]
