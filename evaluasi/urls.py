"""Pages of this app."""

from django.urls import URLPattern

app_name = "evaluasi"

urlpatterns: list[URLPattern] = []
