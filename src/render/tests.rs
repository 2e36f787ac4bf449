//! What every page of the built-in theme keeps to, and what a user's theme can change.

mod pages;
mod parts;
mod roadmap;

use std::collections::HashSet;

use scraper::{Html, Selector};

use super::{TemplateError, Theme, assets};
use crate::view::data::{Content, ObjectiveView, Page, Piece};
use crate::words::Words;

fn rendered(theme: &Theme, path: &str, page: &Page) -> String {
    let html = theme.render(page.clone(), path, &"../".repeat(path.matches('/').count())).unwrap();
    String::from_utf8(html).unwrap()
}

fn theme(overrides: &[(&str, &str)]) -> Result<Theme, Vec<TemplateError>> {
    let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    Theme::new(&overrides.iter().map(own).collect::<Vec<_>>(), &Words::english())
}

fn every_page() -> Vec<(&'static str, String)> {
    let theme = theme(&[]).unwrap_or_else(|errors| panic!("{errors:?}"));
    let pages = pages::every_kind();
    pages.into_iter().map(|(path, page)| (path, rendered(&theme, path, &page))).collect()
}

fn select<'a>(html: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn quarter_of(pieces: Vec<Piece>) -> Page {
    let mut quarter = pages::quarter();
    quarter.pieces = pieces;
    pages::page("quarters/q/index.html", Content::Quarter(Box::new(quarter)))
}

#[test]
fn every_page_leads_from_where_it_stands() {
    for (path, html) in every_page() {
        assert!(!html.contains('\u{1}'), "{path} keeps the mark for the top of the site");
        let up = "../".repeat(path.matches('/').count());
        assert!(html.contains(&format!("href=\"{up}assets/style.css\"")), "{path}");
    }
}

#[test]
fn no_page_holds_inline_script_or_style() {
    for (path, html) in every_page() {
        let html = Html::parse_document(&html);
        assert!(select(&html, "[style], style, script:not([src]), [onclick]").is_empty(), "{path}");
        let policy = select(&html, "meta[http-equiv=Content-Security-Policy]");
        let policy = policy[0].attr("content").unwrap();
        assert!(policy.starts_with("default-src 'self';"), "{path}: {policy}");
    }
}

#[test]
fn every_page_has_one_first_heading_and_skips_none_below_it() {
    for (path, html) in every_page() {
        let html = Html::parse_document(&html);
        let mut last = 0;
        for heading in select(&html, "h1, h2, h3, h4, h5, h6") {
            let level: u32 = heading.value().name()[1..].parse().unwrap();
            let words: String = heading.text().collect();
            assert!(level <= last + 1, "{path}: `{words}` comes too deep");
            assert!(level > 1 || last == 0, "{path}: `{words}` is a second title");
            last = level;
        }
        assert!(last > 0, "{path} has no heading");
    }
}

#[test]
fn every_id_stands_once_and_every_reference_to_one_on_the_page_is_met() {
    for (path, html) in every_page() {
        let html = Html::parse_document(&html);
        let mut ids = HashSet::new();
        for element in select(&html, "[id]") {
            let id = element.attr("id").unwrap();
            assert!(ids.insert(id), "{path}: `{id}` stands twice");
        }
        let labels = select(&html, "[aria-labelledby]");
        let labels = labels.iter().map(|element| element.attr("aria-labelledby").unwrap());
        let links = select(&html, "a[href^='#']");
        let links = links.iter().map(|element| &element.attr("href").unwrap()[1..]);
        for id in labels.chain(links) {
            assert!(ids.contains(id), "{path}: nothing has the id `{id}`");
        }
    }
}

#[test]
fn landmarks_of_one_kind_have_names_of_their_own() {
    for (path, html) in every_page() {
        let html = Html::parse_document(&html);
        let mut names = HashSet::new();
        for nav in select(&html, "nav, aside, section.table") {
            let name = nav.attr("aria-label").or(nav.attr("aria-labelledby")).unwrap_or_default();
            assert!(!name.is_empty(), "{path}: a landmark has no name");
            assert!(names.insert(name), "{path}: two landmarks are called `{name}`");
        }
        assert_eq!(select(&html, "main").len(), 1, "{path}");
    }
}

#[test]
fn the_page_of_a_period_shows_every_word_of_its_documents() {
    let page = pages::quarter();
    let (_, html) = every_page().swap_remove(3);
    for piece in &page.pieces {
        assert!(html.contains(piece.html.trim_end()), "lost: {}", piece.html);
    }
    let mut waiting: Vec<_> = page.pieces.iter().flat_map(|piece| &piece.objectives).collect();
    let up = |words: &str| words.trim_end().replace('\u{1}', "../../");
    while let Some(objective) = waiting.pop() {
        waiting.extend(&objective.children);
        let krs = objective.key_results.iter();
        let texts = krs.flat_map(|kr| [&kr.text_html, &kr.outcome_html, &kr.notes_html]);
        let own = [&objective.title_html, &objective.outcome_html, &objective.notes_html];
        for words in texts.chain(own) {
            assert!(html.contains(&up(words)), "lost: {words}");
        }
    }
}

#[test]
fn a_tree_deeper_than_the_engine_allows_loses_nothing() {
    let mut deep = parts::objective("level-0", "Level 0.", "CEO");
    for level in 1..60 {
        let mut above =
            parts::objective(&format!("level-{level}"), &format!("Level {level}."), "CEO");
        above.key_results =
            vec![parts::key_result(&format!("kr-{level}"), "A result.", "none").into()];
        above.children.push(deep);
        deep = above;
    }
    let piece = Piece { kind: "objectives", html: String::new(), objectives: vec![deep] };
    let html =
        rendered(&theme(&[]).unwrap_or_else(|_| panic!()), "a/b/c", &quarter_of(vec![piece]));
    for level in 0..60 {
        assert!(html.contains(&format!(">Level {level}.</a>")), "level {level} is lost");
    }
}

#[test]
fn equal_pages_give_equal_bytes() {
    assert_eq!(every_page(), every_page());
}

#[test]
fn pages_that_are_filled_at_once_share_what_they_show() {
    let theme = theme(&[]).unwrap_or_else(|_| panic!());
    for _ in 0..100 {
        let objectives: Vec<_> = parts::tree().into_iter().map(ObjectiveView::in_brief).collect();
        let of = |objectives| pages::page("a/b/c", pages::held(objectives));
        let page = of(objectives);
        let pages = std::thread::scope(|scope| {
            let fill = || scope.spawn(|| rendered(&theme, "a/b/c", &page));
            [(); 4].map(|()| fill()).map(|it| it.join().unwrap())
        });
        let own = rendered(&theme, "a/b/c", &of(parts::tree()));
        assert!(own.contains("Pay down tech") && pages.iter().all(|page| *page == own));
    }
}

#[test]
fn words_of_authors_are_escaped() {
    let mut page = pages::every_kind().swap_remove(0).1;
    page.page.title = "<script>alert(1)</script> & \"co\"".to_owned();
    let html = rendered(&theme(&[]).unwrap_or_else(|_| panic!()), "index.html", &page);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;"));
    assert!(!html.contains("<script>"));
}

#[test]
fn one_component_can_be_replaced() {
    let own = "{% component state(state) %}[{{ state.word }}]{% endcomponent state %}";
    let theme = theme(&[("components/state.html", own)]).unwrap_or_else(|_| panic!());
    let (path, page) = pages::every_kind().swap_remove(3);
    assert!(rendered(&theme, path, &page).contains("[on track]"));
}

#[test]
fn one_block_can_be_replaced_and_the_rest_stays() {
    let own = "{% extends \"default/quarter.html\" %}{% block summary %}<p>mine</p>{% endblock %}";
    let theme = theme(&[("quarter.html", own)]).unwrap_or_else(|_| panic!());
    let (path, page) = pages::every_kind().swap_remove(3);
    let html = rendered(&theme, path, &page);
    assert!(html.contains("<p>mine</p>") && html.contains("Needs attention"));
}

#[test]
fn a_new_frame_holds_all_pages() {
    let own = "{% extends \"default/base.html\" %}{% block foot %}<p>our foot</p>{% endblock %}";
    let theme = theme(&[("base.html", own)]).unwrap_or_else(|_| panic!());
    // A former address has no frame: nobody stays there.
    let framed = pages::every_kind().into_iter().filter(|(_, page)| page.page.kind != "alias");
    for (path, page) in framed {
        assert!(rendered(&theme, path, &page).contains("<p>our foot</p>"), "{path}");
    }
}

fn errors(overrides: &[(&str, &str)]) -> Vec<String> {
    let errors = theme(overrides).err().unwrap_or_default();
    let shown = |e: &TemplateError| format!("{}:{}:{} {}", e.template, e.line, e.column, e.message);
    errors.iter().map(shown).collect()
}

#[test]
fn every_mistake_in_a_template_is_told_with_its_place() {
    let found = errors(&[("quarter.html", "<p>\n  {{ 1 + }}"), ("team.html", "{% if %}")]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("quarter.html:2:"), "{found:?}");
    assert!(found[1].starts_with("team.html:1:"), "{found:?}");
}

#[test]
fn a_name_that_leads_nowhere_is_told_with_its_place() {
    let found = errors(&[("a.html", "\n{{ 1 | shout }}{{ <nobody /> }}")]);
    assert_eq!(
        found,
        ["a.html:2:8 unknown filter `shout`", "a.html:2:19 unknown component `nobody`"]
    );
    let found = errors(&[("a.html", "{% extends \"b.html\" %}")]);
    assert_eq!(found, ["a.html:1:1 there is no template `b.html` to extend"]);
    let found = errors(&[("default/base.html", "")]);
    assert_eq!(found, ["default/base.html:1:1 `default/` is where the built-in templates are"]);
}

#[test]
fn a_value_that_is_not_there_is_told_with_its_place() {
    let theme = theme(&[("teams.html", "<p>\n{{ teams.colour }}")]).unwrap_or_else(|_| panic!());
    let mut pages = pages::every_kind().into_iter();
    let (_, page) = pages.find(|(path, _)| *path == "teams/index.html").unwrap();
    let error = theme.render(page.clone(), "a/index.html", "../").unwrap_err();
    assert_eq!((error.template.as_str(), error.line, error.column), ("teams.html", 2, 10));
    assert!(error.message.contains("colour"), "{}", error.message);
}

#[test]
fn the_assets_that_pages_name_are_there() {
    let names: Vec<_> = assets().map(|(name, _)| name).collect();
    for name in ["assets/style.css", "assets/site.js", "assets/favicon.svg"] {
        assert!(names.contains(&name), "{names:?}");
    }
}
