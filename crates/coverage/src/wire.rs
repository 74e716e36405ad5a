//! Ground and facilities as bytes for the browser: every number arrives as it was, to the last
//! bit, so that figures agree. (JSON's numbers need not: readers differ in the last digit.)
//!
//! Whole numbers in LEB128, signed ones in zigzag; other numbers as 8 bytes of IEEE 754, lowest
//! first; texts and lists with their length before them. The hash of all that stands last.

use super::facility::{Facility, Key};
use super::grid::PER_DEGREE;
use super::ground::{Ground, GroundArea, GroundCell, Method};
use super::week::{Mask, Slots};
use chrono::{Datelike as _, NaiveDate};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use okolica_model::area::Area;
use okolica_model::category::CategoryId;
use okolica_model::item::{Access, AccessFact, Fact};
use okolica_model::{FieldError, Position, hash};

/// The first bytes: what this is, and its version.
const MAGIC: &[u8; 4] = b"okc1";

/// What [`pack`] packed.
#[derive(Debug)]
pub struct Pack {
    pub ground: Ground,
    /// Those before any scenario.
    pub facilities: Vec<Facility>,
    pub about: String,
}

/// Packs a ground and facilities; `about` is any text that goes with them.
#[must_use]
pub fn pack(ground: &Ground, facilities: &[Facility], about: &str) -> Vec<u8> {
    let mut out = Writer(MAGIC.to_vec());
    out.text(about);
    out.ground(ground);
    out.number(facilities.len());
    for facility in facilities {
        out.facility(facility);
    }
    let sum = hash::of_bytes(&out.0);
    out.0.extend(sum.to_le_bytes());
    out.0
}

/// # Errors
/// Names `ground` when the bytes are not what [`pack`] of this version wrote.
pub fn unpack(bytes: &[u8]) -> Result<Pack, FieldError> {
    let wrong = || FieldError::new("ground", "other bytes", "what this version packed");
    // What was cut or changed on the way would give figures that nobody reckoned.
    let (whole, sum) = bytes.split_last_chunk::<8>().ok_or_else(wrong)?;
    if u64::from_le_bytes(*sum) != hash::of_bytes(whole) {
        return Err(wrong());
    }
    let mut reader = Reader(whole.strip_prefix(MAGIC).ok_or_else(wrong)?);
    reader.pack().ok_or_else(wrong)
}

struct Writer(Vec<u8>);

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn whole(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    fn number(&mut self, number: usize) {
        self.whole(number as u64);
    }

    fn signed(&mut self, number: i64) {
        self.whole((number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned());
    }

    fn float(&mut self, number: f64) {
        self.0.extend(number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend(text.as_bytes());
    }

    /// 0 for none, else one more.
    fn maybe(&mut self, number: Option<u64>) {
        self.whole(number.map_or(0, |number| number + 1));
    }

    /// Points one after the other: steps in whole ten-millionths of a degree where all are such,
    /// as those of polygons are; else as they are.
    fn points(&mut self, points: &[[f64; 2]]) {
        let steps = |degrees: f64| (degrees * PER_DEGREE).round();
        let mut numbers = points.iter().flatten();
        let fixed = numbers.all(|degrees| {
            // -0.0 is no whole number.
            (steps(*degrees) / PER_DEGREE).to_bits() == degrees.to_bits()
        });
        self.number(points.len());
        self.byte(u8::from(fixed));
        let mut before = [0; 2];
        for point in points {
            for axis in 0..2 {
                if fixed {
                    let now = steps(point[axis]) as i64;
                    self.signed(now - before[axis]);
                    before[axis] = now;
                } else {
                    self.float(point[axis]);
                }
            }
        }
    }

    /// A list that mostly repeats itself: each value with how often it comes.
    fn runs(&mut self, values: &[u32]) {
        let chunks: Vec<&[u32]> = values.chunk_by(|a, b| a == b).collect();
        self.number(chunks.len());
        for chunk in chunks {
            self.whole(chunk[0].into());
            self.number(chunk.len());
        }
    }

    /// A list that only grows.
    fn rising(&mut self, values: impl ExactSizeIterator<Item = u32>) {
        self.number(values.len());
        let mut before = 0;
        for value in values {
            self.whole((value - before).into());
            before = value;
        }
    }

    fn ground(&mut self, ground: &Ground) {
        self.byte(ground.method as u8);
        self.number(ground.areas.len());
        for one in &ground.areas {
            self.text(&one.code);
            self.text(&one.name);
            self.area(&one.area);
        }
        self.number(usize::from(ground.union.is_some()));
        ground.union.iter().for_each(|area| self.area(area));
        self.number(ground.lists.len());
        for list in &ground.lists {
            self.rising(list.iter().copied());
        }
        self.rising(ground.cells.iter().map(|cell| cell.first));
        for cell in &ground.cells {
            self.whole(cell.id);
            cell.people
                .into_iter()
                .for_each(|people| self.maybe(people));
        }
        self.rising(ground.runs.iter().copied());
        let degrees: Vec<[f64; 2]> = ground
            .positions
            .iter()
            .map(|at| [at.lon(), at.lat()])
            .collect();
        self.points(&degrees);
        self.runs(&ground.membership);
    }

    fn area(&mut self, area: &Area) {
        let polygons = area.polygons();
        self.number(polygons.0.len());
        for polygon in polygons {
            self.number(polygon.interiors().len() + 1);
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                let corners: Vec<[f64; 2]> = ring.0.iter().map(|c| [c.x, c.y]).collect();
                self.points(&corners);
            }
        }
    }

    fn facility(&mut self, facility: &Facility) {
        match facility.key {
            Key::Space(id) => {
                self.byte(0);
                self.whole(id);
            }
            Key::Added(number) => {
                self.byte(1);
                self.whole(number.into());
            }
        }
        self.text(&facility.name);
        self.float(facility.position.lon());
        self.float(facility.position.lat());
        self.text(facility.category.as_str());
        self.text(facility.parent.as_ref().map_or("", CategoryId::as_str));
        self.number(facility.tags.len());
        facility.tags.iter().for_each(|tag| self.text(tag));
        self.maybe(facility.free.map(u64::from));
        for (_, known) in facility.access.all() {
            self.byte(known as u8);
        }
        let confirmed = facility.confirmed.map(|day| day.num_days_from_ce());
        self.maybe(confirmed.and_then(|days| u64::try_from(days).ok()));
        self.maybe(facility.capacity.map(u64::from));
        for slots in [facility.hours.open, facility.hours.perhaps] {
            for word in slots.0 {
                self.0.extend(word.to_le_bytes());
            }
        }
    }
}

/// `None` from any of its reads: the bytes are not what was packed.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes::<1>().map(|[byte]| byte)
    }

    fn whole(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn small(&mut self) -> Option<u32> {
        self.whole()?.try_into().ok()
    }

    /// How many things follow, of which each takes a byte or more.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.whole()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.whole()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn float(&mut self) -> Option<f64> {
        self.bytes().map(f64::from_le_bytes)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn maybe(&mut self) -> Option<Option<u64>> {
        Some(self.whole()?.checked_sub(1))
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.count()?).map(|_| read(self)).collect()
    }

    fn points(&mut self) -> Option<Vec<[f64; 2]>> {
        let count = self.count()?;
        let fixed = self.byte()? == 1;
        let mut before = [0_i64; 2];
        let mut points = Vec::with_capacity(count);
        for _ in 0..count {
            let mut point = [0.0; 2];
            for axis in 0..2 {
                point[axis] = if fixed {
                    before[axis] = before[axis].checked_add(self.signed()?)?;
                    before[axis] as f64 / PER_DEGREE
                } else {
                    self.float()?
                };
            }
            points.push(point);
        }
        Some(points)
    }

    fn runs(&mut self) -> Option<Vec<u32>> {
        let mut values = Vec::new();
        for _ in 0..self.count()? {
            let (value, times) = (self.small()?, self.small()?);
            values.extend(std::iter::repeat_n(value, times as usize));
        }
        Some(values)
    }

    fn rising(&mut self) -> Option<Vec<u32>> {
        let mut before: u32 = 0;
        self.list(|reader| {
            before = before.checked_add(reader.small()?)?;
            Some(before)
        })
    }

    fn pack(&mut self) -> Option<Pack> {
        let about = self.text()?;
        let ground = self.ground()?;
        let facilities = self.list(Self::facility)?;
        self.0.is_empty().then_some(Pack {
            ground,
            facilities,
            about,
        })
    }

    fn ground(&mut self) -> Option<Ground> {
        let method = self.byte()?;
        let methods = [Method::Cells, Method::SpreadEvenly, Method::Nothing];
        let method = methods.into_iter().find(|one| *one as u8 == method)?;
        let areas = self.list(|reader| {
            Some(GroundArea {
                code: reader.text()?,
                name: reader.text()?,
                area: reader.area()?,
            })
        })?;
        let union = self.list(Self::area)?.pop();
        let lists = self.list(|reader| reader.rising().map(Into::into))?;
        let mut cells = Vec::new();
        for first in self.rising()? {
            let id = self.whole()?;
            let mut people = [None; 4];
            for group in &mut people {
                *group = self.maybe()?;
            }
            cells.push(GroundCell { id, first, people });
        }
        let runs = self.rising()?;
        let positions: Vec<Position> = self
            .points()?
            .into_iter()
            .map(|[lon, lat]| Position::new(lon, lat).ok())
            .collect::<Option<_>>()?;
        let membership = self.runs()?;
        let firsts = cells.iter().map(|cell| cell.first);
        let in_range = membership.len() == positions.len()
            && firsts
                .chain(runs.iter().copied())
                .all(|at| (at as usize) < positions.len())
            && membership.iter().all(|list| (*list as usize) < lists.len());
        in_range.then(|| {
            Ground::of_parts(
                method,
                (areas, union),
                cells,
                runs,
                positions,
                membership,
                lists,
            )
        })
    }

    fn area(&mut self) -> Option<Area> {
        let polygons = self.list(|reader| {
            let mut rings = reader
                .list(|reader| {
                    let corners = reader.points()?.into_iter();
                    Some(LineString(corners.map(|[x, y]| Coord { x, y }).collect()))
                })?
                .into_iter();
            Some(Polygon::new(rings.next()?, rings.collect()))
        })?;
        // It was checked when it was made.
        Some(Area::turned(MultiPolygon(polygons)))
    }

    fn facility(&mut self) -> Option<Facility> {
        let key = match self.byte()? {
            0 => Key::Space(self.whole()?),
            _ => Key::Added(self.small()?),
        };
        let name = self.text()?;
        let position = Position::new(self.float()?, self.float()?).ok()?;
        let category = |text: String| CategoryId::parse("category", &text).ok();
        Some(Facility {
            key,
            name,
            position,
            category: category(self.text()?)?,
            parent: category(self.text()?),
            tags: self.list(Self::text)?,
            free: self.maybe()?.map(|free| free == 1),
            access: {
                let mut facts = [Fact::Unknown; AccessFact::COUNT];
                for known in &mut facts {
                    let number = self.byte()?;
                    *known = Fact::ALL.into_iter().find(|fact| *fact as u8 == number)?;
                }
                Access::each(|fact| facts[fact as usize])
            },
            confirmed: match self.maybe()? {
                None => None,
                Some(days) => Some(NaiveDate::from_num_days_from_ce_opt(days.try_into().ok()?)?),
            },
            capacity: match self.maybe()? {
                None => None,
                Some(people) => Some(people.try_into().ok()?),
            },
            hours: Mask {
                open: self.slots()?,
                perhaps: self.slots()?,
            },
        })
    }

    fn slots(&mut self) -> Option<Slots> {
        let mut slots = Slots::NONE;
        for word in &mut slots.0 {
            *word = self.bytes().map(u64::from_le_bytes)?;
        }
        Some(slots)
    }
}
