"""The list of steps that a module adds its own to."""

from sqlite_utils.migrations import Migrations

SCHEMA = Migrations("advisor")
