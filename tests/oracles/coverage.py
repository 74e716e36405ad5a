"""Expected values for the figures of coverage, from libraries that Okolica did not write.

Run by `cargo xtask oracles`, which installs the pinned versions of requirements.txt; writes one
JSON file a subject into the folder given. Everything is synthetic, from fixed seeds; each file
records the versions that reckoned it.
"""

import json
import math
import platform
import random
import sys
from importlib.metadata import version
from pathlib import Path

import numpy
import pandas
import pulp
import pyproj
import shapely
from access.fca import two_stage_fca
from access.weights import step_fn
from inequalipy import gini, kolmpollak
from shapely.geometry import Point, Polygon
from spopt.locate import MCLP


def plane():
    """Lambert azimuthal equal-area on WGS84 by PROJ: lon, lat and the metres east and north."""
    draw = random.Random(1)
    planes = []
    for _ in range(40):
        lon, lat = draw.uniform(-180, 180), draw.uniform(-84, 84)
        project = pyproj.Proj(proj="laea", lat_0=lat, lon_0=lon, ellps="WGS84")
        points = []
        for _ in range(10):
            far = draw.choice([0.01, 0.3, 3])
            east = lon + draw.uniform(-far, far)
            east = (east + 180) % 360 - 180
            north = lat + draw.uniform(-far, far)
            points.append([east, north, *project(east, north)])
        planes.append({"centre": [lon, lat], "points": points})
    return planes


# Chords of a quarter of a circle: an inscribed polygon of 4 × 2048 sides lacks a share of 9.8e-8.
QUARTER = 2048


def star(draw, middle, least, most, corners):
    """A ring without crossings: corners around a middle, at random distances from it."""
    turns = sorted(draw.uniform(0, 2 * math.pi) for _ in range(corners))
    far = [draw.uniform(least, most) for _ in turns]
    return [
        (round(middle[0] + r * math.cos(turn), 2), round(middle[1] + r * math.sin(turn), 2))
        for r, turn in zip(far, turns)
    ]


def discs():
    """Area of the union of discs inside a polygon with a hole, and of the parts left, by GEOS."""
    draw = random.Random(2)
    drawings = []
    while len(drawings) < 40:
        outer = star(draw, (0, 0), 2500, 6000, draw.randint(5, 80))
        hole = star(draw, (0, 0), 300, 1500, draw.randint(3, 12))
        polygon = Polygon(outer, [hole])
        if not polygon.is_valid:
            continue
        radius = draw.choice([200, 500, 1000, 1500])
        same = draw.random() < 0.6
        places = [
            (
                round(draw.uniform(-6500, 6500), 2),
                round(draw.uniform(-6500, 6500), 2),
                radius if same else round(draw.uniform(100, 1500), 2),
            )
            for _ in range(draw.choice([1, 5, 30, 120]))
        ]
        union = shapely.union_all([Point(x, y).buffer(r, quad_segs=QUARTER) for x, y, r in places])
        left = polygon.difference(union)
        parts = sorted((part.area for part in shapely.get_parts(left)), reverse=True)
        drawings.append(
            {
                # GeoJSON's turn: the outer ring counter-clockwise, the hole clockwise.
                "rings": [list(outer), list(reversed(hole))],
                "discs": places,
                "area": polygon.area,
                "covered": polygon.intersection(union).area,
                # Smaller parts are where chords and arcs part.
                "gaps": [area for area in parts if area > 5],
            }
        )
    return drawings


def town(draw, samples, candidates):
    place = lambda: (draw.uniform(0, 5000), draw.uniform(0, 5000))
    people = [draw.choice([0, draw.randint(1, 400), round(draw.uniform(1, 90), 2)]) for _ in range(samples)]
    homes, spots = [place() for _ in range(samples)], [place() for _ in range(candidates)]
    limit = draw.choice([400, 700, 1100])
    # The distance that decides goes into the file too: who is within it needs no reckoning.
    within = [[i for i, home in enumerate(homes) if math.dist(home, spot) <= limit] for spot in spots]
    return people, homes, spots, limit, within


def solver():
    return pulp.PULP_CBC_CMD(msg=False, gapRel=0, gapAbs=0, threads=1)


def siting():
    """Most people reached by p new sites: spopt's MCLP, existing places given; and, with people
    that have to be reached in an area, the same model written for pulp. Both solved by CBC."""
    draw = random.Random(3)
    towns = []
    for at in range(60):
        size = draw.choice([(30, 12), (80, 30), (200, 60)])
        people, homes, spots, limit, within = town(draw, *size)
        existing = draw.sample(range(len(spots)), draw.choice([0, 0, 2]))
        sites = draw.randint(1, min(8, len(spots) - len(existing)))
        case = {
            "people": people,
            "candidates": within,
            "existing": existing,
            "sites": sites,
            "minimums": [],
        }
        if at % 2 == 0:
            cost = numpy.array([[math.dist(home, spot) for spot in spots] for home in homes])
            given = numpy.zeros(len(spots), dtype=int)
            given[existing] = 1
            model = MCLP.from_cost_matrix(
                cost,
                numpy.array(people, dtype=float),
                limit,
                p_facilities=sites + len(existing),
                predefined_facilities_arr=given if existing else None,
            )
            model = model.solve(solver())
            assert model.problem.status == pulp.LpStatusOptimal
            case["reached"] = pulp.value(model.problem.objective)
        else:
            areas = draw.randint(1, 3)
            for _ in range(areas):
                area = [i for i in range(len(homes)) if draw.random() < 0.3]
                share = draw.choice([0.05, 0.2, 0.5])
                minimum = round(share * sum(people[i] for i in area), 1)
                case["minimums"].append([area, minimum])
            case["reached"] = with_minimums(case)
        towns.append(case)
    return towns


def with_minimums(case):
    people, within = case["people"], case["candidates"]
    model = pulp.LpProblem("siting", pulp.LpMaximize)
    site = [pulp.LpVariable(f"x{j}", cat="Binary") for j in range(len(within))]
    home = [pulp.LpVariable(f"y{i}", 0, 1) for i in range(len(people))]
    model += pulp.lpSum(n * y for n, y in zip(people, home))
    for i, y in enumerate(home):
        model += y <= pulp.lpSum(site[j] for j, near in enumerate(within) if i in near)
    model += pulp.lpSum(site) == case["sites"] + len(case["existing"])
    for j in case["existing"]:
        model += site[j] == 1
    for area, minimum in case["minimums"]:
        model += pulp.lpSum(people[i] * home[i] for i in area) >= minimum
    model.solve(solver())
    if model.status == pulp.LpStatusInfeasible:
        return None
    assert model.status == pulp.LpStatusOptimal
    return pulp.value(model.objective)


def catchments():
    """2SFCA and E2SFCA by pysal's access."""
    draw = random.Random(4)
    towns = []
    for _ in range(20):
        people, homes, spots, _, _ = town(draw, draw.choice([20, 100]), draw.choice([3, 15]))
        # Where nobody lives, access divides by 0.
        people = [float(n) + 1 for n in people]
        capacities = [float(draw.choice([0, draw.randint(5, 200)])) for _ in spots]
        capacities[0] += 10.0
        # A whole number of metres: the files stay short, and some lie on the limit.
        metres = [[float(round(math.dist(home, spot), -1)) for spot in spots] for home in homes]
        costs = pandas.DataFrame(
            [
                {"origin": i, "dest": j, "cost": metres[i][j]}
                for i in range(len(homes))
                for j in range(len(spots))
            ]
        )
        demand = pandas.DataFrame({"people": people})
        supply = pandas.DataFrame({"capacity": capacities})
        zones = draw.choice([{500: 1.0, 1000: 0.68, 1500: 0.22}, {800: 1.0, 1600: 0.5}])
        given = dict(
            demand_df=demand,
            supply_df=supply,
            cost_df=costs,
            max_cost=max(zones),
            demand_index=True,
            demand_name="people",
            supply_index=True,
            supply_name="capacity",
        )
        scores = lambda series: [float(series.get(i, 0) or 0) for i in range(len(homes))]
        towns.append(
            {
                "people": people,
                "capacities": capacities,
                "metres": metres,
                "zones": sorted(zones.items()),
                "plain": scores(two_stage_fca(**given)),
                "enhanced": scores(two_stage_fca(**given, weight_fn=step_fn(zones))),
            }
        )
    return towns


def inequality():
    """Kolm-Pollak and Gini by inequalipy; whole weights, as it takes them."""
    draw = random.Random(5)
    lists = []
    for _ in range(30):
        count = draw.choice([2, 10, 200])
        values = [round(draw.uniform(0, 4000), 2) for _ in range(count)]
        people = [draw.randint(1, 300) for _ in range(count)]
        kappa = draw.choice([-0.001, -0.001, -0.0001, -0.004, 0.001])
        weights = numpy.array(people)
        lists.append(
            {
                "values": values,
                "people": people,
                "kappa": kappa,
                "kolm_pollak": float(kolmpollak.ede(values, kappa=kappa, weights=weights)),
                "gini": float(gini(values, weights=weights)),
            }
        )
    return lists


SUBJECTS = {
    "plane": (plane, ["pyproj"]),
    "discs": (discs, ["shapely"]),
    "siting": (siting, ["spopt", "pulp"]),
    "catchments": (catchments, ["access"]),
    "inequality": (inequality, ["inequalipy", "numpy"]),
}
ENGINES = {
    "pyproj": lambda: f"PROJ {pyproj.proj_version_str}",
    "shapely": lambda: f"GEOS {shapely.geos_version_string}",
}


def main(folder):
    for name, (reckon, libraries) in SUBJECTS.items():
        versions = {"python": platform.python_version()}
        for library in libraries:
            versions[library] = version(library)
            if library in ENGINES:
                versions[f"{library} engine"] = ENGINES[library]()
        cases = ",\n".join(json.dumps(case, separators=(",", ":")) for case in reckon())
        text = f'{{"versions":{json.dumps(versions)},"about":{json.dumps(reckon.__doc__)},"cases":[\n{cases}\n]}}\n'
        (folder / f"{name}.json").write_text(text)
        print(f"wrote {folder / name}.json")


main(Path(sys.argv[1]))
