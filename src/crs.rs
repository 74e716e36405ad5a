//! Coordinate reference systems that files and requests come in, and their way to longitude and
//! latitude and back.

use anyhow::{Result, bail};
use okolica_model::{FieldError, Position};
use proj4rs::Proj;
use proj4rs::transform::transform;

/// A reference system of a file.
pub struct Crs {
    /// `EPSG:2180`.
    name: String,
    /// `None`: the coordinates are degrees already. All supported datums lie within a metre of
    /// WGS84, which is below what these files know.
    projected: Option<(Proj, Proj)>,
}

impl std::fmt::Debug for Crs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl Crs {
    /// Longitude and latitude in degrees, longitude first.
    #[must_use]
    pub fn degrees() -> Self {
        Self {
            name: "EPSG:4326".to_owned(),
            projected: None,
        }
    }

    /// `EPSG:2180`, `2180`, `urn:ogc:def:crs:EPSG::2180`,
    /// `http://www.opengis.net/def/crs/EPSG/0/2180` or a form of `CRS84`.
    ///
    /// # Errors
    /// When the system is not one of those below.
    pub fn parse(text: &str) -> Result<Self> {
        let upper = text.trim().to_ascii_uppercase();
        if upper.ends_with("CRS84") || upper.ends_with("CRS84H") {
            return Ok(Self::degrees());
        }
        let code = upper.rsplit([':', '/']).next().unwrap_or_default();
        let named = upper == code || upper.contains("EPSG");
        match code.parse() {
            Ok(code) if named => Self::epsg(code),
            _ => bail!(
                "coordinate system \"{text}\" is not understood; expected a code like EPSG:2180"
            ),
        }
    }

    /// # Errors
    /// When the code is not one of EPSG:4326, 4258, 3857, 2176 to 2180, 3035, or UTM (326xx,
    /// 327xx, 258xx).
    pub fn epsg(code: u32) -> Result<Self> {
        let definition = match code {
            4326 | 4258 | 4979 => return Ok(Self { name: format!("EPSG:{code}"), projected: None }),
            3857 | 900_913 | 102_100 => "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m".to_owned(),
            // Poland CS2000, zones 5 to 8: meridians 15° to 24°, false easting 5 500 000 and up.
            2176..=2179 => format!(
                "+proj=etmerc +lat_0=0 +lon_0={} +k=0.999923 +x_0={} +y_0=0 +ellps=GRS80 +units=m",
                15 + 3 * (code - 2176),
                5_500_000 + 1_000_000 * (code - 2176)
            ),
            // Poland CS92.
            2180 => "+proj=etmerc +lat_0=0 +lon_0=19 +k=0.9993 +x_0=500000 +y_0=-5300000 +ellps=GRS80 +units=m".to_owned(),
            3035 => "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m".to_owned(),
            32601..=32660 => utm(code - 32600, "WGS84", 0),
            32701..=32760 => utm(code - 32700, "WGS84", 10_000_000),
            25828..=25838 => utm(code - 25800, "GRS80", 0),
            _ => bail!(
                "coordinate system EPSG:{code} is not supported; supported are EPSG:4326, 4258, 3857, 2176 to 2180, 3035 and UTM (326xx, 327xx, 258xx). Reproject the file first, for example with `ogr2ogr -t_srs EPSG:4326`"
            ),
        };
        let from = Proj::from_proj_string(&definition)?;
        let to = Proj::from_proj_string("+proj=longlat +ellps=WGS84")?;
        Ok(Self {
            name: format!("EPSG:{code}"),
            projected: Some((from, to)),
        })
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether coordinates are metres on a plane rather than degrees.
    #[must_use]
    pub const fn is_projected(&self) -> bool {
        self.projected.is_some()
    }

    /// Longitude and latitude of a coordinate pair, east first. Not yet checked for range.
    ///
    /// # Errors
    /// Names `coordinates` when the projection has no such point.
    pub fn to_degrees(&self, x: f64, y: f64) -> Result<(f64, f64), FieldError> {
        let Some((from, to)) = &self.projected else {
            return Ok((x, y));
        };
        let wrong = || {
            FieldError::new(
                "coordinates",
                format!("{x} {y}"),
                format!("a point of {}", self.name),
            )
        };
        // Every supported plane ends before this; far beyond it, longitudes wrap around silently.
        if !(x.abs() <= 21e6 && y.abs() <= 21e6) {
            return Err(wrong());
        }
        let mut point = (x, y, 0.0);
        transform(from, to, &mut point).map_err(|_| wrong())?;
        let (lon, lat) = (point.0.to_degrees(), point.1.to_degrees());
        if lon.is_finite() && lat.is_finite() {
            Ok((lon, lat))
        } else {
            Err(wrong())
        }
    }

    /// The coordinate pair of a longitude and latitude, east first; `None` where the projection
    /// has no such point.
    #[must_use]
    pub fn of_degrees(&self, lon: f64, lat: f64) -> Option<(f64, f64)> {
        let Some((projected, degrees)) = &self.projected else {
            return Some((lon, lat));
        };
        let mut point = (lon.to_radians(), lat.to_radians(), 0.0);
        transform(degrees, projected, &mut point).ok()?;
        let (x, y) = (point.0, point.1);
        (x.is_finite() && y.is_finite() && x.abs() <= 21e6 && y.abs() <= 21e6).then_some((x, y))
    }

    /// # Errors
    /// Names the coordinate that is out of range.
    pub fn position(&self, x: f64, y: f64) -> Result<Position, FieldError> {
        let (lon, lat) = self.to_degrees(x, y)?;
        Position::new(lon, lat)
    }
}

fn utm(zone: u32, ellipsoid: &str, false_northing: u32) -> String {
    let meridian = 6 * i64::from(zone) - 183;
    format!(
        "+proj=etmerc +lat_0=0 +lon_0={meridian} +k=0.9996 +x_0=500000 +y_0={false_northing} +ellps={ellipsoid} +units=m"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `gdaltransform -s_srs EPSG:4326 -t_srs EPSG:n` (GDAL 3.6, PROJ 9.1) makes of
    /// longitude 21, latitude 52.2.
    const ORACLE: [(&str, f64, f64); 9] = [
        ("EPSG:2176", 5_910_010.580_727_92, 5_802_142.330_312_13),
        ("EPSG:2177", 6_705_075.549_691_94, 5_789_395.849_628_14),
        ("EPSG:2178", 7_500_000.0, 5_785_151.909_335_98),
        ("EPSG:2179", 8_294_924.450_308_06, 5_789_395.849_628_14),
        ("EPSG:2180", 636_640.467_013_033, 483_432.200_828_122),
        ("EPSG:3035", 5_069_785.386_739_66, 3_288_963.280_361_64),
        ("EPSG:3857", 2_337_709.306_658_75, 6_836_369.119_003_47),
        ("EPSG:32634", 500_000.0, 5_783_283.161_499_56),
        ("EPSG:32733", 909_878.137_102_973, 15_800_268.094_147_0),
    ];

    #[test]
    fn every_system_agrees_with_proj_to_a_millimetre() {
        for (name, x, y) in ORACLE {
            let (lon, lat) = Crs::parse(name).expect(name).to_degrees(x, y).expect(name);
            // 1e-8 degrees are about a millimetre.
            assert!(
                (lon - 21.0).abs() < 1e-8 && (lat - 52.2).abs() < 1e-8,
                "{name}: {lon} {lat}"
            );
        }
    }

    #[test]
    fn names_come_in_many_forms() {
        for name in [
            "epsg:2180",
            "2180",
            "urn:ogc:def:crs:EPSG::2180",
            "http://www.opengis.net/def/crs/EPSG/0/2180",
        ] {
            assert_eq!(Crs::parse(name).expect(name).name(), "EPSG:2180");
        }
        for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84", "EPSG:4326"] {
            assert!(!Crs::parse(name).expect(name).is_projected());
        }
        for name in ["", "EPSG:", "EPSG:27700", "ESRI:102173", "warsaw"] {
            assert!(Crs::parse(name).is_err(), "{name}");
        }
    }

    #[test]
    fn numbers_beyond_a_projection_are_errors() {
        for name in ["EPSG:2180", "EPSG:3857", "EPSG:3035", "EPSG:32634"] {
            let crs = Crs::parse(name).expect(name);
            for (x, y) in [
                (f64::NAN, 0.0),
                (1e308, 1e308),
                (f64::INFINITY, 0.0),
                (-1e300, 5.0),
            ] {
                assert!(crs.position(x, y).is_err(), "{name} {x} {y}");
            }
        }
    }
}
