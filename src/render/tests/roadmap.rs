//! A roadmap and its items, made up.

use super::parts::*;
use crate::view::data::{Chart, ChartRow, Fact, ItemCard, ItemPage, Lane, Roadmap, Timeline};

pub(crate) fn item() -> ItemCard {
    ItemCard {
        href: "\u{1}roadmap/folding-chart/index.html".to_owned(),
        title: "A chart that folds & fits into a pocket".to_owned(),
        state: Some(state("at-risk")),
        due: "30 September 2020".to_owned(),
        overdue: true,
        owners: vec![owner_link("Engineering")],
        progress: Some(score(50)),
        freshness: fresh(),
        serves: vec![link("Charts are right", "\u{1}quarters/fy21-q2/charts/index.html#kr-1")],
        serves_more: 2,
    }
}

pub(crate) fn roadmap() -> Roadmap {
    let plain = ItemCard {
        state: None,
        due: String::new(),
        overdue: false,
        owners: Vec::new(),
        progress: None,
        serves: Vec::new(),
        serves_more: 0,
        ..item()
    };
    let lane = |code, label: &str, items: Vec<ItemCard>| Lane {
        code,
        label: label.to_owned(),
        count: 20,
        more: items.first().map(|_| link("and 19 more", "\u{1}roadmap/all-items/index.html")),
        items,
    };
    let chart = |today| Chart {
        columns: vec!["FY21-Q3".to_owned(), "FY21-Q4".to_owned()],
        lines: vec![50.0],
        today,
        count: 3,
        rows: vec![ChartRow { item: item(), from: 12.5, width: 40.0 }],
        rows_more: 2,
    };
    Roadmap {
        lanes: vec![
            lane("now", "Now", vec![item()]),
            lane("next", "Next", vec![plain.clone()]),
            lane("later", "Later", Vec::new()),
            lane("done", "Done", Vec::new()),
        ],
        filled: true,
        timeline: Some(Timeline {
            ahead: Some(chart(Some(25.0))),
            past: Some(chart(None)),
            undated: vec![plain],
            undated_more: 1,
        }),
        html: "<p>What we build.</p>".to_owned(),
        documents: vec![link("Roadmap of the harbour", "\u{1}roadmap/harbour/index.html")],
    }
}

pub(crate) fn item_page() -> ItemPage {
    ItemPage {
        item: item(),
        marks: vec!["M1".to_owned()],
        title_html: "A chart that <em>folds</em>".to_owned(),
        lane: link("Now", "\u{1}roadmap/index.html#now"),
        under: vec!["Now".to_owned(), "Charts".to_owned()],
        why: vec![chain()],
        starts: "May 2020".to_owned(),
        team: Some(team_link("Engineering")),
        checks: "1 of 2 done".to_owned(),
        facts: vec![Fact { label: "ETA".to_owned(), html: "30 September 2020".to_owned() }],
        part_of: Some(link("Charts", "\u{1}roadmap/charts/index.html")),
        parts: vec![item()],
        depends_on: vec![item()],
        needed_by: vec![item()],
        notes_html: "<p>Paper tears.</p>".to_owned(),
        reading: "it is a heading where plans are expected".to_owned(),
        source: source(Some(7)),
    }
}
