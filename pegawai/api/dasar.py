"""What every route of the API begins with."""

from __future__ import annotations

from typing import Any


def read_body(serializer: type[Any], data: Any, **lain: Any) -> dict[str, Any]:
    """Read what a request brings; a wrong one becomes 400 with its fields."""
    masuk = serializer(data=data, **lain)
    masuk.is_valid(raise_exception=True)
    return dict(masuk.validated_data)
