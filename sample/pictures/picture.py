"""What a picture shows; how it is drawn is for `charts` and `maps`."""

from dataclasses import dataclass, field

from svg import ACCENT, GREY

INVENTED = "Source: company figures, invented for the sample edition \u00b7 Opening Print"


@dataclass
class Picture:
    """What a picture shows. `data` pairs a label with its value; `accent` names the labels in red."""

    name: str
    title: str
    subtitle: str
    kind: str
    data: list[tuple[str, float]] = field(default_factory=list)
    accent: tuple[str, ...] = ()
    below: tuple[str, ...] = ()  # labels of a line chart whose value stands under the point
    decimals: int = 0
    prefix: str = ""
    unit: str = ""
    scale: tuple[float, float, float] = (0, 0, 0)  # first, last and step of a line chart's axis
    total: tuple[str, float] | None = None
    source: str = INVENTED

    def value(self, amount: float) -> str:
        return f"{self.prefix}{amount:,.{self.decimals}f}{self.unit}"

    def colour(self, label: str) -> str:
        return ACCENT if label in self.accent else GREY
