"""SQLite, its schema grown by sqlite-utils: the only room that knows SQL."""
