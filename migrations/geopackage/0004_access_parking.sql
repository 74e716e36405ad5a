-- Parking marked for disabled people at the place.
ALTER TABLE spaces ADD COLUMN access_parking TEXT;
ALTER TABLE initiatives ADD COLUMN access_parking TEXT;
