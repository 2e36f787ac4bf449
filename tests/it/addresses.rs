//! The address of a site and those of its pages: what is said of a page where somebody links to
//! it, former addresses, a domain of one's own, and addresses that cannot be.

use std::collections::BTreeMap;

use crate::crawl::crawl;
use crate::pages::{self, project};
use crate::support::{Pages, Site, TODAY, css};

const ADDRESS: &str = "https://plan.example/some/repo/";

fn published(site: &Site, address: &str) -> Pages {
    let run = site.run(&["build", "--quiet", "--today", TODAY, "--base-url", address]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    Pages::read(&site.path("public"))
}

/// A site with a page of every kind.
fn site() -> Site {
    Site::with([
        ("quarterdeck.toml", "title = \"A \\\"plan\\\" & <more>\"\nlanguage = \"en-GB\"\n"),
        (
            "content/okrs/q3.md",
            "---\naliases: [/goals/]\n---\n# 2020-Q3 OKRs\n\n1. **Web: Ship \"it\" & <more>** {#ship}\n   \
             - KR: 2 pages => 1 page\n   - KR: [N1][n1] readers\n\n[n1]: https://example.org/n1\n",
        ),
        ("content/roadmap.md", "# Roadmap\n\n## Now\n\n- **Search** — Owner: Web\n"),
        (
            "content/about.md",
            "---\ndescription: Who we are.\naliases: [/us, old/about.html]\n---\n# About us\n",
        ),
    ])
}

/// The tags in the head of a page, by name or property; none may be there twice.
fn tags(pages: &Pages, path: &str) -> BTreeMap<String, String> {
    let page = pages.html(path);
    let mut tags = BTreeMap::new();
    for tag in page.select(&css("head > meta[property], head > meta[name]")) {
        let name = tag.attr("property").or(tag.attr("name")).unwrap();
        let old = tags.insert(name.to_owned(), tag.attr("content").unwrap().to_owned());
        assert!(old.is_none() || name == "theme-color", "{path}: two `{name}`");
    }
    tags
}

#[test]
fn every_page_says_what_it_is_where_somebody_links_to_it() {
    let pages = published(&site(), ADDRESS);
    let mut kinds = std::collections::BTreeSet::new();
    for path in pages.pages() {
        let tags = tags(&pages, path);
        let page = pages.html(path);
        let text = |selector: &str| -> String {
            page.select(&css(selector)).next().unwrap().text().collect::<String>()
        };
        for name in ["og:title", "og:description", "og:type", "og:url", "twitter:card"] {
            assert!(tags.get(name).is_some_and(|it| !it.is_empty()), "{path}: `{name}`");
        }
        assert_eq!(tags["og:description"], tags["description"], "{path}");
        assert_eq!(tags["twitter:description"], tags["description"], "{path}");
        assert_eq!(tags["twitter:title"], tags["og:title"], "{path}");
        assert_eq!(tags["og:site_name"], "A \"plan\" & <more>", "{path}");
        assert_eq!(tags["og:locale"], "en_GB", "{path}");
        assert!(text("head > title").starts_with(&tags["og:title"]), "{path}");
        let canonical = page.select(&css("link[rel=canonical]")).next().unwrap();
        assert_eq!(canonical.attr("href"), Some(tags["og:url"].as_str()), "{path}");
        let alias = page.select(&css("meta[http-equiv=refresh]")).next().is_some();
        if !alias {
            let own = format!("{ADDRESS}{}", path.strip_suffix("index.html").unwrap_or(path));
            assert_eq!(tags["og:url"], own);
        }
        kinds.insert(page.select(&css("body")).next().unwrap().attr("class").map(str::to_owned));
    }
    assert_eq!(kinds.len(), 18, "{kinds:?}");
    let kind = |path: &str| tags(&pages, path)["og:type"].clone();
    assert_eq!(kind("quarters/2020-q3/ship/index.html"), "article");
    assert_eq!(kind("quarters/index.html"), "website");
}

#[test]
fn former_addresses_lead_on() {
    let site = site();
    let pages = site.build();
    crawl(&pages);
    let leads = [
        ("us/index.html", "0; url=../about/index.html", "About us"),
        ("old/about.html", "0; url=../about/index.html", "About us"),
        ("goals/index.html", "0; url=../quarters/2020-q3/index.html", "2020 Q3"),
    ];
    for (path, refresh, title) in leads {
        let page = pages.html(path);
        let found = page.select(&css("meta[http-equiv=refresh]")).next().unwrap();
        assert_eq!(found.attr("content"), Some(refresh));
        let link = page.select(&css("main a")).next().unwrap();
        assert_eq!(link.attr("href"), refresh.strip_prefix("0; url="));
        assert_eq!(link.text().collect::<String>(), title);
        assert!(page.select(&css("script, link[rel=canonical]")).next().is_none(), "{path}");
    }
    let pages = published(&site, ADDRESS);
    assert_eq!(tags(&pages, "us/index.html")["og:url"], format!("{ADDRESS}about/"));
    assert_eq!(tags(&pages, "us/index.html")["description"], "Who we are.");
    let sitemap = pages.text("sitemap.xml");
    assert!(sitemap.contains("/about/<") && !sitemap.contains("/us/<"), "{sitemap}");
}

#[test]
fn links_may_lead_to_former_addresses() {
    let site = site();
    site.write("content/index.md", "# Home\n\nSee [us](/us/) and [them](/them/).\n");
    let found = site.check().stdout;
    assert!(found.contains("/them/") && !found.contains("/us/"), "{found}");
    crawl(&site.build());
}

#[test]
fn what_has_an_address_keeps_it_from_an_alias() {
    let long = "x".repeat(250);
    let aliases = [
        ("/", "page/alias-taken"),
        ("/quarters/", "page/alias-taken"),
        ("/TEAMS", "page/alias-taken"),
        ("about/", "page/alias-taken"),
        ("404.html", "page/alias-taken"),
        ("/assets/style.css/", "page/alias-taken"),
        ("/owners/web/feed.xml/", "page/alias-taken"),
        ("/api/v1/plan.json", "page/alias-taken"),
        ("/CNAME", "page/alias-taken"),
        ("/mine.html", "page/alias-taken"),
        ("/mine.html/", "page/alias-taken"),
        ("../x", "front-matter/invalid-value"),
        ("https://example.org/x", "front-matter/invalid-value"),
        ("/.quarterdeck/x", "front-matter/invalid-value"),
        (long.as_str(), "front-matter/invalid-value"),
    ];
    let site = site();
    site.write("static/mine.html", "mine");
    for (alias, rule) in aliases {
        site.write("content/other.md", format!("---\naliases:\n- '{alias}'\n---\n# Other\n"));
        let run = site.check();
        let told =
            format!("content/other.md:3:3: {}", if run.code == 0 { "warning" } else { "error" });
        assert!(run.stdout.contains(&format!("{told}[{rule}]")), "{alias}: {}", run.stdout);
        if run.code == 0 {
            let pages = published(&site, ADDRESS);
            assert_eq!(pages.text("mine.html"), "mine");
            assert!(pages.text("quarters/index.html").contains("kind-quarters"), "{alias}");
        }
    }
    // Two that want one address: the first has it, and both documents stay.
    site.write("content/other.md", "---\naliases: [/Us/, /us/x]\n---\n# Other\n");
    let run = site.check();
    let told = "content/other.md:2:11: warning[page/alias-taken]: the alias `/Us/` is taken\n";
    assert_eq!((run.code, run.stdout.as_str()), (0, told));
    let pages = site.build();
    assert!(pages.text("us/index.html").contains("../about/index.html"));
    assert!(pages.text("us/x/index.html").contains("../../other/index.html"));
}

#[test]
fn a_draft_has_no_former_addresses() {
    let site = site();
    site.write("content/new.md", "---\ndraft: true\naliases: [/newest/]\n---\n# New\n");
    assert!(!site.build().files.contains_key("newest/index.html"));
}

#[test]
fn a_domain_of_ones_own_is_named() {
    let site = site();
    assert_eq!(published(&site, "https://okrs.example.org").text("CNAME"), "okrs.example.org\n");
    for other in [ADDRESS, "https://organisation.github.io/", "http://localhost:8000/"] {
        assert!(!published(&site, other).files.contains_key("CNAME"), "{other}");
    }
    assert!(!site.build().files.contains_key("CNAME"));
    site.write("static/CNAME", "other.example.org\n");
    assert_eq!(published(&site, "https://okrs.example.org/").text("CNAME"), "other.example.org\n");
}

#[test]
fn below_a_path_the_not_found_page_loads_and_leads_to_the_sites_own() {
    let pages = published(&site(), ADDRESS);
    let page = pages.html("404.html");
    let mut count = 0;
    for element in page.select(&css("[href], [src]")) {
        let address = element.attr("href").or(element.attr("src")).unwrap();
        // The path leads there on every host, and so in a preview, too.
        let own = ["/some/repo/", ADDRESS].iter().find_map(|top| address.strip_prefix(top));
        assert!(own.is_some() || address.starts_with('#'), "{address}");
        let file = own.unwrap_or("index.html");
        let file = file.split('#').next().unwrap();
        let file = if file.is_empty() { "index.html" } else { file };
        assert!(pages.files.contains_key(file), "{address}");
        count += 1;
    }
    assert!(count > 10, "{count}");
    let robots = pages.text("robots.txt");
    assert_eq!(robots, format!("User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}sitemap.xml\n"));
}

#[test]
fn an_address_that_no_site_can_have_is_refused_wherever_it_is_given() {
    let wrong = [
        ("plan.example/okrs/", "does not start with `https://` or `http://`"),
        ("//plan.example/", "does not start with `https://` or `http://`"),
        ("ftp://plan.example/", "does not start with `https://` or `http://`"),
        ("https://plan.example/?q=1", "holds a query (`?`)"),
        ("https://plan.example/#top", "holds a fragment (`#`)"),
        ("https://plan.example/our plan/", "holds a space"),
        ("https://", "names no host"),
        ("https://plan.example/a/../b", "holds an empty or dotted part"),
    ];
    let site = site();
    site.build();
    let before = Pages::read(&site.path("public")).files;
    for (address, flaw) in wrong {
        let run = site.run(&["build", "--today", TODAY, "--base-url", address]);
        assert_eq!(run.code, 2, "{address}");
        assert!(run.stderr.contains(&format!("`{address}` {flaw}")), "{}", run.stderr);
        let cure = "write an address such as `https://example.com/okrs/`";
        assert!(run.stderr.contains(cure), "{}", run.stderr);
        site.write("quarterdeck.toml", format!("base_url = \"{address}\"\n"));
        let run = site.run(&["build", "--today", TODAY]);
        assert_eq!(run.code, 1, "{address}");
        assert!(run.stderr.contains(&format!("`base_url` {flaw}")), "{}", run.stderr);
        assert!(run.stderr.contains(cure), "{}", run.stderr);
        assert_eq!(Pages::read(&site.path("public")).files, before, "something was written");
    }
}

#[test]
fn two_items_with_one_id_are_told_and_both_are_published() {
    let site = Site::with([(
        "content/roadmap.md",
        "# Roadmap\n\n## Now\n\n- **Search** {#find}\n- **Cards** {#find}\n",
    )]);
    let run = site.check();
    let told = "content/roadmap.md:6:14: error[id/duplicate]: the id `find` is given twice\n";
    assert!(run.stdout.starts_with(told), "{}", run.stdout);
    site.write("quarterdeck.toml", "[lints]\n\"id/duplicate\" = \"allow\"\n");
    let pages = site.build();
    let items = pages.pages().filter(|path| path.starts_with("roadmap/")).count();
    assert_eq!(items, 3);
}

#[test]
fn the_schema_of_the_settings_is_the_programs_and_fits_those_there_are() {
    let path = project("docs/quarterdeck.schema.json");
    let schema = quarterdeck::config::schema();
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    if pages::updating() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(pages::read(&path), text, "`UPDATE_DOCS=1 cargo test` writes it anew");
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let fits = |text: &str| {
        let settings: toml::Table = text.parse().unwrap();
        validator.is_valid(&serde_json::to_value(settings).unwrap())
    };
    let new = Site::new();
    assert_eq!(new.run(&["init", "--today", TODAY]).code, 0);
    let new = new.read("quarterdeck.toml");
    let version = env!("CARGO_PKG_VERSION");
    let first = format!(
        "#:schema https://raw.githubusercontent.com/quarterdeck/quarterdeck/v{version}/docs/\
         quarterdeck.schema.json\n"
    );
    assert!(new.starts_with(&first), "{new}");
    assert!(fits(&new));
    let own = pages::read(&project("quarterdeck.toml"));
    assert!(own.starts_with("#:schema docs/quarterdeck.schema.json\n"), "{own}");
    assert!(fits(&own));
    for wrong in ["tilte = 'x'", "title = 1", "[lints]\n'a/b' = 'allow'", "[calendar]\nx = 1"] {
        assert!(!fits(wrong), "{wrong}");
    }
}
