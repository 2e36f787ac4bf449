//! Words of headings that arrange, look back, list what stands on a page, or say what kind of text it
//! is.

use super::list::List;

/// Whole headings of retrospectives.
pub(in crate::parse) static RETROSPECTIVE: List = List::new(&[
    "good",
    "bad",
    "try",
    "went well",
    "keep",
    "stop",
    "start",
    "went badly",
    "improve",
    "what went well",
    "what didn't",
    "learned",
    "kudos",
    "continue",
]);

/// Beginnings of headings over lists of what stands on the page.
pub(in crate::parse) static CONTENTS: List =
    List::new(&["contents", "on this page", "table of contents", "toc"]);

/// Words of headings that arrange and name nobody.
pub(in crate::parse) static GENERIC: List = List::new(&[
    "overview",
    "details",
    "summary",
    "current",
    "draft",
    "priorities",
    "results",
    "company-wide",
    "general",
    "shared",
    "committed",
    "aspirational",
    "stretch",
    "quarterly",
    "annual",
    "personal",
    "methods",
]);

/// Beginnings of headings over what is left from before or put off: nobody is called so.
pub(in crate::parse) static PUT_OFF: List = List::new(&[
    "backlog",
    "brought forward",
    "carried forward",
    "carried over",
    "carry over",
    "carry-over",
    "carryover",
    "deferred",
    "icebox",
    "ideas",
    "left over",
    "leftover",
    "leftovers",
    "moved from",
    "nice to have",
    "nice to haves",
    "on hold",
    "parking lot",
    "postponed",
    "rolled over",
    "someday",
    "später",
    "wishlist",
]);

/// Words of titles that say what kind of text it is: no team is called so.
pub(in crate::parse) static TEXTS: List = List::new(&[
    "agenda",
    "all-hands",
    "charter",
    "handbook",
    "kick-off",
    "kickoff",
    "meeting",
    "minutes",
    "notes",
    "protokoll",
    "report",
    "retrospective",
    "review",
    "roadmap",
    "strategy",
    "update",
    "updates",
    "wiki",
]);

/// Headings that follow key results and tell of the objective.
pub(in crate::parse) static AFTERWARDS: List = List::new(&[
    "achievements",
    "bets",
    "check-in",
    "check-ins",
    "evidence",
    "final scores",
    "highlights",
    "key actions",
    "kpis",
    "lowlights",
    "progress",
    "retrospective",
    "review",
    "status",
    "status update",
    "strategies",
    "summary",
    "what we did",
    "wins",
]);

/// Words for what is shown and not meant.
pub(in crate::parse) static EXAMPLES: List = List::new(&[
    "beispiel",
    "beispiele",
    "ejemplo",
    "esempio",
    "example",
    "examples",
    "exemple",
    "exemplo",
    "przykład",
    "sample",
    "voorbeeld",
]);

/// Keys of items among key results that are none: what is done for them, and what is only watched.
pub(in crate::parse) static BESIDE_RESULTS: List = List::new(&[
    "action",
    "actions",
    "activities",
    "activity",
    "guardrail",
    "health metric",
    "initiative",
    "initiatives",
    "iniciativa",
    "maßnahme",
    "project",
    "projects",
    "projekt",
    "projet",
    "proyecto",
    "task",
    "tasks",
]);
