-- Parking marked for disabled people at the place.
ALTER TABLE spaces ADD COLUMN access_parking text
  CONSTRAINT spaces_access_parking_known CHECK (access_parking IN ('yes', 'limited', 'no', 'unknown'));
ALTER TABLE initiatives ADD COLUMN access_parking text
  CONSTRAINT initiatives_access_parking_known CHECK (access_parking IN ('yes', 'limited', 'no', 'unknown'));
