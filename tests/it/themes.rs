//! Themes of one's own: what they change, and that they change nothing else.

use crate::pages::{files, project, read};
use crate::support::{Pages, Site};

const THEME: &str = "theme = \"own\"\n";

/// A small site, with the files of a theme.
fn site(files: &[(&str, &str)]) -> Site {
    let site = Site::with([
        (
            "content/okrs/2020-q3.md",
            "# 2020-Q3 OKRs\n\n1. **Ann: Grow.** \\\n   KR: Sell 9 boxes. => 3.\n",
        ),
        ("content/about.md", "# About\n\nWords.\n"),
        ("quarterdeck.toml", THEME),
    ]);
    for (path, text) in files {
        site.write(&format!("themes/own/{path}"), text);
    }
    site
}

/// The files that are not the same as in the built-in theme.
fn changed(files: &[(&str, &str)]) -> (Vec<String>, Pages) {
    let before = site(&[("assets/none.txt", "")]).build();
    let site = site(files);
    site.write("themes/own/assets/none.txt", "");
    let after = site.build();
    let odd = |path: &&String| {
        !path.starts_with(".quarterdeck/") && before.files.get(*path) != after.files.get(*path)
    };
    (after.files.keys().filter(odd).cloned().collect(), after)
}

#[test]
fn a_block_is_filled_otherwise_and_the_rest_stays() {
    let template = "{% extends \"default/legend.html\" %}{% block title %}Signs{% endblock %}";
    let (changed, pages) = changed(&[("templates/legend.html", template)]);
    assert_eq!(changed, ["legend/index.html"]);
    assert!(pages.text("legend/index.html").contains("<title>Signs</title>"));
    assert!(pages.text("legend/index.html").contains("<h1"));
}

#[test]
fn a_block_of_the_frame_reaches_every_page() {
    let template = "{% extends \"default/base.html\" %}{% block foot %}{{ super() }}<p>Ask us.</p>{% endblock %}";
    let (changed, pages) = changed(&[("templates/base.html", template)]);
    assert_eq!(changed.len(), pages.pages().count());
    for page in pages.pages() {
        let text = pages.text(page);
        assert!(text.contains("<p>Ask us.</p>") && text.contains("class=\"foot\""), "{page}");
    }
}

#[test]
fn a_component_is_replaced_wherever_it_stands() {
    let component = "{% component owner_chip(owner) %}<b class=\"who\">{{ owner.label }}</b>{% endcomponent owner_chip %}";
    let (changed, pages) = changed(&[("templates/components/owner.html", component)]);
    let quarter = pages.text("quarters/2020-q3/index.html");
    assert!(quarter.contains("class=\"who\">Ann</b>"), "{quarter}");
    assert!(!changed.contains(&"about/index.html".to_owned()), "{changed:?}");
    assert!(!changed.contains(&"legend/index.html".to_owned()), "{changed:?}");
}

#[test]
fn one_word_is_said_otherwise() {
    let (changed, pages) = changed(&[("strings/en.toml", "[page]\nlegend = \"Signs we use\"\n")]);
    assert!(pages.text("legend/index.html").contains("Signs we use"));
    assert!(!pages.text("legend/index.html").contains("How to read this site"));
    assert!(!changed.iter().any(|path| path.starts_with("assets/")), "{changed:?}");
}

#[test]
fn an_asset_takes_the_place_of_the_built_in_one() {
    let (changed, pages) = changed(&[("assets/style.css", "p { color: red }\n")]);
    assert_eq!(changed, ["assets/style.css"]);
    assert_eq!(pages.text("assets/style.css"), "p { color: red }\n");
}

#[test]
fn a_template_that_extends_itself_is_told_what_to_type() {
    let site = site(&[("templates/legend.html", "{% extends \"legend.html\" %}")]);
    let run = site.check();
    assert_eq!(run.code, 1);
    let run = site.run(&["check"]);
    assert!(run.stdout.contains("themes/own/templates/legend.html:1:1"), "{}", run.stdout);
    assert!(run.stdout.contains("{% extends \"default/legend.html\" %}"), "{}", run.stdout);
}

#[test]
fn cards_that_are_filled_once_are_those_that_each_page_fills_for_itself() {
    let sample = |settings: &str| {
        let own = read(&project("quarterdeck.toml"));
        let site = Site::with([("quarterdeck.toml", &*[settings, &own].concat())]);
        for path in files(&project("content"), "md") {
            let below =
                path.strip_prefix(project("")).unwrap().to_str().unwrap().replace('\\', "/");
            site.write(&below, read(&path));
        }
        site
    };
    let plain = sample("").build();
    // With a template of one's own each page is given everything, and fills its cards itself.
    let site = sample(THEME);
    site.write("themes/own/templates/alias.html", "{% extends \"default/alias.html\" %}");
    let own = site.build();
    let pages: Vec<&str> = plain.pages().collect();
    assert_eq!(pages, own.pages().collect::<Vec<_>>());
    for page in pages {
        assert_eq!(plain.text(page), own.text(page), "{page}");
    }
}
