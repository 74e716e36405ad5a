//! Whose connection a request came over, and for whom.

use crate::config::Network;
use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// The other end of the connection, put into each request's extensions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// The address that a request came from: the peer's, or what trusted proxies say, read from the
/// last hop back to the first that nobody vouches for.
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let trusted = |address| proxies.iter().any(|proxy| proxy.contains(address));
    let mut client = peer;
    for hop in hops(headers).into_iter().rev() {
        if !trusted(client) {
            break;
        }
        match hop {
            Some(address) => client = address,
            None => break,
        }
    }
    client
}

/// The network that one subscriber holds: the address itself, or the /64 of an IPv6 address.
pub(crate) fn subnet(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
    }
}

/// The hops that `Forwarded` (RFC 7239) or else `X-Forwarded-For` names, first to last; `None`
/// for one that is hidden or no address.
fn hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let list = |name: &str| {
        headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect::<Vec<_>>()
    };
    let forwarded = list("forwarded");
    if forwarded.is_empty() {
        return list("x-forwarded-for").into_iter().map(address).collect();
    }
    forwarded
        .into_iter()
        .map(|element| {
            element
                .split(';')
                .filter_map(|pair| pair.split_once('='))
                .find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))
                .and_then(|(_, value)| address(value))
        })
        .collect()
}

/// An address with or without a port, brackets and quotes.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let text = text.strip_prefix('[').map_or(text, |rest| {
        rest.split_once(']').map_or(rest, |(address, _)| address)
    });
    text.parse()
        .ok()
        .or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, header: (&'static str, &str), expected: &str) {
        let proxies: Vec<Network> = ["10.0.0.0/8", "fd00::/8"]
            .iter()
            .map(|text| text.parse().expect("a network"))
            .collect();
        let mut headers = HeaderMap::new();
        headers.insert(header.0, header.1.parse().expect("a value"));
        let got = client(peer.parse().expect("an address"), &headers, &proxies);
        assert_eq!(got.to_string(), expected, "{peer} {header:?}");
    }

    #[test]
    fn only_trusted_proxies_are_believed_and_from_the_right() {
        check("203.0.113.9", ("x-forwarded-for", "1.1.1.1"), "203.0.113.9");
        check("10.0.0.1", ("x-forwarded-for", "1.1.1.1"), "1.1.1.1");
        // What the client itself wrote stands left and is not reached.
        check(
            "10.0.0.1",
            ("x-forwarded-for", "6.6.6.6, 1.1.1.1"),
            "1.1.1.1",
        );
        check(
            "10.0.0.1",
            ("x-forwarded-for", "1.1.1.1, 10.0.0.2"),
            "1.1.1.1",
        );
        check(
            "10.0.0.1",
            ("x-forwarded-for", "1.1.1.1, junk, 10.0.0.2"),
            "10.0.0.2",
        );
        check(
            "10.0.0.1",
            (
                "forwarded",
                "for=6.6.6.6, for=\"[2001:db8::7]:4711\";proto=https",
            ),
            "2001:db8::7",
        );
        check("10.0.0.1", ("forwarded", "for=_hidden"), "10.0.0.1");
        check("fd00::1", ("x-forwarded-for", "1.1.1.1:80"), "1.1.1.1");
    }
}
