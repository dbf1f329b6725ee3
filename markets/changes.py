"""Change, percentage and the close before: each follows from another, and all must make sense."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError

#: SQLite keeps about 15 digits of a number; with more, what is read is not what was stored.
DIGITS, PLACES = 14, 6
PERCENT_DIGITS, PERCENT_PLACES = 12, 4
LIMIT = Decimal("99999999.999999")
PERCENT_LIMIT = Decimal("99999999.9999")
#: Sources round percentages to one decimal, and prices and changes to a cent or finer.
PERCENT_STEP = Decimal("0.06")
CENT = Decimal("0.01")


def complete(price: Decimal, change: Decimal | None, percent: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Change and percentage, the missing one worked out. ValidationError by field where there are none such."""
    for name, value, limit in (
        ("price", price, LIMIT),
        ("change", change, LIMIT),
        ("change_percent", percent, PERCENT_LIMIT),
    ):
        if value is not None and not (value.is_finite() and abs(value) <= limit):
            raise ValidationError({name: "This number is beyond all measure."})
    if price < 0:
        raise ValidationError({"price": "A price cannot be negative."})
    if percent is not None and percent < -100:
        raise ValidationError({"change_percent": "A price cannot fall by more than 100 %."})
    if change is not None and change > price:
        raise ValidationError({"change": "The change is larger than the price."})
    if change is not None and change == price:
        raise ValidationError({"change": "The change is all of the price: the price before would be nothing."})
    if percent == -100 and price:
        raise ValidationError({"change_percent": "A price that fell by 100 % is zero."})
    if change is not None and percent is None:
        percent = 100 * change / (price - change)
        if abs(percent) > PERCENT_LIMIT:
            raise ValidationError({"change": "The percentage that follows from it is beyond all measure."})
        return change, round(percent, PERCENT_PLACES)
    if change is None and percent is not None and percent != -100:
        change = price - price / (1 + percent / 100)
        if abs(change) > LIMIT or round(change, PLACES) >= price:
            raise ValidationError({"change_percent": "The change that follows from it is beyond all measure."})
        change = round(change, PLACES)
    return change, percent


def complete_close(
    price: Decimal, change: Decimal | None, percent: Decimal | None, previous: Decimal | None
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Change, percentage and the close before, which all follow from the change, or the close. A close is
    not worked out from a percentage, which is rounded."""
    if previous is None:
        told = change
        change, percent = complete(price, change, percent)
        return change, percent, price - told if told is not None and price - told <= LIMIT else None
    if not (previous.is_finite() and 0 <= previous <= LIMIT):
        raise ValidationError({"previous_close": "A close is a number from 0 to 99,999,999."})
    if change is None and percent is None:
        # From a close of nothing there is no change to be told.
        return *complete(price, price - previous if previous else None, None), previous
    return *complete(price, change, percent), previous


def agrees_with_close(price: Decimal, change: Decimal | None, percent: Decimal | None, previous: Decimal) -> bool:
    """Whether a close that is told, and a change or a percentage that is told, say the same but for rounding."""
    if change is None and percent is None:
        return True
    slack = CENT if change is not None else previous * PERCENT_STEP / 100 + CENT
    change, _ = complete(price, change, percent)
    return change is None or abs(price - change - previous) <= slack


def agree(price: Decimal, change: Decimal, percent: Decimal) -> bool:
    """Whether the two say the same, but for rounding."""
    before = price - change
    step = min(CENT, max(_step(price), _step(change)))
    return abs(100 * change / before - percent) <= PERCENT_STEP + 100 * step / before


def _step(value: Decimal) -> Decimal:
    """One in the last place that is written: 0.01 for 3.320."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(0)
