"""What a page of progress is narrowed to."""

from __future__ import annotations

from django import forms

from pegawai.models import UnitKerja
from skp.models import Periode


class PeriodeForm(forms.Form):
    """Choose a period; the first one of the list where nothing or something unknown was chosen."""

    periode = forms.ChoiceField(label="Periode", required=False)

    def __init__(self, *, pilihan: list[Periode], terpilih: Periode | None) -> None:
        super().__init__({"periode": str(terpilih.uuid)} if terpilih else None)
        self.fields["periode"].choices = [(str(p.uuid), str(p)) for p in pilihan]  # type: ignore[attr-defined]


class PantauForm(PeriodeForm):
    """What the page of progress is narrowed to."""

    keadaan = forms.ChoiceField(label="Keadaan", required=False)
    unit = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *,
        pilihan: list[Periode],
        terpilih: Periode | None,
        keadaan: list[tuple[str, str]],
        unit: UnitKerja | None,
        kini: str,
    ) -> None:
        super().__init__(pilihan=pilihan, terpilih=terpilih)
        self.fields["keadaan"].choices = [("", "Semua"), *keadaan]  # type: ignore[attr-defined]
        self.data = {**self.data, "keadaan": kini, "unit": str(unit.uuid) if unit else ""}
