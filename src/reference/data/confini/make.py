#!/usr/bin/env python3
"""Makes confini.topo.json.gz: the municipalities of some regions, simplified, as one TopoJSON.

    make.py OUT.topo.json.gz IN.topo.json…

Each input is a TopoJSON with one object of municipalities that have their ISTAT code as `id` (or in the property
`istat`), as openpolis publishes them. Arcs are simplified one by one (Visvalingam), so neighbours still fit.
Rings are turned so that outer ones run anticlockwise, and coordinates are put on one grid.
"""

import gzip
import heapq
import json
import sys

GRID = 0.0005  # degrees: about 50 metres
AREA = 1.4e-5  # degrees squared: smaller triangles go


def decode(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def area(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplify(points):
    """Drops the point of the smallest triangle until none is smaller than AREA; ends stay, and so does a ring's form."""
    fewest = 5 if points[0] == points[-1] else 2
    left = list(range(-1, len(points) - 1))
    right = list(range(1, len(points) + 1))
    alive = [True] * len(points)
    queue = [(area(*points[i - 1:i + 2]), i) for i in range(1, len(points) - 1)]
    heapq.heapify(queue)
    count = len(points)
    sizes = {i: size for size, i in queue}
    while queue and count > fewest:
        size, i = heapq.heappop(queue)
        if not alive[i] or sizes[i] != size:
            continue
        if size > AREA:
            break
        alive[i] = False
        count -= 1
        right[left[i]], left[right[i]] = right[i], left[i]
        for j in (left[i], right[i]):
            if 0 < j < len(points) - 1:
                # Never smaller than what went: otherwise a long shallow bend goes piece by piece.
                sizes[j] = max(size, area(points[left[j]], points[j], points[right[j]]))
                heapq.heappush(queue, (sizes[j], j))
    return [point for point, keep in zip(points, alive) if keep]


def main():
    out, inputs = sys.argv[1], sys.argv[2:]
    arcs, places = [], {}
    for name in inputs:
        topology = json.load(open(name))
        (collection,) = topology["objects"].values()
        offset = len(arcs)
        arcs.extend(simplify(points) for points in decode(topology))
        shift = lambda index: index + offset if index >= 0 else index - offset
        for geometry in collection["geometries"]:
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            code = geometry.get("id") or geometry["properties"]["istat"]
            places[code] = [[[shift(index) for index in ring] for ring in polygon] for polygon in polygons]
    west = min(x for arc in arcs for x, _ in arc)
    south = min(y for arc in arcs for _, y in arc)
    grid = [[(round((x - west) / GRID), round((y - south) / GRID)) for x, y in arc] for arc in arcs]

    def points(ring):
        for index in ring:
            arc = grid[index] if index >= 0 else grid[~index][::-1]
            yield from arc[:-1]

    def turned(ring, is_outer):
        line = list(points(ring))
        signed = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(line, line[1:] + line[:1]))
        return ring if (signed > 0) == is_outer else [~index for index in reversed(ring)]

    deltas = []
    for arc in grid:
        thin = [arc[0]] + [b for a, b in zip(arc, arc[1:]) if a != b]
        if len(thin) == 1:
            thin.append(thin[0])
        deltas.append([thin[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(thin, thin[1:])])
    geometries = [
        {"type": "MultiPolygon", "id": code, "arcs": [[turned(ring, at == 0) for at, ring in enumerate(polygon)] for polygon in polygons]}
        for code, polygons in sorted(places.items())
    ]
    topology = {
        "type": "Topology",
        "transform": {"scale": [GRID, GRID], "translate": [round(west, 6), round(south, 6)]},
        "objects": {"comuni": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": deltas,
    }
    text = json.dumps(topology, separators=(",", ":")).encode()
    with open(out, "wb") as file:
        file.write(gzip.compress(text, 9, mtime=0))
    print(len(geometries), "municipalities,", sum(map(len, deltas)), "points,", len(text), "bytes,", len(gzip.compress(text, 9)), "packed")


main()
