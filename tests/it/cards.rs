//! Pictures of pages, as those who show previews of links find them.

use std::path::Path;

use std::collections::BTreeMap;
use std::time::SystemTime;

use crate::support::{Pages, Site, TODAY, css};

const ADDRESS: &str = "https://plan.example/some/repo/";

const OKRS: &str = "# 2020-Q3 OKRs\n\n1. **Web: Ship** {#ship}\n   - KR: 2 pages => 3 pages\n\
                    2. **Ops: Rest** {#rest}\n   - KR: Sleep well\n";

fn site() -> Site {
    Site::with([
        ("quarterdeck.toml", &format!("title = \"Lighthouse\"\nbase_url = \"{ADDRESS}\"\n")),
        ("content/okrs/q3.md", OKRS),
        ("content/roadmap.md", "# Roadmap\n\n## Now\n\n- **Search** {#search}\n"),
        ("content/about.md", "# About us\n"),
    ])
}

/// All pictures, by path.
fn cards(pages: &Pages) -> BTreeMap<&str, &[u8]> {
    let files = pages.files.iter().filter(|(path, _)| path.ends_with("card.png"));
    files.map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect()
}

/// All files but the notes that builds keep for themselves.
fn site_of(pages: &Pages) -> BTreeMap<&str, &[u8]> {
    let files = pages.files.iter().filter(|(path, _)| !path.starts_with(".quarterdeck/"));
    files.map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect()
}

#[test]
fn quarters_objectives_teams_items_and_the_site_have_pictures() {
    let pages = site().build();
    let cards = cards(&pages);
    let wanted = [
        "card.png",
        "quarters/2020-q3/card.png",
        "quarters/2020-q3/rest/card.png",
        "quarters/2020-q3/ship/card.png",
        "roadmap/search/card.png",
        "teams/ops/card.png",
        "teams/web/card.png",
    ];
    assert!(cards.keys().eq(wanted.iter()), "{:?}", cards.keys());
    let different: std::collections::BTreeSet<_> = cards.values().collect();
    assert_eq!(different.len(), cards.len(), "two pictures are the same");
    for (path, png) in &cards {
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n", "{path}");
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!((side(16), side(20)), (1200, 630), "{path}");
        assert!((5_000..150_000).contains(&png.len()), "{path}: {} bytes", png.len());
    }
}

#[test]
fn every_page_names_a_picture_that_is_there() {
    let pages = site().build();
    let image = |path: &str, name: &str| {
        let page = pages.html(path);
        let found = page.select(&css(&format!("meta[property='og:image{name}']"))).next();
        found.and_then(|tag| tag.attr("content")).unwrap_or_else(|| panic!("{path}")).to_owned()
    };
    for path in pages.pages() {
        let address = image(path, "");
        let file = address.strip_prefix(ADDRESS).unwrap_or_else(|| panic!("{address}"));
        assert!(pages.files.contains_key(file), "{path}: {file}");
        assert!(!image(path, ":alt").is_empty());
        assert_eq!((image(path, ":width"), image(path, ":height")), ("1200".into(), "630".into()));
        let page = pages.html(path);
        let card = page.select(&css("meta[name='twitter:card']")).next().unwrap();
        assert_eq!(card.attr("content"), Some("summary_large_image"));
        if let Some(folder) = path.strip_suffix("index.html") {
            let own = format!("{folder}card.png");
            assert!(file == own || !pages.files.contains_key(&own), "{path}: {file}");
        }
    }
    let above = [
        ("quarters/2020-q3/all-objectives/index.html", "quarters/2020-q3/card.png"),
        ("teams/web/2020-q3/index.html", "teams/web/card.png"),
        ("about/index.html", "card.png"),
        ("404.html", "card.png"),
    ];
    for (path, card) in above {
        assert_eq!(image(path, ""), format!("{ADDRESS}{card}"));
    }
    let said = image("quarters/2020-q3/ship/index.html", ":alt");
    assert_eq!(said, "2020 Q3 · Web · Ship · 100 % · delivered · graded 1 of 1");
    assert_eq!(image("roadmap/search/index.html", ":alt"), "Search");
}

#[test]
fn there_are_none_without_an_address_or_where_they_are_switched_off() {
    let site = site();
    let none = |pages: &Pages| {
        assert!(cards(pages).is_empty(), "{:?}", cards(pages).keys());
        let page = pages.html("index.html");
        assert!(page.select(&css("meta[property^='og:image']")).next().is_none());
        let card = page.select(&css("meta[name='twitter:card']")).next().unwrap();
        assert_eq!(card.attr("content"), Some("summary"));
    };
    assert!(!cards(&site.build()).is_empty());
    site.write("quarterdeck.toml", "[cards]\nenabled = true\n");
    none(&site.build());
    site.write("quarterdeck.toml", format!("base_url = \"{ADDRESS}\"\n[cards]\nenabled = false\n"));
    none(&site.build());
}

#[test]
fn a_picture_is_drawn_when_it_changes_and_else_is_as_it_was() {
    let site = site();
    let first = site.build();
    let times = || -> BTreeMap<String, SystemTime> {
        let pages = Pages::read(&site.path("public"));
        let time = |path: &String| {
            let file = site.path("public").join(path);
            std::fs::metadata(file).unwrap().modified().unwrap()
        };
        pages
            .files
            .keys()
            .filter(|it| Path::new(it).extension().is_some_and(|it| it == "png"))
            .map(|it| (it.clone(), time(it)))
            .collect()
    };
    let before = times();
    site.write("content/okrs/q3.md", OKRS.replace("Sleep well", "Sleep 8 hours => 4 hours"));
    let second = site.build();
    let (old, new) = (cards(&first), cards(&second));
    let changed: Vec<&str> =
        new.iter().filter(|(path, png)| old[**path] != **png).map(|(path, _)| *path).collect();
    let wanted = [
        "card.png",
        "quarters/2020-q3/card.png",
        "quarters/2020-q3/rest/card.png",
        "teams/ops/card.png",
    ];
    assert_eq!(changed, wanted);
    let after = times();
    let touched: Vec<&String> = after.keys().filter(|path| before[*path] != after[*path]).collect();
    assert_eq!(touched, wanted);
    // Elsewhere, where nothing was made before, the same is drawn.
    std::fs::remove_dir_all(site.path("public")).unwrap();
    assert!(site_of(&site.build()) == site_of(&second), "a second build differs");
    // One that somebody has changed is put right, as every file of a build is.
    let path = "public/teams/ops/card.png";
    let mut broken = new["teams/ops/card.png"].to_vec();
    let end = broken.len() - 30;
    broken[end] ^= 1;
    site.write(path, &broken);
    assert!(site_of(&site.build()) == site_of(&second), "a broken picture was kept");
}

#[test]
fn a_picture_of_the_users_own_takes_the_place_of_one() {
    let site = site();
    site.write("static/quarters/2020-q3/ship/card.png", "mine");
    site.write("content/okrs/q3.md", OKRS.replace("Web: Ship", "Web: 日本").replace("Rest", "本"));
    assert_eq!(site.build().files["quarters/2020-q3/ship/card.png"], b"mine");
    let found = site.check().stdout;
    let hint = "content/okrs/q3.md:5:4: hint[card/missing-glyph]: the card of this page cannot show `本`\n";
    assert!(found.contains(hint) && !found.contains("日"), "{found}");
}

#[test]
fn hostile_titles_make_pictures_too() {
    let titles = [
        "</text><script>alert(1)</script>",
        "&#0; &amp; ]]> <!--",
        "\u{202e}overridden\u{202c}",
        "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
        "👩‍👩‍👧‍👦🏳️‍🌈",
        "تحسين جودة المنتج",
    ];
    let list = titles.map(|title| format!("1. **Web: {title}**\n   - KR: 2 pages\n")).concat();
    let site = site();
    site.write("content/okrs/q3.md", format!("# 2020-Q3 OKRs\n\n{list}"));
    let pages = site.build();
    assert_eq!(cards(&pages).len(), titles.len() + 4);
}

#[test]
fn the_preview_draws_a_picture_when_it_is_asked_for() {
    let site = site();
    let built = site.build();
    let request = quarterdeck::load::Request {
        root: site.path("").to_str().unwrap().into(),
        today: quarterdeck::calendar::Date::parse(TODAY),
        drafts: quarterdeck::site::Drafts::Left,
    };
    let inputs =
        quarterdeck::load::inputs(quarterdeck::load::settings(&request), &request).unwrap();
    let shown = quarterdeck::site::Site::new(inputs);
    for (path, png) in cards(&built) {
        assert!(shown.card(path).is_some_and(|drawn| drawn == png), "{path}");
    }
    for path in ["about/card.png", "card.pn", "quarters/card.png", "../card.png"] {
        assert_eq!(shown.card(path), None, "{path}");
    }
}
