"""Ways to spoil the knowledge."""

from typing import Any

from flows.knowledge import Knowledge
from flows.knowledge.models import Item


def fresh(knowledge: Knowledge, **update: Any) -> Knowledge:
    """The knowledge with some fields replaced and nothing remembered of the old ones."""
    fields = {name: getattr(knowledge, name) for name in Knowledge.model_fields}
    return Knowledge.model_construct(**fields | update)


def changed(knowledge: Knowledge, kind: str, item_id: str, **update: Any) -> Knowledge:
    """The knowledge with one item changed."""
    items: tuple[Item, ...] = getattr(knowledge, kind)
    assert any(item.id == item_id for item in items)  # type: ignore[attr-defined]
    return fresh(
        knowledge,
        **{
            kind: tuple(
                item.model_copy(update=update) if item.id == item_id else item  # type: ignore[attr-defined]
                for item in items
            )
        },
    )


def dropped(knowledge: Knowledge, kind: str, item_id: str) -> Knowledge:
    """The knowledge without one item."""
    items = getattr(knowledge, kind)
    return fresh(knowledge, **{kind: tuple(item for item in items if item.id != item_id)})


def added(knowledge: Knowledge, kind: str, item_id: str, **update: Any) -> Knowledge:
    """The knowledge with a changed copy of an item added."""
    items = getattr(knowledge, kind)
    item = next(item for item in items if item.id == item_id)
    return fresh(knowledge, **{kind: (*items, item.model_copy(update=update))})
