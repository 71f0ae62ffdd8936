"""What a picker found, while one types."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from pegawai.forms.pilih import JENIS_PILIH, Isian
from pegawai.permintaan import Permintaan


@require_http_methods(["POST"])
def pilih(request: Permintaan, jenis: str) -> HttpResponse:
    """The radio buttons below the search box of the field named in `pilih`; POST keeps a NIP out of addresses."""
    nama = request.POST.get("pilih", "")
    if jenis not in JENIS_PILIH or not nama.isidentifier():
        raise Http404
    bidang = JENIS_PILIH[jenis]()
    bidang.ikat(request.pelaku)
    isian = Isian(request.POST.get(nama, ""), request.POST.get(f"{nama}_cari", "").strip())
    widget = {"name": nama, "attrs": {"id": f"id_{nama}"}, "teks": isian.teks, **bidang.daftar(isian)}
    # without the request: a list under a search box needs no navigation
    return HttpResponse(render_to_string("pegawai/_pilih_hasil.html", {"widget": widget}))
