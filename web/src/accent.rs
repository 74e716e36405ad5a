//! The colour that an office gives its embeds: whether it can be read, and what becomes of it in the
//! dark. Pure; the service, its builder and the pages share it.

use std::fmt;

/// The least contrast of text, WCAG 2.2 success criterion 1.4.3.
pub const ENOUGH: f64 = 4.5;

/// What an accent stands on in the light: `--surface`, `--ground` and `--wash` of the style.
const LIGHT: [Rgb; 3] = [
    Rgb(0xff, 0xff, 0xff),
    Rgb(0xf6, 0xf3, 0xec),
    Rgb(0xee, 0xf3, 0xf1),
];

/// The same in the dark.
const DARK: [Rgb; 3] = [
    Rgb(0x1a, 0x22, 0x2b),
    Rgb(0x12, 0x18, 0x1f),
    Rgb(0x22, 0x30, 0x39),
];

/// A colour of sRGB: red, green, blue. It displays as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Relative luminance, 0 to 1, as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// This colour with a share of white, 0 to 1, mixed in.
    fn tint(self, share: f64) -> Self {
        let mix = |channel: u8| {
            let own = f64::from(channel);
            (own + (255.0 - own) * share).round() as u8
        };
        Self(mix(self.0), mix(self.1), mix(self.2))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The contrast of two colours, 1 to 21, as WCAG 2.2 defines it.
#[must_use]
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The least contrast with any of the grounds.
fn least(colour: Rgb, grounds: [Rgb; 3]) -> f64 {
    let all = grounds.into_iter().map(|ground| contrast(colour, ground));
    all.fold(f64::INFINITY, f64::min)
}

/// The accent that somebody asks for, readable or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent(Rgb);

impl Accent {
    /// Reads `RRGGBB`, hexadecimal in either case, without `#`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 6 || !bytes.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let channel = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).ok();
        Some(Self(Rgb(channel(0)?, channel(2)?, channel(4)?)))
    }

    /// The colour as it was asked for.
    #[must_use]
    pub fn asked(self) -> Rgb {
        self.0
    }

    /// Its least contrast with the light grounds, 1 to 21.
    #[must_use]
    pub fn light_contrast(self) -> f64 {
        least(self.0, LIGHT)
    }

    /// The accent in the light: as it was asked for, if it can be read on every light ground.
    #[must_use]
    pub fn on_light(self) -> Option<Rgb> {
        (self.light_contrast() >= ENOUGH).then_some(self.0)
    }

    /// The least contrast of [`Accent::on_dark`] with the dark grounds, 1 to 21.
    #[must_use]
    pub fn dark_contrast(self) -> f64 {
        least(self.on_dark(), DARK)
    }

    /// The accent in the dark: with as little white mixed in as makes it readable on every dark
    /// ground.
    #[must_use]
    pub fn on_dark(self) -> Rgb {
        let tints = (0..=100_u8).map(|percent| self.0.tint(f64::from(percent) / 100.0));
        let mut readable = tints.filter(|tint| least(*tint, DARK) >= ENOUGH);
        readable.next().unwrap_or(Rgb(255, 255, 255))
    }
}

/// As it stands in addresses: `rrggbb`.
impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_string()[1..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accent(text: &str) -> Accent {
        Accent::parse(text).expect("a colour")
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        assert!((contrast(white, white) - 1.0).abs() < 1e-9);
        // The grey that WebAIM gives as the lightest that passes on white, and the next one.
        assert!(contrast(Rgb(0x76, 0x76, 0x76), white) >= ENOUGH);
        assert!(contrast(Rgb(0x77, 0x77, 0x77), white) < ENOUGH);
        assert!((contrast(Rgb(255, 0, 0), white) - 3.998).abs() < 1e-3);
    }

    #[test]
    fn an_accent_is_six_digits() {
        assert_eq!(accent("0B6b62").to_string(), "0b6b62");
        assert_eq!(accent("0b6b62").asked().to_string(), "#0b6b62");
        for text in [
            "", "#0b6b62", "0b6b6", "0b6b622", "0b6b6g", "+b6b62", "ąbc0", "0b 662",
        ] {
            assert_eq!(Accent::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_grounds_are_those_of_the_style() {
        let style = include_str!("../styles/okolica.css");
        let (light, dark) = style
            .split_once("@media (prefers-color-scheme: dark)")
            .expect("a dark part");
        for (part, grounds) in [(light, LIGHT), (dark, DARK)] {
            for (name, ground) in ["surface", "ground", "wash"].into_iter().zip(grounds) {
                let token = format!("--{name}: {ground};");
                assert!(part.contains(&token), "{token}");
            }
        }
    }

    #[test]
    fn what_is_too_pale_in_the_light_is_refused() {
        assert_eq!(accent("0b6b62").on_light(), Some(Rgb(0x0b, 0x6b, 0x62)));
        for pale in ["ffff00", "ffffff", "8fbc8f", "777777"] {
            assert_eq!(accent(pale).on_light(), None, "{pale}");
        }
        // Enough on white, not on the wash behind chips.
        assert!(contrast(accent("767676").asked(), LIGHT[0]) >= ENOUGH);
        assert_eq!(accent("767676").on_light(), None);
    }

    #[test]
    fn in_the_dark_every_hue_can_be_read_and_stays_as_it_was_where_it_can() {
        for hue in 0..360_u16 {
            for value in [0, 40, 90, 140, 200, 255_u16] {
                for saturation in [0.0, 0.3, 0.7, 1.0] {
                    let asked = Accent(of_hue(hue, saturation, value));
                    let dark = asked.on_dark();
                    let got = least(dark, DARK);
                    assert!(got >= ENOUGH, "{asked} becomes {dark}: {got}");
                    if least(asked.0, DARK) >= ENOUGH {
                        assert_eq!(dark, asked.0, "{asked} needs no change");
                    }
                    // No lighter than it must be: a percent less white would not do.
                    assert!(got < ENOUGH + 0.35 || dark == asked.0, "{asked}: {got}");
                }
            }
        }
    }

    /// A colour of the HSV cone: degrees, 0 to 1, 0 to 255.
    fn of_hue(hue: u16, saturation: f64, value: u16) -> Rgb {
        let channel = |offset: f64| {
            let k = (offset + f64::from(hue) / 60.0).rem_euclid(6.0);
            let share = k.min(4.0 - k).clamp(0.0, 1.0);
            (f64::from(value) * (1.0 - saturation * share)).round() as u8
        };
        Rgb(channel(5.0), channel(3.0), channel(1.0))
    }
}
