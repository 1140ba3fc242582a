"""Plots the output of `trial scale`: plot.py scale.csv > scale.svg"""
import csv
import sys

WIDTH, LEFT, RIGHT, GAP = 760, 60, 20, 46
PANELS = [("images that wait, as KEDA counts them", 150), ("classifiers", 90)]
LAG, WANTED, READY, SENT = "#2563eb", "#6b7280", "#059669", "#f3f4f6"

with open(sys.argv[1], newline="") as file:
    samples = [
        {name: int(value) if value else None for name, value in row.items()}
        for row in csv.DictReader(file)
    ]
end = samples[-1]["seconds"]
total = samples[-1]["sent"]
height = sum(size for _, size in PANELS) + 2 * GAP + 46


def x(seconds):
    return LEFT + (WIDTH - LEFT - RIGHT) * seconds / end


def text(at, y, words, anchor="start", colour="#4b5563", weight="400"):
    print(
        f"<text x='{at:.0f}' y='{y:.0f}' text-anchor='{anchor}' fill='{colour}' "
        f"font-weight='{weight}'>{words}</text>"
    )


def panel(top, size, title, high, step, lines):
    """Lines are of a name, a colour and whether they go in steps."""
    text(LEFT, top - 10, title, colour="#111827", weight="600")
    for tick in range(0, high + 1, step):
        y = top + size * (1 - tick / high)
        print(f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{y:.1f}' y2='{y:.1f}' stroke='#e5e7eb'/>")
        text(LEFT - 8, y + 4, tick, "end")
    for name, colour, steps, dashes in lines:
        points, last = [], None
        for sample in samples:
            if sample[name] is None:
                continue
            y = top + size * (1 - sample[name] / high)
            if steps and last is not None:
                points.append(f"{x(sample['seconds']):.1f},{last:.1f}")
            points.append(f"{x(sample['seconds']):.1f},{y:.1f}")
            last = y
        print(
            f"<polyline points='{' '.join(points)}' fill='none' stroke='{colour}' "
            f"stroke-width='2' stroke-dasharray='{dashes}'/>"
        )


print(
    f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' "
    f"height='{height}' font-family='system-ui, sans-serif' font-size='12' role='img'>"
)
print("<title>Images that wait and classifiers over time</title>")
print("<rect width='100%' height='100%' fill='#ffffff'/>")
coming = [s["seconds"] for s in samples if 0 < s["sent"] < total]
bottom = GAP + PANELS[0][1] + GAP + PANELS[1][1]
if coming:
    start, stop = x(coming[0]), x(coming[-1])
    print(f"<rect x='{start:.1f}' y='{GAP}' width='{stop - start:.1f}' height='{bottom - GAP}' fill='{SENT}'/>")
lag = max(s["lag"] or 0 for s in samples)
step = 50 if lag <= 400 else 100 if lag <= 800 else 200
panel(GAP, PANELS[0][1], PANELS[0][0], max(step, -(-lag // step) * step), step, [("lag", LAG, False, "none")])
top = GAP + PANELS[0][1] + GAP
panel(
    top,
    PANELS[1][1],
    PANELS[1][0],
    max(s["replicas"] for s in samples),
    1,
    [("replicas", WANTED, True, "4 3"), ("ready", READY, True, "none")],
)
for minute in range(0, end // 60 + 1, 2):
    text(x(60 * minute), bottom + 18, minute, "middle")
text((LEFT + WIDTH - RIGHT) / 2, bottom + 34, "minutes", "middle")
text(WIDTH - RIGHT, 14, f"grey: while {total} images came in", "end")
text(WIDTH - RIGHT, top - 10, "dashed: wanted; green: ready", "end")
print("</svg>")
