-- The tables of the map. Their columns are those of `flat.rs` in the atlas; a test compares them.
-- Every column may be null, because GIS tools fill in only what they know: triggers complete
-- version and stamps, and the atlas reports a row that breaks a rule instead of showing it.

CREATE TABLE spaces (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom POINT,
  name TEXT,
  summary TEXT,
  description TEXT,
  category TEXT,
  tags TEXT,
  address TEXT,
  website TEXT,
  phone TEXT,
  email TEXT,
  contact_public BOOLEAN,
  image_url TEXT,
  image_alt TEXT,
  image_licence TEXT,
  access_step_free TEXT,
  access_toilet TEXT,
  access_hearing_loop TEXT,
  access_quiet TEXT,
  languages TEXT,
  cost_free BOOLEAN,
  cost_text TEXT,
  ages_min INTEGER,
  ages_max INTEGER,
  translations TEXT,
  source TEXT,
  source_id TEXT,
  source_url TEXT,
  licence TEXT,
  confirmed_at DATETIME,
  stated_district TEXT,
  opening_hours TEXT,
  closed_from TEXT,
  closed_until TEXT,
  closed_reason TEXT,
  operator TEXT,
  operator_kind TEXT,
  capacity INTEGER,
  rooms TEXT,
  booking TEXT,
  version INTEGER,
  created_at DATETIME,
  updated_at DATETIME
);

CREATE TABLE initiatives (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom POINT,
  name TEXT,
  summary TEXT,
  description TEXT,
  category TEXT,
  tags TEXT,
  address TEXT,
  website TEXT,
  phone TEXT,
  email TEXT,
  contact_public BOOLEAN,
  image_url TEXT,
  image_alt TEXT,
  image_licence TEXT,
  access_step_free TEXT,
  access_toilet TEXT,
  access_hearing_loop TEXT,
  access_quiet TEXT,
  languages TEXT,
  cost_free BOOLEAN,
  cost_text TEXT,
  ages_min INTEGER,
  ages_max INTEGER,
  translations TEXT,
  source TEXT,
  source_id TEXT,
  source_url TEXT,
  licence TEXT,
  confirmed_at DATETIME,
  stated_district TEXT,
  space INTEGER,
  organiser_name TEXT,
  organiser_kind TEXT,
  organiser_website TEXT,
  schedule_start TEXT,
  schedule_end TEXT,
  schedule_all_day BOOLEAN,
  schedule_rrule TEXT,
  schedule_rdate TEXT,
  schedule_exdate TEXT,
  schedule_overrides TEXT,
  status TEXT,
  registration_required BOOLEAN,
  registration_url TEXT,
  registration_deadline TEXT,
  programme TEXT,
  funding_year INTEGER,
  funding_amount REAL,
  funding_currency TEXT,
  version INTEGER,
  created_at DATETIME,
  updated_at DATETIME
);

CREATE TABLE districts (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  code TEXT,
  "set" TEXT,
  name TEXT,
  population INTEGER,
  population_source TEXT,
  population_date TEXT,
  parent TEXT,
  version INTEGER,
  created_at DATETIME,
  updated_at DATETIME
);

CREATE TABLE population_cells (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  population REAL,
  population_0_14 REAL,
  population_15_64 REAL,
  population_65plus REAL,
  known BOOLEAN,
  source TEXT,
  source_id TEXT,
  version INTEGER,
  created_at DATETIME,
  updated_at DATETIME
);

CREATE TABLE place_names (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom POINT,
  name TEXT,
  kind TEXT,
  source TEXT,
  source_id TEXT,
  version INTEGER,
  created_at DATETIME,
  updated_at DATETIME
);

CREATE INDEX spaces_by_source ON spaces (source, source_id);
CREATE INDEX initiatives_by_source ON initiatives (source, source_id);
CREATE INDEX districts_by_code ON districts ("set", code);

CREATE TABLE categories (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT,
  parent TEXT,
  labels TEXT, -- JSON: label by language
  icon TEXT,
  colour INTEGER,
  version INTEGER,
  created_at DATETIME,
  updated_at DATETIME
);

-- One row.
CREATE TABLE city_profile (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT,
  time_zone TEXT,
  country TEXT,
  languages TEXT, -- JSON list
  contact TEXT,
  bbox TEXT, -- JSON list: west, south, east, north
  fictional BOOLEAN,
  version INTEGER,
  created_at DATETIME,
  updated_at DATETIME
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('spaces', 'features', 'spaces', 'Community places', 4326),
  ('initiatives', 'features', 'initiatives', 'What people do', 4326),
  ('districts', 'features', 'districts', 'Polygons of boundary sets', 4326),
  ('population_cells', 'features', 'population_cells', 'Where people live', 4326),
  ('place_names', 'features', 'place_names', 'Names used to find a position', 4326),
  ('categories', 'attributes', 'categories', 'Two-level tree of categories', NULL),
  ('city_profile', 'attributes', 'city_profile', 'The city', NULL);

INSERT INTO gpkg_geometry_columns VALUES
  ('spaces', 'geom', 'POINT', 4326, 0, 0),
  ('initiatives', 'geom', 'POINT', 4326, 0, 0),
  ('districts', 'geom', 'MULTIPOLYGON', 4326, 0, 0),
  ('population_cells', 'geom', 'GEOMETRY', 4326, 0, 0),
  ('place_names', 'geom', 'POINT', 4326, 0, 0);

-- The row after each change. Written by triggers only (src/store/triggers.rs).
CREATE TABLE revisions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  op TEXT NOT NULL, -- insert, update, delete
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT,
  row TEXT NOT NULL -- JSON; the geometry as the hexadecimal text of its blob
);

CREATE INDEX revisions_by_row ON revisions (table_name, row_id, version);

-- What changed, in the order in which it became visible.
CREATE TABLE change_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  op TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT
);

-- Who is editing and why: one row while a transaction of the service runs, else none.
CREATE TABLE edit_context (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  who TEXT NOT NULL,
  why TEXT
);
