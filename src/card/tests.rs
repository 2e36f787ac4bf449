//! What cards show, and that nothing an author writes breaks them.

use std::fmt::Write as _;

use super::font::{Weight, width};
use super::wrap::{is_right_to_left, lines, writable};
use super::*;
use crate::view::data::{Score, State};

fn card(title: &str) -> Card {
    Card {
        site: "Lighthouse".to_owned(),
        kind: "Objective".to_owned(),
        context: "FY21-Q2 · Web".to_owned(),
        title: title.to_owned(),
        score: Some(Score { label: "72 %".to_owned(), bar: 72 }),
        without_score: "Not graded".to_owned(),
        tick: Some(50),
        signs: vec![State { code: "on-track", shape: "●", word: "on track".to_owned() }],
        foot: "graded 3 of 4".to_owned(),
        at: None,
    }
}

/// The texts of a drawing, each with its attributes.
fn texts(card: &Card) -> Vec<(String, Vec<(String, String)>)> {
    let svg = svg::svg(card);
    let document =
        roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text") || node.tag_name().name() == "text");
    texts
        .map(|node| {
            let attributes = node.attributes();
            let attributes = attributes.map(|it| (it.name().to_owned(), it.value().to_owned()));
            (node.text().unwrap_or_default().to_owned(), attributes.collect())
        })
        .collect()
}

#[test]
fn a_card_says_what_a_page_says_first() {
    let said: Vec<String> =
        texts(&card("Ship <it> & \"rest\"")).into_iter().map(|it| it.0).collect();
    let wanted = [
        "Lighthouse",
        "Objective",
        "FY21-Q2 · Web",
        "Ship <it> & \"rest\"",
        "72 %",
        "on track",
        "graded 3 of 4",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn a_picture_has_its_size_and_knows_its_drawing() {
    let (one, other) = (Drawing::of(&card("Ship")), Drawing::of(&card("Sell")));
    let png = one.png().unwrap();
    assert_eq!(one.png().as_ref(), Some(&png), "a second drawing differs");
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&png[16..24], [0, 0, 0x04, 0xb0, 0, 0, 0x02, 0x76]);
    assert!(png.len() < 100_000, "{}", png.len());
    assert!(one.is_shown_by(&png) && !other.is_shown_by(&png));
    for broken in [&b""[..], b"\x89PNG", &png[..40], b"<svg/>"] {
        assert!(!one.is_shown_by(broken));
    }
}

#[test]
fn every_state_has_a_sign_of_its_own_that_is_drawn() {
    let codes = [
        "done",
        "on-track",
        "in-progress",
        "behind",
        "progress",
        "at-risk",
        "missed",
        "reported",
        "private",
        "none",
        "planned",
    ];
    let drawn: std::collections::BTreeSet<Vec<u8>> = codes
        .iter()
        .map(|code| {
            let signs = vec![State { code, shape: "", word: "state".to_owned() }];
            Drawing::of(&Card { signs, ..card("Ship") }).png().unwrap()
        })
        .collect();
    assert_eq!(drawn.len(), codes.len());
}

#[test]
fn words_never_leave_the_card() {
    let long = "Increase the coverage of everything ".repeat(20);
    let one = "Donaudampfschifffahrtsgesellschaft".repeat(9);
    let wide = "W".repeat(400);
    let titles =
        ["", "Ship", long.as_str(), one.as_str(), wide.as_str(), "שלום ".repeat(60).as_str()]
            .map(str::to_owned);
    for title in titles {
        let context = title.clone();
        let card = Card { context, site: title.clone(), foot: title.clone(), ..card(&title) };
        for (text, attributes) in texts(&card) {
            let number = |name: &str| -> f32 {
                let found = attributes.iter().find(|it| it.0 == name);
                found.map_or(0.0, |it| it.1.parse().unwrap())
            };
            let value = |name: &str| attributes.iter().any(|it| it.1 == name);
            let weight = if value("700") { Weight::Bold } else { Weight::Regular };
            let length = width(&text, weight, number("font-size"));
            let (start, end) = match number("x") {
                x if value("end") => (x - length, x),
                x => (x, x + length),
            };
            assert!(start >= 80.0 && end <= 1136.0, "{start} to {end}: {text}");
            assert!(number("y") > 60.0 && number("y") < 610.0, "{text}");
        }
    }
}

#[test]
fn lines_hold_all_words_or_end_in_an_ellipsis() {
    let text = "one two three four five six seven eight";
    let all = lines(text, Weight::Bold, 40.0, 300.0, 9);
    assert!(all.whole && all.lines.len() > 2);
    assert_eq!(all.lines.join(" "), text);
    let some = lines(text, Weight::Bold, 40.0, 300.0, 2);
    assert!(!some.whole && some.lines.len() == 2, "{some:?}");
    let shown = some.lines.join(" ");
    assert!(text.starts_with(shown.strip_suffix(" …").unwrap()), "{shown}");
    let word = lines("Donaudampfschifffahrt", Weight::Bold, 40.0, 200.0, 2);
    let shown = word.lines.concat();
    assert!("Donaudampfschifffahrt".starts_with(shown.strip_suffix('…').unwrap()), "{shown}");
    assert_eq!(lines("", Weight::Bold, 40.0, 200.0, 2).lines, [""; 0]);
}

#[test]
fn words_from_right_to_left_stand_at_the_right() {
    for title in ["تحسين جودة v2.0", "שיפור Quarterdeck", "2020 שיפור"] {
        assert!(is_right_to_left(title));
        let texts = texts(&card(title));
        let (text, attributes) = texts.iter().find(|it| it.0.contains(title)).unwrap();
        assert_eq!(*text, format!("\u{202b}{title}\u{202c}"));
        assert!(
            attributes.contains(&("text-anchor".to_owned(), "end".to_owned())),
            "{attributes:?}"
        );
    }
    assert!(!is_right_to_left("2020 · Ship שיפור"));
    assert_eq!(lacking(&card("تحسين جودة המוצר")), ['a'; 0]);
}

#[test]
fn letters_that_no_font_has_are_told_and_shown_as_boxes() {
    let odd = card("日本 🦀 語日, a\u{200d}b\u{fe0f}");
    assert_eq!(lacking(&odd), ['日', '本', '🦀', '語']);
    assert_eq!(writable("日本 🦀 語,\n\u{7}a"), "□□ □, a");
    assert!(Drawing::of(&odd).png().is_some());
    assert_eq!(lacking(&card("Łódź, Ελληνικά, русский, größer → ≥ 50 % “so”…")), ['a'; 0]);
}

#[test]
fn what_has_no_number_has_a_dotted_bar_or_none() {
    let none = Card { score: None, signs: Vec::new(), ..card("Ship") };
    assert!(svg::svg(&none).contains("stroke-dasharray"));
    assert!(texts(&none).iter().any(|it| it.0 == "Not graded"));
    let item = Card { without_score: String::new(), tick: None, ..none };
    assert!(!svg::svg(&item).contains("stroke-dasharray"));
    let mut all = String::new();
    for (bar, label) in [(0, "0 %"), (100, "150 %")] {
        let score = Some(Score { label: label.to_owned(), bar });
        let _ = write!(all, "{}", svg::svg(&Card { score, ..card("Ship") }));
    }
    assert!(all.contains("0 %") && all.contains("150 %") && all.contains("width=\"1040\""));
}
