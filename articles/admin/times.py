"""Dates of the newsroom's forms: typed as the clock on its wall shows them, and never guessed.

An hour that daylight saving skips is refused with the next one; of one that comes twice, the form
asks which. Beside it stand the zone, and by static/js/admin/schedule.js the editor's own time.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime, AdminTimeWidget
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles import clock

#: Nothing was published before or will be after; further out no time zone can be applied.
YEARS = range(1900, 2200)


class NewsroomTimeWidget(AdminSplitDateTime):
    """Date, time, and which of the two where a time comes twice."""

    def __init__(self, attrs: Any = None) -> None:
        forms.MultiWidget.__init__(self, [AdminDateWidget(), AdminTimeWidget(), forms.TextInput()], attrs)

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["js/admin/schedule.js"])

    def decompress(self, value: Any) -> list[Any]:  # type: ignore[override]
        if not value:
            return [None, None, ""]
        zone = timezone.get_current_timezone()
        here = value.astimezone(zone)
        return [here.date(), here.time().replace(fold=0, microsecond=0), clock.which_of(value, zone)]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        halves = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        day, hour, which = [*(value if isinstance(value, list) else self.decompress(value)), "", "", ""][:3]
        context = _beside(_wall(day, hour), which)
        context |= {"name": f"{name}_2", "id": f"{(attrs or {}).get('id', f'id_{name}')}_2", "which": which}
        context["halves"] = [("Date", halves[0]), ("Time", halves[1])]
        return mark_safe(render_to_string("admin/widgets/newsroom_time.html", context))  # noqa: S308 (our template)


class NewsroomTimeField(forms.SplitDateTimeField):
    """Takes a date, a time and perhaps which; gives an instant. Refusals are sentences."""

    widget = NewsroomTimeWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (forms.DateField(required=False), forms.TimeField(required=False), forms.CharField(required=False))
        forms.MultiValueField.__init__(self, fields, **kwargs)

    def clean(self, value: Any) -> Any:
        if self.disabled and not isinstance(value, list):
            value = self.widget.decompress(value)  # type: ignore[call-arg]
        day, hour, which = [*(value or []), "", "", ""][:3]
        found = None
        if day or hour:
            found = self.compress([self.fields[0].clean(day), self.fields[1].clean(hour), which or ""])
        self.validate(found)
        self.run_validators(found)
        return found

    def compress(self, data_list: Any) -> datetime | None:
        day, hour, which = data_list
        if not day:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid_date")
        if not hour and hour != time():
            raise ValidationError(self.error_messages["invalid_time"], code="invalid_time")
        wall = datetime.combine(day, hour)
        within_years(wall)
        try:
            return clock.read(wall, timezone.get_current_timezone(), which)
        except (clock.Skipped, clock.Repeated) as refusal:
            raise ValidationError(str(refusal), code=type(refusal).__name__.lower()) from None


def within_years(moment: datetime) -> None:
    if moment.year not in YEARS:
        raise ValidationError(f"Type a year from {YEARS[0]} to {YEARS[-1]}.")


def _wall(day: Any, hour: Any) -> datetime | None:
    """What the two boxes say, typed or stored; None where it is no time."""
    try:
        day = day if isinstance(day, date) else forms.DateField().clean(day)
        hour = hour if isinstance(hour, time) else forms.TimeField().clean(hour)
    except ValidationError:
        return None
    return datetime.combine(day, hour) if day.year in YEARS else None


def _beside(wall: datetime | None, which: str) -> dict[str, Any]:
    """What the template says of a time: its zone, and both where it comes twice."""
    zone = timezone.get_current_timezone()
    place = clock.name_of(zone)
    found = clock.instants(wall, zone) if wall else []
    at = found[-1 if which == clock.SECOND else 0] if found else timezone.now()
    return {
        "zone": str(zone),
        "place": place,
        "told": f"{place}: {clock.zone_told(at, zone)}",
        "repeated": [clock.zone_told(one, zone) for one in found] if len(found) == 2 else [],
    }
