"""The deadlines of a person as a calendar that other programs subscribe to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from skp.rules import Tenggat


def kalender_tenggat(semua: Iterable[Tenggat], *, alamat: str, pada: datetime) -> bytes:
    """Whole-day entries with a reminder the day before. No name, no NIP: calendars are shared and synchronised."""
    kalender = Calendar()
    kalender.add("prodid", "-//Kinerja ASN//Tenggat//ID")
    kalender.add("version", "2.0")
    kalender.add("x-wr-calname", "Tenggat Kinerja ASN")
    kalender.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for t in semua:
        acara = Event()
        acara.add("uid", f"{t.kunci}@kinerja-asn")
        acara.add("dtstamp", pada)
        acara.add("dtstart", t.tanggal)
        acara.add("dtend", t.tanggal + timedelta(days=1))
        acara.add("summary", t.judul)
        acara.add("url", alamat)
        acara.add("transp", "TRANSPARENT")
        ingatkan = Alarm()
        ingatkan.add("action", "DISPLAY")
        ingatkan.add("description", t.judul)
        ingatkan.add("trigger", timedelta(days=-1))
        acara.add_component(ingatkan)
        kalender.add_component(acara)
    return kalender.to_ical()
