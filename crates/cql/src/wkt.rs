//! Geometry cells: well-known text, which CSV files carry.

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use okolica_model::FieldError;

const KINDS: [&str; 6] = [
    "POINT",
    "MULTIPOINT",
    "LINESTRING",
    "MULTILINESTRING",
    "POLYGON",
    "MULTIPOLYGON",
];

/// Whether a cell looks like well-known text.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let text = strip_srid(text.trim());
    let head = text[..text.find('(').unwrap_or(text.len())].to_ascii_uppercase();
    let mut words = head.split_whitespace();
    let kind = words.next().unwrap_or_default();
    KINDS.contains(&kind.trim_end_matches('Z'))
        && words.all(|word| matches!(word, "Z" | "M" | "ZM" | "EMPTY"))
}

/// `SRID=4326;POINT (21 52)` → `POINT (21 52)`.
fn strip_srid(text: &str) -> &str {
    match text.split_once(';') {
        Some((head, rest)) if head.to_ascii_uppercase().starts_with("SRID=") => rest,
        _ => text,
    }
}

/// The geometry, `None` when it is `EMPTY`; heights and measures are dropped.
///
/// # Errors
/// Names `geometry` when the text is not well-known text of a point, line, polygon or a Multi
/// form of these, or has an open ring.
pub fn read(text: &str) -> Result<Option<Geometry<f64>>, FieldError> {
    let wrong = || FieldError::new("geometry", text, "well-known text like POINT (21.01 52.23)");
    let body = strip_srid(text.trim());
    let open = body.find('(').unwrap_or(body.len());
    let head = body[..open].to_ascii_uppercase();
    let mut words = head.split_whitespace();
    let kind = words.next().unwrap_or_default();
    if words.any(|word| word == "EMPTY") {
        return Ok(None);
    }
    let kind = kind.trim_end_matches('Z');
    let list = parse_list(&body[open..]).ok_or_else(wrong)?;
    geometry(kind, &list).ok_or_else(wrong)?.map(Some)
}

/// What stands between a pair of brackets: lists, or coordinates.
enum List {
    Lists(Vec<List>),
    Coords(Vec<Coord<f64>>),
}

/// Brackets nest three deep at most, so this recursion is bounded by `depth`.
fn parse_list(text: &str) -> Option<List> {
    fn inner(text: &str, depth: usize) -> Option<(List, &str)> {
        let mut rest = text.trim_start().strip_prefix('(')?.trim_start();
        if rest.starts_with('(') {
            let mut lists = Vec::new();
            loop {
                let (list, after) = inner(rest, depth.checked_sub(1)?)?;
                lists.push(list);
                rest = after.trim_start();
                match rest.strip_prefix(',') {
                    Some(more) => rest = more.trim_start(),
                    None => return Some((List::Lists(lists), rest.strip_prefix(')')?)),
                }
            }
        }
        let (coords, after) = rest.split_once(')')?;
        let coords = coords.split(',').map(coord).collect::<Option<_>>()?;
        Some((List::Coords(coords), after))
    }
    let (list, after) = inner(text, 3)?;
    after.trim().is_empty().then_some(list)
}

fn coord(text: &str) -> Option<Coord<f64>> {
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    let (x, y) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    numbers
        .all(|number| number.is_ok())
        .then_some(Coord { x, y })
}

fn geometry(kind: &str, list: &List) -> Option<Result<Geometry<f64>, FieldError>> {
    Some(Ok(match (kind, list) {
        ("POINT", List::Coords(coords)) => match coords[..] {
            [one] => Point(one).into(),
            _ => return None,
        },
        ("MULTIPOINT", List::Coords(coords)) => {
            MultiPoint(coords.iter().copied().map(Point).collect()).into()
        }
        ("MULTIPOINT", List::Lists(lists)) => {
            let coords: Option<Vec<_>> = lists
                .iter()
                .map(|list| match list {
                    List::Coords(coords) if coords.len() == 1 => Some(Point(coords[0])),
                    _ => None,
                })
                .collect();
            MultiPoint(coords?).into()
        }
        ("LINESTRING", List::Coords(coords)) => LineString(coords.clone()).into(),
        ("MULTILINESTRING", List::Lists(lists)) => MultiLineString(lines(lists)?).into(),
        ("POLYGON", List::Lists(lists)) => match polygon(lists)? {
            Ok(polygon) => polygon.into(),
            Err(error) => return Some(Err(error)),
        },
        ("MULTIPOLYGON", List::Lists(lists)) => {
            let mut polygons = Vec::new();
            for list in lists {
                let List::Lists(rings) = list else {
                    return None;
                };
                match polygon(rings)? {
                    Ok(polygon) => polygons.push(polygon),
                    Err(error) => return Some(Err(error)),
                }
            }
            MultiPolygon(polygons).into()
        }
        _ => return None,
    }))
}

fn lines(lists: &[List]) -> Option<Vec<LineString<f64>>> {
    lists
        .iter()
        .map(|list| match list {
            List::Coords(coords) => Some(LineString(coords.clone())),
            List::Lists(_) => None,
        })
        .collect()
}

fn polygon(lists: &[List]) -> Option<Result<Polygon<f64>, FieldError>> {
    let rings = lines(lists)?;
    let open = rings.iter().find(|ring| ring.0.first() != ring.0.last());
    if let Some(ring) = open {
        let from = ring.0.first().map(|c| {
            format!(
                "a ring that starts at {} {} and does not end there",
                c.x, c.y
            )
        });
        return Some(Err(FieldError::new(
            "geometry",
            from.unwrap_or_default(),
            "a closed ring: its last point equal to its first",
        )));
    }
    let mut rings = rings.into_iter();
    let outer = rings.next()?;
    Some(Ok(Polygon::new(outer, rings.collect())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{point, polygon};

    #[test]
    fn forms_of_well_known_text() {
        assert_eq!(
            read("SRID=4326; POINT Z (21.5 52 3)"),
            Ok(Some(point!(x: 21.5, y: 52.0).into()))
        );
        assert_eq!(read("point(1 2)"), Ok(Some(point!(x: 1.0, y: 2.0).into())));
        assert_eq!(read("POINT EMPTY"), Ok(None));
        let square =
            polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 0.0)];
        assert_eq!(
            read("POLYGON ((0 0, 1 0, 1 1, 0 0))"),
            Ok(Some(square.clone().into()))
        );
        assert_eq!(
            read("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"),
            Ok(Some(MultiPolygon(vec![square]).into()))
        );
        for bad in [
            "POLYGON ((0 0, 1 0, 1 1, 0 1))",
            "POINT (1)",
            "POINT (1 2",
            "POINT (1 2) x",
            "((((((",
            "CIRCLE (1 2)",
            "",
            "POINT (a b)",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(looks_like("POINT (1 2)") && !looks_like("Pointe (x)"));
    }
}
