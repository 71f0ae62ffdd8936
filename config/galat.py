"""Pages for refusals that come from Django itself."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from config.middleware import halaman_asal


def csrf_gagal(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired form: the text stays on the device, a reload mends it."""
    return render(request, "403_csrf.html", {"kembali": halaman_asal(request) or "/"}, status=403)


def buruk(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that is too large to read says so; any other is just unreadable."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def dilarang(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A refusal of Django or a library; their words are not for people, so the page's own stand."""
    return render(request, "403.html", {"alasan": ""}, status=403)


def tidak_ada(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def rusak(request: HttpRequest) -> HttpResponse:
    """Answer without touching database or session: they may be what is broken."""
    return HttpResponse(render_to_string("500.html"), status=500)
