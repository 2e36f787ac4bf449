//! Pages made by hand: one of every kind, with every state, long words and empty places.

use super::parts::*;
use super::roadmap::{item, item_page, roadmap};
use crate::view::data::*;

pub(crate) fn every_kind() -> Vec<(&'static str, Page)> {
    let contents = vec![
        ("index.html", Content::Overview(Box::new(overview()))),
        ("empty.html", Content::Overview(Box::new(empty_overview()))),
        (
            "quarters/index.html",
            Content::Quarters(Quarters { periods: period_rows(), earlier: site().periods }),
        ),
        ("quarters/fy21-q2/index.html", Content::Quarter(Box::new(quarter()))),
        ("quarters/fy21-q3/index.html", Content::Quarter(Box::new(empty_quarter()))),
        ("quarters/levels/index.html", Content::Quarter(Box::new(parted("levels")))),
        ("quarters/lines/index.html", Content::Quarter(Box::new(parted("lines")))),
        ("quarters/too-many/index.html", Content::Quarter(Box::new(parted("too_many")))),
        ("quarters/fy21-q2/all-objectives/index.html", quarter_list()),
        ("quarters/fy21-q2/raise-the-quality/index.html", objective_page()),
        ("teams/index.html", Content::Teams(teams())),
        ("teams/engineering/index.html", Content::Team(Box::new(team_page()))),
        ("teams/engineering/fy21-q2/index.html", Content::TeamQuarter(Box::new(team_quarter()))),
        ("owners/index.html", Content::Owners(owners())),
        ("owners/vp-engineering/index.html", Content::Owner(Box::new(owner_page()))),
        ("targets/index.html", Content::Targets(targets())),
        (
            "targets/none/index.html",
            Content::Targets(Targets { registers: Vec::new(), earlier: Vec::new() }),
        ),
        ("roadmap/index.html", Content::Roadmap(Box::new(roadmap()))),
        ("roadmap/folding-chart/index.html", Content::Item(Box::new(item_page()))),
        ("roadmap/all-items/now/index.html", Content::List(Box::new(list("now")))),
        ("owners/all-owners/v/index.html", Content::List(Box::new(list("owners")))),
        ("legend/index.html", Content::Legend(legend())),
        ("search/index.html", Content::Search(search())),
        ("how-we-set-goals/index.html", Content::Prose(prose())),
        ("404.html", Content::NotFound(NotFound { suggestions: site().periods })),
        ("old/goals/index.html", Content::Alias(Alias { to: quarter_link("FY21-Q2") })),
    ];
    contents.into_iter().map(|(path, content)| (path, page(path, content))).collect()
}

fn search() -> Search {
    let choice =
        |id: &str, label: &str, depth| Choice { id: id.to_owned(), label: label.to_owned(), depth };
    Search {
        kinds: vec![choice("key-result", "key result", 0), choice("item", "roadmap item", 0)],
        periods: vec![choice("fy21-q2", "FY21-Q2", 0)],
        teams: vec![choice("engineering", "Engineering", 0), choice("web", "Web", 1)],
        states: vec![state("done"), state("none")],
        suggestions: site().periods,
        indexes: 1,
    }
}

pub(crate) fn page(path: &str, content: Content) -> Page {
    let (kind, section, title) = match &content {
        Content::Overview(_) => ("overview", "", "Lighthouse"),
        Content::Quarters(_) => ("quarters", "quarters", "Quarters"),
        Content::Quarter(quarter) => ("quarter", "quarters", quarter.period.label.as_str()),
        Content::QuarterList(_) => ("quarter_list", "quarters", "All objectives of FY21-Q2"),
        Content::Objective(_) => {
            ("objective", "quarters", "Make every release boring and every chart right")
        }
        Content::Roadmap(_) => ("roadmap", "roadmap", "Roadmap"),
        Content::Item(_) => ("item", "roadmap", "A chart that folds"),
        Content::Teams(_) => ("teams", "teams", "Teams"),
        Content::Team(_) => ("team", "teams", "Engineering"),
        Content::TeamQuarter(_) => ("team_quarter", "teams", "Engineering in FY21-Q2"),
        Content::Owners(_) => ("owners", "owners", "Owners"),
        Content::Owner(_) => ("owner", "owners", "VP Engineering"),
        Content::Targets(_) => ("targets", "targets", "Targets"),
        Content::List(_) => ("list", "roadmap", "Now on the roadmap"),
        Content::Legend(_) => ("legend", "", "How to read the signs"),
        Content::Search(_) => ("search", "", "Search"),
        Content::Prose(_) => ("prose", "", "How we set goals"),
        Content::NotFound(_) => ("not_found", "", "Not found"),
        Content::Alias(_) => ("alias", "", "FY21-Q2"),
    };
    let title = title.to_owned();
    let top = link("Overview", "\u{1}index.html");
    let crumbs = match path.matches('/').count() {
        0 => Vec::new(),
        1 => vec![top],
        _ => vec![top, link("Quarters", "\u{1}quarters/index.html")],
    };
    let head = Head {
        kind,
        section,
        title,
        description: "What we want to reach & how it is going".to_owned(),
        canonical: Some(format!("https://okrs.example/{path}")),
        image: Some(Picture {
            url: "https://okrs.example/card.png".to_owned(),
            alt: "FY21-Q2 · 62 %".to_owned(),
            width: 1200,
            height: 630,
        }),
        feed: "\u{1}feed.xml".to_owned(),
        structured_json: String::new(),
        crumbs,
        sources: vec![source(None)],
    };
    Page { site: site().into(), page: head, content }
}

fn period_rows() -> Vec<PeriodRow> {
    vec![
        PeriodRow { period: period("FY21-Q3", "future"), summary: nothing() },
        PeriodRow { period: period("FY21-Q2", "present"), summary: summary() },
        PeriodRow { period: period("FY21-Q1", "past"), summary: summary() },
    ]
}

fn team_rows() -> Vec<TeamRow> {
    let row = |name: &str, depth, summary| TeamRow {
        id: name.to_lowercase(),
        team: team_link(name),
        quarter: (depth < 2).then(|| quarter_link("FY21-Q2")),
        depth,
        owners: vec![owner_link(name), owner_link(&format!("VP {name}"))],
        owners_more: depth,
        summary,
    };
    vec![
        row("Company", 0, summary()),
        row("Engineering", 0, summary()),
        row("Distribution", 1, nothing()),
        row("Release tooling", 2, nothing()),
        row("Marketing", 0, summary()),
    ]
}

fn overview() -> Overview {
    Overview {
        lead_html: "<p>A plan in the open.</p>\n".to_owned(),
        changes: vec![Change {
            date: date("2020-05-20", "20 May 2020"),
            state: Some(state("done")),
            label: String::new(),
            link: link("Version contexts", "\u{1}roadmap/contexts/index.html"),
        }],
        introduction_html:
            "<p>Where we are going, in the open. <a href=\"\u{1}legend/index.html\">\
                            How to read this</a>.</p>\n"
                .to_owned(),
        period: Some(period("FY21-Q2", "present")),
        summary: Some(summary()),
        attention: attention(),
        attention_more: 54,
        objectives: tree(),
        objectives_more: 3,
        roadmap: vec![item()],
        roadmap_more: 2,
        roadmap_href: Some("\u{1}roadmap/index.html".to_owned()),
        teams: team_rows(),
        teams_more: 2,
        periods: period_rows(),
        periods_more: 4,
        pages: vec![link("How we set goals", "\u{1}how-we-set-goals/index.html")],
        pages_more: Some(link("and 3 more", "\u{1}all-pages/index.html")),
    }
}

fn empty_overview() -> Overview {
    Overview {
        lead_html: String::new(),
        changes: Vec::new(),
        introduction_html: String::new(),
        period: None,
        summary: None,
        attention: Vec::new(),
        attention_more: 0,
        objectives: Vec::new(),
        objectives_more: 0,
        roadmap: Vec::new(),
        roadmap_more: 0,
        roadmap_href: None,
        teams: Vec::new(),
        teams_more: 0,
        periods: Vec::new(),
        periods_more: 0,
        pages: Vec::new(),
        pages_more: None,
    }
}

fn document() -> DocumentRef {
    let updated = Some(date("2020-06-01", "1 June 2020"));
    DocumentRef { title: "A plan".to_owned(), updated, source: source(None) }
}

pub(crate) fn quarter() -> Quarter {
    let text = |kind, html: &str| Piece { kind, html: html.to_owned(), objectives: Vec::new() };
    Quarter {
        documents: vec![document()],
        extent: "all",
        hidden: 0,
        list: Some(link("All of it", "\u{1}quarters/fy21-q2/all-objectives/index.html")),
        documents_more: 1,
        period: period("FY21-Q2", "present"),
        summary: summary(),
        attention: attention(),
        attention_more: 54,
        pieces: vec![
            text(
                "note",
                "<blockquote>\n<p>NOTE: We set goals differently now.</p>\n</blockquote>\n",
            ),
            Piece { kind: "objectives", html: String::new(), objectives: tree() },
            text("note", "<p>A note of the second document.</p>\n"),
            text("prose", "<h2 id=\"after\">What comes after</h2>\n<p>More next time.</p>\n"),
        ],
        teams: team_rows(),
        teams_more: 7,
        targets: vec![target("n0", "N₀", "IARR"), target("n6", "N₆", "WAU")],
        targets_more: 1,
        targets_href: Some("\u{1}targets/fy21-q2/index.html".to_owned()),
        previous: Some(quarter_link("FY21-Q1")),
        next: Some(quarter_link("FY21-Q3")),
    }
}

/// A quarter too large for its page.
fn parted(extent: &'static str) -> Quarter {
    let mut pieces = quarter().pieces;
    if extent == "too_many" {
        pieces.retain(|piece| piece.objectives.is_empty());
    }
    Quarter { extent, hidden: 210, pieces, ..quarter() }
}

fn quarter_list() -> Content {
    let listed = |(depth, objective)| Listed { depth, objective };
    let objectives = tree().into_iter().enumerate().map(listed).collect();
    let node = |x, owner: Option<&str>| MapNode {
        x,
        y: 0,
        href: "\u{1}quarters/fy21-q2/raise-the-quality/index.html".to_owned(),
        owner: owner.map(str::to_owned),
        short: "Make every release …".to_owned(),
        title: "Make every release boring and every chart right".to_owned(),
        state: state("behind"),
        score: owner.map(|_| score(50)),
        distribution: segments(&[("done", 1), ("private", 2)]),
    };
    let nodes = vec![node(0, Some("CEO")), node(320, None)];
    let paths = vec!["M280 22H300V22H320".to_owned()];
    let map = Some(Map { width: 600, height: 44, hidden: 12, paths, nodes });
    let (period, summary) = (period("FY21-Q2", "present"), summary());
    Content::QuarterList(QuarterList { period, summary, map, objectives, parts: parts() })
}

fn empty_quarter() -> Quarter {
    let undated = PeriodView {
        starts: None,
        ends: None,
        dates: String::new(),
        progress: String::new(),
        ..period("Someday", "undated")
    };
    Quarter {
        documents: vec![document()],
        extent: "all",
        hidden: 0,
        list: None,
        documents_more: 0,
        period: undated,
        summary: Summary { coverage: coverage(0, 0), objectives: 0, ..nothing() },
        attention: Vec::new(),
        attention_more: 0,
        pieces: Vec::new(),
        teams: Vec::new(),
        teams_more: 0,
        targets: Vec::new(),
        targets_more: 0,
        targets_href: None,
        previous: None,
        next: None,
    }
}

fn objective_page() -> Content {
    let objective = tree().remove(0).children.remove(0);
    let reading = "its owner stands before a colon";
    let why = chain().into_iter().skip(1).collect();
    let period = period("FY21-Q2", "present");
    Content::Objective(Box::new(ObjectivePage {
        period,
        why,
        objective,
        key_results_more: None,
        below: "tree",
        below_more: None,
        reading: reading.to_owned(),
    }))
}

fn teams() -> Teams {
    Teams { period: Some(period("FY21-Q2", "present")), teams: team_rows(), parts: parts() }
}

fn parts() -> Vec<PartLink> {
    let part = |label: &str, current| PartLink {
        label: label.to_owned(),
        href: format!("\u{1}owners/all-owners/{label}/index.html"),
        count: 12,
        current,
    };
    vec![part("A", true), part("Team 0…", false)]
}

/// A list of one kind of thing.
fn list(of: &str) -> ListPage {
    let items = if of == "now" { vec![item()] } else { Vec::new() };
    ListPage {
        of: link("Roadmap", "\u{1}roadmap/index.html"),
        count: 812,
        parts: parts(),
        objectives: Vec::new(),
        key_results: Vec::new(),
        items,
        documents: Vec::new(),
        owners: (of == "owners").then(owners),
        teams: None,
        register: None,
    }
}

fn holding(label: &str, phase: &'static str) -> Holding {
    let period = period(label, phase);
    Holding {
        href: period.href.clone(),
        period,
        summary: if phase == "future" { nothing() } else { summary() },
        attention: attention(),
        attention_more: if phase == "present" { 2 } else { 0 },
        extent: if phase == "present" { "lines" } else { "all" },
        more: (phase == "present").then(|| link("and 9 more", "\u{1}teams/index.html")),
        objectives: tree().remove(0).children,
        key_results: key_results("shared").into_iter().take(2).collect(),
    }
}

/// The page of an owner with these objectives.
pub(crate) fn held(objectives: Vec<ObjectiveView>) -> Content {
    let holdings = vec![Holding { objectives, ..holding("FY21-Q1", "past") }];
    Content::Owner(Box::new(OwnerPage { holdings, ..owner_page() }))
}

fn holdings() -> Vec<Holding> {
    vec![holding("FY21-Q2", "present"), holding("FY21-Q1", "past"), holding("FY20-Q4", "past")]
}

fn team_page() -> TeamPage {
    TeamPage {
        team: team_link("Engineering"),
        parent: Some(team_link("Company")),
        children: vec![team_link("Distribution"), team_link("Web")],
        children_more: None,
        owners: vec![owner_link("Engineering"), owner_link("VP Engineering")],
        owners_more: Some(link("and 2 more", "\u{1}owners/index.html")),
        holdings: holdings(),
        earlier: period_rows(),
        earlier_more: Some(quarter_link("FY20-Q4")),
        trend: period_rows(),
        items: vec![item()],
        items_more: None,
    }
}

fn team_quarter() -> TeamQuarter {
    let objective = tree().remove(0).children.remove(0);
    TeamQuarter {
        team: team_link("Engineering"),
        holding: holding("FY21-Q2", "present"),
        entries: vec![TeamEntry { why: chain(), objective }],
        targets: vec![target("n0", "N₀", "IARR")],
        previous: Some(team_link("Engineering")),
        next: None,
    }
}

fn owners() -> Owners {
    let cell = |score, objectives, key_results| OwnerCell {
        href: Some("\u{1}owners/vp-engineering/index.html#fy21-q2".to_owned()),
        objectives,
        key_results,
        score,
    };
    let none = OwnerCell { href: None, objectives: 0, key_results: 0, score: None };
    let row = |name| OwnerRow {
        owner: owner_link(name),
        cells: vec![none.clone(), cell(Some(score(62)), 2, 9), cell(None, 0, 3)],
    };
    let team = |name, owners| OwnerGroup { team: Some(team_link(name)), owners };
    Owners {
        periods: site().periods,
        parts: Vec::new(),
        groups: vec![
            team("Engineering", vec![row("VP Engineering"), row("Engineering (Distribution)")]),
            team("Marketing", vec![row("Marketing")]),
            OwnerGroup { team: None, owners: vec![row("CEO")] },
        ],
    }
}

fn owner_page() -> OwnerPage {
    OwnerPage {
        owner: owner_link("VP Engineering"),
        teams: vec![team_link("Engineering")],
        holdings: holdings(),
        earlier: vec![PeriodRow { period: period("FY20-Q1", "past"), summary: summary() }],
        trend: period_rows(),
        items: vec![item()],
        items_more: Some(link("and 2 more", "\u{1}owners/index.html")),
    }
}

fn targets() -> Targets {
    let label =
        "Weekly readers of the harbour map grow five times to N₆ WAU, counted on the first Monday"
            .to_owned();
    let used = TargetUseView {
        label,
        href: "\u{1}quarters/fy21-q2/index.html#pipeline-4".to_owned(),
        owner: Some(owner_link("Marketing")),
        comparator: "≥".to_owned(),
    };
    let row = |label: &str, symbol: &str, unit: &str| TargetRow {
        id: label.to_owned(),
        label: label.to_owned(),
        symbol: symbol.to_owned(),
        unit: unit.to_owned(),
        definition: Some("https://docs.example.com/document/1fAB7HMD7rmcyI".to_owned()),
        host: "docs.example.com".to_owned(),
        private: true,
        uses: vec![used.clone(), TargetUseView { owner: None, ..used.clone() }],
        uses_more: 3,
        source: source(Some(103)),
    };
    let lost = TargetRow {
        definition: None,
        host: String::new(),
        private: false,
        uses: Vec::new(),
        ..row("n9", "N₉", "")
    };
    let rows = vec![row("n0", "$N₀", "IARR"), row("n6", "N₆", "WAU"), lost];
    let register = Register { period: quarter_link("FY21-Q2"), targets: rows, parts: Vec::new() };
    Targets { registers: vec![register], earlier: site().periods }
}

fn legend() -> Legend {
    let codes = [
        "done",
        "on-track",
        "behind",
        "at-risk",
        "progress",
        "missed",
        "in-progress",
        "reported",
        "none",
        "private",
    ];
    let row = |code| LegendRow { state: state(code), meaning: "What this state means.".to_owned() };
    Legend {
        states: codes.map(row).into(),
        delivered: "0.7".to_owned(),
        progress: "0.4".to_owned(),
        year_starts: "1 February".to_owned(),
        year_named_for: "ends",
    }
}

fn prose() -> Prose {
    let html = "<p>Some <em>words</em>, <code>code</code> and a list:</p>\n<ul>\n<li><span \
                class=\"task done\" role=\"img\" aria-label=\"done\">✓</span> write</li>\n</ul>\n\
                <h2 id=\"one\">Why goals</h2>\n<blockquote class=\"alert tip\"><p><strong>Tip</strong>\
                </p>\n<p>Fewer is better.</p>\n</blockquote>\n<h2 id=\"two\">How</h2>\n<pre \
                tabindex=\"0\"><code><span class=\"k\">fn</span> <span class=\"f\">main</span>() {\n\n    \
                <span class=\"c\">// nothing</span>\n}\n</code></pre>\n<h2 id=\"three\">When</h2>\n<div \
                class=\"table\" tabindex=\"0\"><table>\n<thead><tr><th>Week</th><th class=\"end\">\
                Hours</th></tr>\n</thead>\n<tbody>\n<tr><td>First</td><td class=\"end\">12</td></tr>\n\
                </tbody>\n</table></div>\n<p>Done<sup class=\"footnote-ref\"><a href=\"#footnote-1\">1\
                </a></sup>.</p>\n<div class=\"footnote\" id=\"footnote-1\"><sup>1</sup> <p>Nearly.</p>\n\
                </div>\n";
    let contents = [("Why goals", "#one"), ("How", "#two"), ("When", "#three")];
    Prose {
        freshness: fresh(),
        html: html.to_owned(),
        contents: contents.map(|(label, href)| link(label, href)).into(),
    }
}
