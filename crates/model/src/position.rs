//! Points and boxes in WGS84 longitude and latitude, in degrees.

use crate::FieldError;

/// A point on the ground: longitude −180 to 180, latitude −90 to 90, in degrees (EPSG:4326,
/// longitude first as in RFC 7946). Kept as given; rounded only in output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    lon: f64,
    lat: f64,
}

impl Position {
    /// # Errors
    /// Names `longitude` or `latitude` when it is not finite or out of range.
    pub fn new(lon: f64, lat: f64) -> Result<Self, FieldError> {
        if !(-180.0..=180.0).contains(&lon) {
            return Err(FieldError::new(
                "longitude",
                lon,
                "degrees from -180 to 180",
            ));
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(FieldError::new("latitude", lat, "degrees from -90 to 90"));
        }
        // -0.0 and 0.0 are one place, so they must be one value in bytes and hashes.
        Ok(Self {
            lon: lon + 0.0,
            lat: lat + 0.0,
        })
    }

    /// Degrees east.
    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Degrees north.
    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// `"lon,lat"`, as in the `near` parameter.
    ///
    /// # Errors
    /// Names `field` when `text` is not two numbers in range.
    pub fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let wrong = || FieldError::new(field, text, "lon,lat in degrees, e.g. 21.01,52.23");
        let (lon, lat) = text.split_once(',').ok_or_else(wrong)?;
        let lon = lon.trim().parse().map_err(|_| wrong())?;
        let lat = lat.trim().parse().map_err(|_| wrong())?;
        Self::new(lon, lat).map_err(|_| wrong())
    }
}

/// A box in degrees. It may cross the antimeridian: then `west` is greater than `east`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BBox {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl BBox {
    pub const WORLD: Self = Self {
        west: -180.0,
        south: -90.0,
        east: 180.0,
        north: 90.0,
    };

    /// # Errors
    /// Names `bbox` when a corner is out of range or south lies above north.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Result<Self, FieldError> {
        let ok = (-180.0..=180.0).contains(&west)
            && (-180.0..=180.0).contains(&east)
            && (-90.0..=90.0).contains(&south)
            && (-90.0..=90.0).contains(&north)
            && south <= north;
        if ok {
            Ok(Self {
                west,
                south,
                east,
                north,
            })
        } else {
            Err(FieldError::new(
                "bbox",
                format!("{west},{south},{east},{north}"),
                "west,south,east,north in degrees with south not above north",
            ))
        }
    }

    /// `"W,S,E,N"`.
    ///
    /// # Errors
    /// Names `bbox`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let wrong = || {
            FieldError::new(
                "bbox",
                text,
                "four numbers: west,south,east,north in degrees",
            )
        };
        let parts: Vec<f64> = text
            .split(',')
            .map(|part| part.trim().parse::<f64>())
            .collect::<Result<_, _>>()
            .map_err(|_| wrong())?;
        match parts[..] {
            [w, s, e, n] => Self::new(w, s, e, n),
            _ => Err(wrong()),
        }
    }

    #[must_use]
    pub const fn west(self) -> f64 {
        self.west
    }
    #[must_use]
    pub const fn south(self) -> f64 {
        self.south
    }
    #[must_use]
    pub const fn east(self) -> f64 {
        self.east
    }
    #[must_use]
    pub const fn north(self) -> f64 {
        self.north
    }

    /// Whether the box runs over longitude ±180.
    #[must_use]
    pub fn crosses_antimeridian(self) -> bool {
        self.west > self.east
    }

    /// Edges belong to the box.
    #[must_use]
    pub fn contains(self, p: Position) -> bool {
        let by_lon = if self.crosses_antimeridian() {
            p.lon >= self.west || p.lon <= self.east
        } else {
            self.west <= p.lon && p.lon <= self.east
        };
        by_lon && self.south <= p.lat && p.lat <= self.north
    }
}
