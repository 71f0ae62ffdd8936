"""Pages of this app."""

from django.urls import URLPattern

app_name = "skp"

urlpatterns: list[URLPattern] = []
