//! The lists of words that reading goes by, in lower case; the stems are marked as such.

/// Words before a number that make it a name: "Tier 1", "RFC 136".
pub(in crate::grade) const LABELS: &[&str] = &[
    "rfc",
    "epic",
    "issue",
    "ticket",
    "bug",
    "tier",
    "phase",
    "week",
    "day",
    "level",
    "section",
    "step",
    "pr",
    "mr",
    "milestone",
    "sprint",
    "version",
    "release",
    "cy",
    "fy",
    "quarter",
    "year",
    "chapter",
    "page",
    "part",
    "option",
    "priority",
    "room",
    "stage",
    "wave",
    "kr",
    "okr",
    "objective",
    "http",
    "error",
    "port",
    "layer",
    "no",
    "number",
    "iteration",
    "line",
];

/// Words before a decimal number that make it a version: "shipped in 3.8".
pub(in crate::grade) const BEFORE_VERSIONS: &[&str] =
    &["in", "since", "until", "before", "after", "version", "release", "with"];

/// Words before four digits that make them a year.
pub(in crate::grade) const BEFORE_YEARS: &[&str] = &[
    "in", "by", "since", "until", "of", "during", "for", "end", "early", "late", "mid", "before",
    "after",
];

/// Words before two numbers and a slash that make them a date.
pub(in crate::grade) const BEFORE_DATES: &[&str] =
    &["on", "by", "since", "until", "before", "after", "due", "from"];

/// Stems of the words that name a length of time.
pub(in crate::grade) const TIMES: &[&str] = &[
    "second",
    "minut",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "sprint",
    "releas",
    "iteration",
];

/// Words after a percentage that make it a change, not a share.
pub(in crate::grade) const CHANGES: &[&str] = &[
    "increase",
    "decrease",
    "growth",
    "reduction",
    "improvement",
    "drop",
    "rise",
    "decline",
    "more",
    "less",
    "fewer",
    "faster",
    "slower",
    "higher",
    "lower",
    "better",
    "up",
    "down",
];

/// Words after a percentage that make it a share of the goal.
pub(in crate::grade) const PROGRESS: &[&str] = &[
    "done",
    "complete",
    "completed",
    "attainment",
    "attained",
    "achieved",
    "achievement",
    "finished",
    "progress",
    "there",
    "reached",
];

/// What a share is of when it is of the goal.
pub(in crate::grade) const GOALS: &[&str] =
    &["those", "them", "these", "target", "targets", "goal", "goals", "plan", "quota", "it"];

/// What stands, in other languages, before a number that is not to be passed; the longest first.
pub(in crate::grade) const AT_MOST: &[&[&str]] = &[
    &["nicht", "mehr", "als"],
    &["pas", "plus", "de"],
    &["no", "más", "de"],
    &["niet", "meer", "dan"],
    &["non", "più", "di"],
    &["não", "mais", "de"],
    &["weniger", "als"],
    &["moins", "de"],
    &["menos", "de"],
    &["minder", "dan"],
    &["meno", "di"],
    &["au", "plus"],
    &["au", "maximum"],
    &["inférieur", "à"],
    &["inférieure", "à"],
    &["como", "máximo"],
    &["no", "máximo"],
    &["al", "massimo"],
    &["not", "over"],
    &["höchstens"],
    &["maximal"],
    &["maximaal"],
    &["hoogstens"],
    &["máximo"],
    &["unter"],
];

/// The same before one that is to be reached at least.
pub(in crate::grade) const AT_LEAST: &[&[&str]] = &[
    &["mehr", "als"],
    &["plus", "de"],
    &["más", "de"],
    &["mais", "de"],
    &["meer", "dan"],
    &["più", "di"],
    &["au", "moins"],
    &["al", "menos"],
    &["pelo", "menos"],
    &["supérieur", "à"],
    &["mindestens"],
    &["minstens"],
    &["almeno"],
    &["über"],
];

/// Stems of the words that name a share of something, or what is told as one.
pub(in crate::grade) const RATES: &[&str] = &[
    "rat",
    "ratio",
    "churn",
    "conversion",
    "margin",
    "retention",
    "uptim",
    "availabiliti",
    "attrition",
    "turnover",
    "marge",
    "quote",
    "taux",
];

/// Words before where a way starts and before where it ends, in one language each.
pub const WAYS: &[(&str, &str)] = &[
    ("from", "to"),
    ("von", "auf"),
    ("van", "naar"),
    ("de", "à"),
    ("de", "a"),
    ("de", "para"),
    ("da", "a"),
    ("desde", "hasta"),
];

/// Stems of the words that lower a number when they stand before "to": "Reduce … to 30 minutes".
pub(in crate::grade) const FALLING: &[&str] = &[
    "reduc",
    "decreas",
    "lower",
    "cut",
    "shrink",
    "drop",
    "shorten",
    "minimiz",
    "limit",
    "senken",
    "reduzieren",
    "verringern",
    "verkürzen",
    "réduir",
    "diminuer",
    "baisser",
    "reducir",
    "bajar",
    "reduzir",
    "ridurr",
    "verlagen",
    "verminderen",
];

/// Stems of the words that ask for a number to stay.
pub(in crate::grade) const KEEPING: &[&str] = &["keep", "maintain", "stai", "remain", "sustain"];

/// Stems of the words that name what money is lost on.
pub(in crate::grade) const COSTS: &[&str] = &[
    "cost", "pric", "spend", "expens", "debt", "burn", "fee", "loss", "cac", "cpa", "cpl", "budget",
];

/// Stems of the words that name a time one waits.
pub(in crate::grade) const WAITS: &[&str] = &[
    "tim", "latenci", "duration", "delai", "load", "respons", "wait", "downtim", "outag", "lead",
    "cycl", "mttr", "ttfb", "p50", "p90", "p95", "p99",
];

/// Stems of the words that name what one wants none of.
pub(in crate::grade) const HARMS: &[&str] = &[
    "bug",
    "defect",
    "incident",
    "outag",
    "complaint",
    "error",
    "failur",
    "vulnerabiliti",
    "churn",
    "crash",
    "regression",
    "accident",
    "injuri",
    "escalation",
    "alert",
];

/// Stems of the words with which the name of something unwanted begins: `Overdue invoices`.
pub(in crate::grade) const UNWANTED: &[&str] =
    &["backlog", "overdu", "late", "lost", "fail", "miss", "attrition", "turnover", "unplann"];

/// Words for none where none was to be, and words that begin what asks for none.
pub(in crate::grade) const NONE: &[&str] = &[
    "none", "zero", "keine", "keiner", "aucun", "aucune", "ninguno", "ninguna", "geen", "nessuno",
];
pub(in crate::grade) const NO: &[&str] =
    &["no", "zero", "kein", "keine", "aucun", "aucune", "zéro", "cero", "ningún", "geen", "nessun"];

pub(in crate::grade) const CONNECTORS: &[&str] = &[
    "and",
    "or",
    "to",
    "in",
    "by",
    "for",
    "with",
    "from",
    "per",
    "at",
    "on",
    "that",
    "who",
    "which",
    "is",
    "are",
    "was",
    "were",
    "have",
    "has",
    "had",
    "as",
    "if",
    "within",
    "during",
    "so",
    "yet",
    "before",
    "after",
    "across",
    "when",
    "while",
    "than",
    "far",
    "now",
    "already",
    "today",
    "currently",
    "we",
    "i",
    "it",
    "they",
    "this",
    "last",
    "be",
    "been",
    "every",
    "each",
    "least",
    "most",
    "about",
    "around",
    "roughly",
    "only",
    "just",
    "out",
    "overall",
    "total",
];

pub(in crate::grade) const ARTICLES: &[&str] = &[
    "of",
    "the",
    "our",
    "a",
    "an",
    "more",
    "new",
    "additional",
    "different",
    "all",
    "up",
    "over",
    "under",
    "above",
    "below",
    "less",
    "fewer",
    "another",
];

pub(in crate::grade) const GENERAL_VERBS: &[&str] = &[
    "reached",
    "hit",
    "achieved",
    "got",
    "grew",
    "increased",
    "decreased",
    "improved",
    "reduced",
    "dropped",
    "rose",
    "fell",
    "raised",
    "went",
    "delivered",
    "completed",
    "finished",
    "done",
    "did",
    "made",
    "ran",
    "have",
    "has",
    "had",
    "current",
    "result",
    "actual",
    "final",
    "measured",
    "ended",
    "sits",
    "stands",
    "averaged",
];

pub(in crate::grade) const DOUBTS: &[&str] = &[
    "will",
    "planned",
    "planning",
    "plans",
    "expect",
    "expected",
    "expecting",
    "aim",
    "aiming",
    "hope",
    "hoping",
    "should",
    "would",
    "could",
    "may",
    "might",
    "if",
    "not",
    "never",
    "failed",
    "lost",
    "remaining",
    "left",
    "missing",
    "short",
    "need",
    "needs",
    "needed",
    "track",
    "unable",
    "instead",
    "confident",
    "confidence",
    "chance",
    "likely",
    "sure",
    "partially",
    "partly",
    "almost",
    "nearly",
    "some",
    "most",
    "half",
    "except",
    "offer",
    "offers",
    "pending",
    "interviewing",
    "cannot",
];

pub(in crate::grade) const RESERVATIONS: &[&str] = &[
    "but", "however", "mostly", "still", "only", "draft", "though", "although", "without", "wip",
    "done", "progress", "no", "blocked",
];

/// Stems of the words for a number that rises.
pub(in crate::grade) const RISING: &[&str] =
    &["grow", "grew", "growth", "increas", "rais", "ros", "ris", "up", "higher", "more", "climb"];

/// Stems of the words for a number that falls.
pub(in crate::grade) const SINKING: &[&str] = &[
    "reduc",
    "reduction",
    "decreas",
    "declin",
    "fell",
    "fall",
    "sank",
    "drop",
    "dropp",
    "lower",
    "cut",
    "shrink",
    "shrank",
    "down",
    "les",
    "less",
    "fewer",
    "sav",
];
