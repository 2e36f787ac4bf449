//! Roadmaps put together without sense are read, keep their words, and stand in their files.

use std::collections::BTreeMap;

use proptest::prelude::*;
use quarterdeck::source::Span;

use crate::words;

const PATH: &str = "roadmap/plan.md";

proptest! {
    #![proptest_config(words::config())]

    #[test]
    fn no_word_of_any_roadmap_is_lost(text in roadmap()) {
        let lost = words::lost(PATH, &text);
        prop_assert!(lost.is_empty(), "lost {lost:?} of\n{text}");
    }

    #[test]
    fn everything_that_is_read_of_any_roadmap_stands_in_the_file(text in tokens()) {
        spans_stand_in(&text);
    }
}

#[test]
fn roadmaps_that_once_lost_words_keep_them() {
    for text in [
        "| Team | Q1 2026 | Later |\n|---|---|---|\n| aa | bb<br>cc | dd |\n| ee | | |\n",
        "| Feature | Status | Owner |\n|---|---|---|\n| aa | Done | bb |\n| | Done | cc |\n",
        "**Plan 2026**\n\n- [ ] aa\n",
        "| Feature | Target |\n|---|---|\n| aa | ~~Q2~~ Q3 2026 |\n| bb | ~~2025~~ |\n",
        "| Feature | Q1 2026 | Q2 2026 |\n|---|---|---|\n| aa | x | ✅ |\n| dd | | 🚧 |\n",
        "| # | Features | Planned |\n|---|---|---|\n| R1 | bb<br>cc | May 2026 |\n",
        "**Q1 2026:** aa, bb (cc, dd)\n\n**Summer 2026**: ee; aa\n",
        "<details><summary>Now</summary>\n\n- aa\n\nbb\n\n</details>\n\ncc\n",
        "## Now\n\n- **aa** – bb. Owner: Cc (note: dd)\n- 2026-05-01 — ee\n",
    ] {
        assert_eq!(words::lost(PATH, text), BTreeMap::new(), "{text}");
    }
}

#[test]
fn a_name_with_folded_blanks_stands_in_the_file() {
    spans_stand_in("- Owner: Supports: a  \u{2013} ");
    // Code is shorter than what is written, so that its middle is no place in the source.
    spans_stand_in("- [x(Owner:\0\0\0,%`,- a-e: !\u{2013} , - +`%,,## \n &Ann)\t");
}

/// Lines that look like those of roadmaps.
fn roadmap() -> impl Strategy<Value = String> {
    let indent = select(&["", "", "", "  ", "  ", "    "]);
    let starts = select(&[
        "", "", "- ", "- ", "- ", "- [ ] ", "- [x] ", "1. ", "## ", "### ", "#### ", "- **", "**",
        "> ", "✅ ", "- 🚧 ", "- ~~", "| ",
    ]);
    let keys = select(&[
        "",
        "",
        "",
        "",
        "Owner: ",
        "Status: ",
        "Due: ",
        "**ETA:** ",
        "Supports: ",
        "Depends on: ",
        "Size: ",
        "Issue: ",
        "Goal: ",
        "M1: ",
        "Remark: ",
        "#12 ",
        "Priority: ",
        "Progress: ",
    ]);
    let ends = select(&[
        "",
        "",
        "",
        "\n",
        "**",
        " — Q3 2026",
        " (done)",
        " (@mira, May 2026)",
        " · Due: 2026-05-01",
        " | Owner: @sam",
        " [blocked]",
        " 50%",
        "~~",
        " {#wau}",
        " \\",
        "  ",
        ", tbd",
        ": ",
        " |",
        "<br>",
    ]);
    let plain = (indent, starts, keys, "[a-z]{2,5} [a-z]{2,5}", ends);
    let plain = plain.prop_map(|(a, b, c, d, e)| format!("{a}{b}{c}{d}{e}\n"));
    let line = prop_oneof![3 => plain, 1 => frame().prop_map(str::to_owned)];
    prop::collection::vec(line, 0..16).prop_map(|lines| lines.concat())
}

/// What frames such lines, and tables and lines of plans.
fn frame() -> impl Strategy<Value = &'static str> {
    select(&[
        "## Now\n",
        "## Next\n",
        "## Later\n\n",
        "## Done\n",
        "## Q3 2026\n\n",
        "### May 2026\n",
        "## v1.5\n\n",
        "\nTarget: Q4 2026\n\n",
        "## Notes\n",
        "- Now\n",
        "**Next**\n\n",
        "\n",
        "\n\n",
        "\n| Feature | Status | Owner |\n|---|---|---|\n| aa bb | Done | cc |\n| dd | 🟡 | |\n\n",
        "\n| Team | Q1 2026 | Later |\n|---|---|---|\n| aa | bb<br>cc | dd |\n\n",
        "\n| Feature | Q1 2026 | Q2 |\n|---|---|---|\n| aa | ✅ | ee |\n| dd | | 🚧 |\n\n",
        "\n| Planned | In progress | Done |\n|---|---|---|\n| aa | bb<br>cc | dd |\n\n",
        "\n| # | Features | Planned |\n|---|---|---|\n| R1 | bb<br>cc | May 2026 |\n\n",
        "\n**Q1 2026:** aa, bb (cc, dd)\n\n**Summer 2026**: ee; aa\n\n",
        "## Q1\n\n",
        "2026-05-01 — ",
    ])
}

/// Pieces of roadmaps in no order at all.
fn tokens() -> impl Strategy<Value = String> {
    let token = select(&[
        "\n",
        "\n",
        "\n\n",
        "# ",
        "## ",
        "### ",
        "- ",
        "- ",
        "  - ",
        "- [x] ",
        "- [ ] ",
        "**",
        "~~",
        "`",
        "| ",
        "|---|---|\n",
        "| a | b |\n",
        "Now",
        "Next\n",
        "Later",
        "Done",
        "Q3 2026",
        "FY21",
        "2026-05-01",
        "May",
        " – ",
        " · ",
        " — ",
        ", ",
        ": ",
        "(",
        ")",
        "[",
        "]",
        "](#a)",
        "{#a}",
        "{",
        "Owner: ",
        "Status: ",
        "Due: ",
        "ETA",
        "Supports: ",
        "Depends on: ",
        "Goal: ",
        "@ann",
        "#12",
        "P1",
        "XL",
        "50%",
        "✅",
        "🟡",
        "🏳️‍🌈",
        "é",
        "İ",
        "ß",
        "\u{a0}",
        "<br>",
        "<!-- x -->",
        "v1.2.3",
        "Target: ",
        "\\\n",
        "  \n",
        "tbd",
        "released ",
    ]);
    let word = "[a-zäİ]{1,4} ?";
    let piece = prop_oneof![4 => token.prop_map(str::to_owned), 1 => word];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn select(all: &[&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(all.to_vec())
}

fn spans_stand_in(text: &str) {
    let site = words::site(PATH, text);
    let stands = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of {text:?}");
    };
    site.diagnostics().iter().for_each(|diagnostic| stands(diagnostic.at.span));
    for item in &site.plan().items {
        item.references.iter().for_each(|reference| stands(reference.at.span));
    }
    for entry in &site.plan().documents {
        for item in &entry.document.items {
            stands(item.span);
            item.fields.iter().for_each(|field| stands(field.span));
            item.owners.iter().for_each(|owner| stands(owner.span));
            item.title.iter().for_each(|inline| stands(inline.span));
            item.starts.iter().chain(&item.due).for_each(|when| stands(when.span));
        }
    }
}
