//! QR codes as SVG, made here: no other service hears what somebody prints.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The code of an address as an SVG document: black on white with its quiet zone, in any look,
/// since scanners need the contrast. `None` for a text that no code can hold.
#[must_use]
pub fn svg(text: &str) -> Option<String> {
    // A quarter of it may be scratched off a notice board.
    let code = QrCode::with_error_correction_level(text, EcLevel::Q)
        .or_else(|_| QrCode::with_error_correction_level(text, EcLevel::L))
        .ok()?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .quiet_zone(true)
        .build();
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_an_image_without_anything_else() {
        let drawn = svg("https://mapa.example.org/spaces/17").expect("a short text");
        assert!(drawn.contains("<svg"), "{drawn}");
        assert!(!drawn.contains("style="), "{drawn}");
        assert_eq!(svg(&"x".repeat(5000)), None);
    }
}
