"""Which evidence hangs on what: proxies of the joining tables, so that their history is kept too."""

import pghistory

from kinerja.models.catatan import CatatanHarian, CatatanPerilaku, Realisasi


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class BuktiCatatan(CatatanHarian.bukti.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class BuktiRealisasi(Realisasi.bukti.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class BuktiPerilaku(CatatanPerilaku.bukti.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
