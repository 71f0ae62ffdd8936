"""Cells of the matrix as HTML: a page holds hundreds, and most are plain words."""

from functools import lru_cache

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from skp.selectors import BarisMatriks, IsiSelMatriks

register = template.Library()

label_aman = lru_cache(maxsize=256)(escape)
"""The label of a column stands in each of its cells."""


@register.simple_tag(takes_context=True)
def isi_sel(context: Context, sel: IsiSelMatriks, orang: object) -> SafeString:
    """What stands in a cell; the template is asked only where there is more than words."""
    if sel.polos:
        return mark_safe("".join(f'<p class="hasil">{escape(h.teks)}</p>' for h in sel.hasil))  # noqa: S308
    konteks = {"sel": sel, "skp": context["skp"], "orang": orang, "boleh": context["boleh"]}
    return render_to_string("skp/_matriks_sel.html", konteks, context.get("request"))


@register.simple_tag(takes_context=True)
def sel_baris(context: Context, baris: BarisMatriks) -> SafeString:
    """The cells of a person."""
    orang = baris.pegawai.uuid
    hasil = []
    for sel in baris.sel:
        versi = f' data-v="{sel.versi}"' if sel.hasil else ""
        isi = isi_sel(context, sel, orang)
        hasil.append(f'<td class="penuh" data-label="{label_aman(sel.kolom.label)}"{versi}>{isi}</td>')
    return mark_safe("".join(hasil))  # noqa: S308
