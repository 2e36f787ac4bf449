//! What is taken off the ends of items.

use super::*;
use crate::markdown::{BlockKind, plain, read};

fn parts(text: &str) -> (Option<String>, Vec<String>, String) {
    let BlockKind::Paragraph(inlines) = read(text, 0).blocks.remove(0).kind else {
        panic!("not a paragraph: {text}")
    };
    let (found, rest) = take(inlines);
    let owners = found.owners.into_iter().map(|owner| owner.name).collect();
    (found.priority, owners, plain(&rest))
}

#[test]
fn priorities_and_names_are_taken_off_both_ends() {
    for (text, priority, owners, rest) in [
        ("`P0` - @ann-b  -   Ship the thing", Some("P0"), vec!["@ann-b"], "Ship the thing"),
        ("**P1** - Ship the thing", Some("P1"), vec![], "Ship the thing"),
        ("P1 Ship the thing", Some("P1"), vec![], "Ship the thing"),
        ("**P1** ship the thing", Some("P1"), vec![], "ship the thing"),
        ("P1 incidents below 2", None, vec![], "P1 incidents below 2"),
        ("Ship the thing - @ann", None, vec!["@ann"], "Ship the thing"),
        ("Ship the thing - *Owner: Ann Lee*", None, vec!["Ann Lee"], "Ship the thing"),
        ("Ship the thing. @ann @ben", None, vec!["@ann", "@ben"], "Ship the thing."),
        ("Ship the thing (@ann, @ben)", None, vec!["@ann", "@ben"], "Ship the thing"),
        ("Ship the thing (Owner: Ann Lee)", None, vec!["Ann Lee"], "Ship the thing"),
        ("Ship it (verantwortlich: Ann Lee)", None, vec!["Ann Lee"], "Ship it"),
        ("Ship it (Responsable : Jo)", None, vec!["Jo"], "Ship it"),
        ("Ship it (Assignee: Wei)", None, vec!["Wei"], "Ship it"),
        ("Ship it（担当：佐藤）", None, vec!["佐藤"], "Ship it"),
        ("Ship it (Owner: <TeamMember name=\"Ann Lee\" />)", None, vec!["Ann Lee"], "Ship it"),
        ("**Ship it <TeamMember name=\"Ann\" photo />**", None, vec!["Ann"], "Ship it"),
        ("Ship the old thing @ann", None, vec!["@ann"], "Ship the old thing"),
        ("Ship the thing - Owner: Ann Lee", None, vec!["Ann Lee"], "Ship the thing"),
        ("Ship the thing, owner: ann", None, vec!["ann"], "Ship the thing"),
        ("Ship the thing — Responsible: Ann Lee", None, vec!["Ann Lee"], "Ship the thing"),
        ("Ship the thing; DRI Ann & Ben", None, vec!["Ann", "Ben"], "Ship the thing"),
        ("Ship the thing, DRI: Ann", None, vec!["Ann"], "Ship the thing"),
        ("Ship it (50%; team: Bread)", None, vec![], "Ship it (50%; team: Bread)"),
        ("@ann: Ship the thing", None, vec!["@ann"], "Ship the thing"),
    ] {
        let owners = owners.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let expected = (priority.map(str::to_owned), owners, rest.to_owned());
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn names_in_sentences_stay() {
    for text in [
        "Reviewed by someone other than @ann",
        "@ann reviews every change",
        "Grow (more)",
        "Cut waste; driver: costs of 5",
        "Find who is the DRI Ann asks",
        "Report on time. DRI Ann reports weekly",
        "Hire a team-lead: Berlin",
        "Raise retention. Team: Five engineers",
    ] {
        assert_eq!(parts(text), (None, vec![], text.to_owned()));
    }
}
