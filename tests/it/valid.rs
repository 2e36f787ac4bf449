//! What a site publishes for programs, held to the words of the standards by readers of their own:
//! feeds to RFC 4287, the list of pages to sitemaps.org, `robots.txt` to RFC 9309, and what pages
//! say of themselves to schema.org.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use roxmltree::{Document, Node};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Pages, TODAY, css, quarterdeck};

const ADDRESS: &str = "https://plan.example/some/repo/";

/// The sample, published at an address.
fn published() -> &'static Pages {
    static PUBLISHED: OnceLock<Pages> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let out = TempDir::new().unwrap();
        let folder = out.path().join("public");
        let place = ["--output", folder.to_str().unwrap(), "--base-url", ADDRESS];
        let words = [&["build", "--quiet", "--today", TODAY], &place[..]].concat();
        let run = quarterdeck(Path::new(env!("CARGO_MANIFEST_DIR")), &words);
        assert_eq!(run.code, 0, "{}", run.stderr);
        Pages::read(&folder)
    })
}

/// The elements below `node`, all of one namespace, by their names.
fn children<'a>(node: Node<'a, 'a>, space: &str) -> Vec<(&'a str, Node<'a, 'a>)> {
    let inner = node.children().filter(Node::is_element);
    inner
        .map(|it| {
            assert_eq!(it.tag_name().namespace(), Some(space), "{}", it.tag_name().name());
            (it.tag_name().name(), it)
        })
        .collect()
}

fn count(inner: &[(&str, Node<'_, '_>)], name: &str) -> usize {
    inner.iter().filter(|(other, _)| *other == name).count()
}

fn text<'a>(inner: &[(&str, Node<'a, 'a>)], name: &str) -> &'a str {
    let found = inner.iter().find(|(other, _)| *other == name);
    found.and_then(|(_, it)| it.text()).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn feeds_are_as_rfc_4287_says() {
    let pages = published();
    let mut all = BTreeSet::new();
    let feeds = pages.files.keys().filter(|path| path.ends_with("feed.xml"));
    for path in feeds {
        let document = Document::parse(pages.text(path)).unwrap();
        let space = "http://www.w3.org/2005/Atom";
        assert!(document.root_element().has_tag_name((space, "feed")), "{path}");
        let inner = children(document.root_element(), space);
        // 4.1.1: one of each; an author, since the entries have none; a link to itself.
        for name in ["id", "title", "updated", "author"] {
            assert_eq!(count(&inner, name), 1, "{path}: {name}");
        }
        let own = format!("{ADDRESS}{path}");
        let is_self = |(_, it): &(&str, Node<'_, '_>)| {
            it.attribute("rel") == Some("self") && it.attribute("href") == Some(&own)
        };
        assert!(inner.iter().any(is_self), "{path} does not name itself");
        let mut ids = BTreeSet::new();
        let mut last = text(&inner, "updated").to_owned();
        for (_, entry) in inner.iter().filter(|(name, _)| *name == "entry") {
            let inner = children(*entry, space);
            // 4.1.2
            for name in ["id", "title", "updated"] {
                assert_eq!(count(&inner, name), 1, "{path}: {name}");
            }
            assert!(count(&inner, "content") == 1 && count(&inner, "published") < 2, "{path}");
            // Without content of its own an entry would need a link; with an address it has one.
            assert_eq!(count(&inner, "link"), 1, "{path}");
            // 4.2.6: an IRI that no other entry has.
            let id = text(&inner, "id");
            assert!(id.starts_with("urn:uuid:") && ids.insert(id), "{path}: {id}");
            // 3.3: a time with a zone; the feed is as new as its newest entry, which is the first.
            let updated = text(&inner, "updated");
            let time = updated.split_once('T').expect("a time").1;
            assert!(time.ends_with("+00:00") || time.ends_with('Z'), "{path}: {updated}");
            assert!(updated <= last.as_str(), "{path}: {updated} stands after {last}");
            updated.clone_into(&mut last);
            let content = inner.iter().find(|(name, _)| *name == "content").unwrap().1;
            // 4.1.3.3: HTML is text.
            assert_eq!(content.attribute("type"), Some("html"));
            assert!(content.children().all(|it| it.is_text()), "{path}");
        }
        assert!(all.insert(text(&inner, "id").to_owned()), "{path} has the id of another feed");
    }
    assert!(all.len() > 20, "{all:?}");
}

#[test]
fn the_sitemap_is_as_sitemaps_org_says() {
    let pages = published();
    let xml = pages.text("sitemap.xml");
    assert!(xml.len() < 50 * 1024 * 1024);
    let document = Document::parse(xml).unwrap();
    let space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let root = document.root_element();
    assert!(root.has_tag_name((space, "urlset")) && root.attributes().count() == 0);
    let urls = children(root, space);
    assert!((1..=50_000).contains(&urls.len()));
    for (name, url) in urls {
        assert_eq!(name, "url");
        let inner = children(url, space);
        // `xsd:all` of the schema: each at most once, and nothing else.
        assert_eq!(count(&inner, "loc"), 1);
        for (name, _) in &inner {
            assert!(["loc", "lastmod", "changefreq", "priority"].contains(name), "{name}");
            assert_eq!(count(&inner, name), 1, "{name}");
        }
        let loc = text(&inner, "loc");
        // A sitemap may only name what lies beside it or below.
        assert!(loc.starts_with(ADDRESS) && (12..2048).contains(&loc.len()), "{loc}");
        assert!(loc.bytes().all(|sign| sign.is_ascii_graphic()), "{loc}");
        let page = format!("{}index.html", &loc[ADDRESS.len()..]);
        assert!(pages.files.contains_key(page.as_str()), "{loc} is no page");
        if count(&inner, "lastmod") == 1 {
            let day = text(&inner, "lastmod");
            assert!(chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok(), "{day}");
            assert!(day <= TODAY, "{loc} was changed after today");
        }
    }
}

#[test]
fn robots_txt_is_as_rfc_9309_says() {
    let text = published().text("robots.txt");
    let mut agents = 0;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
        match key {
            "User-agent" => agents += 1,
            "Allow" | "Disallow" => {
                assert!(agents > 0, "a rule for nobody: {line}");
                assert!(value.starts_with('/') || value.is_empty(), "{line}");
            }
            "Sitemap" => {
                let path = value.strip_prefix(ADDRESS).expect("an address of this site");
                assert!(published().files.contains_key(path), "{line}");
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!(agents, 1);
}

#[test]
fn what_pages_say_of_themselves_is_as_schema_org_and_search_engines_ask() {
    let pages = published();
    let mut kinds = BTreeSet::new();
    for path in pages.pages() {
        let page = pages.html(path);
        for script in page.select(&css("script[type='application/ld+json']")) {
            let value: Value = serde_json::from_str(&script.inner_html())
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(value["@context"], "https://schema.org", "{path}");
            for thing in value["@graph"].as_array().unwrap_or_else(|| panic!("{path}")) {
                kinds.insert(thing["@type"].as_str().unwrap().to_owned());
                thing_is_whole(path, thing);
            }
        }
    }
    assert_eq!(Vec::from_iter(kinds), ["BreadcrumbList", "Dataset", "Organization"]);
}

fn thing_is_whole(path: &str, thing: &Value) {
    let said = |thing: &Value, field: &str| {
        let said = thing[field].as_str().filter(|said| !said.is_empty());
        said.unwrap_or_else(|| panic!("{path}: {field} of {thing}")).to_owned()
    };
    let leads = |thing: &Value, field: &str| {
        let address = said(thing, field);
        let inner = address.strip_prefix(ADDRESS).unwrap_or_else(|| panic!("{path}: {address}"));
        let file = format!(
            "{inner}{}",
            if inner.is_empty() || inner.ends_with('/') { "index.html" } else { "" }
        );
        assert!(published().files.contains_key(file.as_str()), "{path}: {address} is nowhere");
    };
    match said(thing, "@type").as_str() {
        "Organization" => {
            said(thing, "name");
            leads(thing, "url");
        }
        "Dataset" => {
            said(thing, "name");
            said(thing, "description");
            leads(thing, "url");
            for download in thing["distribution"].as_array().unwrap() {
                assert_eq!(download["@type"], "DataDownload");
                said(download, "encodingFormat");
                leads(download, "contentUrl");
            }
        }
        "BreadcrumbList" => {
            let steps = thing["itemListElement"].as_array().unwrap();
            assert!(steps.len() > 1, "{path}");
            for (index, step) in steps.iter().enumerate() {
                assert_eq!(step["@type"], "ListItem", "{path}");
                assert_eq!(step["position"], index + 1, "{path}");
                said(step, "name");
                leads(step, "item");
            }
            let last = steps.last().map(|step| said(step, "item")).unwrap();
            assert_eq!(last, format!("{ADDRESS}{}", path.trim_end_matches("index.html")));
        }
        other => panic!("{path}: {other}"),
    }
}
