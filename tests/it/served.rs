//! A new site below a path of a plain server of files, as GitHub Pages serves most repositories:
//! whoever follows all links meets no error.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;

use scraper::Html;

use crate::support::{Site, TODAY, css};

const PATH: &str = "/some-repo/";

/// Serves the files of a folder below [`PATH`], and nothing else, until the test is over.
fn serve(folder: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = answer(stream.unwrap(), &folder);
        }
    });
    host
}

fn answer(mut stream: TcpStream, folder: &std::path::Path) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or(Ok(String::new()))?;
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = first.split(' ').nth(1).unwrap_or_default();
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
    let inner = path.strip_prefix(PATH).map(|inner| folder.join(inner));
    // A folder is its index, as on every such server.
    let file = inner.map(|file| if file.is_dir() { file.join("index.html") } else { file });
    match file.and_then(|file| std::fs::read(file).ok()) {
        Some(bytes) => {
            write!(stream, "HTTP/1.0 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len())?;
            stream.write_all(&bytes)
        }
        None => write!(stream, "HTTP/1.0 404 Not Found\r\n\r\n"),
    }
}

/// What the server answers: its status, and the bytes.
fn get(host: &str, path: &str) -> (u16, Vec<u8>) {
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut header = String::new();
    while reader.read_line(&mut header).unwrap() > 2 {
        header.clear();
    }
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).unwrap();
    (status, bytes)
}

/// The path that an address on a page leads to, as a browser finds it; nothing for other hosts.
fn resolve(from: &str, address: &str, host: &str) -> Option<(String, String)> {
    let (address, anchor) = address.split_once('#').unwrap_or((address, ""));
    let address = address.strip_prefix(&format!("http://{host}")).unwrap_or(address);
    if address.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let base = if address.is_empty() { from } else { &from[..=from.rfind('/').unwrap()] };
    let whole =
        if address.starts_with('/') { address.to_owned() } else { format!("{base}{address}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some((parts.join("/"), anchor.to_owned()))
}

#[test]
fn all_links_of_a_new_site_lead_somewhere_below_a_path_of_a_server() {
    let site = Site::new();
    assert_eq!(site.run(&["init", "plan", "--today", TODAY]).code, 0);
    let host = serve(site.path("plan/public"));
    let address = format!("http://{host}{PATH}");
    let words = ["build", "--quiet", "--root", "plan", "--today", TODAY, "--base-url", &address];
    let run = site.run(&words);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(get(&host, "/").0, 404, "the server serves more than it should");
    let mut open = vec![PATH.to_owned()];
    let mut pages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut anchors: Vec<(String, String, String)> = Vec::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let (status, bytes) = get(&host, &path);
        assert_eq!(status, 200, "{path}");
        if !bytes.starts_with(b"<!DOCTYPE html>") && !bytes.starts_with(b"<!doctype html>") {
            continue;
        }
        let page = Html::parse_document(std::str::from_utf8(&bytes).unwrap());
        let (named, leading) = (css("[id]"), css("[href], [src]"));
        let ids = page.select(&named).filter_map(|it| it.attr("id")).map(str::to_owned);
        pages.insert(path.clone(), ids.collect());
        for element in page.select(&leading) {
            let to = element.attr("href").or(element.attr("src")).unwrap_or_default();
            if let Some((to, anchor)) = resolve(&path, to, &host) {
                anchors.push((path.clone(), to.clone(), anchor));
                open.push(to);
            }
        }
    }
    assert!(pages.len() > 15, "only {} pages were found", pages.len());
    for (from, to, anchor) in anchors.iter().filter(|(_, _, anchor)| !anchor.is_empty()) {
        let anchor = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
        assert!(pages[to].contains(&*anchor), "{from} leads to {to}#{anchor}");
    }
    for wanted in ["feed.xml", "quarters/2020-q3/index.html", "assets/style.css"] {
        assert!(seen.contains(&format!("{PATH}{wanted}")), "{wanted} was not found");
    }
    // What is read by programs leads there, too.
    for list in ["sitemap.xml", "feed.xml"] {
        let (_, text) = get(&host, &format!("{PATH}{list}"));
        let text = String::from_utf8(text).unwrap();
        let all = text.split(['<', '>', '"', '\'']);
        let own: BTreeSet<&str> = all.filter(|word| word.starts_with(&address)).collect();
        assert!(own.len() > 3, "{list}: {own:?}");
        for word in own {
            let path = &word[word.find(PATH).unwrap()..];
            let path = path.split('#').next().unwrap();
            assert_eq!(get(&host, path).0, 200, "{list}: {word}");
        }
    }
}
