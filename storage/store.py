"""The store: every verb that the product has for what it keeps, over one database file."""

from storage.erasure import Erasure
from storage.owners import Owners
from storage.review import Review


class Store(Erasure, Review, Owners):
    """Everything kept about friends and their conversations.

    Open it with ``Store.open(path, clock)``. Its verbs come from the product; each is one
    transaction, and several within ``transaction()`` are one together. All of them raise
    StorageError where the file is locked, damaged, read-only, or the disk is full.
    """
