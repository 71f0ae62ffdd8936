"""Pages of this app."""

from django.urls import URLPattern

app_name = "kinerja"

urlpatterns: list[URLPattern] = []
