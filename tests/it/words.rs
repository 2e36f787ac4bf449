//! No word is lost: what a plain Markdown renderer shows of a document is on the pages made of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use pulldown_cmark::{Options, Parser, html};
use quarterdeck::calendar::Date;
use quarterdeck::markdown::{Inline, InlineKind};
use quarterdeck::site::{Drafts, Indexing, Inputs, Site};
use quarterdeck::source::{SourcePath, Sources, Span};
use quarterdeck::view::Route;
use scraper::{Html, Node};

use crate::support::documents;

#[test]
fn no_word_of_real_documents_is_lost() {
    let mut wrong = String::new();
    for (path, text) in documents() {
        // Among the OKRs of a site, and among its other pages.
        let name = path.rsplit('/').next().unwrap();
        for place in [format!("okrs/{name}"), format!("more/{name}"), format!("roadmap/{name}")] {
            let lost = lost(&place, &text);
            if !lost.is_empty() {
                let _ = writeln!(wrong, "{path} as {place}: {lost:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_word_of_the_sample_is_lost() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for path in ["okrs/fy21-q2.md", "okrs/index.md", "about.md", "roadmap.md"] {
        let text = std::fs::read_to_string(folder.join(path)).unwrap();
        assert_eq!(lost(path, &without_attributes(&text)), BTreeMap::new(), "{path}");
    }
}

#[test]
fn documents_that_once_lost_words_keep_them() {
    for text in [
        "## CEO KR: rows\n> aa\n1. KR: bb\n",
        "| Objective | Key result | Owner | Score |\n|---|---|---|---|\n| aa | bb | cc, dd | 0.7 |\n",
        "## Objective: aa\n\n| KR | Who | Note |\n|---|---|---|\n| bb | cc | dd |\n",
        "## CEO: rows\nOwner: crew\n1. KR: bb\n",
        "**@web Product: rows**\n- KR: bb\n",
        "## Notes\n\nObjective 2: \\\nKR 1.2: ",
        "**KR: aa bb**\nKR: cc dd\n\nKR: ee ff\n",
        "`Objective 2: Objective 3: `\n",
        "## aa aa\n- aa aa**\n      1. Owner: aa aa\n",
        "| Team | aa |\n|---|---|\n| Objective 1 | bb |\n| Key results | cc<br>dd |\n| Why | ee |\n\
         | Owner | ff |\n| Update | gg |\n",
        "| Objective 1: aa bb | Owner | Score | |\n|---|---|---|---|\n| KR1: cc dd | ee | 0.4 | ff |\n\
         | KR2 | | | |\n| Total | gg | 0.4 | |\n",
        "| Type | Text | Owner |\n|---|---|---|\n| Objective | aa | bb |\n| KR | cc | dd |\n\
         | KR | | ee |\n| | ff | gg |\n",
        "| Objective | KR1 | KR2 | Owner |\n|---|---|---|---|\n| aa | bb cc dd | ee ff gg | hh |\n\
         | Total | | ii | |\n",
        "| Team | Objective | Key result | Actual | Status | Comments |\n|---|---|---|---|---|---|\n\
         | aa | bb | cc | 4 dd | Done. ee | ff |\n| | | gg | | hh | |\n| ii | | jj | | | |\n",
        "**OKRs Q2 2024**\n\n**Objective 1: aa**\n\n- KR1: bb\n",
        "## OKR-7: aa\n> Owner: bb\n> cc\n\n- PROJ-8 KR1: dd. Done.\n- [OKR-9](x): ee (assigned to: ff)\n",
        "## KR: aa (Owner: bb, who is away for most of the time)\n- ~~cc~~ dropped\n",
        "1. O1: aa bb\n2. O2: cc\n\n## Key results\n\n### O1\n\n- KR1: dd\n\n### O2\n\n- KR1: ee\n",
        "- Team: aa bb\n      - [x] cc dd\n      - [ ] ee\n\n\\- ff\n",
        "## Objective 1: aa\n\n- bb\n\n| KR | Score | Comment |\n|---|---|---|\n| KR1 | 0.4 | cc |\n",
    ] {
        assert_eq!(lost("okrs/2020-q3.md", text), BTreeMap::new(), "{text}");
    }
}

/// A labelled objective right under an item's last line is no part of the item.
#[test]
fn a_list_that_an_objective_stands_in_is_kept_once() {
    let list = "* KR1: aa 10\n  O2: bb cc\n* KR2: dd 20\n* ee\n  ff\n";
    for before in ["# gg\n\n", "# gg\n\nO1: hh ii\n", "# OKRs\n\nO1: hh ii\n\n"] {
        let text = format!("{before}{list}");
        for path in ["okrs/2020-q3.md", "notes.md"] {
            kept_once(path, &text);
            assert_eq!(lost(path, &text), BTreeMap::new(), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_word_of_any_document_is_lost(text in document()) {
        let lost = lost("okrs/2020-q3.md", &text);
        prop_assert!(lost.is_empty(), "lost {lost:?} of\n{text}");
    }

    #[test]
    fn no_word_of_any_plan_is_lost(text in plan()) {
        let lost = lost("okrs/2020-q3.md", &text);
        prop_assert!(lost.is_empty(), "lost {lost:?} of\n{text}");
    }

    #[test]
    fn no_word_is_kept_twice(text in prop_oneof![document(), plan()]) {
        for path in ["okrs/2020-q3.md", "notes.md"] {
            kept_once(path, &text);
        }
    }

    #[test]
    fn everything_that_is_read_stands_in_the_file(text in "(\\PC|[\n#*>\\-`|\\[\\]{}])*") {
        spans_stand_in(&text);
    }
}

/// The same documents in every run, so that no run fails by chance; more of them when looking for
/// something to mend.
pub(crate) fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let seed = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(100),
        rng_seed: RngSeed::Fixed(seed.unwrap_or(21)),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Documents made of the tokens that authors use, put together without sense.
pub(crate) fn document() -> impl Strategy<Value = String> {
    let token = prop::sample::select(TOKENS);
    let word = "[a-z]{2,5}".prop_map(|word| format!("{word} "));
    let piece = prop_oneof![3 => token.prop_map(str::to_owned), 2 => word];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Documents that look like plans: lines of lists, headings and paragraphs at some indent.
pub(crate) fn plan() -> impl Strategy<Value = String> {
    let starts = [
        "", "", "1. ", "1. ", "- ", "- ", "* ", "- [x] ", "## ", "### ", "> ", "1. **", "- **",
        "**",
    ];
    let labels = [
        "",
        "",
        "",
        "KR: ",
        "KR: ",
        "KR 2: ",
        "CEO KR: ",
        "CEO: ",
        "Web: ",
        "Objective 1: ",
        "Owner: ",
        "@web ",
        "P1 ",
        "=> ",
        "Score: ",
        "[link](x.md): ",
        "Update: ",
    ];
    let ends = [
        "",
        "",
        " \\",
        "  ",
        "\n",
        "**",
        ":**",
        ".**",
        " => done ",
        "=>.",
        " ==> `code`",
        " (0.7)",
        " [_N<sub>1</sub>_][n1]",
        " @web",
        " {#wau}",
        " <!-- {weight=2} -->",
        " => ",
        " ~~no~~",
    ];
    let indent = prop::sample::select(vec!["", "", "", "   ", "   ", "  ", "      ", "    "]);
    let select = |all: &[&'static str]| prop::sample::select(all.to_vec());
    let line = (indent, select(&starts), select(&labels), "[a-z]{2,5} [a-z]{2,5}", select(&ends));
    let line = line.prop_map(|(a, b, c, d, e)| format!("{a}{b}{c}{d}{e}\n"));
    prop::collection::vec(line, 0..16).prop_map(|lines| lines.concat())
}

const TOKENS: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\\\n",
    "  \n",
    "\t",
    "# ",
    "## ",
    "### ",
    "# FY21-Q2 OKRs\n\n",
    "## Notes\n\n",
    "## OKRs\n\n",
    "## 2018 Q3\n\n",
    "1. ",
    "1. ",
    "- ",
    "- ",
    "* ",
    "+ ",
    "2) ",
    "   1. ",
    "  - ",
    "- [x] ",
    "- [ ] ",
    "KR: ",
    "KR: ",
    "KR 1.2: ",
    "Key result: ",
    "Objective 2: ",
    "O1. ",
    "CEO KR: ",
    "[KR3] ",
    "CEO: ",
    "**Product: ",
    "Owner: ",
    "Owner: Sales\n",
    "@someone ",
    "(@someone) ",
    "P0 ",
    " => ",
    " ==> ",
    "=>. ",
    " --> ",
    "⇒",
    "=>",
    "**",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "```\n",
    "[",
    "]",
    "(",
    ")",
    "[link](https://example.org) ",
    "[n1]",
    "[_N<sub>1</sub>_][n1] ",
    "\n\n[n1]: https://example.org/n1\n\n",
    "\n[a]: b.md\n",
    "![picture](x.png) ",
    "<https://a.test> ",
    "> ",
    "> ",
    "> [!NOTE]\n> ",
    "| a | b |\n|---|---|\n| c | d |\n",
    "|",
    "---\n",
    "===\n",
    "<b>",
    "</b>",
    "<br>",
    "<div>",
    "</div>",
    "<!-- gone -->",
    "<details>",
    "&amp; ",
    "&lt;",
    "<",
    "\\",
    "\\*",
    "\\[",
    "{",
    "}",
    "{draft} ",
    "[^1]",
    "\n[^1]: ",
    "0.7 ",
    "50% ",
    "(0.8) ",
    "✅ ",
    ": ",
    ". ",
    "! ",
    "#12 ",
    "\u{a0}",
    "é",
    "Score: ",
    "Status: ",
    "Update: ",
];

/// The words that a plain renderer shows of a document and its pages do not, with how often.
pub(crate) fn lost(path: &str, text: &str) -> BTreeMap<String, usize> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut rendered = String::new();
    html::push_html(&mut rendered, Parser::new_ext(text, options));
    let mut missing = words(&rendered);
    missing.remove("kr");
    // The explicit id is for programs; its readers on the site do not see it.
    missing.remove("wau");
    // The cross of a box before which Markdown sees no item is no word either.
    missing.remove("x");
    let mut shown = pages(path, text);
    // What an overview names and a heading tells again is one key result, shown once.
    for (word, count) in merged(path, text) {
        *shown.entry(word).or_default() += count;
    }
    for (word, count) in &mut missing {
        *count = count.saturating_sub(shown.get(word).copied().unwrap_or(0));
    }
    missing.retain(|_, count| *count > 0);
    missing
}

/// The words of the items that lead to a heading with the same words.
fn merged(path: &str, text: &str) -> BTreeMap<String, usize> {
    let site = site(path, text);
    let mut all = String::new();
    for entry in &site.plan().documents {
        for span in &entry.document.merged {
            let item = text.get(span.range()).unwrap();
            let (words, rest) = item.split_once("](").unwrap();
            let after = rest.split_once(')').map_or("", |(_, after)| after);
            all.extend([words, " ", after, "\n"]);
        }
        // A remark that names the owners, or what came of it, is shown as these.
        for objective in &entry.document.objectives {
            let results = objective.key_results.iter().flat_map(|it| &it.shown);
            for span in objective.shown.iter().chain(results) {
                let remark = text.get(span.range()).unwrap();
                all += remark.split_once([':', '|']).map_or("", |(key, _)| key);
                all.push('\n');
            }
        }
    }
    words(&all)
}

/// The words on the pages on which the text of a document stands.
fn pages(path: &str, text: &str) -> BTreeMap<String, usize> {
    let site = site(path, text);
    let routes = site.view().routes();
    // What is too much for the page of a quarter stands on those of its objectives.
    let parted = routes.iter().any(|route| matches!(route, Route::QuarterList(_)));
    let shows_text = |route: &&Route| match route {
        Route::Quarter(_) | Route::Prose(_) | Route::Roadmap | Route::Item(_) => true,
        Route::Objective(_) => parted,
        _ => false,
    };
    let mut shown = BTreeMap::new();
    for route in routes.iter().filter(shows_text) {
        let page = String::from_utf8(site.render(*route).unwrap()).unwrap();
        let main = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
        for (word, count) in words(&format!("<main{main}")) {
            *shown.entry(word).or_default() += count;
        }
    }
    shown
}

pub(crate) fn site(path: &str, text: &str) -> Site {
    let mut sources = Sources::new();
    let document = sources.add(SourcePath::new(&format!("content/{path}")), text);
    Site::new(Inputs {
        sources,
        config: quarterdeck::config::read(None).0.into(),
        documents: [(document, SourcePath::new(path))].into(),
        templates: Vec::new(),
        strings: Vec::new(),
        content_files: Arc::default(),
        static_files: Arc::default(),
        history: Arc::default(),
        today: Date::parse("2020-09-15").unwrap(),
        drafts: Drafts::Left,
        indexing: Indexing::Left,
        diagnostics: Vec::new(),
    })
}

/// How often each word stands in what a reader sees of a piece of HTML.
fn words(html: &str) -> BTreeMap<String, usize> {
    let mut text = String::new();
    seen(Html::parse_fragment(html).root_element(), &mut text);
    let mut words = BTreeMap::new();
    let parts = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in parts {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// The text of an element, with a space where a reader sees one word end.
fn seen(element: scraper::ElementRef<'_>, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) => {
                let Some(child) = scraper::ElementRef::wrap(child) else { continue };
                let name = inner.name();
                // What stands for a picture is read where the picture is not seen.
                out.push_str(inner.attr("alt").unwrap_or_default());
                let joins = ["a", "b", "i", "em", "strong", "sub", "code", "del", "span", "img"];
                let space = if joins.contains(&name) { "" } else { " " };
                if !["script", "style", "template", "title"].contains(&name) {
                    out.push_str(space);
                    seen(child, out);
                    out.push_str(space);
                }
            }
            _ => {}
        }
    }
}

fn spans_stand_in(text: &str) {
    let site = site("okrs/2020-q3.md", text);
    let stands = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of {text:?}");
    };
    for diagnostic in site.diagnostics() {
        stands(diagnostic.at.span);
    }
    for entry in &site.plan().documents {
        for objective in &entry.document.objectives {
            stands(objective.span);
            objective.owners.iter().for_each(|owner| stands(owner.span));
            objective.key_results.iter().for_each(|key_result| stands(key_result.span));
        }
        entry.document.uses.iter().for_each(|used| stands(used.span));
        entry.document.definitions.iter().for_each(|definition| stands(definition.span));
        entry.document.each_text(&mut |inlines| inlines.iter().for_each(|it| stands(it.span)));
    }
}

/// Each piece of text is read as one thing, and shown as that.
fn kept_once(path: &str, text: &str) {
    let site = site(path, text);
    for entry in &site.plan().documents {
        let mut kept = Vec::new();
        entry.document.each_text(&mut |inlines| texts(inlines, &mut kept));
        kept.sort_by_key(|span| span.start);
        for pair in kept.windows(2) {
            let words = text.get(pair[1].range()).unwrap_or_default();
            assert!(pair[0].end <= pair[1].start, "{path}: `{words}` is kept twice of\n{text}");
        }
    }
}

/// Where the words of running text stand.
fn texts(inlines: &[Inline], out: &mut Vec<Span>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(_) | InlineKind::Code(_) => out.push(inline.span),
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Strike(inner) => {
                texts(inner, out);
            }
            _ => {}
        }
    }
}

/// A text without `{#id key=value}`, which its readers on the site do not see.
fn without_attributes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{#") {
        out.push_str(before);
        rest = after.split_once('}').unwrap().1;
    }
    out + rest
}
