"""Line charts as SVG, both axes logarithmic or linear, readable on light and dark pages."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 40, 48
COLORS = ["#2f6fdb", "#c2571a", "#2f8f4e", "#8a4fbf"]


def marks(low, high, is_logarithmic):
    if is_logarithmic:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        return [10.0 ** power for power in powers]
    step = 10 ** math.floor(math.log10(high))
    while high / step < 4:
        step /= 2
    return [step * number for number in range(int(high / step) + 2)]


def text(value):
    if value >= 1_000_000:
        return f"{value / 1_000_000:g} M"
    return f"{value / 1000:g} k" if value >= 1000 else f"{value:g}"


def chart(title, x_name, y_name, lines, logarithmic_x=True):
    """An SVG document. `lines` maps names to lists of (x, y)."""
    points = [point for line in lines.values() for point in line]
    x_marks = marks(min(x for x, _ in points), max(x for x, _ in points), logarithmic_x)
    y_marks = marks(0, max(y for _, y in points) * 1.05, False)

    def horizontal(x):
        low, high = x_marks[0], x_marks[-1]
        share = math.log(x / low) / math.log(high / low) if logarithmic_x else (x - low) / (high - low)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def vertical(y):
        return HEIGHT - BOTTOM - y / y_marks[-1] * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        '<style>text{fill:#333} .grid{stroke:#8886;stroke-width:1} @media (prefers-color-scheme:dark){text{fill:#ddd}}</style>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x_name)}</text>',
        f'<text x="14" y="{(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" '
        f'transform="rotate(-90 14 {(TOP + HEIGHT - BOTTOM) / 2})">{escape(y_name)}</text>',
    ]
    for mark in y_marks:
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{vertical(mark):.1f}" y2="{vertical(mark):.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{vertical(mark) + 4:.1f}" text-anchor="end">{text(mark)}</text>')
    for mark in x_marks:
        parts.append(f'<line class="grid" x1="{horizontal(mark):.1f}" x2="{horizontal(mark):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{horizontal(mark):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{text(mark)}</text>')
    ends = []
    for number, (name, line) in enumerate(lines.items()):
        color = COLORS[number % len(COLORS)]
        path = " ".join(f"{horizontal(x):.1f},{vertical(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{horizontal(x):.1f}" cy="{vertical(y):.1f}" r="3" fill="{color}"/>' for x, y in line]
        ends.append((vertical(line[-1][1]), name, color))
    last = -math.inf
    for height, name, color in sorted(ends):
        last = max(height, last + 16)
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{last + 4:.1f}" style="fill:{color}">{escape(name)}</text>')
    return "\n".join(parts) + "\n</svg>\n"
