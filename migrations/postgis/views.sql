-- For people who come with psql, QGIS or a reporting tool: what the public may see. Run at each
-- start that finds a trigger missing, because a replaced table takes its views with it, and after a
-- migration. A column that a migration adds stands last: a view can't get one between its others.

CREATE OR REPLACE VIEW public_spaces AS
SELECT id, geom,
  name,
  summary,
  description,
  category,
  tags,
  address,
  website,
  CASE WHEN contact_public THEN phone END AS phone,
  CASE WHEN contact_public THEN email END AS email,
  contact_public,
  image_url,
  image_alt,
  image_licence,
  access_step_free,
  access_toilet,
  access_hearing_loop,
  access_quiet,
  languages,
  cost_free,
  cost_text,
  ages_min,
  ages_max,
  translations,
  source,
  source_id,
  source_url,
  licence,
  confirmed_at,
  stated_district,
  opening_hours,
  closed_from,
  closed_until,
  closed_reason,
  operator,
  operator_kind,
  capacity,
  rooms,
  booking,
  version, created_at, updated_at,
  access_parking
FROM spaces;

CREATE OR REPLACE VIEW public_initiatives AS
SELECT id, geom,
  name,
  summary,
  description,
  category,
  tags,
  address,
  website,
  CASE WHEN contact_public THEN phone END AS phone,
  CASE WHEN contact_public THEN email END AS email,
  contact_public,
  image_url,
  image_alt,
  image_licence,
  access_step_free,
  access_toilet,
  access_hearing_loop,
  access_quiet,
  languages,
  cost_free,
  cost_text,
  ages_min,
  ages_max,
  translations,
  source,
  source_id,
  source_url,
  licence,
  confirmed_at,
  stated_district,
  space,
  organiser_name,
  organiser_kind,
  organiser_website,
  schedule_start,
  schedule_end,
  schedule_all_day,
  schedule_rrule,
  schedule_rdate,
  schedule_exdate,
  schedule_overrides,
  status,
  registration_required,
  registration_url,
  registration_deadline,
  programme,
  funding_year,
  funding_amount,
  funding_currency,
  version, created_at, updated_at,
  access_parking
FROM initiatives;

-- Each item with each district that holds it; one on a border belongs to all its districts.
CREATE OR REPLACE VIEW district_items AS
SELECT
  d."set" || '/' || d.code || '/' || i.layer || '/' || i.id AS key,
  d."set", d.code, d.name AS district, i.layer, i.id, i.name, i.category, i.geom
FROM districts d
JOIN (
  SELECT 'spaces' AS layer, id, name, category, geom FROM spaces
  UNION ALL
  SELECT 'initiatives', id, name, category, geom FROM initiatives
) i ON ST_Covers(d.geom, i.geom);
