//! The style that an embed has beside that of every page: the office's accent, and a scheme that
//! does not ask the reader's system. It is served: a policy without inline styles holds in frames too.

use super::frame::Theme;
use crate::STYLE;
use crate::accent::Accent;

/// The address of the style, where the embed needs one.
pub(super) fn href(accent: Option<Accent>, theme: Theme) -> Option<String> {
    // A colour that can't be read is not used.
    let accent = accent.filter(|accent| accent.on_light().is_some());
    let accent = accent.map(|accent| format!("accent={accent}"));
    let theme = (theme != Theme::Auto).then(|| format!("theme={}", theme.name()));
    let pairs: Vec<String> = accent.into_iter().chain(theme).collect();
    (!pairs.is_empty()).then(|| format!("/embed/style.css?{}", pairs.join("&")))
}

/// The style itself. Where the reader has colours of their own it says nothing.
#[must_use]
pub fn style(accent: Option<Accent>, theme: Theme) -> String {
    let (light, dark) = tokens();
    let light = format!("color-scheme: light;{light}{}", of_accent(accent, false));
    let dark = format!("color-scheme: dark;{dark}{}", of_accent(accent, true));
    let (light, dark) = match theme {
        Theme::Light => (light.clone(), light),
        Theme::Dark => (dark.clone(), dark),
        Theme::Auto => (of_accent(accent, false), of_accent(accent, true)),
    };
    format!(
        "@media (forced-colors: none) {{\n:root {{{light}}}\n\
         @media (prefers-color-scheme: dark) {{\n:root {{{dark}}}\n}}\n}}\n"
    )
}

fn of_accent(accent: Option<Accent>, dark: bool) -> String {
    let colour = accent.and_then(|accent| {
        let light = accent.on_light()?;
        Some(if dark { accent.on_dark() } else { light })
    });
    colour.map_or_else(String::new, |colour| format!("--accent: {colour};"))
}

/// The colours of the style of every page, light and dark.
fn tokens() -> (String, String) {
    let (before, after) = STYLE
        .split_once("@media (prefers-color-scheme: dark)")
        .unwrap_or((STYLE, ""));
    (custom_properties(before), custom_properties(after))
}

/// The custom properties of the first rule for `:root`.
fn custom_properties(style: &str) -> String {
    let rule = style.split_once(":root {").map_or("", |(_, rest)| rest);
    let rule = rule.split('}').next().unwrap_or_default();
    let lines = rule.lines().map(str::trim);
    lines.filter(|line| line.starts_with("--")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_brings_every_colour_of_the_pages() {
        let (light, dark) = tokens();
        let dark_style = style(None, Theme::Dark);
        assert_eq!(dark_style.matches(&dark).count(), 2, "{dark_style}");
        assert!(
            dark.contains("--ground: #12181f;") && dark.contains("--map-veil"),
            "{dark}"
        );
        assert!(light.contains("--ground: #f6f3ec;"), "{light}");
        assert_eq!(style(None, Theme::Light).matches(&light).count(), 2);
        assert!(!style(None, Theme::Light).contains(&dark));
        // What a dark page names, a light one names too.
        for property in dark.split(';').filter_map(|one| one.split(':').next()) {
            assert!(light.contains(&format!("{property}:")), "{property}");
        }
    }

    #[test]
    fn an_accent_has_a_colour_for_light_and_one_for_dark() {
        let navy = Accent::parse("1a237e").expect("a colour");
        let said = style(Some(navy), Theme::Auto);
        assert!(said.contains(":root {--accent: #1a237e;}"), "{said}");
        let lighter = format!(":root {{--accent: {};}}", navy.on_dark());
        assert!(said.contains(&lighter), "{said}");
        assert_eq!(
            href(Some(navy), Theme::Dark).expect("one"),
            "/embed/style.css?accent=1a237e&theme=dark"
        );
        let pale = Accent::parse("ffff00");
        assert!(!style(pale, Theme::Auto).contains("--accent"));
        assert_eq!(href(pale, Theme::Auto), None);
    }
}
