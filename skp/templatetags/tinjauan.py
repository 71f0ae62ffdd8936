"""The notes on one item of an SKP, where the item stands."""

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.inclusion_tag("skp/_tinjauan.html", takes_context=True)
def catatan_di(
    context: Context, kunci: str, tandai: object = False, *, lepas: object = False
) -> dict[str, Any]:
    """Notes under a key like "rhk-<uuid>"; `tandai`: may mark them as mended, `lepas`: may take unsent ones back."""
    daftar = (context.get("tinjauan") or {}).get(kunci, [])
    return {
        "daftar": daftar,
        "tandai": tandai,
        "lepas": lepas,
        "pelaku": getattr(context.get("request"), "pelaku", None),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def ambil(kamus: dict[str, Any], kunci: str) -> Any:
    """What stands under a key, or nothing"""
    return (kamus or {}).get(kunci)


@register.filter
def gabung(awalan: str, nilai: object) -> str:
    """Join two parts of a key: "rhk-" and a uuid"""
    return f"{awalan}{nilai}"
