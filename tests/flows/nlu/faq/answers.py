"""The answers that have been written, by topic."""

from bot.rendering import TEMPLATES as ALL_TEMPLATES

ENDING = ".html.j2"

TEMPLATES = {
    path.name.removesuffix(ENDING): path.read_text(encoding="utf-8")
    for path in sorted((ALL_TEMPLATES / "topics").glob(f"*{ENDING}"))
}
