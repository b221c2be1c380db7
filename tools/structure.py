"""Figures of the code's structure: ``python -m tools.structure``, with ``--json`` by name.

Run it before and after a refactoring and compare. `tools.layout` says what is counted in the
source, `tools.road` what is counted while a message is handled.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tools.layout import ROOMS, SHORT, Layout, layout

if TYPE_CHECKING:
    from tools.road import Road


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print everything by name, as JSON.")
def main(as_json: bool) -> None:
    """Measure how the code is laid out, and what a message runs through."""
    found = layout()
    # Only now, since the layout watches what happens while the rooms are imported.
    from tools.road import measured  # noqa: PLC0415 - see above

    roads = measured()
    if as_json:
        named = {name: asdict(road) for name, road in roads.items()}
        click.echo(json.dumps(asdict(found) | {"roads": named}, indent=2))
        return
    for what, figure in _lines(found, roads):
        click.echo(f"{what:<56}{figure:>9}")


def _lines(found: Layout, roads: Mapping[str, "Road"]) -> Iterator[tuple[str, object]]:
    single = [name for name, having in found.protocols.items() if len(having) == 1]
    yield f"modules in {', '.join(ROOMS)}", found.modules
    yield f"  under {SHORT} lines with a single importer", len(found.short_with_single_importer)
    yield "classes that Store inherits from", len(found.bases_of_store)
    yield "  its public methods", len(found.public_methods_of_store)
    yield "regular expressions", found.patterns
    yield "  their alternatives", found.alternatives
    yield "file names used twice or more", len(found.file_names_used_twice)
    yield "class names used twice or more", len(found.class_names_used_twice)
    yield "protocols", len(found.protocols)
    yield "  with one implementation", len(single)
    for name, road in roads.items():
        yield f"{name}: files entered", len(road.files)
        yield "  changes of room", len(road.changes_of_room)
        yield "  calls", f"{road.calls:,}"
        yield "  in choosing the next question", f"{road.in_next_question:,}"


if __name__ == "__main__":
    main()
