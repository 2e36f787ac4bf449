//! What quarter an objective is for, however its document says it.

use serde_json::Value;

use crate::lints::said;
use crate::support::{Site, TODAY};

/// Each objective's title with its period and owners.
fn read(path: &str, text: &str) -> Vec<String> {
    let site = Site::new();
    let document = format!("content/{path}");
    site.write(&document, text);
    let outline = site.outline(&document);
    let show = |objective: &Value| {
        let owners = objective["owners"].as_array().unwrap();
        assert!(owners.is_empty(), "{objective}");
        format!(
            "{} {}",
            objective["title"].as_str().unwrap(),
            objective["period"].as_str().unwrap()
        )
    };
    outline["objectives"].as_array().unwrap().iter().map(show).collect()
}

const OBJECTIVES: &str = "Objective: Bake\n\n- KR: 3 ovens\n";

#[test]
fn a_part_without_a_year_is_that_of_the_year_around_it() {
    for (part, id) in [
        ("Q1", "2020-q1"),
        ("H2", "2020-h2"),
        ("Quarter 3", "2020-q3"),
        ("Fourth quarter", "2020-q4"),
        ("Q2 (April - June)", "2020-q2"),
    ] {
        let section = format!("## {part}\n\n### {OBJECTIVES}");
        let titled = format!("# 2020 OKRs\n\n{section}");
        assert_eq!(read("okrs/plan.md", &titled), [format!("Bake {id}")], "{part}");
        assert_eq!(read("okrs/2020.md", &section), [format!("Bake {id}")], "{part}");
        let nested = format!("# OKRs\n\n## 2020\n\n### {part}\n\n#### {OBJECTIVES}");
        assert_eq!(read("okrs/plan.md", &nested), [format!("Bake {id}")], "{part}");
    }
}

#[test]
fn dates_that_are_a_quarter_name_it_and_others_name_none() {
    let of = |title: &str| read("okrs/plan.md", &format!("# OKRs {title}\n\n## {OBJECTIVES}"));
    assert_eq!(of("January to March 2022"), ["Bake 2022-q1"]);
    assert_eq!(of("2020-04-01 to 2020-06-30"), ["Bake 2020-q2"]);
    // Dates are what they say, whatever the fiscal calendar is.
    let site = Site::new();
    site.write("quarterdeck.toml", "[calendar]\nyear_starts = 2\nyear_named_for = \"end\"\n");
    let document = "content/okrs/plan.md";
    site.write(document, format!("# OKRs January to March 2022\n\n## {OBJECTIVES}"));
    let outline = site.outline(document);
    assert_eq!(outline["periods"][0]["starts"], "2022-01-01", "{outline}");
    // The name of the file may have told of the period first.
    let document = "content/okrs/fy21-q2.md";
    site.write(
        document,
        format!("# FY21-Q2 OKRs (May 1, 2020 – July 31, 2020)\n\n## {OBJECTIVES}"),
    );
    let outline = site.outline(document);
    let period = &outline["periods"][0];
    assert_eq!((&period["starts"], &period["ends"]), (&"2020-05-01".into(), &"2020-07-31".into()));
    let prose = "# 2020 OKRs\n\nWe move on 2020-05-03, from April to May 2020.\n\n";
    let text = format!("{prose}## {OBJECTIVES}");
    assert_eq!(read("okrs/plan.md", &text), ["Bake 2020"]);
}

#[test]
fn two_quarters_are_a_half_or_are_said_to_be_no_period() {
    let of = |title: &str| read("okrs/plan.md", &format!("# OKRs {title}\n\n## {OBJECTIVES}"));
    for title in ["2024-Q3 to 2024-Q4", "Q3 2024 to Q4 2024", "Q3 to Q4 2024", "Q3+Q4 2024"] {
        assert_eq!(of(title), ["Bake 2024-h2"], "{title}");
    }
    for (title, id) in [("Q2–Q3 2024", "2024"), ("Q4 2024 to Q1 2025", "2024-q4")] {
        assert_eq!(of(title), [format!("Bake {id}")], "{title}");
        let text = format!("# OKRs {title}\n\n## {OBJECTIVES}");
        let site = Site::with([("content/okrs/plan.md", text.as_str())]);
        let found = said(&site, "period/unknown", TODAY);
        assert!(found.len() == 1 && found[0].contains("is no single period"), "{title}: {found:?}");
    }
}

#[test]
fn quarters_are_named_in_many_scripts_and_seasons_are_none() {
    for (title, id) in [
        ("OKRs 2024 第3四半期", "2024-q3"),
        ("OKRs 2024 年第3季度", "2024-q3"),
        ("2024年度 第2四半期 OKR", "2024-q2"),
        ("OKR 3-й квартал 2024", "2024-q3"),
        ("OKR 2024년 3분기", "2024-q3"),
    ] {
        assert_eq!(
            read("okrs/plan.md", &format!("# {title}\n\n## {OBJECTIVES}")),
            [format!("Bake {id}")]
        );
    }
    let text = format!("# OKRs\n\n## Autumn 2024\n\n### {OBJECTIVES}");
    let site = Site::with([("content/okrs/plan.md", text.as_str())]);
    assert_eq!(said(&site, "period/unknown", TODAY).len(), 1);
}

#[test]
fn a_bold_line_above_a_text_without_headings_is_its_title() {
    let of = |text: &str| {
        let site = Site::with([("content/okrs/plan.md", text)]);
        let outline = site.outline("content/okrs/plan.md");
        (outline["title"].clone(), outline["objectives"][0]["period"].clone())
    };
    let plan = "**Objective 1: Bake**\n\n- KR1: 3 ovens\n";
    let title = "**Marketing OKRs – Q2 2024**\n\n";
    let (found, period) = of(&format!("{title}{plan}"));
    assert_eq!((found, period), ("Marketing OKRs – Q2 2024".into(), "2024-q2".into()));
    // Where there are headings, or the line is an objective, it is none.
    assert_eq!(of(&format!("{title}## 2023\n\n{plan}")).1, "2023");
    assert_eq!(of(&format!("{plan}\nMore of 2024.\n")).0, Value::Null);
}

#[test]
fn a_period_is_read_from_lists_and_among_other_remarks() {
    for lines in
        ["- **Owner:** Mira\n- **Period:** Q3 2020", "**Status:** draft | **Quarter:** Q3 2020"]
    {
        let site =
            Site::with([("content/plan.md", &*format!("# OKRs\n\n{lines}\n\n## {OBJECTIVES}"))]);
        assert_eq!(
            site.outline("content/plan.md")["objectives"][0]["period"],
            "2020-q3",
            "{lines}"
        );
    }
}
