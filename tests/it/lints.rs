//! Rules with a sense for OKRs, where a page cannot show what they do: on several days, in several
//! documents, and under several configurations.

use crate::support::{Site, shared};

/// A plan for 2020 Q2, in which one key result of two has an outcome.
const HALF_TOLD: &str = "# 2020 Q2 OKRs\n\n1. **Sales: Win.** \\\n   KR: Win 5 deals. => Won 4. \\\n   KR: Hire 2 SDRs.\n";

/// What `rule` says on `today`, without its name: line, column and message.
pub(crate) fn said(site: &Site, rule: &str, today: &str) -> Vec<String> {
    let run = site.run(&["check", "--format", "short", "--today", today]);
    let mark = format!("[{rule}]: ");
    let lines = run.stdout.lines().filter_map(|line| line.split_once(&mark));
    let tell = |(place, message): (&str, &str)| {
        let place = place.rsplit_once(": ").expect("a place").0;
        format!("{} {message}", place.trim_start_matches("content/okrs/"))
    };
    lines.map(tell).collect()
}

pub(crate) fn count(site: &Site, rule: &str) -> usize {
    said(site, rule, "2020-09-15").len()
}

fn plan(text: &str) -> Site {
    Site::with([("content/okrs/plan.md", text)])
}

#[test]
fn results_are_missed_from_the_day_after_the_period() {
    let site = plan(HALF_TOLD);
    assert_eq!(said(&site, "outcome/missing", "2020-06-30"), Vec::<String>::new());
    let expected =
        "plan.md:5:4 this key result has no outcome, though `2020 Q2` ended on 2020-06-30";
    assert_eq!(said(&site, "outcome/missing", "2020-07-01"), [expected]);
}

#[test]
fn results_that_most_key_results_lack_are_missed_once() {
    let silent = "   KR: Hire 2 SDRs. \\\n".repeat(7);
    let site =
        plan(&format!("# 2020 Q2 OKRs\n\n1. **Sales: Win.** \\\n{silent}   KR: Win. => Done.\n"));
    let expected =
        "plan.md:4:4 7 of 8 key results have no outcome, though `2020 Q2` ended on 2020-06-30";
    assert_eq!(said(&site, "outcome/missing", "2020-07-01"), [expected]);
}

#[test]
fn an_outcome_of_the_objective_a_tick_and_a_grade_are_results() {
    let texts = [
        "# 2020 Q2\n\n## Objective: Win => Done.\n\n- KR: Win 5 deals.\n",
        "# 2020 Q2\n\n## Objective: Win\n\n- [x] KR: Win 5 deals.\n",
        "# 2020 Q2\n\n## Objective: Win\n\n- KR: Win 5 deals. {grade=0.7}\n",
    ];
    for text in texts {
        assert_eq!(count(&plan(text), "outcome/missing"), 0, "{text}");
    }
}

#[test]
fn a_fiscal_year_that_nobody_described_may_lie_elsewhere() {
    let site = plan(&HALF_TOLD.replace("2020 Q2", "FY20-Q2"));
    assert_eq!(said(&site, "outcome/missing", "2020-09-15"), Vec::<String>::new());
    assert_eq!(said(&site, "outcome/too-early", "2019-09-15"), Vec::<String>::new());
    assert_eq!(said(&site, "outcome/missing", "2021-09-15").len(), 1);
    assert_eq!(said(&site, "outcome/too-early", "2018-09-15").len(), 1);
    site.write("quarterdeck.toml", "[calendar]\nyear_starts = 1\n");
    assert_eq!(said(&site, "outcome/missing", "2020-09-15").len(), 1);
    assert_eq!(said(&site, "outcome/too-early", "2019-09-15").len(), 1);
}

#[test]
fn an_outcome_is_too_early_until_the_first_day_of_the_period() {
    let site = plan(HALF_TOLD);
    let expected = "plan.md:4:24 this has an outcome, but `2020 Q2` begins on 2020-04-01";
    assert_eq!(said(&site, "outcome/too-early", "2020-03-31"), [expected]);
    assert_eq!(said(&site, "outcome/too-early", "2020-04-01"), Vec::<String>::new());
}

#[test]
fn limits_are_configured_and_inclusive() {
    let key_results = "   KR: Win 5 deals a week. \\\n".repeat(3);
    let objective = |number| format!("1. **Sales: Win {number}.** \\\n{key_results}");
    let objectives = [1, 2, 3].map(objective).concat();
    let site = plan(&format!("# 2020 Q2 OKRs\n\n{objectives}"));
    let both = ["owner/too-many-objectives", "objective/too-many-key-results"];
    let counts = |limits: &str| {
        site.write("quarterdeck.toml", limits);
        both.map(|rule| count(&site, rule))
    };
    assert_eq!(counts(""), [0, 0]);
    assert_eq!(counts("[limits]\nobjectives_per_owner = 3\nkey_results_per_objective = 3"), [0, 0]);
    assert_eq!(counts("[limits]\nobjectives_per_owner = 2\nkey_results_per_objective = 2"), [1, 3]);
    assert_eq!(counts("[limits]\nobjectives_per_owner = 0"), [0, 0]);
    assert_eq!(count(&site, "config/invalid-value"), 1);
    site.write("content/okrs/next.md", "# 2020 Q3\n\n1. **Sales: Win again.**\n   - KR: Win 5.\n");
    assert_eq!(counts("[limits]\nobjectives_per_owner = 3"), [0, 0], "each period by itself");
}

#[test]
fn duplicates_are_found_across_documents_and_only_within_a_period_and_an_owner() {
    let objective = |period: &str, owner: &str| {
        format!("# {period} OKRs\n\n1. **{owner}: Win deals.** \\\n   KR: Win 5 deals.\n")
    };
    let site = plan(&objective("2020 Q2", "Sales"));
    site.write("content/okrs/other.md", objective("2020 Q2", "Marketing"));
    site.write("content/okrs/third.md", objective("2020 Q3", "Sales"));
    assert_eq!(count(&site, "objective/duplicate"), 0);
    assert_eq!(count(&site, "key-result/duplicate"), 0, "a shared key result");
    site.write("content/okrs/copy.md", objective("2020 Q2", "Sales"));
    let expected = "plan.md:3:4 `Sales` has the same objective twice in `2020 Q2`";
    assert_eq!(said(&site, "objective/duplicate", "2020-09-15"), [expected]);
}

#[test]
fn blanks_are_no_duplicates() {
    let site = plan(
        "# 2020 Q2\n\n1. **Sales: Win.** \\\n   KR: TBD \\\n   KR: TBD \\\n   KR: Win. \\\n   KR: win\n",
    );
    assert_eq!(count(&site, "key-result/duplicate"), 1);
    assert_eq!(count(&site, "target/blank"), 2);
}

#[test]
fn owners_of_two_documents_are_compared_and_those_that_are_configured_are_known() {
    let objective = |owner: &str| format!("# 2020 Q2\n\n1. **{owner}: Win.** \\\n   KR: Win 5.\n");
    let site = plan(&objective("Engineering"));
    site.write("content/okrs/other.md", objective("Enginering"));
    assert_eq!(count(&site, "owner/similar"), 1);
    let teams = "[[teams]]\nname = \"A\"\nowners = [\"Engineering\", \"Enginering\"]\n";
    site.write("quarterdeck.toml", teams);
    assert_eq!(count(&site, "owner/similar"), 0);
    site.write("quarterdeck.toml", teams.replace("\"Engineering\", ", ""));
    let expected = "plan.md:3:6 the owner `Engineering` is hardly to be told from `Enginering`";
    assert_eq!(said(&site, "owner/similar", "2020-09-15"), [expected]);
    site.write("content/okrs/plan.md", objective("Customer Engineering"));
    site.write("content/okrs/other.md", objective("Customer engineering"));
    site.write("quarterdeck.toml", "");
    let rules = ["owner/similar", "owner/spelling"].map(|rule| count(&site, rule));
    assert_eq!(rules, [0, 1], "another case is another rule's");
}

#[test]
fn links_that_only_members_can_open_are_told_of_on_demand() {
    let site = plan(
        "# 2020 Q2\n\n1. **Sales: Win.** \\\n   KR: Win [_N<sub>1</sub>_][n1] [deals](https://wiki.acme.org/d), see [x](https://docs.google.com/x).\n\n[n1]: https://wiki.acme.org/n1\n",
    );
    assert_eq!(count(&site, "link/members-only"), 0);
    let hosts = "[links]\nmember_hosts = [\"wiki.acme.org\"]\n";
    site.write(
        "quarterdeck.toml",
        format!("{hosts}[lints]\n\"link/members-only\" = \"warning\"\n"),
    );
    let expected = "plan.md:4:34 only members can open what is at `wiki.acme.org`";
    assert_eq!(said(&site, "link/members-only", "2020-09-15"), [expected]);
}

#[test]
fn evidence_is_asked_for_on_demand() {
    let site = plan(
        "# 2020 Q2\n\n## Objective: Win\n\n- KR: Win 5. => Reached.\n- KR: Win 6. => Won 6.\n- KR: Win. => [Done](https://example.org)\n- [x] KR: Launch it\n- [ ] KR: Sell it\n",
    );
    assert_eq!(count(&site, "outcome/without-evidence"), 0);
    site.write("quarterdeck.toml", "[lints]\n\"outcome/without-evidence\" = \"hint\"\n");
    let lines = said(&site, "outcome/without-evidence", "2020-09-15");
    let places: Vec<&str> = lines.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(places, ["plan.md:5:17", "plan.md:8:7"]);
}

#[test]
fn a_rule_that_is_allowed_says_nothing() {
    let site = plan("# 2020 Q2\n\n1. **Sales: Win.** \\\n   KR: Improve the pipeline.\n");
    assert_eq!(count(&site, "key-result/unmeasured"), 1);
    site.write("quarterdeck.toml", "[lints]\n\"key-result/unmeasured\" = \"allow\"\n");
    assert_eq!(count(&site, "key-result/unmeasured"), 0);
}

#[test]
fn what_can_be_checked_is_measured_enough() {
    let key_results = [
        "Launch the self-service trial",
        "Hire a CFO",
        "The roadmap is public",
        "Meet hiring plan",
        "Improve coverage from 40% to 60%",
        "Increase revenue to [_$N<sub>1</sub>_][n1]",
        "Grow to XXX users",
        "Reduce flaky tests to none",
        "Improve the docs until December",
        "Clear the backlog",
        "Improve quality {grade=0.5}",
    ];
    let lines: String = key_results.map(|text| format!("- KR: {text}\n")).concat();
    let site =
        plan(&format!("# 2020 Q2\n\n## Objective: Win\n\n{lines}\n[n1]: https://a.org/n1\n"));
    assert_eq!(said(&site, "key-result/unmeasured", "2020-09-15"), Vec::<String>::new());
}

#[test]
fn an_objective_of_one_line_measures_itself() {
    let site = plan(
        "# 2020 Q2\n\n- CEO: Grow\n  - Sales: Win 5 deals.\n  - Legal: Be compliant. => Done.\n  - Web: Be fast.\n",
    );
    let expected = "plan.md:6:5 this objective has no key results, and no objectives below it";
    assert_eq!(said(&site, "objective/empty", "2020-09-15"), [expected]);
}

#[test]
fn a_real_plan_gets_few_hints_and_true_ones() {
    let Some(folder) = shared() else { return };
    let site = Site::new();
    let seed = std::fs::read(folder.join("seed/fy21-q2-okrs.md")).unwrap();
    site.write("content/okrs/fy21-q2-okrs.md", seed);
    let places = |rule: &str| -> Vec<String> {
        let lines = said(&site, rule, "2020-09-15");
        lines
            .iter()
            .map(|line| line.split(' ').next().unwrap().replace("fy21-q2-okrs.md:", ""))
            .collect()
    };
    assert_eq!(places("target/blank"), ["17:11", "18:11", "19:81"]);
    assert_eq!(places("outcome/ungraded"), ["10:42", "32:199"]);
    assert_eq!(places("outcome/missing"), ["8:4"]);
    assert_eq!(places("key-result/unmeasured"), ["11:4"]);
    let none = ["key-result/duplicate", "objective/duplicate", "objective/empty"];
    let more = ["objective/too-many-key-results", "owner/similar", "owner/too-many-objectives"];
    for rule in none.into_iter().chain(more).chain(["outcome/too-early"]) {
        assert_eq!(places(rule), Vec::<String>::new(), "{rule}");
    }
}
