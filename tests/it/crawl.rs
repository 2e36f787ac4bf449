//! Every page of a built site, as a browser finds it: links, anchors, and what may not be there.

use std::collections::{BTreeMap, HashSet};

use scraper::{ElementRef, Html};

use crate::support::{Pages, Site, css, documents, sample, seed};

#[test]
fn the_sample_holds_together() {
    crawl(sample());
}

#[test]
fn the_seed_alone_holds_together() {
    let Some((_, pages)) = seed() else { return };
    crawl(pages);
}

#[test]
fn a_site_of_documents_of_every_kind_holds_together() {
    let documents = documents();
    if documents.is_empty() {
        return;
    }
    let site = Site::new();
    for (path, text) in documents {
        site.write(&format!("content/{path}"), text);
    }
    crawl(&site.build());
}

#[test]
fn every_page_of_the_sample_is_found_by_following_links() {
    let pages = sample();
    let mut found: HashSet<String> = HashSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        if !found.insert(path.clone()) {
            continue;
        }
        let page = pages.html(&path);
        let links = addresses(&page).into_iter().filter_map(|(_, to)| target(&path, &to));
        open.extend(links.map(|(to, _)| to).filter(|to| to.rsplit('.').next() == Some("html")));
    }
    let lost: Vec<&str> = pages.pages().filter(|path| !found.contains(*path)).collect();
    // Only the server asks for this one.
    assert_eq!(lost, ["404.html"]);
}

/// Looks at all pages; everything that is wrong is told at once.
pub(crate) fn crawl(pages: &Pages) {
    let parsed: BTreeMap<&str, Html> = pages.pages().map(|path| (path, pages.html(path))).collect();
    assert!(parsed.contains_key("index.html"), "there is no home page");
    let ids: BTreeMap<&str, HashSet<&str>> =
        parsed.iter().map(|(path, page)| (*path, ids(page).collect())).collect();
    let mut wrong = Vec::new();
    for (path, page) in &parsed {
        let mut say = |what: String| wrong.push(format!("{path}: {what}"));
        page_by_itself(pages.text(path), page, &mut say);
        for (element, address) in addresses(page) {
            if let Some(problem) = judge(path, &address, pages, &ids) {
                say(format!("<{element}> to `{address}` {problem}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} problems\n{}", wrong.len(), wrong.join("\n"));
}

fn page_by_itself(text: &str, page: &Html, say: &mut impl FnMut(String)) {
    let mut seen = HashSet::new();
    for id in ids(page).filter(|id| !seen.insert(*id)) {
        say(format!("the id `{id}` is not unique"));
    }
    let mut once = |selector: &str| {
        let count = page.select(&css(selector)).count();
        if count != 1 {
            say(format!("{count} of `{selector}` instead of one"));
        }
    };
    once("h1");
    once("main");
    once("html[lang]");
    once("head > title");
    once("meta[http-equiv='Content-Security-Policy']");
    for element in page.select(&css(
        "[style], script:not([src], [type='application/ld+json']), style, base, iframe, \
         form:not(#qd_search)",
    )) {
        say(format!("`{}` is not allowed", opening(element)));
    }
    for element in page.select(&css("*")) {
        for (name, _) in element.value().attrs().filter(|(name, _)| name.starts_with("on")) {
            say(format!("`{name}` is a handler"));
        }
    }
    let odd = |sign: &char| sign.is_control() && !matches!(sign, '\n' | '\t');
    if let Some(sign) = text.chars().find(odd) {
        say(format!("the control character {sign:?} is in it"));
    }
}

/// What is wrong with an address on a page.
fn judge(
    path: &str,
    address: &str,
    pages: &Pages,
    ids: &BTreeMap<&str, HashSet<&str>>,
) -> Option<String> {
    if address.starts_with('/') {
        return Some("works from the top of a server only".into());
    }
    let Some((file, anchor)) = target(path, address) else {
        let known = ["https://", "http://", "mailto:"];
        let is_known = known.iter().any(|scheme| address.starts_with(scheme));
        return (!is_known).then(|| "has an odd scheme".into());
    };
    if !pages.files.contains_key(&file) {
        return Some(format!("leads to `{file}`, which is no file"));
    }
    let known = |ids: &HashSet<&str>| anchor.is_empty() || ids.contains(anchor.as_str());
    match ids.get(file.as_str()) {
        Some(ids) if !known(ids) => Some("leads to no id".into()),
        _ => None,
    }
}

/// The file and anchor that a relative address leads to, by its path alone: so it does on any
/// server, below any folder, and from the disk. Nothing for an address elsewhere.
pub(crate) fn target(from: &str, address: &str) -> Option<(String, String)> {
    let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    if path.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let decoded =
        |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    if path.is_empty() {
        return Some((from.to_owned(), decoded(anchor)));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                // One step too many would leave the site, although a server at `/` forgives it.
                parts.pop().unwrap_or_else(|| panic!("{from}: `{address}` leaves the site"));
            }
            part => parts.push(part),
        }
    }
    Some((decoded(&parts.join("/")), decoded(anchor)))
}

/// All addresses on a page, each with the element that has it. What the page loads must be its own.
fn addresses(page: &Html) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for element in page.select(&css("[href], [src], [srcset], [data], [poster], [action]")) {
        let name = element.value().name();
        for attribute in ["href", "src", "srcset", "data", "poster", "action"] {
            let Some(address) = element.attr(attribute) else { continue };
            let loads = name != "a" && !matches!(element.attr("rel"), Some("canonical"));
            assert!(
                !(loads && address.contains("//")),
                "`{}` loads from elsewhere",
                opening(element)
            );
            found.push((name.to_owned(), address.to_owned()));
        }
    }
    found
}

fn ids(page: &Html) -> impl Iterator<Item = &str> {
    page.tree.nodes().filter_map(|node| node.value().as_element()?.attr("id"))
}

fn opening(element: ElementRef<'_>) -> String {
    let html = element.html();
    html.split_inclusive('>').next().unwrap_or_default().to_owned()
}
