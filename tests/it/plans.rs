//! Plans in the forms that authors give them: boards in tables, quarters of no year, lines that list,
//! words after a title. What only looks like a state, a time or an owner is left alone.

use crate::habits::items;
use crate::lints::said;
use crate::support::{Site, TODAY};

/// What a roadmap is read as.
fn read(text: &str, expected: &[&str]) {
    assert_eq!(items(&format!("# Roadmap\n\n{text}")), expected, "{text}");
}

#[test]
fn a_state_is_a_phrase_of_its_own() {
    read(
        "## Now\n\n- **Search**: Completed orders are searchable\n- **Safety**: Red team exercise\n\
         - **Hosting**: Green data centre\n- **Editor**: Blocked users list\n- **Deploys**: \
         Blue-green\n- Tickets — planned for schools\n- Stage (live music)\n",
        &[
            "Search | - | - | ",
            "Safety | - | - | ",
            "Hosting | - | - | ",
            "Editor | - | - | ",
            "Deploys | - | - | ",
            "Tickets | - | - | ",
            "Stage (live music) | - | - | ",
        ],
    );
    read(
        "## Now\n\n- **Search** (at risk)\n- Safety (done in 3.16)\n- Hosting — \
         blocked: lawyers\n- **Editor** `in progress` @ann\n- Deploys — ✅ shipped, with 3.16\n",
        &[
            "Search | at-risk | - | ",
            "Safety | done | - | ",
            "Hosting | at-risk | - | ",
            "Editor | in-progress | - | ",
            "Deploys | done | - | ",
        ],
    );
}

#[test]
fn the_columns_of_a_board_are_states() {
    for head in ["Planned | In progress | Shipped", "Planned | In progress | Done"] {
        read(
            &format!("| {head} |\n|---|---|---|\n| Billing | Pricing | Plans<br>Mails |\n"),
            &[
                "Billing | planned | - | ",
                "Pricing | in-progress | - | ",
                "Plans | done | - | ",
                "Mails | done | - | ",
            ],
        );
    }
    // A column may say on which day, or how much.
    read(
        "| Feature | Status | Planned |\n|---|---|---|\n| Login | Done | May 2020 |\n",
        &["Login | done | 2020-05-31 | "],
    );
    read(
        "| Feature | Started | Shipped |\n|---|---|---|\n| Login | May 2020 | July 2020 |\n",
        &["Login | done | 2020-07-31 | "],
    );
}

#[test]
fn signs_in_the_columns_of_quarters_say_when() {
    read(
        "| Feature | Team | Q1 2020 | Q2 2020 |\n|---|---|:-:|:-:|\n| Login | Web | ✅ | |\n\
         | Logout | App | | 🚧 |\n| Sync | Web | x | x |\n| Rest | Web | – | |\n",
        &[
            "Login | done | 2020-03-31 | web",
            "Logout | in-progress | 2020-06-30 | app",
            "Sync | - | 2020-06-30 | web",
            "Rest | - | - | web",
        ],
    );
    read(
        "| Quarter | Features |\n|---|---|\n| Q1 2020 | Login<br>Logout |\n| Q2 2020 | SSO |\n",
        &["Login | - | 2020-03-31 | ", "Logout | - | 2020-03-31 | ", "SSO | - | 2020-06-30 | "],
    );
    // One item and what is said of it.
    read(
        "| Quarter | Feature |\n|---|---|\n| Q1 2020 | Login<br>with a link |\n",
        &["Login | - | 2020-03-31 | "],
    );
}

#[test]
fn a_quarter_of_no_year_frames_plans_without_a_date() {
    read(
        "## Q1\n\n- Login\n\n## Summer 2020\n\n- Logout\n\n## 2027+\n\n- SSO\n\n## October\n\n- Pay\n",
        &["Login | - | - | ", "Logout | - | - | ", "SSO | - | - | ", "Pay | - | - | "],
    );
    read(
        "**Q1 2020:** Login, Logout (web, app)\n\n**Q2 2020:** SSO\n",
        &[
            "Login | - | 2020-03-31 | ",
            "Logout (web, app) | - | 2020-03-31 | ",
            "SSO | - | 2020-06-30 | ",
        ],
    );
    // One line alone, sentences and other words are no lists.
    read("**Now:** Login, Logout\n", &[]);
    read("**Now:** We are few.\n\n**Later:** We hope to be more, and to sleep.\n", &[]);
    read("**Ann:** Login, Logout\n\n**Bob:** SSO\n", &[]);
    read("## Spring cleaning\n\n- A broom\n\n## Marching on\n\n- Boots\n", &[]);
}

#[test]
fn a_title_with_a_quarter_is_when_all_of_it_is_due() {
    for title in ["# Q1 2020 Roadmap\n\n## Themes\n\n", "# Roadmap Q1 2020\n\n"] {
        assert_eq!(
            items(&format!("{title}- Login\n- Logout (May 2020)\n")),
            ["Login | - | 2020-03-31 | ", "Logout | - | 2020-05-31 | "]
        );
    }
    assert_eq!(
        items("# Roadmap Q1 2020\n\n## Now\n\n- Login\n\n## Later\n\n- Logout\n"),
        ["Login | - | 2020-03-31 | ", "Logout | - | - | "]
    );
    assert_eq!(items("# Roadmap 2020\n\n## Now\n\n- Login\n"), ["Login | - | - | "]);
}

#[test]
fn a_title_with_a_quarter_makes_no_plans_of_what_is_none() {
    let text = "# Q1 2020 Roadmap\n\n## Background\n\n- A hard year\n\n## How to read this\n\n- Slowly\n\n\
                ## Team\n\n- Ann Miller\n\n## Dependencies\n\n- Lawyers must sign\n\n## Search\n\n\
                - Login\n";
    assert_eq!(items(text), ["Login | - | 2020-03-31 | "]);
}

#[test]
fn numbers_and_answers_in_columns_are_no_plans() {
    for table in [
        "| Team | Q1 | Q2 |\n|---|---|---|\n| Web | 40k | 50k |\n| App | – | 20k |\n",
        "| Role | Now | Later |\n|---|---|---|\n| Engineers | 4 | 8 |\n",
        "| Plan | Live | Beta |\n|---|---|---|\n| Free | yes | no |\n",
    ] {
        read(table, &[]);
    }
    read(
        "| Team | Now | Later |\n|---|---|---|\n| Web | Login | – |\n| App | Logout | – |\n",
        &["Login | - | - | web", "Logout | - | - | app"],
    );
}

#[test]
fn steps_and_releases_are_named_with_any_dash() {
    for dash in ["-", "–", "—"] {
        read(
            &format!(
                "## Phase 1 {dash} Foundation (Q2 2020)\n\n- SSO\n\n## Phase 2 {dash} Growth (Q3 \
                 2020)\n\n- Pay\n"
            ),
            &["SSO | - | 2020-06-30 | ", "Pay | - | 2020-09-30 | "],
        );
    }
    read(
        "- **2.0-beta** (Mar 2020)\n  - migration\n- **2.0** (Jun 2020)\n  - handbook\n",
        &["migration | - | 2020-03-31 | ", "handbook | - | 2020-06-30 | "],
    );
    read(
        "- **2.0** (Dec 2019) ✅\n  - storage\n- **2.1** (summer 2020)\n  - replicas\n",
        &["storage | done | 2019-12-31 | ", "replicas | - | - | "],
    );
}

#[test]
fn what_a_theme_explains_stands_above_its_table() {
    read(
        "## Theme 1: Fewer sheets\n\n**Goal:** Enter once.\n\n| Item | When | Status |\n|---|---|---|\n\
         | Import | Q1 2020 | In progress |\n| Sync | Q3 2020 | Not started |\n",
        &["Import | in-progress | 2020-03-31 | ", "Sync | planned | 2020-09-30 | "],
    );
    // What has an owner and a state is an item, and the table is of its parts.
    read(
        "## Now\n\n### Sheets\n\nOwner: Ann · Status: in progress\n\n| Task | Status |\n|---|---|\n\
         | Import | Done |\n| Sync | Planned |\n",
        &["Sheets | in-progress | - | ann"],
    );
}

#[test]
fn owners_are_those_that_a_key_names() {
    read(
        "## Now\n\n- **Audit log** – CSV and webhook. Owner: Platform\n- **Search** – faster. Owner: \
         Search team\n- Sync – Web, Owner: Ann\n- SSO (note: SAML only)\n- Anmeldung (zuständig: \
         Web)\n\n### Theme: Growth\n\n- Login\n",
        &[
            "Audit log | - | - | platform",
            "Search | - | - | search-team",
            "Sync | - | - | ann",
            "SSO (note: SAML only) | - | - | ",
            "Anmeldung | - | - | web",
            "Login | - | - | ",
        ],
    );
    read(
        "| Project | Department | Planned |\n|---|---|---|\n| Permits | Youth | June 2020 |\n",
        &["Permits | - | 2020-06-30 | youth"],
    );
}

#[test]
fn codes_in_a_column_name_rows() {
    let text = "# Roadmap\n\n| # | Milestone | Due | Depends on |\n|---|---|---|---|\n| M1 | Receiver | \
                2020-09-30 | – |\n| M2 | Pipeline | 2020-10-28 | M1 |\n| M3 | Survey | 2020-11-15 | M1, \
                M2 |\n| M4 | Rest | 2020-12-15 | M7 |\n\n## Change log\n\n- 2020-01-20: M2 moved\n";
    let site = Site::with([("content/roadmap.md", text)]);
    let found = said(&site, "item/unknown-dependency", TODAY);
    assert_eq!(found, ["content/roadmap.md:8:28 no item is called `M7`"]);
    assert_eq!(items(text).len(), 4);
}

#[test]
fn headings_say_when_in_many_words() {
    let done = ["Live", "Recently done", "What we shipped in 2019", "What we've launched"];
    let others = ["Building", "In beta", "In design", "On deck", "Futuro", "Ooit", "Straks"];
    for head in done.into_iter().chain(others) {
        let found = items(&format!("# Roadmap\n\n## {head}\n\n- Login\n"));
        assert_eq!(found.len(), 1, "{head}");
        assert_eq!(found[0].contains("| done |"), done.contains(&head), "{head}");
    }
    for head in ["Building for scale", "Live in Berlin", "Designing with care", "Change log"] {
        read(&format!("## {head}\n\n- Login\n"), &[]);
    }
}

#[test]
fn what_readers_unfold_is_for_the_time_that_they_see() {
    let fold = |words: &str, inner: &str| {
        format!("<details>\n<summary>{words}</summary>\n\n{inner}\n\n</details>\n\n")
    };
    let now = fold("<b>Q1 2020</b>", "- Login\n- Logout");
    let done = fold("Done", "| Feature | Owner |\n|---|---|\n| SSO | Web |");
    read(
        &format!("{now}{done}That is all.\n"),
        &["Login | - | 2020-03-31 | ", "Logout | - | 2020-03-31 | ", "SSO | done | - | web"],
    );
    // What is said of something else, or in words, stays as it is.
    read(&fold("How to vote", "- Log in"), &[]);
    read(&fold("Now", "We wait."), &[]);
}

#[test]
fn what_is_out_may_begin_with_its_day() {
    read(
        "## Shipped\n\n- 2020-01-12 — Dark mode\n- Jan 2020 – Grey mode\n- **v1.2 (Jan 2020)**: \
         Blue mode\n- May – July 2020: Night mode\n- 2020 – a year of change\n",
        &[
            "Dark mode | done | 2020-01-12 | ",
            "Grey mode | done | 2020-01-31 | ",
            "v1.2 | done | 2020-01-31 | ",
            "Night mode | done | 2020-07-31 | ",
            "2020 | done | - | ",
        ],
    );
}
