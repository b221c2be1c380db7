"""Where the documentation lies, and how a generated part of a page is replaced."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def with_part(page: str, name: str, part: str) -> str:
    """The page with what stands between the markers of a generated part replaced.

    Raises ValueError when the page has no such markers.
    """
    begin, end = f"<!-- {name}: made by `make docs` -->\n", f"<!-- end of {name} -->"
    head, found_begin, rest = page.partition(begin)
    _, found_end, tail = rest.partition(end)
    if not (found_begin and found_end):
        raise ValueError(
            f"the page has no markers for {name!r}; expected {begin.strip()} and {end}"
        )
    return f"{head}{begin}{part}\n{end}{tail}"
