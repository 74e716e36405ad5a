//! Which compression a client takes, and the compressing.

use crate::http::response::problem::Problem;
use crate::http::server::headers;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, HeaderValue};
use std::cell::RefCell;
use std::io::Write as _;

/// Bytes below which compressing does not pay.
const WORTH_COMPRESSING: usize = 256;

/// How the bytes of an answer are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    Identity,
    Gzip,
    Zstd,
    /// Only for static files, which are compressed when they are built.
    Brotli,
}

impl Encoding {
    /// What answers made on the spot are offered in, best first.
    pub(crate) const DYNAMIC: [Self; 3] = [Self::Zstd, Self::Gzip, Self::Identity];
    /// What static files are offered in, best first.
    pub(crate) const STATIC: [Self; 4] = [Self::Brotli, Self::Zstd, Self::Gzip, Self::Identity];

    /// Its name in `Content-Encoding`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Brotli => "br",
        }
    }

    /// The best of `offers`, given best first, that the client takes (RFC 9110, 12.5.3): the one
    /// with the greatest weight, of equal ones the first. Without a header everything is taken,
    /// so the plain bytes are the safest. `None` when the client refuses all.
    pub(crate) fn choose(headers: &HeaderMap, offers: &[Self]) -> Option<Self> {
        if !headers.contains_key(ACCEPT_ENCODING) {
            return Some(Self::Identity);
        }
        let mut best: Option<(u16, Self)> = None;
        for offer in offers {
            let weight = weight(headers, *offer);
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, *offer));
            }
        }
        best.map(|(_, encoding)| encoding)
    }

    /// [`Encoding::choose`] among what is made on the spot.
    pub(crate) fn of_answer(headers: &HeaderMap) -> Result<Self, Problem> {
        Self::choose(headers, &Self::DYNAMIC).ok_or_else(|| {
            Problem::new(
                StatusCode::NOT_ACCEPTABLE,
                "the answer comes as zstd, gzip or identity; Accept-Encoding refuses all three",
            )
        })
    }

    /// This encoding, or none for so few bytes that they would hardly become fewer.
    pub(crate) const fn if_worth(self, bytes: usize) -> Self {
        if bytes < WORTH_COMPRESSING {
            Self::Identity
        } else {
            self
        }
    }

    /// Says in an answer how its bytes are written, and that this depended on the client.
    pub(crate) fn describe(self, headers: &mut HeaderMap) {
        if self != Self::Identity {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(self.name()));
        }
        headers::vary_by_encoding(headers);
    }

    /// Writes `plain` in this encoding. Brotli is never made here and leaves the bytes plain.
    pub(crate) fn compress(self, plain: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Identity | Self::Brotli => plain,
            Self::Gzip => gzip(&plain),
            Self::Zstd => zstd(&plain),
        }
    }
}

/// The weight that the client gives an encoding, in thousandths.
fn weight(headers: &HeaderMap, encoding: Encoding) -> u16 {
    let mut by_star = None;
    for value in headers.get_all(ACCEPT_ENCODING) {
        for element in value.to_str().unwrap_or_default().split(',') {
            let (name, parameters) = element.split_once(';').unwrap_or((element, ""));
            let name = name.trim();
            if name.eq_ignore_ascii_case(encoding.name()) {
                return quality(parameters);
            }
            if name == "*" {
                by_star = Some(quality(parameters));
            }
        }
    }
    // Plain bytes are welcome unless refused, but less than anything that was asked for.
    let unsaid = u16::from(encoding == Encoding::Identity);
    by_star.unwrap_or(unsaid)
}

/// `q=0.5` → 500; no or a broken weight counts as 1.
fn quality(parameters: &str) -> u16 {
    parameters
        .split(';')
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
        .and_then(|(_, value)| value.trim().parse::<f32>().ok())
        .map_or(1000, |q| (q.clamp(0.0, 1.0) * 1000.0).round() as u16)
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let out = Vec::with_capacity(plain.len() / 4 + 64);
    let mut encoder = flate2::write::GzEncoder::new(out, flate2::Compression::new(5));
    // A Vec takes every write.
    let _ = encoder.write_all(plain);
    encoder.finish().unwrap_or_default()
}

fn zstd(plain: &[u8]) -> Vec<u8> {
    thread_local! {
        // Its tables cost more to set up than a tile to compress.
        static COMPRESSOR: RefCell<Option<zstd::bulk::Compressor<'static>>> =
            RefCell::new(zstd::bulk::Compressor::new(3).ok());
    }
    let done = COMPRESSOR.with_borrow_mut(|compressor| {
        compressor
            .as_mut()
            .and_then(|compressor| compressor.compress(plain).ok())
    });
    // Both fail only when memory can't be had.
    done.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(header: &str) -> Option<Encoding> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, header.parse().expect("a value"));
        Encoding::choose(&headers, &Encoding::DYNAMIC)
    }

    #[test]
    fn weights_decide_and_order_breaks_ties() {
        use Encoding::{Gzip, Identity, Zstd};
        for (header, expected) in [
            ("", Some(Identity)),
            ("gzip, deflate, br, zstd", Some(Zstd)),
            ("gzip, deflate, br", Some(Gzip)),
            ("GZIP", Some(Gzip)),
            ("zstd;q=0.5, gzip;q=0.8", Some(Gzip)),
            ("zstd;q=0, *", Some(Gzip)),
            ("*", Some(Zstd)),
            ("gzip;q=0.1", Some(Gzip)),
            ("identity, gzip;q=0.5", Some(Identity)),
            ("br", Some(Identity)),
            ("identity;q=0", None),
            ("*;q=0", None),
            ("*;q=0, gzip", Some(Gzip)),
            ("gzip;q=junk", Some(Gzip)),
        ] {
            assert_eq!(chosen(header), expected, "{header}");
        }
        assert_eq!(
            Encoding::choose(&HeaderMap::new(), &Encoding::DYNAMIC),
            Some(Identity)
        );
    }

    #[test]
    fn compressed_bytes_are_read_back_by_other_readers() {
        let plain = b"okolica ".repeat(1000);
        let zstd = Encoding::Zstd.compress(plain.clone());
        assert!(zstd.len() < plain.len());
        assert_eq!(zstd::stream::decode_all(&zstd[..]).expect("zstd"), plain);
        let gzip = Encoding::Gzip.compress(plain.clone());
        let mut back = Vec::new();
        std::io::copy(&mut flate2::read::GzDecoder::new(&gzip[..]), &mut back).expect("gzip");
        assert_eq!(back, plain);
        assert_eq!(gzip, Encoding::Gzip.compress(plain), "no time in its head");
    }
}
