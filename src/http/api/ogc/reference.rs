//! Coordinate reference systems of the API (OGC API – Features, part 2): by their addresses, each
//! with the axis order that its definition has.

use crate::crs::Crs;
use crate::http::response::problem::Problem;
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, HeaderName, HeaderValue};
use geo::{Coord, LineString, Polygon};
use okolica_model::{BBox, FieldError, Position};

pub(crate) const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");

/// Points on each edge of a box where it is bent by a projection.
const EDGE_POINTS: usize = 32;

/// A reference system that geometries come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Reference {
    /// Longitude and latitude.
    #[default]
    Crs84,
    /// Latitude and longitude.
    Wgs84,
    WebMercator,
    /// Poland CS2000 zone 7: northing, easting.
    Cs2000Zone7,
    /// Poland CS92: northing, easting.
    Cs92,
}

impl Reference {
    pub(crate) const ALL: [Self; 5] = [
        Self::Crs84,
        Self::Wgs84,
        Self::WebMercator,
        Self::Cs2000Zone7,
        Self::Cs92,
    ];

    pub(crate) const fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Wgs84 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::WebMercator => "http://www.opengis.net/def/crs/EPSG/0/3857",
            Self::Cs2000Zone7 => "http://www.opengis.net/def/crs/EPSG/0/2178",
            Self::Cs92 => "http://www.opengis.net/def/crs/EPSG/0/2180",
        }
    }

    /// # Errors
    /// Names `field`.
    pub(crate) fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let found = Self::ALL.into_iter().find(|known| known.uri() == text);
        found.ok_or_else(|| {
            let uris: Vec<&str> = Self::ALL.into_iter().map(Self::uri).collect();
            FieldError::new(field, text, format!("one of {}", uris.join(", ")))
        })
    }

    /// The system of a body: the header `Content-Crs`, `<address>`.
    ///
    /// # Errors
    /// 400.
    pub(crate) fn of_body(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(value) = headers.get(CONTENT_CRS) else {
            return Ok(Self::default());
        };
        let text = value.to_str().unwrap_or_default().trim();
        let uri = text
            .strip_prefix('<')
            .and_then(|text| text.strip_suffix('>'))
            .unwrap_or(text);
        Self::parse("Content-Crs", uri)
            .map_err(|error| Problem::fields(StatusCode::BAD_REQUEST, vec![error]))
    }

    /// `Content-Crs` of an answer.
    pub(crate) fn header(self) -> HeaderValue {
        HeaderValue::try_from(format!("<{}>", self.uri())).unwrap_or(HeaderValue::from_static("<>"))
    }

    const fn swapped(self) -> bool {
        matches!(self, Self::Wgs84 | Self::Cs2000Zone7 | Self::Cs92)
    }

    /// Its numbers in metres.
    const fn is_projected(self) -> bool {
        !matches!(self, Self::Crs84 | Self::Wgs84)
    }

    /// The way between it and degrees.
    pub(crate) fn projection(self) -> Projection {
        let code = match self {
            Self::Crs84 | Self::Wgs84 => None,
            Self::WebMercator => Some(3857),
            Self::Cs2000Zone7 => Some(2178),
            Self::Cs92 => Some(2180),
        };
        // All three are systems that imports know.
        let crs = code.and_then(|code| Crs::epsg(code).ok());
        Projection {
            reference: self,
            crs: crs.unwrap_or_else(Crs::degrees),
        }
    }
}

/// From the numbers of a reference system, in the order of its axes, to longitude and latitude
/// and back.
#[derive(Debug)]
pub(crate) struct Projection {
    reference: Reference,
    crs: Crs,
}

impl Projection {
    /// # Errors
    /// Names `coordinates` when the system has no such point.
    pub(crate) fn to_degrees(&self, at: Coord<f64>) -> Result<Coord<f64>, FieldError> {
        let (x, y) = if self.reference.swapped() {
            (at.y, at.x)
        } else {
            (at.x, at.y)
        };
        let (x, y) = self.crs.to_degrees(x, y)?;
        Ok(Coord { x, y })
    }

    /// To a tenth of a millimetre, or 1e-7 degrees; `None` where the projection has no such point.
    pub(crate) fn of_degrees(&self, lon: f64, lat: f64) -> Option<[f64; 2]> {
        let (x, y) = self.crs.of_degrees(lon, lat)?;
        let fine = if self.reference.is_projected() {
            1e4
        } else {
            1e7
        };
        let [x, y] = [x, y].map(|number| (number * fine).round() / fine);
        Some(if self.reference.swapped() {
            [y, x]
        } else {
            [x, y]
        })
    }
}

/// A box of the parameter `bbox` in some reference system.
#[derive(Debug)]
pub(crate) struct Bounds {
    projection: Projection,
    /// Lower and upper corner, as given without heights.
    corners: [Coord<f64>; 2],
    /// A box of degrees around it.
    around: BBox,
}

impl Bounds {
    /// Four numbers, or six with heights, which nothing here has.
    ///
    /// # Errors
    /// Names `bbox`.
    pub(crate) fn parse(text: &str, reference: Reference) -> Result<Self, FieldError> {
        let wrong = |expected: &str| FieldError::new("bbox", text, expected);
        let numbers: Vec<f64> = text
            .split(',')
            .map(|part| part.trim().parse::<f64>())
            .collect::<Result<_, _>>()
            .map_err(|_| wrong("four numbers with commas between"))?;
        let (low, high) = match numbers[..] {
            [a, b, c, d] | [a, b, _, c, d, _] => (Coord { x: a, y: b }, Coord { x: c, y: d }),
            _ => return Err(wrong("four numbers: the lower corner, then the upper")),
        };
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(wrong("numbers that are finite"));
        }
        let projection = reference.projection();
        let around = if reference.is_projected() {
            if low.x > high.x || low.y > high.y {
                return Err(wrong("a lower corner that lies below the upper"));
            }
            let mut around: Option<[f64; 4]> = None;
            for at in edge(low, high) {
                let at = projection
                    .to_degrees(at)
                    .map_err(|_| wrong("corners that lie where bbox-crs is defined"))?;
                let [w, s, e, n] = around.unwrap_or([at.x, at.y, at.x, at.y]);
                around = Some([w.min(at.x), s.min(at.y), e.max(at.x), n.max(at.y)]);
            }
            let [w, s, e, n] = around.unwrap_or([-180.0, -90.0, 180.0, 90.0]);
            // The edges between the points may bulge a little.
            let slack = 1e-3 * (e - w).max(n - s);
            BBox::new(
                (w - slack).max(-180.0),
                (s - slack).max(-90.0),
                (e + slack).min(180.0),
                (n + slack).min(90.0),
            )?
        } else {
            let low = projection.to_degrees(low)?;
            let high = projection.to_degrees(high)?;
            BBox::new(low.x, low.y, high.x, high.y)
                .map_err(|error| FieldError::new("bbox", text, error.expected))?
        };
        Ok(Self {
            projection,
            corners: [low, high],
            around,
        })
    }

    /// The box itself, where it is one of degrees.
    pub(crate) fn in_degrees(&self) -> Option<BBox> {
        (!self.projection.reference.is_projected()).then_some(self.around)
    }

    /// A box of degrees around it.
    pub(crate) const fn around(&self) -> BBox {
        self.around
    }

    /// Edges belong to it.
    pub(crate) fn contains(&self, position: Position) -> bool {
        if !self.around.contains(position) {
            return false;
        }
        if self.in_degrees().is_some() {
            return true;
        }
        let [low, high] = self.corners;
        self.projection
            .of_degrees(position.lon(), position.lat())
            .is_some_and(|[x, y]| (low.x..=high.x).contains(&x) && (low.y..=high.y).contains(&y))
    }

    /// Its outline in degrees; `None` where it crosses the antimeridian.
    pub(crate) fn outline(&self) -> Option<Polygon<f64>> {
        if self.around.crosses_antimeridian() {
            return None;
        }
        let ring: Option<Vec<Coord<f64>>> = edge(self.corners[0], self.corners[1])
            .map(|at| self.projection.to_degrees(at).ok())
            .collect();
        Some(Polygon::new(LineString(ring?), Vec::new()))
    }
}

/// Points around a box.
fn edge(low: Coord<f64>, high: Coord<f64>) -> impl Iterator<Item = Coord<f64>> {
    let corners = [
        low,
        Coord {
            x: high.x,
            y: low.y,
        },
        high,
        Coord {
            x: low.x,
            y: high.y,
        },
    ];
    (0..4).flat_map(move |side| {
        let (from, to) = (corners[side], corners[(side + 1) % 4]);
        (0..EDGE_POINTS).map(move |step| {
            let share = step as f64 / EDGE_POINTS as f64;
            Coord {
                x: from.x + (to.x - from.x) * share,
                y: from.y + (to.y - from.y) * share,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What GDAL 3.6 (PROJ 9.1) makes of longitude 21, latitude 52.2, in the order of the axes
    /// that the definitions have: `gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:n` for the numbers,
    /// `gdalsrsinfo -o wkt2_2019 EPSG:n` for their order.
    const ORACLE: [(Reference, [f64; 2]); 5] = [
        (Reference::Crs84, [21.0, 52.2]),
        (Reference::Wgs84, [52.2, 21.0]),
        (Reference::WebMercator, [2_337_709.306_7, 6_836_369.119]),
        (Reference::Cs2000Zone7, [5_785_151.909_3, 7_500_000.0]),
        (Reference::Cs92, [483_432.200_8, 636_640.467]),
    ];

    #[test]
    fn numbers_stand_in_the_order_of_the_definition() {
        for (reference, expected) in ORACLE {
            let projection = reference.projection();
            let there = projection.of_degrees(21.0, 52.2).expect("a point");
            assert_eq!(there, expected, "{reference:?}");
            let [x, y] = there;
            let back = projection.to_degrees(Coord { x, y }).expect("a point");
            assert!((back.x - 21.0).abs() < 1e-8 && (back.y - 52.2).abs() < 1e-8);
            assert_eq!(Reference::parse("crs", reference.uri()), Ok(reference));
        }
        assert!(Reference::parse("crs", "EPSG:4326").is_err());
    }

    #[test]
    fn a_box_holds_what_lies_in_it_in_its_own_system() {
        let inside = Position::new(21.0, 52.2).expect("a position");
        let outside = Position::new(21.2, 52.2).expect("a position");
        for (reference, text) in [
            (Reference::Crs84, "20.9,52.1,21.1,52.3"),
            (Reference::Crs84, "20.9,52.1,0,21.1,52.3,100"),
            (Reference::Wgs84, "52.1,20.9,52.3,21.1"),
            (Reference::WebMercator, "2337000,6836000,2338000,6837000"),
            (Reference::Cs2000Zone7, "5785000,7499000,5786000,7501000"),
            (Reference::Cs92, "483000,636000,484000,637000"),
        ] {
            let bounds = Bounds::parse(text, reference).expect(text);
            assert!(
                bounds.contains(inside) && !bounds.contains(outside),
                "{text}"
            );
            assert!(bounds.outline().is_some());
        }
        for wrong in [
            "",
            "1,2,3",
            "1,2,3,NaN",
            "1,5,3,2",
            "190,0,191,1",
            "a,b,c,d",
        ] {
            assert!(Bounds::parse(wrong, Reference::Crs84).is_err(), "{wrong}");
        }
        for wrong in ["2,2,1,1", "0,0,1e9,1e9", "0,0,inf,1"] {
            assert!(Bounds::parse(wrong, Reference::Cs92).is_err(), "{wrong}");
        }
    }
}
