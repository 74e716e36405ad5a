//! Geometries as bytes: well-known binary (OGC 06-103r4), bare for PostGIS and inside the
//! GeoPackage blob (OGC 12-128r17, clause 2.1.3).

use geo::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};
use okolica_atlas::FieldError;

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
pub(super) fn to_wkb(geometry: &Geometry<f64>) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, geometry);
    out
}

/// Reads the blob of a GeoPackage; `None` for an empty geometry.
///
/// # Errors
/// Names `geometry` when the bytes are not that.
pub(super) fn of_geopackage(blob: &[u8]) -> Result<Option<Geometry<f64>>, FieldError> {
    let wrong = || FieldError::new("geometry", "other bytes", "a GeoPackage geometry blob");
    let [b'G', b'P', _, flags, ..] = blob else {
        return Err(wrong());
    };
    if flags & 0b0001_0000 != 0 {
        return Ok(None);
    }
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(wrong()),
    };
    of_wkb(blob.get(8 + envelope..).ok_or_else(wrong)?)
}

/// Reads well-known binary, ISO or extended; heights and measures are left out. `None` for an
/// empty point.
///
/// # Errors
/// Names `geometry` when it is cut short or no Point, Polygon or MultiPolygon.
pub(super) fn of_wkb(bytes: &[u8]) -> Result<Option<Geometry<f64>>, FieldError> {
    Reader { bytes }.geometry()
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

struct Reader<'a> {
    bytes: &'a [u8],
}

/// How a geometry's numbers are laid out.
#[derive(Clone, Copy)]
struct Layout {
    little: bool,
    dimensions: usize,
}

impl Reader<'_> {
    fn geometry(&mut self) -> Result<Option<Geometry<f64>>, FieldError> {
        let (kind, layout) = self.head()?;
        match kind {
            POINT => {
                let c = self.coord(layout)?;
                Ok((!(c.x.is_nan() && c.y.is_nan())).then_some(Geometry::Point(Point(c))))
            }
            POLYGON => Ok(Some(Geometry::Polygon(self.polygon(layout)?))),
            MULTI_POLYGON => {
                let mut polygons = Vec::new();
                for _ in 0..self.int(layout.little)? {
                    let (kind, layout) = self.head()?;
                    if kind != POLYGON {
                        return Err(kind_error(kind));
                    }
                    polygons.push(self.polygon(layout)?);
                }
                Ok(Some(Geometry::MultiPolygon(MultiPolygon(polygons))))
            }
            other => Err(kind_error(other)),
        }
    }

    fn head(&mut self) -> Result<(u32, Layout), FieldError> {
        let little = self.take::<1>()? == [1];
        let code = self.int(little)?;
        if code & 0x2000_0000 != 0 {
            // Extended WKB carries the SRS; the column says it already.
            self.int(little)?;
        }
        let iso = code & 0x0fff_ffff;
        let extra = match iso / 1000 {
            0 => usize::from(code & 0x8000_0000 != 0) + usize::from(code & 0x4000_0000 != 0),
            1 | 2 => 1,
            3 => 2,
            _ => return Err(kind_error(iso)),
        };
        let layout = Layout {
            little,
            dimensions: 2 + extra,
        };
        Ok((iso % 1000, layout))
    }

    fn polygon(&mut self, layout: Layout) -> Result<Polygon<f64>, FieldError> {
        let mut rings = Vec::new();
        for _ in 0..self.int(layout.little)? {
            let mut ring = Vec::new();
            for _ in 0..self.int(layout.little)? {
                ring.push(self.coord(layout)?);
            }
            // `Polygon::new` would close it, which would hide the fault.
            if ring.first() != ring.last() {
                return Err(FieldError::new("geometry", "an open ring", "closed rings"));
            }
            rings.push(LineString(ring));
        }
        let mut rings = rings.into_iter();
        let outer = rings
            .next()
            .ok_or_else(|| FieldError::new("geometry", "no rings", "a polygon with an inside"))?;
        Ok(Polygon::new(outer, rings.collect()))
    }

    fn coord(&mut self, layout: Layout) -> Result<Coord<f64>, FieldError> {
        let (x, y) = (self.float(layout.little)?, self.float(layout.little)?);
        for _ in 2..layout.dimensions {
            self.take::<8>()?;
        }
        Ok(Coord { x, y })
    }

    fn int(&mut self, little: bool) -> Result<u32, FieldError> {
        let bytes = self.take()?;
        Ok(if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    fn float(&mut self, little: bool) -> Result<f64, FieldError> {
        let bytes = self.take()?;
        Ok(if little {
            f64::from_le_bytes(bytes)
        } else {
            f64::from_be_bytes(bytes)
        })
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], FieldError> {
        let (taken, rest) = self.bytes.split_first_chunk().ok_or_else(|| {
            FieldError::new("geometry", "bytes cut short", "whole well-known binary")
        })?;
        self.bytes = rest;
        Ok(*taken)
    }
}

fn kind_error(kind: u32) -> FieldError {
    FieldError::new(
        "geometry",
        format!("well-known binary type {kind}"),
        "a Point, Polygon or MultiPolygon",
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
            assert_eq!(of_wkb(&to_wkb(&geometry)), Ok(Some(geometry.clone())));
            assert_eq!(of_geopackage(&to_geopackage(&geometry)), Ok(Some(geometry)));
        }
    }

    #[test]
    fn heights_byte_orders_and_srs_are_read_over() {
        // Written by PostGIS: SELECT ST_AsEWKB('SRID=4326;POINT Z (1 2 3)', 'XDR').
        let big_endian = [
            0, 0xa0, 0, 0, 1, 0, 0, 0x10, 0xe6, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0,
            0, 0, 0x40, 8, 0, 0, 0, 0, 0, 0,
        ];
        assert_eq!(of_wkb(&big_endian), Ok(Some(wkt!(POINT(1.0 2.0)).into())));
    }

    #[test]
    fn every_cut_is_an_error_and_none_a_crash() {
        let whole = to_wkb(&wkt!(POLYGON((0. 0., 1. 0., 1. 1., 0. 0.))).into());
        for cut in 0..whole.len() {
            assert!(of_wkb(&whole[..cut]).is_err(), "{cut}");
        }
        // A count of four thousand million rings must not be believed before they are read.
        assert!(of_wkb(&[1, 3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]).is_err());
    }
}
