"""A flow chart: where each box and each line between them stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

WHOLE, HALF = 334, 162


@dataclass(frozen=True)
class Box:
    """A step in a flow chart. `kind` says whose it is: "town", "steering" or "group"."""

    number: int
    who: str
    what: str
    kind: str


@dataclass(frozen=True)
class Line:
    kind: str
    x: int
    y: int
    text: str


@dataclass
class Placed:
    box: Box
    x: int
    y: int
    width: int
    who: list[str]
    what: list[str]

    @property
    def height(self) -> int:
        return 28 + 16 * len(self.who) + 20 * len(self.what)

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def bar(self) -> int:
        return self.height - 24

    @property
    def written(self) -> list[Line]:
        """First whose step it is, small; then what happens."""
        indent = 42 if self.width == HALF else 18
        above = [Line("who", indent, 25 + 16 * place, text) for place, text in enumerate(self.who)]
        below = [Line("what", 18, 31 + 16 * len(self.who) + 20 * place, text) for place, text in enumerate(self.what)]
        return above + below

    @property
    def number(self) -> dict[str, int]:
        """Where the number stands: at the end of a wide box, in the upper corner of a half one."""
        x, y, radius = (25, 21, 11) if self.width == HALF else (301, self.height // 2, 16)
        return {"x": x, "y": y, "radius": radius, "base": y + 5}


@dataclass
class Drawing:
    placed: list[Placed] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    height: int = 0


def draw(rows: Iterable[Sequence[Box]]) -> Drawing:
    """Boxes from top to bottom, 336 units wide. Before two boxes in a row the line splits, after them it merges."""
    drawing = Drawing()
    above: list[Placed] = []
    for row in rows:
        width, longest = (HALF, (16, 14)) if len(row) == 2 else (WHOLE, (36, 28))
        gap = 26 if len(row) == len(above) else 36
        y = above[0].bottom + gap if above else 4
        placed = [
            Placed(box, 1 + place * 172, y, width, wrap(box.who, longest[0]), wrap(box.what, longest[1]))
            for place, box in enumerate(row)
        ]
        for part in ("who", "what"):
            deepest = max(len(getattr(each, part)) for each in placed)
            for each in placed:
                getattr(each, part).extend([""] * (deepest - len(getattr(each, part))))
        _join(drawing, above, placed)
        drawing.placed += placed
        drawing.height = placed[0].bottom + 4
        above = placed
    return drawing


def _join(drawing: Drawing, above: list[Placed], below: list[Placed]) -> None:
    for start in above:
        for end in below:
            if len(above) == len(below) == 2 and start.x != end.x:
                continue
            bend = start.bottom + 12
            path = f"M{start.middle} {start.bottom}V{end.y - 6}"
            if start.middle != end.middle:
                path = f"M{start.middle} {start.bottom}V{bend}H{end.middle}V{end.y - 6}"
            drawing.lines.append(path)
            drawing.heads.append(f"M{end.middle - 5} {end.y - 10}h10l-5 8z")
