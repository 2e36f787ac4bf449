//! Requests that try to get out of the previewed site, or to come in from another.

use std::fmt::Write as _;
use std::io::{Error, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::preview::{Answer, Preview};
use crate::support::Site;

/// Stands in files that no site publishes.
const SECRET: &str = "the-secret-of-this-machine";

fn site() -> Site {
    let site = Site::with([
        ("quarterdeck.toml", "title = \"Small\"\n"),
        ("content/about.md", "# About\n\nWords.\n"),
        ("content/draft.md", "---\ndraft: true\n---\n\n# Draft\n\nthe-secret-of-this-machine\n"),
        ("content/.hidden/secret.txt", SECRET),
        ("secret.txt", SECRET),
        ("themes/own/secret.txt", SECRET),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.path("secret.txt"), site.path("content/.link.txt")).unwrap();
    site
}

/// Addresses that mean a file beside the site, in all spellings.
fn paths() -> Vec<String> {
    let ups =
        ["..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "....", "%c0%ae%c0%ae", "..;"];
    let slashes = ["/", "//", "%2f", "%5c", "\\", "/./"];
    let mut all: Vec<String> = Vec::new();
    for up in ups {
        for slash in slashes {
            all.push(format!("/{up}{slash}secret.txt"));
            all.push(format!("/about/{up}{slash}{up}{slash}secret.txt"));
        }
    }
    for path in [
        "/secret.txt",
        "//secret.txt",
        "/content/../secret.txt",
        "/.hidden/secret.txt",
        "/.link.txt",
        "/draft/",
        "/draft.md",
        "/about.md",
        "/quarterdeck.toml",
        "/.quarterdeck/",
        "/.quarterdeck/../secret.txt",
        "/.quarterdeck/preview.js/../../secret.txt",
        "/%00",
        "/about/%00secret.txt",
        "/secret.txt%00.html",
        "/file:///secret.txt",
        "/C:/secret.txt",
        "/~/secret.txt",
        "/assets/",
        "/assets",
        "/%",
        "/%zz",
        "/%ff%fe",
        "/\u{7f}",
        "*",
        "secret.txt",
        "",
    ] {
        all.push(path.to_owned());
    }
    all
}

/// Asks, and looks that nothing came that may not.
fn ask(preview: &Preview, request: &str) -> Answer {
    let answer = preview.ask(request);
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(!text.contains(SECRET), "{request:?} gives the secret");
    assert!(!answer.head.to_lowercase().contains("access-control"), "{}", answer.head);
    answer
}

#[test]
fn nothing_outside_of_the_site_is_ever_given() {
    let site = site();
    let root = site.path("");
    let preview = Preview::of(&root);
    let address = preview.server.address();
    let ask = |request: &str| ask(&preview, request);
    let paths = paths();
    assert!(paths.len() > 100);
    for path in paths {
        for path in [path.clone(), format!("{root}{path}", root = root.display())] {
            let answer = ask(&format!(
                "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
            ));
            assert!([0, 301, 400, 403, 404].contains(&answer.status), "{path}: {}", answer.status);
        }
    }
}

#[test]
fn pages_of_other_sites_get_nothing() {
    let site = site();
    let root = site.path("");
    let preview = Preview::of(&root);
    let (address, port) = (preview.server.address(), preview.server.address().port());
    let ask = |request: &str| ask(&preview, request);
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1",
        "127.0.0.1:1",
        &format!("127.0.0.1.evil.example:{port}"),
        &format!("192.168.0.1:{port}"),
        &format!("user@127.0.0.1:{port}"),
        &format!("127.0.0.1:{port}:{port}"),
        "",
    ] {
        let answer = ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!([400, 403].contains(&answer.status), "{host}: {}", answer.status);
    }
    let two = format!("GET / HTTP/1.1\r\nHost: {address}\r\nHost: evil.example\r\n\r\n");
    assert!([400, 403].contains(&ask(&two).status));
    let none = ask("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!([400, 403].contains(&none.status));
    let absolute = format!(
        "GET http://evil.example/ HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(ask(&absolute).status, 403);
    for origin in [
        "http://evil.example",
        "null",
        "https://127.0.0.1",
        "file://",
        &format!("http://localhost:{port}"),
    ] {
        for path in ["/", "/.quarterdeck/events", "/assets/style.css"] {
            let request = format!(
                "GET {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n"
            );
            assert_eq!(ask(&request).status, 403, "{origin} {path}");
        }
    }
}

#[test]
fn odd_requests_do_not_stop_the_server() {
    let site = site();
    let root = site.path("");
    let preview = Preview::of(&root);
    let address = preview.server.address();
    let ask = |request: &str| ask(&preview, request);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get"] {
        let request =
            format!("{method} / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        let answer = ask(&request);
        assert_eq!(answer.status, 405, "{method}");
    }
    let connect = format!("CONNECT evil.example:80 HTTP/1.1\r\nHost: {address}\r\n\r\n");
    assert!([400, 403, 405].contains(&ask(&connect).status));
    let mut flood = format!("GET / HTTP/1.1\r\nHost: {address}\r\n");
    for number in 0..5_000 {
        let _ = write!(flood, "X-{number}: {number}\r\n");
    }
    for request in [
        format!("{flood}\r\n"),
        format!("GET /{} HTTP/1.1\r\nHost: {address}\r\n\r\n", "a".repeat(200_000)),
        format!("GET / HTTP/1.1\r\nHost: {address}\r\nX: {}\r\n\r\n", "b".repeat(200_000)),
    ] {
        let status = ask(&request).status;
        assert!([0, 400, 414, 431].contains(&status), "{status}");
    }
    ask("\u{0}\u{1}\u{2}\r\n\r\n");
    ask("GET / HTTP/9.9\r\n\r\n");
    // Clients that never finish do not keep others out.
    let mut slow: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(address).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    }
    assert_eq!(preview.get("/about/").status, 200);
    drop(slow);
    assert_eq!(preview.get("/about/").status, 200);
}

#[test]
fn a_server_that_ends_lets_go_of_its_listeners() {
    let site = site();
    let root = site.path("");
    let preview = Preview::of(&root);
    let address = preview.server.address();
    let mut listener = TcpStream::connect(address).unwrap();
    let request = format!("GET /.quarterdeck/events?page=/ HTTP/1.1\r\nHost: {address}\r\n\r\n");
    listener.write_all(request.as_bytes()).unwrap();
    let mut first = [0; 64];
    assert!(listener.read(&mut first).unwrap() > 0);
    drop(preview);
    // To its end, which comes at once: a server that lives on would keep the line open. Whether
    // its port is free cannot be asked: the server of another test may have taken it.
    listener.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let end = listener.read_to_end(&mut Vec::new());
    let waits = |error: &Error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
    assert!(!end.as_ref().is_err_and(waits), "{end:?}");
}
