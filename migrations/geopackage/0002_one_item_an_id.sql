-- An id of a source names one item. Of several that have it the first keeps it; their last
-- revisions still say it of the others. An item without a source or an id of it is free.
INSERT OR REPLACE INTO edit_context (id, who, why)
VALUES (1, 'migration', 'an item of a smaller id has this id of the source');

UPDATE spaces SET source_id = NULL
WHERE EXISTS (
  SELECT 1 FROM spaces AS first
  WHERE first.source = spaces.source AND first.source_id = spaces.source_id AND first.id < spaces.id);

UPDATE initiatives SET source_id = NULL
WHERE EXISTS (
  SELECT 1 FROM initiatives AS first
  WHERE first.source = initiatives.source AND first.source_id = initiatives.source_id AND first.id < initiatives.id);

DELETE FROM edit_context;

DROP INDEX spaces_by_source;
CREATE UNIQUE INDEX spaces_by_source ON spaces (source, source_id);

DROP INDEX initiatives_by_source;
CREATE UNIQUE INDEX initiatives_by_source ON initiatives (source, source_id);
