-- The moment of a change by the clock of the service, while it writes.
ALTER TABLE edit_context ADD COLUMN at TEXT;
