//! A typical week in half hours: when a place is open, and the stretch of it that a question asks
//! about. Local times; the week begins on Monday at midnight.

use okolica_model::FieldError;

/// Half hours of a day.
pub const SLOTS_A_DAY: usize = 48;
/// Half hours of a week.
pub const SLOTS: usize = 7 * SLOTS_A_DAY;

const WORDS: usize = SLOTS.div_ceil(64);

/// The names of the days, Monday first, as OpenStreetMap shortens them.
const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// A set of half hours of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slots(pub(crate) [u64; WORDS]);

impl Slots {
    pub const NONE: Self = Self([0; WORDS]);

    #[must_use]
    pub fn all() -> Self {
        let mut all = Self::NONE;
        (0..SLOTS).for_each(|slot| all.insert(slot));
        all
    }

    /// Adds a half hour, counted from Monday 0:00; one beyond the week is passed over.
    pub fn insert(&mut self, slot: usize) {
        if slot < SLOTS {
            self.0[slot / 64] |= 1 << (slot % 64);
        }
    }

    #[must_use]
    pub const fn contains(&self, slot: usize) -> bool {
        slot < SLOTS && self.0[slot / 64] >> (slot % 64) & 1 == 1
    }

    /// Whether the two have a half hour in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }
}

/// When a place is open in a typical week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask {
    /// Half hours in all of which it is surely open.
    pub open: Slots,
    /// Half hours in all of which it is perhaps open, those of `open` among them.
    pub perhaps: Slots,
}

impl Mask {
    /// Nothing is known of its hours.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            open: Slots::NONE,
            perhaps: Slots::all(),
        }
    }

    /// Open day and night.
    #[must_use]
    pub fn always() -> Self {
        Self {
            open: Slots::all(),
            perhaps: Slots::all(),
        }
    }

    /// Open in these windows, and at no other time.
    #[must_use]
    pub fn of(windows: &[WeekWindow]) -> Self {
        let mut open = Slots::NONE;
        for window in windows {
            window.slots().for_each(|slot| open.insert(slot));
        }
        Self {
            open,
            perhaps: open,
        }
    }

    /// Whether every half hour is either surely open or surely not.
    #[must_use]
    pub fn known(&self) -> bool {
        self.open == self.perhaps
    }
}

/// The same stretch of time on some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeekWindow {
    /// One bit a day, Monday the lowest; at least one.
    days: u8,
    /// In half hours of the day: 0 to 47, and the one after the last, 1 to 48.
    from: u8,
    until: u8,
}

impl WeekWindow {
    /// Monday to Friday 18:00–22:00, the evening of the filter `open=evening`.
    pub const EVENING: Self = Self {
        days: 0b001_1111,
        from: 36,
        until: 44,
    };
    pub const SATURDAY: Self = Self {
        days: 0b010_0000,
        from: 0,
        until: 48,
    };
    pub const SUNDAY: Self = Self {
        days: 0b100_0000,
        from: 0,
        until: 48,
    };

    const NAMED: [(&'static str, Self); 3] = [
        ("evening", Self::EVENING),
        ("saturday", Self::SATURDAY),
        ("sunday", Self::SUNDAY),
    ];

    /// `evening`, `saturday`, `sunday`, or days and times: `mo-fr.1700-2000`, `mo,we.0800-1430`.
    /// Times stand on the half hour; the end is later than the start, at most 2400.
    ///
    /// # Errors
    /// Names `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let named = Self::NAMED.iter().find(|(name, _)| *name == text);
        named
            .map(|(_, window)| *window)
            .or_else(|| Self::parse_times(text))
            .ok_or_else(|| {
                let expected = "evening, saturday, sunday, or days and times on the half hour \
                                like mo-fr.1700-2000";
                FieldError::new(field, text, expected)
            })
    }

    fn parse_times(text: &str) -> Option<Self> {
        let (days, times) = text.split_once('.')?;
        let day = |name: &str| DAYS.iter().position(|day| *day == name);
        let mut bits = 0;
        for part in days.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (day(first)?, day(last)?);
            // A span may go over the end of the week: sa-mo.
            let days = (last + 7 - first) % 7;
            (0..=days).for_each(|more| bits |= 1 << ((first + more) % 7));
        }
        let (from, until) = times.split_once('-')?;
        let (from, until) = (half_hours(from)?, half_hours(until)?);
        (from < until).then_some(Self {
            days: bits,
            from,
            until,
        })
    }

    /// The half hours of the window, counted from Monday 0:00.
    pub fn slots(self) -> impl Iterator<Item = usize> {
        (0..7)
            .filter(move |day| self.days >> day & 1 == 1)
            .flat_map(move |day| {
                (self.from..self.until).map(move |slot| day * SLOTS_A_DAY + usize::from(slot))
            })
    }

    #[must_use]
    pub fn to_slots(self) -> Slots {
        Mask::of(&[self]).open
    }

    /// The text that [`WeekWindow::parse`] reads it from: its name where it has one.
    #[must_use]
    pub fn text(self) -> String {
        if let Some((name, _)) = Self::NAMED.iter().find(|(_, window)| *window == self) {
            return (*name).to_owned();
        }
        let has = |day: usize| day < 7 && self.days >> day & 1 == 1;
        let mut parts = Vec::new();
        let mut day = 0;
        while day < 7 {
            let first = day;
            while has(day) {
                day += 1;
            }
            match day - first {
                0 => day += 1,
                1 => parts.push(DAYS[first].to_owned()),
                _ => parts.push(format!("{}-{}", DAYS[first], DAYS[day - 1])),
            }
        }
        let time = |slot: u8| format!("{:02}{:02}", slot / 2, slot % 2 * 30);
        format!(
            "{}.{}-{}",
            parts.join(","),
            time(self.from),
            time(self.until)
        )
    }
}

/// `1730` as half hours of the day; 0 to 48.
fn half_hours(text: &str) -> Option<u8> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u16 = text.parse().ok().filter(|_| digits)?;
    let (hours, minutes) = (number / 100, number % 100);
    let on_the_half_hour = minutes == 0 || minutes == 30;
    let slots = hours * 2 + minutes / 30;
    (on_the_half_hour && slots <= 48).then_some(slots as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_reads_what_it_writes() {
        for (text, written, slots) in [
            ("evening", "evening", 5 * 8),
            ("mo-fr.1800-2200", "evening", 5 * 8),
            ("sa.0000-2400", "saturday", 48),
            ("sunday", "sunday", 48),
            ("mo-fr.1700-2000", "mo-fr.1700-2000", 5 * 6),
            ("fr,mo,we.0830-0900", "mo,we,fr.0830-0900", 3),
            ("sa-mo.1000-1130", "mo,sa-su.1000-1130", 9),
        ] {
            let window = WeekWindow::parse("when", text).expect(text);
            assert_eq!(window.text(), written);
            assert_eq!(WeekWindow::parse("when", written).expect(written), window);
            assert_eq!(window.slots().count(), slots, "{text}");
        }
        for wrong in [
            "",
            "noon",
            "mo-fr",
            "mo.1700",
            "mo.2000-1700",
            "mo.1700-1700",
            "mo.1715-1800",
            "mo.1700-2430",
            "xx.1700-1800",
            "mo,.1700-1800",
            "mo.17:00-18:00",
            "mo.+100-1800",
        ] {
            assert!(WeekWindow::parse("when", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn masks_know_what_is_open_and_what_may_be() {
        let evening = WeekWindow::EVENING.to_slots();
        let day = Mask::of(&[WeekWindow::parse("when", "mo-su.0800-1800").expect("a window")]);
        assert!(day.known() && !day.open.meets(&evening));
        assert!(Mask::always().open.meets(&evening));
        assert!(!Mask::unknown().open.meets(&evening) && Mask::unknown().perhaps.meets(&evening));
        assert_eq!(
            Slots::all().0.iter().map(|w| w.count_ones()).sum::<u32>(),
            336
        );
    }
}
