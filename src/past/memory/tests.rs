//! What is remembered of documents from one commit to the next.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Commit, Edit, Memory, Present};
use crate::calendar::Date;
use crate::config::{self, Config};
use crate::parse;
use crate::past::{Age, Ages};
use crate::source::{SourcePath, Sources};

const PATH: &str = "okrs/2020-q3.md";

/// Commits of one document, each with its day and the whole text.
struct Story {
    commits: Vec<Commit>,
    texts: HashMap<String, Arc<str>>,
    modified: bool,
}

impl Story {
    fn of(versions: &[(&str, &str)]) -> Self {
        let mut story = Self { commits: Vec::new(), texts: HashMap::new(), modified: false };
        for (index, (day, text)) in versions.iter().enumerate() {
            story.texts.insert(format!("v{index}"), (*text).into());
            story.add(day, Edit::Written { path: PATH.to_owned(), text: format!("v{index}") });
        }
        story
    }

    fn add(&mut self, day: &str, edit: Edit) {
        self.commits.push(Commit { day: date(day), edits: vec![edit] });
    }

    fn memory(&self) -> Memory {
        let mut memory = Memory::new("test");
        memory.add(&self.commits, "head");
        memory
    }

    /// The ages of a text, as `objective; key results | items` with days of birth, words and
    /// outcomes.
    fn ages(&self, memory: &mut Memory, path: &str, text: &str) -> String {
        let config = config();
        let present = present(&config, path, self.modified);
        let history = memory.read(&self.texts, &present);
        let mut sources = Sources::new();
        let id = sources.add(SourcePath::new(path), text);
        let document = parse::document(sources.get(id), &SourcePath::new(path), &config);
        told(&history.ages(&document).expect("it has a past"))
    }
}

fn date(iso: &str) -> Date {
    Date::parse(iso).expect(iso)
}

fn config() -> Config {
    config::read(None).0
}

fn present<'a>(config: &'a Config, path: &'a str, modified: bool) -> Present<'a> {
    let modified = if modified { [path.to_owned()].into() } else { BTreeSet::new() };
    Present { paths: [path].into(), modified, today: date("2020-09-30"), config }
}

fn told(ages: &Ages) -> String {
    let day = |day: Option<Date>| day.map_or("?".to_owned(), |day| day.to_string()[5..].to_owned());
    let age = |age: &Age| format!("{} {} {}", day(age.born), day(age.worded), day(age.told));
    let all = |ages: &[Age]| ages.iter().map(age).collect::<Vec<_>>().join(", ");
    let key_results = ages.key_results.iter().map(|ages| all(ages)).collect::<Vec<_>>().join("; ");
    format!("{} | {key_results} | {}", all(&ages.objectives), all(&ages.items))
}

const ONE: &str = "# 2020 Q3 OKRs\n\n1. **Web: Ship**\n   - KR: 2 pages\n   - KR: 3 feeds\n";

#[test]
fn each_part_has_the_day_on_which_it_changed() {
    let outcome = ONE.replace("2 pages", "2 pages => 1 page");
    let more = outcome.replace("   - KR: 3", "   - KR: 4 maps\n   - KR: 3");
    let story = Story::of(&[("2020-07-01", ONE), ("2020-08-02", &outcome), ("2020-09-03", &more)]);
    assert_eq!(
        story.ages(&mut story.memory(), PATH, &more),
        "07-01 07-01 07-01 | 07-01 07-01 08-02, 09-03 09-03 09-03, 07-01 07-01 07-01 | "
    );
}

#[test]
fn neither_lines_nor_marks_are_changes() {
    let moved = "# 2020 Q3 OKRs\n\nSome words.\n\n## Objective: Ship\n\n*Owner:* Web\n\n- **KR:** 2 *pages*\n- **KR:** 3 feeds\n";
    let story = Story::of(&[("2020-07-01", ONE), ("2020-08-02", moved)]);
    let days = "07-01 07-01 07-01";
    let told = story.ages(&mut story.memory(), PATH, moved);
    assert_eq!(told, format!("{days} | {days}, {days} | "));
}

#[test]
fn other_words_in_the_same_place_are_the_same_part_reworded() {
    let other =
        ONE.replace("2 pages", "5 pages and a map").replace("**Web: Ship**", "**Sea: Ship**");
    let story = Story::of(&[("2020-07-01", ONE), ("2020-08-02", &other)]);
    assert_eq!(
        story.ages(&mut story.memory(), PATH, &other),
        "07-01 08-02 07-01 | 07-01 08-02 07-01, 07-01 07-01 07-01 | "
    );
}

#[test]
fn of_several_commits_on_a_day_the_last_counts() {
    let other = ONE.replace('2', "5");
    let all = [("2020-07-01", ONE), ("2020-08-02", &*other), ("2020-08-02", ONE)];
    let story = Story::of(&all);
    let days = "07-01 07-01 07-01";
    let told = story.ages(&mut story.memory(), PATH, ONE);
    assert_eq!(told, format!("{days} | {days}, {days} | "));
}

#[test]
fn what_is_not_committed_yet_changed_today() {
    let other = ONE.replace("3 feeds", "3 feeds => 2 feeds");
    let story = Story { modified: true, ..Story::of(&[("2020-07-01", ONE)]) };
    assert_eq!(
        story.ages(&mut story.memory(), PATH, &other),
        "07-01 07-01 07-01 | 07-01 07-01 07-01, 07-01 07-01 09-30 | "
    );
}

#[test]
fn a_document_keeps_its_past_when_it_is_moved() {
    let mut story = Story::of(&[("2020-07-01", ONE)]);
    let new = "okrs/web.md";
    let text = "v0".to_owned();
    story.add("2020-08-02", Edit::Moved { from: PATH.to_owned(), path: new.to_owned(), text });
    let days = "07-01 07-01 07-01";
    let told = story.ages(&mut story.memory(), new, ONE);
    assert_eq!(told, format!("{days} | {days}, {days} | "));
}

#[test]
fn before_a_text_that_is_missing_nothing_is_known() {
    let other = ONE.replace("2 pages", "2 pages => 1 page");
    let last = other.replace("=> 1", "=> 2");
    let all = [("2020-07-01", ONE), ("2020-08-02", &*other), ("2020-09-03", &*last)];
    let mut story = Story::of(&all);
    story.texts.remove("v0");
    let told = story.ages(&mut story.memory(), PATH, &last);
    assert_eq!(told, "? ? ? | ? ? 09-03, ? ? ? | ");
}

#[test]
fn a_memory_that_is_kept_goes_on_where_it_ended() {
    let outcome = ONE.replace("2 pages", "2 pages => 1 page");
    let more = outcome.replace("   - KR: 3", "   - KR: 4 maps\n   - KR: 3");
    let versions = [("2020-07-01", ONE), ("2020-08-02", &*outcome), ("2020-09-03", &*more)];
    let story = Story::of(&versions);
    let whole = story.ages(&mut story.memory(), PATH, &more);
    let mut memory = Memory::new("test");
    for (commit, (_, text)) in story.commits.iter().zip(versions) {
        memory.add(std::slice::from_ref(commit), "head");
        let config = config();
        let wanted = memory.wanted(&present(&config, PATH, false));
        assert!(wanted.len() < 2, "{wanted:?} was read before");
        let _ = story.ages(&mut memory, PATH, text);
        let bytes = memory.bytes();
        memory = Memory::parse(&bytes, "test").expect("it was just written");
        assert_eq!(Memory::parse(&bytes, "another"), None);
        assert_eq!(Memory::parse(&bytes[1..], "test"), None);
    }
    assert_eq!(story.ages(&mut memory, PATH, &more), whole);
    assert_eq!(memory.head(), "head");
}
