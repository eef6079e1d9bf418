#!/usr/bin/env python3
"""Gives the store of a demonstration two years of invented weeks, rolled up, so that there are figures to look at.

    tests/research/years.py FOLDER [--months N] [--seed N]

FOLDER is what `invisibile --data FOLDER demo --once` made. The weeks end with October 2026, the month before the
demonstration begins. More is seen on the coast in summer; one source begins, one is blocked for a while, and for two
weeks nothing is monitored. Nobody is counted here: every row is drawn.
"""

import argparse
import csv
import datetime
import json
import random
import sqlite3
import tomllib
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
LAST = datetime.date.fromisocalendar(2026, 44, 1)
COAST = {"rimini": 1.2, "ravenna": 0.7, "cesena": 0.8}
SIZES = {"bologna": 70, "modena": 34, "parma": 30, "reggio-emilia": 26, "rimini": 30, "ravenna": 16, "ferrara": 14,
         "piacenza": 13, "forli": 9, "cesena": 8, "faenza": 4, "imola": 3}
DRAWN = {
    "gender": [("F", 0.60), ("T", 0.07), ("M", 0.03), ("couple", 0.01), ("", 0.29)],
    "origin": [("", 0.55), ("IT", 0.12), ("BR", 0.09), ("CN", 0.08), ("RO", 0.08), ("CO", 0.05), ("est_europeo", 0.03)],
    "age_band": [("", 0.5), ("18-24", 0.22), ("25-34", 0.19), ("35-44", 0.07), ("45+", 0.02)],
    "venue": [("", 0.35), ("flat", 0.5), ("massage", 0.09), ("hotel", 0.03), ("mobile", 0.03)],
    "language": [("it", 0.8), ("es", 0.09), ("en", 0.06), ("zh", 0.05)],
}
SOURCES = [("portale-uno", 0.3), ("portale-due", 0.22), ("bacheca", 0.18), ("quotidiano", 0.1), ("rivista", 0.05), ("app", 0.15)]
STRATA = [(0, 4), (1, 13), (2, 4)]
ALONE = {"portale-uno": 0.55, "portale-due": 0.48, "bacheca": 0.66, "quotidiano": 0.9, "rivista": 0.97, "app": 0.4}
CALLS = [("T2//0", 0.22), ("T3//0", 0.05), ("T4//0", 0.07), ("T7//0", 0.05), ("T1/C01/1", 0.2), ("T1/C02/0", 0.1),
         ("T1/C03/1", 0.07), ("T1/C05/0", 0.12), ("T1/C07/0", 0.08), ("T1/C09/0", 0.02), ("T1/C06/0", 0.02)]
THEMES = [("salute", 0.08), ("violenza", 0.02), ("prezzi", 0.3)]


def split(draw, count, parts):
    names, weights = zip(*parts)
    found = {}
    for name in draw.choices(names, weights, k=count):
        found[name] = found.get(name, 0) + 1
    return found


def places(region):
    """For each territory the municipalities of 50,000 or more with their people; of each district the largest other
    municipality, for all that are small in it; and the rest, with a share of ads that name no municipality."""
    rows = list(csv.DictReader(open(REPO / "src/reference/data/comuni.csv")))
    code, sigla, people = list(rows[0])[0], list(rows[0])[3], list(rows[0])[6]
    named = {name for one in region["territory"] for name in one.get("municipalities", [])}
    found = {}
    for one in region["territory"]:
        of = [row for row in rows if row[code] in one.get("municipalities", []) or (row[sigla] in one.get("provinces", []) and row[code] not in named)]
        large = [(row[code], int(row[people])) for row in of if row[people] and int(row[people]) >= 50_000]
        counted = {name for name, _ in large}
        for district in one.get("districts", {}).values():
            small = [row for row in of if row[code] in district and row[code] not in counted and row[people]]
            counted.update(row[code] for row in small)
            if small:
                large.append((max(small, key=lambda row: int(row[people]))[code], sum(int(row[people]) for row in small)))
        whole = sum(int(row[people]) for row in of if row[people])
        found[one["name"]] = large + [("", whole - sum(size for _, size in large) + whole // 12)]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--months", type=float, default=24)
    parser.add_argument("--seed", type=int, default=2007)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    region = tomllib.load(open(REPO / "src/demo/region.toml", "rb"))
    where = places(region)
    (file,) = given.folder.glob("*.db")
    store = sqlite3.connect(file)
    first = LAST - datetime.timedelta(weeks=round(given.months * 52.18 / 12) - 1)
    rollups, sessions, work, samples = [], [], [], {}
    monday = first
    while monday <= LAST:
        year, number, _ = monday.isocalendar()
        week = f"{year}-W{number:02}"
        is_closed = (year, number) in {(2025, 33), (2025, 34)}
        blocked = "bacheca" if (year, number) >= (2026, 10) and (year, number) <= (2026, 22) else None
        live = [one for one in SOURCES if one[0] != blocked and (one[0] != "app" or monday >= datetime.date(2025, 6, 2))]
        brought = 0
        summer = max(0.0, 1 - abs(number - 30) / 10)
        for name, size in SIZES.items() if not is_closed else []:
            mean = size * (1 + COAST.get(name, -0.1) * summer) * sum(share for _, share in live)
            for municipality, share in where[name]:
                whole = sum(size for _, size in where[name])
                count = max(0, round(draw.gauss(mean * share / whole * 4, (mean * share / whole * 4) ** 0.5)))
                new = 0.75 if monday < first + datetime.timedelta(weeks=26) else 0.3
                brought += round(count * new * 1.03)
                parts = {"contact_point": [("new", new), ("seen", 1 - new)], "source": live, "elsewhere": [("here", 0.96), ("elsewhere", 0.04)], **DRAWN}
                for attribute, values in parts.items():
                    for value, records in split(draw, count, values).items():
                        rollups.append(("ads", week, attribute, name, municipality, value, records))
            dialled = round(draw.gauss(14, 3) if name != "imola" else draw.gauss(5, 2))
            for attribute, values in {"outcome": CALLS, "gender": DRAWN["gender"], "origin": DRAWN["origin"], "venue": DRAWN["venue"], "language": DRAWN["language"]}.items():
                for value, records in split(draw, max(0, dialled), values).items():
                    rollups.append(("calls", week, attribute, name, "", value, records))
            acted = sum(row[-1] for row in rollups if row[:4] == ("calls", week, "outcome", name) and row[5].endswith("/1"))
            rollups += [("calls", week, "action", name, "", value, records) for value, records in (("A07", acted), ("all", max(0, dialled)))]
        # What each source brings, and how much of it no other shows.
        for source, numbers in split(draw, brought, live).items():
            only = sum(draw.random() < ALONE[source] for _ in range(numbers))
            rollups += [("contributions", week, "source", "", "", f"{source}/{shown}", counted) for shown, counted in (("only_here", only), ("elsewhere_too", numbers - only)) if counted]
        for theme, share in [("all", 1), *THEMES] if not is_closed else []:
            rollups.append(("themes", week, "theme", "", "", theme, round(draw.gauss(160, 12) * share)))
        # Two territories draw a sample: of each stratum how many could be called, were, and were reached.
        for name in ("bologna", "rimini") if not is_closed else []:
            month = (monday + datetime.timedelta(days=3)).strftime("%Y-%m")
            drawn = samples.setdefault((name, month), {stratum: 0 for stratum, _ in STRATA})
            for stratum, mean in STRATA:
                eligible = max(1, round(draw.gauss(mean, 1.5)))
                called = round(eligible * 0.53)
                reached = sum(draw.random() < 0.37 for _ in range(called))
                drawn[stratum] += eligible
                work += [(name, week, "eligible", stratum, drawn[stratum]), (name, week, "called", stratum, called), (name, week, "reached", stratum, reached)]
        count = 0
        for source, _ in SOURCES if not is_closed else []:
            if source == "app" and monday < datetime.date(2025, 6, 2):
                continue
            rollups.append(("sources", week, "finish", "", "", f"{source}/{'blocked' if source == blocked else 'done'}", 7))
            count += 7
        sessions.append((week, count))
        monday += datetime.timedelta(weeks=1)
    with store:
        store.executemany("insert into rollups (cube, week, attribute, territory, municipality, value, records) values (?, ?, ?, ?, ?, ?, ?)", rollups)
        store.executemany("insert into work_counts (territory, week, what, value, numbers) values (?, ?, ?, ?, ?)", [row for row in work if row[4] > 0])
        store.executemany("insert into rollup_weeks (week, sessions) values (?, ?)", sessions)
        # The first week is known by its observations.
        store.execute("insert into ad_observations (id, week, source, new_contact_point) values (?, ?, 'bacheca', 0)", (draw.randbytes(16), sessions[0][0]))
    print(json.dumps({"weeks": len(sessions), "rollups": len(rollups), "ads": sum(row[-1] for row in rollups if row[2] == "gender" and row[0] == "ads")}))


main()
