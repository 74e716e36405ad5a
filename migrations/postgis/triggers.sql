-- What triggers do, run at each start that finds a trigger missing or an older schema. They record each change as a
-- revision and a row of the change log, whoever makes it.
--
-- Who and why come from the settings okolica.who and okolica.why of the transaction:
--   BEGIN; SET LOCAL okolica.who = 'ala'; SET LOCAL okolica.why = 'phoned them'; UPDATE …; COMMIT;

-- One writer at a time from its first statement to its end: so the numbers of the log become
-- visible in order, without holes that fill later, and two writers never wait for each other.
CREATE OR REPLACE FUNCTION okolica_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7233971834161);
  RETURN NULL;
END $$;

-- The moment of a change: the setting okolica.at of the transaction, which the service gives from
-- its own clock, otherwise the database's.
CREATE OR REPLACE FUNCTION okolica_moment() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT date_trunc('milliseconds',
    coalesce(nullif(current_setting('okolica.at', true), '')::timestamptz, statement_timestamp()))
$$;

-- The last version of a row, and when it was first created, if it was ever recorded.
CREATE OR REPLACE FUNCTION okolica_last(
  of_table text, of_row bigint, OUT version bigint, OUT op text, OUT created_at timestamptz
) LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT r.version, r.op, (r.row ->> 'created_at')::timestamptz FROM revisions r
  WHERE r.table_name = of_table AND r.row_id = of_row ORDER BY r.version DESC LIMIT 1
$$;

-- A row that comes back goes on where its last revision stopped; a new one keeps the version and
-- stamps that a copy gives it. Nobody sets them in an update.
CREATE OR REPLACE FUNCTION okolica_stamp() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  key bigint;
  key_before bigint;
  last record;
  moment timestamptz := okolica_moment();
BEGIN
  -- One branch each, because a record has only its own table's fields.
  IF TG_ARGV[0] = 'fid' THEN
    key := NEW.fid;
    IF TG_OP = 'UPDATE' THEN key_before := OLD.fid; END IF;
  ELSE
    key := NEW.id;
    IF TG_OP = 'UPDATE' THEN key_before := OLD.id; END IF;
  END IF;
  SELECT * INTO last FROM okolica_last(TG_TABLE_NAME, key);
  IF TG_OP = 'INSERT' THEN
    NEW.created_at := coalesce(last.created_at, NEW.created_at, moment);
    NEW.updated_at := CASE WHEN last.version IS NULL THEN coalesce(NEW.updated_at, moment) ELSE moment END;
    NEW.version := coalesce(last.version + 1, CASE WHEN NEW.version > 0 THEN NEW.version END, 1);
  ELSE
    IF key IS DISTINCT FROM key_before THEN
      RAISE 'an id is stable for ever: delete the row and add another';
    END IF;
    NEW.created_at := coalesce(OLD.created_at, moment);
    NEW.updated_at := moment;
    NEW.version := 1 + greatest(OLD.version, last.version, 0);
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION okolica_record() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT SET timezone TO 'UTC' AS $$
DECLARE
  entry jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  key bigint := (entry ->> TG_ARGV[0])::bigint;
  last record;
  number bigint := nextval('change_number');
  what text := lower(TG_OP);
  new_version bigint := (entry ->> 'version')::bigint;
  moment timestamptz := okolica_moment();
  author text := coalesce(nullif(current_setting('okolica.who', true), ''), 'direct');
  reason text := nullif(current_setting('okolica.why', true), '');
BEGIN
  SELECT * INTO last FROM okolica_last(TG_TABLE_NAME, key);
  IF TG_OP = 'DELETE' THEN
    new_version := 1 + greatest(new_version, last.version, 0);
  ELSIF TG_OP = 'INSERT' AND last.op <> 'delete' THEN
    what := 'update';
  END IF;
  INSERT INTO revisions (seq, table_name, row_id, version, op, at, who, why, row)
  VALUES (number, TG_TABLE_NAME, key, new_version, what, moment, author, reason, entry);
  INSERT INTO change_log (seq, table_name, row_id, op, version, at, who, why)
  VALUES (number, TG_TABLE_NAME, key, what, new_version, moment, author, reason);
  RETURN NULL;
END $$;

-- After an insert: a row that came with an id of its own must not be met again by the sequence.
CREATE OR REPLACE FUNCTION okolica_ids() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  ids text := pg_get_serial_sequence(TG_TABLE_NAME, TG_ARGV[0]);
  highest bigint;
  given bigint;
BEGIN
  EXECUTE format('SELECT max(%I) FROM added', TG_ARGV[0]) INTO highest;
  IF ids IS NOT NULL THEN
    EXECUTE format('SELECT last_value FROM %s', ids) INTO given;
    IF highest > given THEN
      PERFORM setval(ids, highest);
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION okolica_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('okolica', '');
  RETURN NULL;
END $$;

-- TRUNCATE fires no trigger of a row: each row is deleted first.
CREATE OR REPLACE FUNCTION okolica_truncate() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('DELETE FROM %I', TG_TABLE_NAME);
  RETURN NULL;
END $$;

-- okolica_guard puts the triggers on a table with this key.
CREATE OR REPLACE FUNCTION okolica_guard(of_table text, key text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('CREATE OR REPLACE TRIGGER okolica_1_lock BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION okolica_lock()', of_table);
  EXECUTE format('CREATE OR REPLACE TRIGGER okolica_2_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION okolica_truncate()', of_table);
  EXECUTE format('CREATE OR REPLACE TRIGGER okolica_3_stamp BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION okolica_stamp(%L)', of_table, key);
  EXECUTE format('CREATE OR REPLACE TRIGGER okolica_4_record AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION okolica_record(%L)', of_table, key);
  EXECUTE format('CREATE OR REPLACE TRIGGER okolica_5_ids AFTER INSERT ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION okolica_ids(%L)', of_table, key);
  EXECUTE format('CREATE OR REPLACE TRIGGER okolica_6_notify AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION okolica_notify()', of_table);
END $$;
