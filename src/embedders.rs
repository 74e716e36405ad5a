//! Which sites may hold the embed in a frame.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

/// Sites as the directive `frame-ancestors` of a content security policy names them (CSP Level 3,
/// 6.4.2): `*` for all, `'none'`, or origins such as `https://a.example` and `https://*.b.example`.
/// This service's own pages may always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedders(Sites);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Sites {
    All,
    These(Vec<String>),
}

impl Default for Embedders {
    fn default() -> Self {
        Self(Sites::All)
    }
}

impl Embedders {
    /// What stands after `frame-ancestors`.
    #[must_use]
    pub fn directive(&self) -> String {
        match &self.0 {
            Sites::All => "*".to_owned(),
            Sites::These(origins) => {
                let mut out = "'self'".to_owned();
                for origin in origins {
                    // Writing to a string can't fail.
                    let _ = write!(out, " {origin}");
                }
                out
            }
        }
    }
}

impl FromStr for Embedders {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        match words[..] {
            [] => Err("it names no site; write * for all or 'none'".to_owned()),
            ["*"] => Ok(Self(Sites::All)),
            ["'none'" | "none"] => Ok(Self(Sites::These(Vec::new()))),
            _ => {
                let others = words.into_iter().filter(|word| *word != "'self'");
                let origins: Result<Vec<String>, String> = others.map(origin).collect();
                Ok(Self(Sites::These(origins?)))
            }
        }
    }
}

/// An origin in its one form; its host may start with `*.`.
fn origin(text: &str) -> Result<String, String> {
    let wrong = |why: &str| {
        Err(format!(
            "{text}: {why}; an origin is like https://www.example.org or https://*.example.org:8443"
        ))
    };
    let lower = text.to_ascii_lowercase();
    let Some((scheme, rest)) = lower.split_once("://") else {
        return wrong("it has no scheme");
    };
    if !matches!(scheme, "https" | "http") {
        return wrong("its scheme is neither https nor http");
    }
    let (host, port) = match rest.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    if rest.contains(['/', '?', '#', '@']) {
        return wrong("it has more than scheme, host and port");
    }
    if !host.is_ascii() {
        return wrong("a name with other letters is written as browsers send it (xn--…)");
    }
    let name = host.strip_prefix("*.").unwrap_or(host);
    let label = |label: &str| {
        let inside = label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        inside && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    if !name.split('.').all(label) {
        return wrong("its host is no name of a site");
    }
    let number = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    if port.is_some_and(|port| !number(port)) {
        return wrong("its port is no number from 1 to 65535");
    }
    Ok(lower)
}

/// The sites that may hold embeds of one district, `CODE=SITES`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictEmbedders {
    pub code: String,
    pub sites: Embedders,
}

impl FromStr for DistrictEmbedders {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (code, sites) = text
            .split_once('=')
            .map(|(code, sites)| (code.trim(), sites))
            .filter(|(code, _)| !code.is_empty())
            .ok_or("the code of a district, = and its sites, like B=https://b.example.org")?;
        Ok(Self {
            code: code.to_owned(),
            sites: sites.parse().map_err(|why| format!("{code}: {why}"))?,
        })
    }
}

/// Who may hold which embed.
#[derive(Debug, Clone, Default)]
pub struct EmbedRules {
    /// Embeds of no district that has sites of its own.
    pub usual: Embedders,
    /// By the code of a district of the default set.
    pub of_districts: BTreeMap<String, Embedders>,
}

impl EmbedRules {
    /// # Errors
    /// When a district is named twice.
    pub fn new(
        usual: Embedders,
        districts: impl IntoIterator<Item = DistrictEmbedders>,
    ) -> Result<Self, String> {
        let mut of_districts = BTreeMap::new();
        for DistrictEmbedders { code, sites } in districts {
            if of_districts.insert(code.clone(), sites).is_some() {
                return Err(format!("the sites of district {code} are given twice"));
            }
        }
        Ok(Self {
            usual,
            of_districts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directive(text: &str) -> Result<String, String> {
        text.parse::<Embedders>().map(|sites| sites.directive())
    }

    #[test]
    fn sites_are_all_none_or_origins() {
        for (text, expected) in [
            ("*", "*"),
            (" 'none' ", "'self'"),
            ("none", "'self'"),
            ("'self'", "'self'"),
            (
                "https://A.example  https://*.b.example:8443 'self'",
                "'self' https://a.example https://*.b.example:8443",
            ),
            ("http://127.0.0.1:9000", "'self' http://127.0.0.1:9000"),
            ("http://localhost", "'self' http://localhost"),
        ] {
            assert_eq!(directive(text).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(Embedders::default().directive(), "*");
    }

    #[test]
    fn what_is_no_origin_is_named() {
        for text in [
            "",
            "* https://a.example",
            "a.example",
            "https://",
            "https://a.example/",
            "https://a.example/path",
            "https://a@b.example",
            "https://*",
            "https://a.*.example",
            "https://żółw.example",
            "https://a.example:0",
            "https://a.example:99999",
            "https://a.example:x",
            "https://[::1]",
            "https://a.example;script-src",
            "https://a.example,https://b.example",
            "https://-a.example",
            "ftp://a.example",
            "data:",
            "'none' https://a.example",
        ] {
            let error = directive(text).expect_err(text);
            let named = text.split_ascii_whitespace().next().unwrap_or_default();
            assert!(error.contains(named), "{text}: {error}");
        }
    }

    #[test]
    fn a_district_has_sites_of_its_own_once() {
        let read = |text: &str| text.parse::<DistrictEmbedders>();
        let one = read("B = https://b.example").expect("a rule");
        assert_eq!(
            (one.code.as_str(), one.sites.directive().as_str()),
            ("B", "'self' https://b.example")
        );
        for text in ["", "B", "=https://b.example", "B=", "B=b.example"] {
            assert!(read(text).is_err(), "{text}");
        }
        let twice = [one.clone(), one];
        let error = EmbedRules::new(Embedders::default(), twice).expect_err("twice");
        assert!(error.contains('B'), "{error}");
    }
}
