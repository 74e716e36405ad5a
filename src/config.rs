//! Settings from flags and the environment.

use crate::embedders::{DistrictEmbedders, Embedders};
use chrono::NaiveDate;
use okolica_web::page::{Conformance, Statement};
use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

/// The production start: `okolica serve`.
#[derive(Debug, Clone, clap::Args)]
pub struct ServeArgs {
    /// The store: gpkg:FILE or postgres://…
    #[arg(
        long,
        env = "OKOLICA_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "gpkg:var/okolica.gpkg"
    )]
    pub database: String,
    /// Address and port to answer at; port 0 takes a free one
    #[arg(
        long,
        env = "OKOLICA_LISTEN",
        value_name = "ADDR",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,
    /// Where people reach this service; every absolute link starts with it [default: http:// and
    /// the listen address]
    #[arg(long, env = "OKOLICA_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// The secret that writes need as a bearer token; without one nobody writes over HTTP
    #[arg(
        long,
        env = "OKOLICA_ADMIN_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN"
    )]
    pub admin_token: Option<AdminToken>,
    /// The city's name; it is kept in the store from then on
    #[arg(long, env = "OKOLICA_CITY_NAME", value_name = "NAME", value_parser = city_name)]
    pub city_name: Option<String>,
    /// E-mail address for reports of mistakes [default: the one in the city's profile]
    #[arg(long, env = "OKOLICA_CONTACT", value_name = "E-MAIL", value_parser = e_mail)]
    pub contact: Option<String>,
    #[command(flatten)]
    pub statement: StatementArgs,
    /// Raster tiles under the map, e.g. https://tiles.example.org/{z}/{x}/{y}.png
    #[arg(
        long,
        env = "OKOLICA_BASEMAP",
        value_name = "TEMPLATE",
        requires = "basemap_attribution"
    )]
    pub basemap: Option<BasemapTemplate>,
    /// Who made the basemap, as its licence asks to be said
    #[arg(
        long,
        env = "OKOLICA_BASEMAP_ATTRIBUTION",
        value_name = "TEXT",
        requires = "basemap"
    )]
    pub basemap_attribution: Option<String>,
    /// GeoJSON file with water and parks that the map draws under everything
    #[arg(long, env = "OKOLICA_GROUND", value_name = "FILE")]
    pub ground: Option<PathBuf>,
    /// JSON file with planners' ready questions, in place of the shipped ones (data/presets.json)
    #[arg(long, env = "OKOLICA_PRESETS", value_name = "FILE")]
    pub presets: Option<PathBuf>,
    /// Sites that may show the embed in a frame: * or 'none' or origins, separated by spaces, e.g.
    /// 'https://www.example.org https://*.example.com'
    #[arg(
        long,
        env = "OKOLICA_EMBED_ALLOW",
        value_name = "SITES",
        default_value = "*"
    )]
    pub embed_allow: Embedders,
    /// The same for embeds of one district, in place of --embed-allow; may be given several times,
    /// in the variable separated by semicolons
    #[arg(
        long,
        env = "OKOLICA_EMBED_ALLOW_DISTRICT",
        value_name = "CODE=SITES",
        value_delimiter = ';'
    )]
    pub embed_allow_district: Vec<DistrictEmbedders>,
    /// Proxies whose forwarded headers are believed: addresses or networks, comma-separated
    #[arg(
        long,
        env = "OKOLICA_TRUSTED_PROXIES",
        value_name = "LIST",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<Network>,
    /// Connections that one address may hold at once; trusted proxies and this machine are exempt
    #[arg(
        long,
        env = "OKOLICA_MAX_CONNECTIONS_PER_ADDRESS",
        value_name = "N",
        default_value_t = 256,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub max_connections_per_address: u32,
    /// Connections in all
    #[arg(
        long,
        env = "OKOLICA_MAX_CONNECTIONS",
        value_name = "N",
        default_value_t = 8192,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub max_connections: u32,
    /// Memory for finished tiles, in MiB; 0 draws every tile anew
    #[arg(
        long,
        env = "OKOLICA_TILE_CACHE_MIB",
        value_name = "MIB",
        default_value_t = 128
    )]
    pub tile_cache_mib: u32,
    /// Figures and maps tell of no population cell with fewer people; 0 hides none
    #[arg(
        long,
        env = "OKOLICA_HIDE_CELLS_UNDER",
        value_name = "N",
        default_value_t = 0
    )]
    pub hide_cells_under: u32,
    /// How log lines are written
    #[arg(
        long,
        env = "OKOLICA_LOG_FORMAT",
        value_name = "FORMAT",
        value_enum,
        default_value_t
    )]
    pub log_format: LogFormat,
    /// What is logged, e.g. info or okolica=debug (which adds a line for every tile)
    #[arg(
        long,
        env = "OKOLICA_LOG",
        value_name = "FILTER",
        default_value = "info"
    )]
    pub log: LogFilter,
}

/// What the accessibility statement says; what is not given is said there to be missing.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Accessibility statement")]
pub struct StatementArgs {
    /// The public body that runs this site
    #[arg(long, env = "OKOLICA_OPERATOR", value_name = "NAME")]
    pub operator: Option<String>,
    /// Who answers questions about accessibility
    #[arg(long, env = "OKOLICA_ACCESSIBILITY_PERSON", value_name = "NAME")]
    pub accessibility_person: Option<String>,
    /// The number to call about accessibility
    #[arg(long, env = "OKOLICA_ACCESSIBILITY_PHONE", value_name = "NUMBER")]
    pub accessibility_phone: Option<String>,
    /// When the site was published, e.g. 2026-11-23
    #[arg(long, env = "OKOLICA_SITE_PUBLISHED", value_name = "DATE")]
    pub site_published: Option<NaiveDate>,
    /// When it was last changed in an important way
    #[arg(long, env = "OKOLICA_SITE_CHANGED", value_name = "DATE")]
    pub site_changed: Option<NaiveDate>,
    /// How far the site conforms to the act
    #[arg(
        long,
        env = "OKOLICA_ACCESSIBILITY_STATUS",
        value_name = "STATUS",
        value_enum
    )]
    pub accessibility_status: Option<AccessibilityStatus>,
    /// What is not accessible and why, in tiny Markdown
    #[arg(long, env = "OKOLICA_ACCESSIBILITY_GAPS", value_name = "TEXT")]
    pub accessibility_gaps: Option<String>,
    /// When the statement was drawn up
    #[arg(long, env = "OKOLICA_ACCESSIBILITY_DRAWN_UP", value_name = "DATE")]
    pub accessibility_drawn_up: Option<NaiveDate>,
    /// When the statement was last reviewed
    #[arg(long, env = "OKOLICA_ACCESSIBILITY_REVIEWED", value_name = "DATE")]
    pub accessibility_reviewed: Option<NaiveDate>,
    /// Who assessed the site: a name, or self
    #[arg(long, env = "OKOLICA_ACCESSIBILITY_ASSESSOR", value_name = "NAME")]
    pub accessibility_assessor: Option<String>,
    /// How accessible the operator's premises are, in tiny Markdown
    #[arg(long, env = "OKOLICA_PREMISES", value_name = "TEXT")]
    pub premises: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum AccessibilityStatus {
    Full,
    Partial,
    None,
}

impl StatementArgs {
    /// The same for the page; an empty text counts as not given.
    #[must_use]
    pub fn of_page(&self) -> Statement {
        let text = |given: &Option<String>| {
            let given = given.as_deref().map(str::trim);
            given.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        Statement {
            operator: text(&self.operator),
            person: text(&self.accessibility_person),
            phone: text(&self.accessibility_phone),
            published: self.site_published,
            changed: self.site_changed,
            conformance: self.accessibility_status.map(|status| match status {
                AccessibilityStatus::Full => Conformance::Full,
                AccessibilityStatus::Partial => Conformance::Partial,
                AccessibilityStatus::None => Conformance::None,
            }),
            gaps: text(&self.accessibility_gaps),
            drawn_up: self.accessibility_drawn_up,
            reviewed: self.accessibility_reviewed,
            assessor: text(&self.accessibility_assessor),
            premises: text(&self.premises),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// A filter of log lines that [`tracing_subscriber`] understands.
#[derive(Debug, Clone)]
pub struct LogFilter(String);

impl LogFilter {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LogFilter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        tracing_subscriber::EnvFilter::try_new(text)
            .map(|_| Self(text.to_owned()))
            .map_err(|error| format!("{error}; a filter like info or okolica=debug,warn"))
    }
}

/// The address that every absolute link starts with: scheme, authority and perhaps a path,
/// without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address that a listener without a configured one is reached at.
    #[must_use]
    pub fn of_listener(address: SocketAddr) -> Self {
        Self(format!("http://{address}"))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach the service by TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "an address like https://mapa.example.org, without ? and #".to_owned();
        let uri: axum::http::Uri = text.parse().map_err(|_| wrong())?;
        let authority = uri.authority().ok_or_else(wrong)?;
        let ok = matches!(uri.scheme_str(), Some("http" | "https"))
            && !authority.as_str().contains('@')
            && uri.query().is_none()
            && !text.contains('#');
        if ok {
            Ok(Self(text.trim_end_matches('/').to_owned()))
        } else {
            Err(wrong())
        }
    }
}

/// The secret of those who may write. Never printed.
#[derive(Clone)]
pub struct AdminToken(String);

impl AdminToken {
    /// Whether `given` is the secret; takes the same time wherever they first differ. An empty
    /// secret is nobody's.
    #[must_use]
    pub fn admits(&self, given: &[u8]) -> bool {
        use subtle::ConstantTimeEq;
        !self.0.is_empty() && bool::from(self.0.as_bytes().ct_eq(given))
    }

    /// Whether there is a secret at all: an empty one counts as unset.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
}

impl FromStr for AdminToken {
    type Err = Infallible;

    /// Any value will do; space around it goes, as it does in a header.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.trim().to_owned()))
    }
}

impl fmt::Debug for AdminToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminToken(…)")
    }
}

/// The address of raster tiles with `{z}`, `{x}` and `{y}` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasemapTemplate {
    template: String,
    origin: String,
}

impl BasemapTemplate {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.template
    }

    /// What the content security policy lets images come from: `https://tiles.example.org`, with
    /// `*` for `{s}`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl FromStr for BasemapTemplate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            "an address like https://tiles.example.org/{z}/{x}/{y}.png, in which only {s} may \
             stand before the path"
                .to_owned()
        };
        let (scheme, rest) = text.split_once("://").ok_or_else(wrong)?;
        let (host, path) = rest.split_once('/').ok_or_else(wrong)?;
        // A subdomain placeholder stands for any subdomain, the only wildcard that CSP has.
        let host = host
            .strip_prefix("{s}.")
            .map_or_else(|| host.to_owned(), |domain| format!("*.{domain}"));
        let host_ok = !host.is_empty()
            && host
                .trim_start_matches("*.")
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'));
        let text_ok = text.bytes().all(|b| b.is_ascii_graphic() && b != b'"');
        let holes = ["{z}", "{x}", "{y}"].iter().all(|hole| path.contains(hole));
        if matches!(scheme, "http" | "https") && host_ok && text_ok && holes {
            Ok(Self {
                template: text.to_owned(),
                origin: format!("{scheme}://{host}"),
            })
        } else {
            Err(wrong())
        }
    }
}

/// A network of addresses, `10.0.0.0/8` or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    bits: u8,
}

impl Network {
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.base, address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let differ = u32::from(base) ^ u32::from(address);
                differ.checked_shr(32 - u32::from(self.bits)).unwrap_or(0) == 0
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let differ = u128::from(base) ^ u128::from(address);
                differ.checked_shr(128 - u32::from(self.bits)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "an address or network like 10.0.0.5 or 10.0.0.0/8".to_owned();
        let text = text.trim();
        let (base, bits) = match text.split_once('/') {
            Some((base, bits)) => (base, Some(bits.parse::<u8>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let base = base.parse::<IpAddr>().map_err(|_| wrong())?.to_canonical();
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits <= most {
            Ok(Self { base, bits })
        } else {
            Err(wrong())
        }
    }
}

fn city_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if (1..=100).contains(&name.chars().count()) && !name.contains(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err("a name of 1 to 100 characters".to_owned())
    }
}

fn e_mail(text: &str) -> Result<String, String> {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'?' | b'&'));
    match text.split_once('@') {
        Some((name, domain)) if plain && !name.is_empty() && domain.contains('.') => {
            Ok(text.to_owned())
        }
        _ => Err("an e-mail address like mapa@example.org".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Cli {
        #[command(flatten)]
        serve: ServeArgs,
    }

    fn parse(args: &[&str]) -> Result<ServeArgs, String> {
        Cli::try_parse_from(["okolica"].iter().chain(args))
            .map(|cli| cli.serve)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn wrong_values_name_their_flag() {
        for (flag, value) in [
            ("--listen", "here"),
            ("--public-url", "mapa.example.org"),
            ("--public-url", "ftp://mapa.example.org"),
            ("--public-url", "https://mapa.example.org/?a=1"),
            ("--contact", "nobody"),
            ("--city-name", " "),
            ("--trusted-proxies", "10.0.0.0/33"),
            ("--max-connections-per-address", "0"),
            ("--log-format", "xml"),
            ("--site-published", "23.11.2026"),
            ("--accessibility-status", "good"),
        ] {
            let error = parse(&[flag, value]).expect_err(value);
            assert!(error.contains(flag), "{flag} {value}: {error}");
        }
        let basemap = [
            "--basemap",
            "https://x/{z}/{x}.png",
            "--basemap-attribution",
            "x",
        ];
        assert!(parse(&basemap).expect_err("no y").contains("--basemap"));
        let alone = parse(&["--basemap", "https://x/{z}/{x}/{y}.png"]).expect_err("alone");
        assert!(alone.contains("--basemap-attribution"), "{alone}");
    }

    #[test]
    fn the_basemap_opens_images_to_its_host_only() {
        let origin = |text: &str| text.parse::<BasemapTemplate>().map(|t| t.origin);
        assert_eq!(
            origin("https://tiles.example.org:8443/a/{z}/{x}/{y}.png"),
            Ok("https://tiles.example.org:8443".to_owned())
        );
        assert_eq!(
            origin("https://{s}.example.org/{z}/{x}/{y}.png"),
            Ok("https://*.example.org".to_owned())
        );
        for bad in [
            "https://a.org; script-src */{z}/{x}/{y}",
            "//a.org/{z}/{x}/{y}",
            "https://{s}/{z}/{x}/{y}.png",
        ] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn networks_hold_their_addresses() {
        let holds = |network: &str, address: &str| {
            network
                .parse::<Network>()
                .expect(network)
                .contains(address.parse().expect(address))
        };
        assert!(holds("10.0.0.0/8", "10.255.0.1"));
        assert!(!holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("10.0.0.0/8", "::ffff:10.1.1.1"));
        assert!(holds("0.0.0.0/0", "9.9.9.9"));
        assert!(!holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1"));
        assert!(holds("192.0.2.7", "192.0.2.7"));
        assert!(!holds("192.0.2.7", "192.0.2.6"));
    }

    #[test]
    fn a_token_is_all_or_nothing() {
        let token: AdminToken = "sekret".parse().expect("a token");
        assert!(token.admits(b"sekret"));
        for wrong in ["", "sekre", "sekret2", "Sekret"] {
            assert!(!token.admits(wrong.as_bytes()), "{wrong}");
        }
        let empty: AdminToken = "".parse().expect("empty means unset");
        assert!(!empty.is_set() && !empty.admits(b""));
    }
}
