//! The colours of pictures: those of the light map, as red, green, blue.

pub(super) type Rgb = [u8; 3];

pub(super) const CATEGORIES: [Rgb; 8] = [
    [0x1f, 0x5f, 0xa8],
    [0xb4, 0x53, 0x0a],
    [0x1b, 0x7a, 0x3d],
    [0x8e, 0x3a, 0x86],
    [0x7a, 0x6a, 0x00],
    [0x0a, 0x72, 0x86],
    [0xb0, 0x30, 0x4f],
    [0x5a, 0x5f, 0x66],
];
pub(super) const ACCENT: Rgb = [0x0b, 0x6b, 0x62];
pub(super) const CASING: Rgb = [0xff, 0xff, 0xff];
pub(super) const LAND: Rgb = [0xf2, 0xee, 0xe4];
pub(super) const WATER: Rgb = [0xc3, 0xdb, 0xe6];
pub(super) const PARK: Rgb = [0xd9, 0xe6, 0xc9];
pub(super) const BORDER: Rgb = [0xb3, 0xaa, 0x98];
pub(super) const VEIL: Rgb = [0x5a, 0x54, 0x48];
/// How much the veil covers.
pub(super) const VEIL_ALPHA: f32 = 0.28;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_the_colours_of_the_map() {
        let style = okolica_web::STYLE;
        // The light ones stand first.
        let token = |name: &str| {
            let value = style
                .split_once(&format!("--{name}: "))
                .map(|(_, rest)| rest);
            value
                .and_then(|rest| rest.split_once(';'))
                .map(|(value, _)| value)
        };
        let hex = |[r, g, b]: Rgb| format!("#{r:02x}{g:02x}{b:02x}");
        for (at, colour) in CATEGORIES.into_iter().enumerate() {
            assert_eq!(token(&format!("c{at}")), Some(&*hex(colour)));
        }
        for (name, colour) in [
            ("accent", ACCENT),
            ("casing", CASING),
            ("map-land", LAND),
            ("map-water", WATER),
            ("map-park", PARK),
            ("map-border", BORDER),
        ] {
            assert_eq!(token(name), Some(&*hex(colour)), "{name}");
        }
        let [r, g, b] = VEIL;
        let veil = format!("rgb({r} {g} {b} / {VEIL_ALPHA})");
        assert_eq!(token("map-veil"), Some(&*veil));
    }
}
