//! The words of the theme: each is needed, none is missing, and none stands anywhere else.

use std::collections::BTreeSet;

use scraper::{ElementRef, Node};
use toml::{Table, Value};

use crate::pages::{files, project, read};
use crate::support::{Pages, Site, css};

/// A site whose documents have no Latin letters, but for labels and periods.
const DOCUMENTS: [(&str, &str); 6] = [
    (
        "content/okrs/fy21-q1.md",
        "# FY21-Q1\n\n1. **Γαμμα: Αααα ββββ**\n   - KR: 2 αααα => 1\n   - KR: 4 ββββ => 4\n",
    ),
    (
        "content/okrs/fy21-q2.md",
        "# FY21-Q2\n\nΑααα ββββ [γγγγ](https://docs.google.com/1).\n\n\
         1. **Γαμμα: Αααα ββββ => 0.5** {#a}\n   - KR 1: 2 αααα => 1\n   - KR: ββββ [N₁][n1] δδδδ\n   \
         - KR: εεεε => ζζζζ\n   - KR: 7 ββββ εεεε\n   \
         - Δελτα KR: 98% αααα (0.2)\n   - KR: ββββ 46 → 60 => 58.3\n   \
         - KR: 30 δδδδ => 30\n   - KR: αααα 50% => 40%\n   \
         1. **Δελτα: Εεεε ζζζζ**\n      - KR: 9 αααα => 1\n   1. **Γαμμα/Θητα: Ηηηη**\n\n\
         2. **Κκκκ [λλλλ](https://docs.google.com/2)**\n\n\
         [n1]: https://docs.google.com/3\n[n2]: https://docs.google.com/4\n",
    ),
    ("content/okrs/fy21-q3.md", "# FY21-Q3\n\n1. **Γαμμα: Αααα**\n   - KR: 2 αααα\n"),
    ("content/okrs/1.md", "# Ωωωω\n\n1. **Γαμμα: Ωωωω ββββ**\n   - KR: 2 αααα => 1\n"),
    ("content/2.md", "# Αααα\n\n## Ββββ\n\n## Γγγγ\n\n## Δδδδ\n"),
    ("content/roadmap.md", "# Αααα\n\nββββ\n"),
];

/// Latin words that pages may show: names of periods and of the program, paths and addresses, and
/// what authors type.
const NAMES: [&str; 10] = [
    "Quarterdeck",
    "roadmap.md",
    "KR 1",
    "N₁",
    "N₆ WAU",
    "n1",
    "n2",
    "okrs/",
    "docs.google.com",
    ".md",
];

/// What carries words that are not shown as text.
const ATTRIBUTES: [&str; 4] = ["aria-label", "title", "alt", "placeholder"];

fn site(configuration: &str) -> Site {
    let site = Site::new();
    for (path, text) in DOCUMENTS {
        site.write(path, text);
    }
    let calendar = "[calendar]\nyear_starts = 2\nyear_named_for = \"end\"\n";
    let lints = "[lints]\n\"target/unused\" = \"allow\"\n";
    let settings = "title = \"Αααα\"\n";
    site.write("quarterdeck.toml", format!("{settings}{configuration}{calendar}{lints}"));
    site
}

#[test]
fn every_string_is_used_and_every_string_that_is_used_exists() {
    let strings: BTreeSet<String> = strings("en").into_iter().map(|(key, _)| key).collect();
    let mut used = BTreeSet::new();
    for template in files(&project("themes/default/templates"), "html") {
        for call in read(&template).split("t(key=").skip(1) {
            let key = call.split('"').nth(1).expect("a key");
            assert!(strings.contains(key), "{}: there is no `{key}`", template.display());
            used.insert(key.to_owned());
        }
    }
    let mut code = files(&project("src/view"), "rs");
    code.push(project("src/words.rs"));
    for path in code {
        for literal in read(&path).split('"') {
            let key = literal.split_once('.').filter(|(section, name)| {
                let sections =
                    || strings.iter().map(|key| key.split('.').next().expect("a section"));
                let plain = |sign: char| sign.is_ascii_lowercase() || sign == '_';
                name.chars().all(plain) && !name.is_empty() && sections().any(|it| it == *section)
            });
            if key.is_some() {
                assert!(strings.contains(literal), "{}: there is no `{literal}`", path.display());
                used.insert(literal.to_owned());
            }
        }
    }
    let unused: Vec<_> = strings.difference(&used).collect();
    assert!(unused.is_empty(), "never said: {unused:?}");
}

#[test]
fn no_word_of_the_theme_stands_outside_of_the_strings() {
    let site = site("theme = \"mine\"\n");
    let text = read(&project("themes/default/strings/en.toml"));
    let table: Table = text.parse().expect("TOML");
    let marked = table.into_iter().map(|(section, strings)| {
        let kept = section == "number";
        (section, if kept { strings } else { marked(strings) })
    });
    let marked: Table = marked.collect();
    site.write("themes/mine/strings/en.toml", toml::to_string(&marked).expect("TOML"));
    let pages = site.build();
    let mut bare = BTreeSet::new();
    let mut seen = 0;
    for (path, text) in shown(&pages) {
        let mut depth = 0_i32;
        let mut outside = String::new();
        for sign in text.chars() {
            match sign {
                '⟦' => depth += 1,
                '⟧' => depth -= 1,
                _ if depth == 0 => outside.push(sign),
                _ => seen += 1,
            }
        }
        let outside = NAMES.iter().fold(outside, |text, name| text.replace(name, ""));
        let outside = outside.to_lowercase().replace("fy21-q", "");
        if outside.contains(|sign: char| sign.is_ascii_alphabetic()) {
            bare.insert(format!("{path}: {text}"));
        }
    }
    assert!(seen > 1000, "hardly any word was seen");
    assert!(bare.is_empty(), "{bare:#?}");
}

#[test]
fn a_german_site_speaks_german() {
    let site = site("language = \"de-AT\"\n");
    let pages = site.build();
    let home = pages.html("index.html");
    let root = home.select(&css("html")).next().expect("a root");
    assert_eq!(root.attr("lang"), Some("de-AT"));
    let german: BTreeSet<String> = strings("de").into_iter().map(|(_, text)| text).collect();
    let english: BTreeSet<String> = strings("en").into_iter().map(|(_, text)| text).collect();
    let only = |text: &String| english.contains(text) && !german.contains(text);
    let texts: BTreeSet<(String, String)> = shown(&pages).into_iter().collect();
    let left: Vec<_> = texts.iter().filter(|(_, text)| only(text)).collect();
    assert!(left.is_empty(), "{left:#?}");
    for (path, words) in [
        ("index.html", "1. August – 31. Oktober 2020"),
        ("index.html", "Tag 46 von 92"),
        ("index.html", "Braucht Aufmerksamkeit"),
        ("index.html", "endete am 31. Juli 2020"),
        ("quarters/fy21-q2/index.html", "gelesen als 1 von 2, Zeile 6"),
        ("quarters/fy21-q2/index.html", "(58,3 − 46) / (60 − 46), Zeile 11"),
        ("quarters/fy21-q2/index.html", "vom Verfasser mit 0,2 bewertet, Zeile 10"),
        ("quarters/fy21-q2/index.html", "unterstützt durch 2 Ziele"),
        ("legend/index.html", "ist der Zeitraum vorbei, gelten 0,7 und mehr als erreicht"),
        ("legend/index.html", "das am 1. Februar beginnt"),
        ("404.html", "Unter dieser Adresse gibt es keine Seite."),
    ] {
        let found = texts.iter().any(|(page, text)| page == path && text.contains(words));
        assert!(found, "{path}: `{words}` is missing");
    }
}

/// All strings of a language, each form for itself, with their keys.
fn strings(tag: &str) -> Vec<(String, String)> {
    let table: Table =
        read(&project(&format!("themes/default/strings/{tag}.toml"))).parse().expect("TOML");
    let mut found = Vec::new();
    for (section, strings) in table {
        for (name, string) in strings.as_table().expect("a section") {
            let forms = match string {
                Value::Table(forms) => forms.values().collect(),
                text => vec![text],
            };
            let texts = forms.into_iter().map(|it| it.as_str().expect("a text").trim().to_owned());
            found.extend(texts.map(|text| (format!("{section}.{name}"), text)));
        }
    }
    found
}

/// Strings with all their own words between marks, and what is put into them outside.
fn marked(value: Value) -> Value {
    match value {
        Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, marked(value))).collect::<Table>().into()
        }
        Value::String(text) => {
            let text = text.replace("{{", "\u{2}").replace("}}", "\u{3}");
            let text = format!("⟦{}⟧", text.replace('{', "⟧{").replace('}', "}⟦"));
            text.replace('\u{2}', "{{").replace('\u{3}', "}}").into()
        }
        other => other,
    }
}

/// Everything that pages show or say, piece by piece, with the page. What an element holds
/// besides other elements with words is one piece, so that marks are not torn apart.
fn shown(pages: &Pages) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in pages.pages() {
        let page = pages.html(path);
        let mut say = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            found.push((path.to_owned(), words.join(" ")));
        };
        let within = |element: &ElementRef<'_>| {
            element.ancestors().filter_map(ElementRef::wrap).any(|above| holds_words(&above))
        };
        let all = css("body *");
        let whole = page.select(&all).filter(holds_words).filter(|it| !within(it));
        for element in whole {
            say(&element.text().collect::<String>());
        }
        for attribute in ATTRIBUTES {
            for element in page.select(&css(&format!("[{attribute}]"))) {
                say(element.attr(attribute).unwrap_or_default());
            }
        }
        let described = "meta[name=description], meta[property='og:title']";
        for element in page.select(&css(described)) {
            say(element.attr("content").unwrap_or_default());
        }
    }
    found
}

/// Whether an element has words of its own beside the elements in it.
fn holds_words(element: &ElementRef<'_>) -> bool {
    element.children().any(|child| match child.value() {
        Node::Text(text) => !text.trim().is_empty(),
        _ => false,
    })
}
