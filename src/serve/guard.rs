//! Who may ask: browsers that mean this server, and no page of another site through them.
//!
//! A page anywhere may have its visitor's browser ask a server on this machine, and may make a name
//! of its own lead here (DNS rebinding). Such requests carry that name in `Host` or that page in
//! `Origin`.

use std::net::{IpAddr, SocketAddr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};

/// Whether the request may be answered; otherwise with what it is refused.
pub(super) fn check(parts: &Parts, address: SocketAddr) -> Result<(), StatusCode> {
    let mut hosts = parts.headers.get_all(HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).ok_or(StatusCode::FORBIDDEN)?;
    let named = parts.uri.authority().map(axum::http::uri::Authority::as_str);
    if hosts.next().is_some() || named.is_some_and(|named| named != host) || !own(host, address) {
        return Err(StatusCode::FORBIDDEN);
    }
    for origin in parts.headers.get_all(ORIGIN) {
        let from = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        if from != Some(host) {
            return Err(StatusCode::FORBIDDEN);
        }
    }
    if matches!(parts.method, Method::GET | Method::HEAD) {
        Ok(())
    } else {
        Err(StatusCode::METHOD_NOT_ALLOWED)
    }
}

/// Whether `host` is a name of this server. A server that others may reach is named by number:
/// nobody can make a number lead somewhere else.
fn own(host: &str, address: SocketAddr) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (host, Some(80)),
    };
    let literal = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let number: Option<IpAddr> = literal.parse().ok();
    let here = name.eq_ignore_ascii_case("localhost")
        || number.is_some_and(|number| number.is_loopback() || !address.ip().is_loopback());
    here && port == Some(address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(host: &str, address: &str) -> bool {
        own(host, address.parse().expect("an address"))
    }

    #[test]
    fn a_server_for_this_machine_has_the_names_of_this_machine() {
        let here = "127.0.0.1:4000";
        for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000"] {
            assert!(answers(host, here), "{host}");
        }
        for host in [
            "evil.example:4000",
            "localhost",
            "localhost:4001",
            "localhost.evil.example:4000",
            "192.168.1.7:4000",
            "[::1",
            "127.0.0.1:4000:4000",
            "",
            "0:4000",
        ] {
            assert!(!answers(host, here), "{host}");
        }
    }

    #[test]
    fn a_server_for_others_is_named_by_number() {
        for host in ["192.168.1.7:4000", "localhost:4000"] {
            assert!(answers(host, "0.0.0.0:4000"), "{host}");
        }
        assert!(!answers("evil.example:4000", "0.0.0.0:4000"));
    }
}
