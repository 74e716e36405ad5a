//! Whether a file lies in the city that it is imported into, and if not, what would make it so.

use super::place::Frame;
use crate::crs::Crs;
use geo::Coord;
use okolica_model::{BBox, Position};

/// How far around its districts a city still is itself, in metres.
const MARGIN_METRES: f64 = 20_000.0;

/// A degree of latitude is at least this long (110 574 m at the equator), in metres.
const METRES_A_DEGREE: f64 = 110_574.0;

/// Systems tried when a file lies elsewhere, the likely ones in Poland first.
const LIKELY: [u32; 9] = [2180, 2178, 2177, 2176, 2179, 3857, 32634, 32633, 3035];

/// How many coordinates are kept to try other systems on.
const SAMPLE: usize = 50;

/// Grows a box by 20 km on each side.
#[must_use]
pub fn with_margin(bbox: BBox) -> BBox {
    let north_south = MARGIN_METRES / METRES_A_DEGREE;
    let widest = bbox
        .south()
        .abs()
        .max(bbox.north().abs())
        .min(89.0)
        .to_radians();
    let east_west = north_south / widest.cos();
    BBox::new(
        (bbox.west() - east_west).max(-180.0),
        (bbox.south() - north_south).max(-90.0),
        (bbox.east() + east_west).min(180.0),
        (bbox.north() + north_south).min(90.0),
    )
    .unwrap_or(bbox)
}

/// Counts rows inside and outside.
#[derive(Debug)]
pub struct Extent {
    /// `None`: nothing is known of the city's place, so every place is inside.
    bbox: Option<BBox>,
    inside: usize,
    outside: usize,
    /// Coordinates that are no place in the file's system.
    impossible: usize,
    sample: Vec<Coord<f64>>,
}

impl Extent {
    #[must_use]
    pub fn new(bbox: Option<BBox>) -> Self {
        Self {
            bbox,
            inside: 0,
            outside: 0,
            impossible: 0,
            sample: Vec::new(),
        }
    }

    /// Counts a row: its raw coordinates and what they became. Answers whether it is outside.
    pub fn count(&mut self, raw: Coord<f64>, position: Option<Position>) -> bool {
        let inside = position.is_some_and(|p| self.bbox.is_none_or(|bbox| bbox.contains(p)));
        match (position, inside) {
            (None, _) => self.impossible += 1,
            (_, true) => self.inside += 1,
            (_, false) => self.outside += 1,
        }
        if !inside && self.sample.len() < SAMPLE {
            self.sample.push(raw);
        }
        position.is_some() && !inside
    }

    /// Why the file is refused, if more than half of it lies elsewhere.
    #[must_use]
    pub fn refusal(&self, frame: &Frame, told: bool) -> Option<String> {
        let elsewhere = self.outside + self.impossible;
        let all = elsewhere + self.inside;
        if elsewhere * 2 <= all {
            return None;
        }
        let example = self.sample.first()?;
        let (x, y) = (example.x, example.y);
        let name = frame.crs.name();
        let hint = self.hint(frame, told);
        Some(match self.bbox {
            Some(bbox) => format!(
                "{elsewhere} of {all} places lie outside the city ({:.3} to {:.3} east, {:.3} to {:.3} north) when coordinates like {x} {y} are read as {name}. {hint}",
                bbox.west(),
                bbox.east(),
                bbox.south(),
                bbox.north()
            ),
            None => format!(
                "{elsewhere} of {all} places are impossible when coordinates like {x} {y} are read as {name}. {hint}"
            ),
        })
    }

    fn hint(&self, frame: &Frame, told: bool) -> String {
        let swapped_word = if frame.swapped {
            "leave out --swap-axes"
        } else {
            "add --swap-axes"
        };
        let fits = |crs: &Crs, swapped: bool| {
            let bbox = self.bbox.unwrap_or(BBox::WORLD);
            let inside = self.sample.iter().filter(|c| {
                let (x, y) = if swapped { (c.y, c.x) } else { (c.x, c.y) };
                crs.position(x, y).is_ok_and(|p| bbox.contains(p))
            });
            inside.count() * 2 > self.sample.len()
        };
        if fits(&frame.crs, !frame.swapped) {
            return format!("With the axes the other way round they lie inside: {swapped_word}.");
        }
        if !told && self.bbox.is_some() {
            for code in LIKELY {
                let Ok(crs) = Crs::epsg(code) else { continue };
                if fits(&crs, frame.swapped) {
                    return format!("Read as EPSG:{code} they lie inside: add --crs EPSG:{code}.");
                }
                if fits(&crs, !frame.swapped) {
                    return format!(
                        "Read as EPSG:{code} with the axes the other way round they lie inside: add --crs EPSG:{code} and {swapped_word}."
                    );
                }
            }
        }
        "Say which coordinate system they are in with --crs, for example --crs EPSG:2180, or turn the axes with --swap-axes.".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WARSAW: [f64; 4] = [20.85, 52.10, 21.27, 52.37];

    fn refused(
        coordinates: &[(f64, f64)],
        bbox: Option<BBox>,
        frame: &Frame,
        told: bool,
    ) -> Option<String> {
        let mut extent = Extent::new(bbox);
        for (x, y) in coordinates {
            let raw = Coord { x: *x, y: *y };
            extent.count(raw, frame.position(raw).ok());
        }
        extent.refusal(frame, told)
    }

    #[test]
    fn the_hint_names_what_would_help() {
        let [west, south, east, north] = WARSAW;
        let city = BBox::new(west, south, east, north).ok().map(with_margin);
        let degrees = Frame {
            crs: Crs::degrees(),
            swapped: false,
        };
        assert_eq!(
            refused(
                &[(21.0, 52.2), (21.0, 52.2), (2.0, 48.0)],
                city,
                &degrees,
                false
            ),
            None
        );
        assert_eq!(refused(&[], city, &degrees, false), None);
        let swapped = refused(&[(52.2, 21.0)], city, &degrees, false).expect("outside");
        assert!(swapped.contains("add --swap-axes"), "{swapped}");
        let plane = refused(&[(636_640.0, 483_432.0)], city, &degrees, false).expect("outside");
        assert!(plane.contains("add --crs EPSG:2180."), "{plane}");
        let both = refused(&[(5_785_151.9, 7_500_000.0)], city, &degrees, false).expect("outside");
        assert!(
            both.contains("--crs EPSG:2178 and add --swap-axes"),
            "{both}"
        );
        let unknown =
            refused(&[(636_640.0, 483_432.0)], None, &degrees, false).expect("impossible");
        assert!(unknown.contains("--crs"), "{unknown}");
        let cs92 = Frame {
            crs: Crs::epsg(2180).expect("known"),
            swapped: false,
        };
        let turned = refused(&[(483_432.0, 636_640.0)], city, &cs92, true).expect("outside");
        assert!(turned.contains("add --swap-axes"), "{turned}");
    }
}
