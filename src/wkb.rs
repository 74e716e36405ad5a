//! Geometries as bytes: well-known binary (OGC 06-103r4, and PostGIS' extended form), and the
//! header that a GeoPackage puts before it (OGC 12-128r18, clause 2.1.3).

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use okolica_model::FieldError;

const POINT: u32 = 1;
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// Magic `GP`, version 0, flags: little endian, no envelope, not empty; then the SRS, 4326.
const GEOPACKAGE_HEADER: [u8; 8] = [b'G', b'P', 0, 0b0000_0001, 0xe6, 0x10, 0, 0];

/// The blob that a GeoPackage keeps.
pub(crate) fn to_geopackage(geometry: &Geometry<f64>) -> Vec<u8> {
    let mut out = GEOPACKAGE_HEADER.to_vec();
    write(&mut out, geometry);
    out
}

/// Little-endian well-known binary.
pub(crate) fn to_wkb(geometry: &Geometry<f64>) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, geometry);
    out
}

/// Collections inside collections that are read.
const MAX_DEPTH: usize = 4;

/// The geometry of a GeoPackage blob, `None` when it is empty.
///
/// # Errors
/// Names `geometry` when the blob is cut off, of an unknown type or has an open ring.
pub fn read_geopackage(blob: &[u8]) -> Result<Option<Geometry<f64>>, FieldError> {
    let [b'G', b'P', _version, flags, rest @ ..] = blob else {
        return Err(wrong("a blob without the GeoPackage mark"));
    };
    // The flag of an empty geometry.
    if flags & 0b0001_0000 != 0 {
        return Ok(None);
    }
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(wrong("an unknown envelope")),
    };
    // Four bytes of the spatial reference's id stand before the envelope.
    let body = rest.get(4 + envelope..).ok_or_else(cut_off)?;
    read(body)
}

/// The geometry of well-known binary; heights and measures are dropped. `None` when it is empty.
///
/// # Errors
/// As [`read_geopackage`].
pub fn read(bytes: &[u8]) -> Result<Option<Geometry<f64>>, FieldError> {
    Reader {
        bytes,
        little: true,
        dimensions: 2,
    }
    .geometry(0)
}

fn write(out: &mut Vec<u8>, geometry: &Geometry<f64>) {
    match geometry {
        Geometry::Point(point) => {
            head(out, POINT);
            write_coord(out, point.0);
        }
        Geometry::Polygon(polygon) => write_polygon(out, polygon),
        Geometry::MultiPolygon(polygons) => {
            head(out, MULTI_POLYGON);
            count(out, polygons.0.len());
            for polygon in polygons {
                write_polygon(out, polygon);
            }
        }
        // The domain has points and areas only; anything else becomes its empty point.
        _ => {
            head(out, POINT);
            write_coord(
                out,
                Coord {
                    x: f64::NAN,
                    y: f64::NAN,
                },
            );
        }
    }
}

fn write_polygon(out: &mut Vec<u8>, polygon: &Polygon<f64>) {
    head(out, POLYGON);
    count(out, 1 + polygon.interiors().len());
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        count(out, ring.0.len());
        for coord in &ring.0 {
            write_coord(out, *coord);
        }
    }
}

fn head(out: &mut Vec<u8>, kind: u32) {
    out.push(1);
    out.extend(kind.to_le_bytes());
}

fn count(out: &mut Vec<u8>, n: usize) {
    // An area has at most a million vertices.
    out.extend((n as u32).to_le_bytes());
}

fn write_coord(out: &mut Vec<u8>, coord: Coord<f64>) {
    out.extend(coord.x.to_le_bytes());
    out.extend(coord.y.to_le_bytes());
}

fn wrong(what: &str) -> FieldError {
    FieldError::new(
        "geometry",
        what,
        "a point, line or polygon in well-known binary",
    )
}

fn cut_off() -> FieldError {
    wrong("a blob that is cut off")
}

struct Reader<'a> {
    bytes: &'a [u8],
    little: bool,
    dimensions: usize,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], FieldError> {
        let (head, rest) = self.bytes.split_first_chunk::<N>().ok_or_else(cut_off)?;
        self.bytes = rest;
        Ok(*head)
    }

    fn u32(&mut self) -> Result<u32, FieldError> {
        let bytes = self.take()?;
        Ok(if self.little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    fn f64(&mut self) -> Result<f64, FieldError> {
        let bytes = self.take()?;
        Ok(if self.little {
            f64::from_le_bytes(bytes)
        } else {
            f64::from_be_bytes(bytes)
        })
    }

    /// A count of parts, which can't be more than the bytes left have room for.
    fn count(&mut self, bytes_each: usize) -> Result<usize, FieldError> {
        let count = self.u32()? as usize;
        if count > self.bytes.len() / bytes_each {
            return Err(cut_off());
        }
        Ok(count)
    }

    fn coord(&mut self) -> Result<Coord<f64>, FieldError> {
        let coord = Coord {
            x: self.f64()?,
            y: self.f64()?,
        };
        for _ in 2..self.dimensions {
            self.f64()?;
        }
        Ok(coord)
    }

    fn line(&mut self) -> Result<LineString<f64>, FieldError> {
        let count = self.count(8 * self.dimensions)?;
        (0..count).map(|_| self.coord()).collect()
    }

    fn polygon(&mut self) -> Result<Option<Polygon<f64>>, FieldError> {
        let count = self.count(4)?;
        let mut rings = Vec::new();
        for _ in 0..count {
            let ring = self.line()?;
            // `Polygon::new` would close it, which hides the fault.
            if ring.0.first() != ring.0.last() {
                return Err(wrong("a ring whose last point is not its first"));
            }
            rings.push(ring);
        }
        let mut rings = rings.into_iter();
        Ok(rings
            .next()
            .map(|outer| Polygon::new(outer, rings.collect())))
    }

    fn parts(&mut self, depth: usize) -> Result<Vec<Geometry<f64>>, FieldError> {
        let count = self.count(5)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            parts.extend(self.geometry(depth + 1)?);
        }
        Ok(parts)
    }

    fn geometry(&mut self, depth: usize) -> Result<Option<Geometry<f64>>, FieldError> {
        if depth > MAX_DEPTH {
            return Err(wrong("collections inside collections"));
        }
        let [order] = self.take()?;
        self.little = order == 1;
        let code = self.u32()?;
        // ISO adds 1000 for Z, 2000 for M; PostGIS sets high bits, and one for a reference id.
        let (z, m) = (code & 0x8000_0000 != 0, code & 0x4000_0000 != 0);
        if code & 0x2000_0000 != 0 {
            self.u32()?;
        }
        let plain = code & 0x1FFF_FFFF;
        let extra = usize::from(z) + usize::from(m);
        self.dimensions = 2
            + extra
            + match plain / 1000 {
                0 => 0,
                1 | 2 => 1,
                3 => 2,
                _ => return Err(wrong("an unknown type")),
            };
        let geometry = match plain % 1000 {
            1 => {
                let coord = self.coord()?;
                // An empty point has no other form than this.
                if coord.x.is_nan() && coord.y.is_nan() {
                    return Ok(None);
                }
                Point(coord).into()
            }
            2 => self.line()?.into(),
            3 => match self.polygon()? {
                Some(polygon) => polygon.into(),
                None => return Ok(None),
            },
            4..=7 => return collect(self.parts(depth)?),
            _ => return Err(wrong("a curve or another type that is not supported")),
        };
        Ok(Some(geometry))
    }
}

/// Parts of one kind as their Multi form.
fn collect(parts: Vec<Geometry<f64>>) -> Result<Option<Geometry<f64>>, FieldError> {
    let (mut points, mut lines, mut polygons) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match part {
            Geometry::Point(point) => points.push(point),
            Geometry::MultiPoint(MultiPoint(more)) => points.extend(more),
            Geometry::LineString(line) => lines.push(line),
            Geometry::MultiLineString(MultiLineString(more)) => lines.extend(more),
            Geometry::Polygon(polygon) => polygons.push(polygon),
            Geometry::MultiPolygon(MultiPolygon(more)) => polygons.extend(more),
            _ => return Err(wrong("a part that is not supported")),
        }
    }
    Ok(
        match (points.is_empty(), lines.is_empty(), polygons.is_empty()) {
            (true, true, true) => None,
            (false, true, true) => Some(MultiPoint(points).into()),
            (true, false, true) => Some(MultiLineString(lines).into()),
            (true, true, false) => Some(MultiPolygon(polygons).into()),
            _ => return Err(wrong("a collection of points, lines and polygons")),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{polygon, wkt};

    #[test]
    fn geometries_survive_both_forms() {
        let with_hole = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 0.0)],
            interiors: [[(x: 5.0, y: 1.0), (x: 6.0, y: 1.0), (x: 6.0, y: 2.0), (x: 5.0, y: 1.0)]],
        );
        for geometry in [
            Geometry::Point(Point::new(21.012_345_678_901_234, -52.0)),
            Geometry::Polygon(with_hole.clone()),
            Geometry::MultiPolygon(MultiPolygon(vec![with_hole.clone(), with_hole])),
        ] {
            assert_eq!(read(&to_wkb(&geometry)), Ok(Some(geometry.clone())));
            assert_eq!(
                read_geopackage(&to_geopackage(&geometry)),
                Ok(Some(geometry))
            );
        }
    }

    #[test]
    fn heights_byte_orders_and_srs_are_read_over() {
        // Written by PostGIS: SELECT ST_AsEWKB('SRID=4326;POINT Z (1 2 3)', 'XDR').
        let big_endian = [
            0, 0xa0, 0, 0, 1, 0, 0, 0x10, 0xe6, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0,
            0, 0, 0x40, 8, 0, 0, 0, 0, 0, 0,
        ];
        assert_eq!(read(&big_endian), Ok(Some(wkt!(POINT(1.0 2.0)).into())));
    }

    #[test]
    fn every_cut_is_an_error_and_none_a_crash() {
        let whole = to_wkb(&wkt!(POLYGON((0. 0., 1. 0., 1. 1., 0. 0.))).into());
        for cut in 0..whole.len() {
            assert!(read(&whole[..cut]).is_err(), "{cut}");
        }
        // A count of four thousand million rings must not be believed before they are read.
        assert!(read(&[1, 3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]).is_err());
    }
}
