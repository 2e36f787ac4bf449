//! What the pages of the tests are made of: key results in every state, objectives, periods.

use crate::view::data::*;

pub(crate) fn site() -> SiteView {
    let sections = ["quarters", "teams", "owners", "targets"];
    let navigation = sections.map(|section| NavItem {
        section,
        label: section[..1].to_uppercase() + &section[1..],
        href: format!("\u{1}{section}/index.html"),
    });
    SiteView {
        title: "Lighthouse".to_owned(),
        description: "what we want to reach, and how it is going".to_owned(),
        language: "en".to_owned(),
        generator: "Quarterdeck 0.1.0".to_owned(),
        built: date("2020-07-07", "7 July 2020"),
        navigation: navigation.into(),
        periods: ["FY21-Q3", "FY21-Q2", "FY21-Q1"].map(quarter_link).into(),
        periods_more: 3,
        teams: ["Company", "Engineering", "Marketing", "Product"].map(team_link).into(),
        teams_more: 2,
        current: Some(quarter_link("FY21-Q2")),
        search: Some(link("Search", "\u{1}search/index.html")),
    }
}

pub(crate) fn link(label: &str, href: &str) -> Link {
    Link { label: label.to_owned(), href: href.to_owned() }
}

pub(crate) fn quarter_link(label: &str) -> Link {
    link(label, &format!("\u{1}quarters/{}/index.html", label.to_lowercase()))
}

pub(crate) fn team_link(label: &str) -> Link {
    link(label, &format!("\u{1}teams/{}/index.html", label.to_lowercase()))
}

pub(crate) fn owner_link(label: &str) -> Link {
    link(label, &format!("\u{1}owners/{}/index.html", label.to_lowercase().replace(' ', "-")))
}

/// Changed long ago.
pub(crate) fn fresh() -> Freshness {
    Freshness {
        updated: Some(date("2020-05-01", "1 May 2020")),
        review: Some(date("2020-06-30", "30 June 2020")),
        overdue: true,
    }
}

pub(crate) fn date(iso: &str, long: &str) -> DateView {
    DateView { iso: iso.to_owned(), long: long.to_owned() }
}

pub(crate) fn source(line: Option<u32>) -> SourceRef {
    let href = line.map(|line| format!("https://code.example/okrs/fy21-q2.md#L{line}"));
    let path = "okrs/fy21-q2.md".to_owned();
    let label = line.map_or_else(|| path.clone(), |line| format!("{path}, line {line}"));
    SourceRef { path, line, href, label }
}

pub(crate) fn state(code: &'static str) -> State {
    let shape = match code {
        "done" => "✓",
        "on-track" => "●",
        "behind" => "▲",
        "at-risk" | "missed" => "■",
        "progress" | "in-progress" => "◐",
        "private" => "▨",
        _ => "○",
    };
    let word = if code == "none" { "no result".to_owned() } else { code.replace('-', " ") };
    State { code, shape, word }
}

pub(crate) fn score(percent: u8) -> Score {
    Score { label: format!("{percent} %"), bar: percent.min(100) }
}

pub(crate) fn coverage(graded: usize, total: usize) -> Coverage {
    Coverage { graded, total, label: format!("graded {graded} of {total}") }
}

pub(crate) fn segments(counts: &[(&'static str, usize)]) -> Vec<Segment> {
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let percent = |count| f64::from(u32::try_from(count * 1000 / total).unwrap()) / 10.0;
    let mut end = 0.0;
    let segment = |&(code, count): &(&'static str, usize)| {
        let (state, percent, from) = (state(code), percent(count), end);
        end = ((from + percent) * 10.0_f64).round() / 10.0;
        let label = format!("{count} {}", state.word);
        Segment { state, count, percent, from, label }
    };
    counts.iter().map(segment).collect()
}

pub(crate) fn period(label: &str, phase: &'static str) -> PeriodView {
    let (progress, elapsed) = match phase {
        "present" => ("day 68 of 92", 74),
        "past" => ("ended on 30 April 2020", 100),
        _ => ("begins on 1 August 2020", 0),
    };
    let href = quarter_link(label).href;
    PeriodView {
        id: label.to_lowercase(),
        label: label.to_owned(),
        href,
        starts: Some(date("2020-05-01", "1 May 2020")),
        ends: Some(date("2020-07-31", "31 July 2020")),
        dates: "1 May – 31 July 2020".to_owned(),
        phase,
        progress: progress.to_owned(),
        elapsed,
    }
}

pub(crate) fn summary() -> Summary {
    Summary {
        score: Some(score(62)),
        coverage: coverage(13, 73),
        objectives: 29,
        distribution: segments(&[
            ("done", 4),
            ("on-track", 5),
            ("behind", 2),
            ("at-risk", 3),
            ("in-progress", 1),
            ("reported", 2),
            ("private", 6),
            ("none", 50),
        ]),
    }
}

pub(crate) fn nothing() -> Summary {
    Summary { score: None, coverage: coverage(0, 4), objectives: 2, distribution: Vec::new() }
}

pub(crate) fn key_result(id: &str, text: &str, code: &'static str) -> KeyResultView {
    KeyResultView {
        updated: None,
        teams: Vec::new(),
        marks: Vec::new(),
        id: id.to_owned(),
        href: format!("\u{1}quarters/fy21-q2/raise-the-quality/index.html#{id}"),
        text: text.to_owned(),
        text_html: text.to_owned(),
        owners: Vec::new(),
        outcome_html: String::new(),
        notes_html: String::new(),
        state: state(code),
        score: None,
        tick: None,
        explanation: String::new(),
        provenance: "",
        targets: Vec::new(),
        items: Vec::new(),
        items_more: None,
        objective: link(
            "Make every release boring and every chart right",
            "\u{1}quarters/fy21-q2/raise-the-quality/index.html",
        ),
        source: source(Some(64)),
    }
}

pub(crate) fn graded(id: &str, text: &str, code: &'static str, percent: u8) -> KeyResultView {
    KeyResultView {
        score: Some(score(percent)),
        tick: Some(74),
        outcome_html: "Increased to <strong>58.3%</strong>, see the \
                       <a class=\"external\" rel=\"external\" href=\"https://ci.example/\">report</a>."
            .to_owned(),
        explanation: format!("(58.3 − 46) / (60 − 46) = {percent} %"),
        provenance: "measured",
        ..key_result(id, text, code)
    }
}

pub(crate) fn key_results(prefix: &str) -> Vec<Shared<KeyResultView>> {
    let id = |number: u8| format!("{prefix}-{number}");
    let reported = KeyResultView {
        outcome_html: "Two harbours signed early.".to_owned(),
        explanation: "no number could be read from the outcome".to_owned(),
        tick: Some(74),
        ..key_result(&id(3), "Berths are booked ahead of plan.", "reported")
    };
    let private = KeyResultView {
        text_html: "Reach <a class=\"target\" href=\"\u{1}targets/fy21-q2/index.html#n0\" title=\
                    \"held privately\"><em>$N<sub>0</sub></em></a> in expansion revenue \
                    (“Company plan”)."
            .to_owned(),
        targets: vec![target("n0", "N₀", "IARR"), target("n6", "N₆", "")],
        owners: vec![owner_link("Customer Engineering")],
        ..key_result(&id(4), "Reach $N0 in expansion revenue (“Company plan”).", "private")
    };
    let long = "Write down how we measure a calm passage, agree on it with every watch, and keep \
                it in /logbook/measurements/of-every-passage/keyperformanceindicators-of-the-year";
    let noted = KeyResultView {
        notes_html: "<p>Owner on leave in June; <code>infra</code> takes over.</p>\n".to_owned(),
        ..graded(&id(6), "Move 95% of the slow checks to the fast suite.", "behind", 66)
    };
    let all = vec![
        graded(&id(1), "Raise coverage of the chart reader from 46% to 60%.", "on-track", 88),
        KeyResultView { provenance: "declared", ..graded(&id(2), long, "at-risk", 0) },
        reported,
        private,
        graded(&id(5), "Hire 2 designers.", "done", 150),
        noted,
        key_result(&id(7), "A failing check is mended within 1 day.", "none"),
    ];
    all.into_iter().map(Shared::for_many).collect()
}

pub(crate) fn facts(id: &str, title: &str, owner: &str) -> ObjectiveFacts {
    ObjectiveFacts {
        freshness: fresh(),
        teams: vec!["engineering".to_owned()],
        marks: Vec::new(),
        id: id.to_owned(),
        href: format!("\u{1}quarters/fy21-q2/{id}/index.html"),
        title: title.to_owned(),
        title_html: title.to_owned(),
        owners: vec![owner_link(owner)],
        team: Some(team_link("Engineering")),
        outcome_html: String::new(),
        notes_html: String::new(),
        state: state("none"),
        score: None,
        explanation: String::new(),
        tick: None,
        coverage: coverage(0, 0),
        distribution: Vec::new(),
        items: Vec::new(),
        items_more: None,
        parent: None,
        source: source(Some(31)),
    }
}

/// An objective that nothing stands below.
pub(crate) fn alone(facts: ObjectiveFacts) -> ObjectiveView {
    ObjectiveView {
        facts: Shared::for_many(facts),
        key_results: Vec::new(),
        states: vec!["none"],
        children: Vec::new(),
        children_more: 0,
    }
}

pub(crate) fn objective(id: &str, title: &str, owner: &str) -> ObjectiveView {
    alone(facts(id, title, owner))
}

fn full_facts(id: &str, title: &str, owner: &str) -> ObjectiveFacts {
    ObjectiveFacts {
        state: state("on-track"),
        score: Some(score(76)),
        explanation: "mean of 88 %, 0 %, 150 % taken as 100 % and 66 %".to_owned(),
        tick: Some(74),
        coverage: coverage(4, 7),
        distribution: segments(&[
            ("done", 1),
            ("on-track", 1),
            ("behind", 1),
            ("at-risk", 1),
            ("reported", 1),
            ("private", 1),
            ("none", 1),
        ]),
        ..facts(id, title, owner)
    }
}

pub(crate) fn full(id: &str, title: &str, owner: &str) -> ObjectiveView {
    ObjectiveView { key_results: key_results(id), ..alone(full_facts(id, title, owner)) }
}

pub(crate) fn chain() -> Vec<ChainLink> {
    let link = |owner: &str, title: &str, id: &str| ChainLink {
        owner: Some(owner_link(owner)),
        title: title.to_owned(),
        href: format!("\u{1}quarters/fy21-q2/{id}/index.html"),
    };
    vec![
        link("VP Engineering", "Make every release boring", "raise-the-quality"),
        link("CEO", "Everyone aboard knows where we are heading", "communication"),
    ]
}

pub(crate) fn tree() -> Vec<ObjectiveView> {
    let leaf = ObjectiveView {
        key_results: vec![
            key_result("debt-1", "The team devotes 3d per milestone.", "none").into(),
        ],
        ..alone(ObjectiveFacts {
            state: state("at-risk"),
            title_html: "Pay down tech and <a href=\"https://design.example/\">design debt</a>"
                .to_owned(),
            coverage: coverage(0, 1),
            distribution: segments(&[("none", 1)]),
            parent: chain().into_iter().next(),
            ..facts("debt", "Pay down tech and design debt", "Web")
        })
    };
    let quality = ObjectiveView {
        key_results: key_results("raise-the-quality"),
        children: vec![leaf, objective("bare", "Keep the mess a good place to be", "People Ops")],
        ..alone(ObjectiveFacts {
            parent: chain().pop(),
            notes_html: "<p>The plan is in the <a href=\"https://plan.example/\">quality plan</a>.\
                         </p>\n"
                .to_owned(),
            ..full_facts("raise-the-quality", "Make every release boring", "VP Engineering")
        })
    };
    let top = ObjectiveView {
        key_results: key_results("communication"),
        children_more: 2,
        children: vec![quality, full("organize", "Grow the crew", "Engineering")],
        ..alone(ObjectiveFacts {
            outcome_html: "The handbook is where we look first.".to_owned(),
            parent: None,
            ..full_facts("communication", "Everyone aboard knows where we are heading", "CEO")
        })
    };
    let plain = alone(ObjectiveFacts {
        owners: Vec::new(),
        team: None,
        ..facts("later", "To be filled", "")
    });
    vec![top, full("pipeline", "Reach three new harbours", "CEO"), plain]
}

pub(crate) fn target(label: &str, symbol: &str, unit: &str) -> TargetRef {
    TargetRef {
        private: true,
        label: label.to_owned(),
        symbol: symbol.to_owned(),
        unit: unit.to_owned(),
        host: "docs.example.com".to_owned(),
        href: format!("\u{1}targets/fy21-q2/index.html#{label}"),
    }
}

pub(crate) fn attention() -> Vec<Shared<KeyResultView>> {
    let mut list = key_results("communication");
    list.retain(|kr| matches!(kr.state.code, "at-risk" | "behind" | "none"));
    list
}
