"""An app's first migration in one go: an operation per model would render hundreds of models anew each time."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import RunPython, SeparateDatabaseAndState


class Keadaan(SeparateDatabaseAndState):
    """Tell the state of many models; what was rendered before is forgotten first, and rendered once when asked for."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


def tabel_dan_pemicu(app_label: str) -> RunPython:
    """Create the tables of an app with their constraints and indexes, then their triggers."""

    def buat(apps: Any, schema_editor: Any) -> None:
        semua = list(apps.get_app_config(app_label).get_models())
        for model in semua:
            if not model._meta.proxy:
                schema_editor.create_model(model)
        for model in semua:
            for pemicu in getattr(model._meta, "triggers", []):
                schema_editor.execute(pemicu.install_sql, params=None)

    return RunPython(buat, RunPython.noop, elidable=False)
