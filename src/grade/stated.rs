//! What an outcome says in words ("Done", "Not yet", 🔄), and the grades authors write down.

use super::Status;
use super::measure::{Side, measure, sentence_end};
use super::scan::{Piece, Token, scan};
use super::words;

/// The state an outcome opens with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Opening<'a> {
    /// The state.
    pub(super) status: Status,
    /// The words or sign that say so.
    pub(super) phrase: &'a str,
    /// The text after them.
    pub(super) rest: &'a str,
    /// Whether it can be taken at its word.
    pub(super) force: Force,
}

/// How far a state can be taken at its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Force {
    /// It is the whole sentence.
    Plain,
    /// More is said in the same sentence, and nothing takes it back; a number goes before it.
    Explained,
    /// It holds for a part only, or the words are prose: "Done for one team", "Reached out".
    Open,
}

/// The state that `outcome` opens with, or the sign that it closes with.
pub(super) fn opening(outcome: &str) -> Option<Opening<'_>> {
    let tokens = scan(outcome);
    let marks = |token: &Token<'_>| match token.piece {
        Piece::Sign(sign) => Status::of_sign(sign),
        _ => None,
    };
    let is_mark =
        |token: &&Token<'_>| matches!(token.piece, Piece::Sign(_)) && marks(token).is_none();
    let first = tokens.iter().take_while(is_mark).count();
    let whole = |token: &Token<'_>, status, rest| Opening {
        status,
        phrase: &outcome[token.start..token.end],
        rest,
        force: Force::Explained,
    };
    let head = tokens.get(first)?;
    if let Some(status) = marks(head) {
        // A light says less than the word beside it: `🔴 blocked`, `🟡 at risk`, and what was given
        // up did not fail: `❌ dropped`.
        let is_light = matches!(status, Status::OnTrack | Status::Behind | Status::AtRisk);
        let spelled = (first + 1 < tokens.len())
            .then(|| phrase(outcome, &tokens, first + 1))
            .flatten()
            .filter(|spelled| is_light || spelled.status == Status::Dropped)
            .filter(|spelled| {
                spelled.force != Force::Open || super::share(spelled.status).is_none()
            });
        return spelled.or_else(|| Some(whole(head, status, &outcome[head.end..])));
    }
    phrase(outcome, &tokens, first).or_else(|| {
        let last = tokens.last()?;
        marks(last).map(|status| whole(last, status, &outcome[..last.start]))
    })
}

/// The sign of a state that a key result's own words begin or end with.
pub(super) fn sign(text: &str) -> Option<(Status, char)> {
    let plain = |c: &char| *c != '\u{fe0f}' && !c.is_whitespace();
    let (first, last) = (text.chars().find(plain), text.chars().rev().find(plain));
    let known = |sign: char| Status::of_sign(sign).map(|status| (status, sign));
    first.and_then(known).or_else(|| last.and_then(known))
}

/// The longest state spelled by the words from token `first` on.
fn phrase<'a>(outcome: &'a str, tokens: &[Token<'a>], first: usize) -> Option<Opening<'a>> {
    let words = tokens[first..].iter().take(4).take_while(|token| words::word(token).is_some());
    (1..=words.count()).rev().find_map(|length| {
        let end = first + length;
        let phrase = &outcome[tokens[first].start..tokens[end - 1].end];
        let status = Status::named(phrase)?;
        let force = force(outcome, tokens, first..end, status);
        let stands = length > 1 || force != Force::Open || SAFE.contains(&&*phrase.to_lowercase());
        stands.then_some(Opening { status, phrase, rest: &outcome[tokens[end - 1].end..], force })
    })
}

/// Single words that are a state even when prose follows.
const SAFE: &[&str] = &["wip", "ongoing", "blocked", "delayed", "started"];

/// Words for "done" that can be the verb of a sentence about something else.
const VERBS: &[&str] = &[
    "reached",
    "hit",
    "met",
    "shipped",
    "launched",
    "released",
    "delivered",
    "implemented",
    "published",
    "approved",
    "deployed",
    "achieved",
    "closed",
    "resolved",
    "success",
];

/// Words after "done" that begin its circumstances and not its limits.
const CIRCUMSTANCES: &[&str] = &["in", "on", "as", "since", "early", "ahead", "last", "at"];

fn force(
    outcome: &str,
    tokens: &[Token<'_>],
    phrase: std::ops::Range<usize>,
    status: Status,
) -> Force {
    let end = sentence_end(outcome, tokens, phrase.end);
    let rest = &tokens[phrase.end..end];
    let said = &outcome[tokens[phrase.start].start..tokens[phrase.end - 1].end];
    let verb = VERBS.contains(&&*said.to_lowercase());
    // "Done? Not really." asks.
    if outcome[tokens[phrase.end - 1].end..].trim_start().starts_with('?') {
        return Force::Open;
    }
    let Some(next) = rest.first() else { return Force::Plain };
    if repeats(said, &outcome[next.start..rest[rest.len() - 1].end]) {
        return Force::Plain;
    }
    let explained = matches!(next.piece, Piece::Sign(':' | '(' | '–' | '—' | '-'));
    let aside = matches!(next.piece, Piece::Sign(','));
    let mild = aside || words::is_one_of(Some(next), CIRCUMSTANCES);
    let told = measure(&outcome[next.start..rest[rest.len() - 1].end], Side::Outcome);
    let counts = told.muddled || !told.measures.is_empty();
    // "Not done (nobody was left)": what follows explains, and cannot make it less done.
    let taken_back = match status {
        Status::NotDone => words::says_done(rest),
        _ => words::takes_back(rest),
    };
    let ends = matches!(status, Status::Done | Status::NotDone);
    match () {
        () if !ends && (explained || mild || words::is_one_of(Some(next), &["to", "until"])) => {
            Force::Explained
        }
        () if taken_back => Force::Open,
        () if explained || (aside && !counts && !verb) => Force::Explained,
        () if mild && !verb && status == Status::Done && !counts => Force::Explained,
        () => Force::Open,
    }
}

/// Whether `rest` says nothing but `said`, again and again: "not done, not done".
fn repeats(said: &str, rest: &str) -> bool {
    let mut parts = rest.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    parts.all(|part| part.eq_ignore_ascii_case(said))
}

/// The state in brackets at the end of a key result's words: `[Done]`, `(at risk)`.
pub(super) fn trailing_status(text: &str) -> Option<(Status, &str)> {
    let (_, inner) = enclosed(text.trim_end().trim_end_matches('.').trim_end())?;
    Some((Status::named(inner)?, inner))
}

/// Whether an outcome's first word tells that the work was not done then: it names another state
/// (`(dropped in week 4)`), or puts the work off (`moved to Q1`, `not this quarter`).
pub(super) fn puts_off(outcome: &str) -> bool {
    const WORDS: [&str; 7] =
        ["aplazado", "carried", "moved", "not", "pushed", "reporté", "verschoben"];
    let first = outcome.split(|sign: char| !sign.is_alphanumeric()).find(|word| !word.is_empty());
    first.is_some_and(|first| match Status::named(first) {
        Some(status) => status != Status::Done,
        None => WORDS.contains(&&*first.to_lowercase()),
    })
}

/// Whether an outcome's first word tells that what was struck through was given up: `stopped in
/// January`, but not `removed` where that is just what was to be done.
pub(super) fn gives_up(outcome: &str, text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "removed",
        "stopped",
        "withdrawn",
        "scrapped",
        "cut",
        "skipped",
        "replaced",
        "entfallen",
        "supprimé",
    ];
    let mut words = outcome.split(|sign: char| !sign.is_alphanumeric());
    let Some(first) = words.find(|word| !word.is_empty()).map(str::to_lowercase) else {
        return false;
    };
    let stem: String = first.chars().take(3).collect();
    let promised = || text.to_lowercase().split(' ').any(|word| word.starts_with(&stem));
    Status::named(&first) == Some(Status::Dropped) || WORDS.contains(&first.as_str()) && !promised()
}

/// The author's grade at the end of a key result's words: `(0.7)`, `[7/10]`, ` - 0.7`, `: 0.7`,
/// `Score: 0.7`, or ` 0.7` after a full stop or a priority such as `P1`.
pub(super) fn trailing_grade(text: &str) -> Option<f64> {
    let text = text.trim_end().trim_end_matches('.').trim_end();
    let pair = enclosed(text);
    let in_brackets = pair.is_some();
    let (before, inner) = pair.or_else(|| text.rsplit_once(char::is_whitespace))?;
    let before = before.trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let name = last.trim_end_matches([':', '=']).to_lowercase();
    if SCORES.contains(&name.as_str()) {
        return labelled_score(inner)
            .filter(|_| is_apart(&before[..before.len() - last.len()], last));
    }
    if let Some(grade) = named_grade(text) {
        return Some(grade);
    }
    if in_brackets {
        // `(final: 4, score 0.4)`
        let last = || inner.rsplit([',', ';']).next().and_then(score_named);
        let own = || score(inner).or_else(|| score_named(inner)).or_else(last);
        return if NOT_SCORED.contains(&name.as_str()) { None } else { own() };
    }
    let dash = matches!(last, "-" | "–" | "—");
    let colon = last.ends_with(':') && !NOT_SCORED.contains(&name.as_str());
    let stop = last.ends_with(['.', '!', '?']);
    if dash || colon || stop || is_priority(last) { decimal(inner) } else { None }
}

/// Whether the name of a grade stands apart from what is `before` it, so that it is no part of that:
/// `Ship it. Score: 0.7`, and not `Raise the quality score: 0.9`.
fn is_apart(before: &str, name: &str) -> bool {
    const KINDS: [&str; 5] = ["final", "overall", "total", "our", "end"];
    let before = before.trim_end();
    // `Ship it – final score 0.7`
    let kind = KINDS.iter().find_map(|kind| {
        let rest =
            before.len().checked_sub(kind.len()).filter(|at| before.is_char_boundary(*at))?;
        before[rest..].eq_ignore_ascii_case(kind).then(|| before[..rest].trim_end())
    });
    let before = kind.unwrap_or(before);
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let ends = before.is_empty() || before.ends_with(|sign: char| !sign.is_alphanumeric());
    let is_upper = |word: &str| word.starts_with(char::is_uppercase);
    ends || is_upper(name) && !is_upper(last)
}

/// The author's grade by its name, with more said behind it: `Ship it. Score: 0.8. Late.`,
/// `Score: 0.3 (2 of 7)`.
fn named_grade(text: &str) -> Option<f64> {
    if !text.contains(':') && !text.contains('=') {
        return None;
    }
    let mut signs = text.rmatch_indices([':', '=']).map(|(at, _)| at);
    signs.find_map(|at| {
        let before = text[..at].trim_end();
        let name = before.rsplit(|sign: char| !sign.is_alphanumeric()).next()?;
        let is_name = SCORES.contains(&&*name.to_lowercase());
        let apart = is_name && is_apart(&before[..before.len() - name.len()], name);
        let (number, _) = leading_number(&text[at + 1..]).filter(|_| apart)?;
        labelled_score(number)
    })
}

/// The number that words begin with, and what is said behind it, which is set off from it.
fn leading_number(words: &str) -> Option<(&str, &str)> {
    let words = words.trim_start();
    let is_part = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '/' | '%');
    let end = words.find(|sign| !is_part(sign)).unwrap_or(words.len());
    let number = words[..end].trim_end_matches(['.', ',']);
    let rest = &words[number.len()..];
    let (number, rest) = match rest.strip_prefix(" out of 10") {
        Some(more) => (&words[..number.len() + " out of 10".len()], more),
        None => (number, rest),
    };
    let spaced = rest.trim_start();
    let parted = spaced.is_empty()
        || rest.starts_with(['.', ',', ';', ':', ')', ']', '!'])
        || spaced.len() < rest.len() && spaced.starts_with(['(', '[', '–', '—', '-', '·', '|']);
    (parted && number.starts_with(|sign: char| sign.is_ascii_digit())).then_some((number, rest))
}

/// The author's grade that opens an outcome, apart from what more is said: `0.7`, `(7/10)`,
/// `Score: 0.7. Late.`, `✅ 0.7`. A bare one is none where the key result `text` has numbers of its
/// kind, so that it may be the metric.
pub(super) fn whole_grade(outcome: &str, text: &str) -> Option<f64> {
    let outcome = outcome.trim();
    let unsigned = outcome.strip_prefix(|sign| Status::of_sign(sign).is_some());
    let outcome = unsigned.map_or(outcome, |it| it.trim_start_matches('\u{fe0f}').trim_start());
    if let Some((name, rest)) = outcome.split_once([':', '=', ' '])
        && SCORES.contains(&&*name.trim().to_lowercase())
    {
        let (number, _) = leading_number(rest.trim_start_matches([':', '=', ' ']))?;
        return labelled_score(number);
    }
    let inner = outcome.strip_prefix(['(', '[']);
    let (number, _) = leading_number(inner.unwrap_or(outcome))?;
    score(number).filter(|_| !holds_shares(text))
}

/// Whether a text has numbers that a grade may be.
fn holds_shares(text: &str) -> bool {
    let apart = |sign: char| !sign.is_ascii_digit() && sign != '.';
    text.split(apart).any(|it| decimal(it.trim_end_matches('.')).is_some())
}

/// The author's grade that closes an outcome: `42 minutes, 0.6`, `Done (1.0)`. It is one only where
/// neither the outcome nor the key result `text` has another number of its kind.
pub(super) fn closing_grade(outcome: &str, text: &str) -> Option<f64> {
    let outcome = outcome.trim_end().trim_end_matches('.').trim_end();
    let (before, said) = outcome.rsplit_once(char::is_whitespace)?;
    let before = before.trim_end();
    let bare = said.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let parted = before.ends_with([',', ';', '.', '!', '–', '—']) || before.ends_with(" -");
    let grade = decimal(bare).filter(|_| parted || bare.len() + 2 == said.len())?;
    (!holds_shares(before) && !holds_shares(text)).then_some(grade)
}

/// Names of the author's grade.
const SCORES: &[&str] = &["score", "grade", "rating", "graded", "scored"];

/// Words before a decimal number that make it something else.
const NOT_SCORED: &[&str] = &[
    "version",
    "release",
    "to",
    "below",
    "under",
    "above",
    "than",
    "threshold",
    "target",
    "from",
    "of",
    "baseline",
    "currently",
    "least",
    "most",
    "by",
    "at",
    "v",
    "is",
    "confidence",
    "weight",
    "weighting",
    "likelihood",
    "probability",
    "chance",
    "effort",
    "impact",
    "reach",
    "risk",
    "value",
    "was",
    "now",
];

/// The text before a closing pair of parentheses or brackets, and the text in it.
fn enclosed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    Some((&text[..open], inner[open + 1..].trim()))
}

/// `score 0.4`, `Score: 0.4`.
fn score_named(text: &str) -> Option<f64> {
    let (name, rest) = text.trim().split_once([' ', ':'])?;
    let is_name = SCORES.contains(&&*name.trim().to_lowercase());
    labelled_score(rest).filter(|_| is_name)
}

fn score(text: &str) -> Option<f64> {
    match text.split_once(':') {
        Some((name, rest)) if SCORES.contains(&&*name.trim().to_lowercase()) => {
            labelled_score(rest)
        }
        _ => decimal(text).or_else(|| tenths(text)).or_else(|| of_one(text)),
    }
}

/// `0.4/1.0`, `0.7 / 1`.
fn of_one(text: &str) -> Option<f64> {
    let (part, whole) = text.split_once('/')?;
    matches!(whole.trim(), "1" | "1.0").then(|| decimal(part.trim())).flatten()
}

/// What may stand after "Score:": also `1`, `0` and `70%`.
fn labelled_score(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('.');
    let percent =
        || text.strip_suffix('%')?.trim().parse().ok().map(|percent: f64| percent / 100.0);
    let whole = || matches!(text, "0" | "1").then(|| text.parse().ok()).flatten();
    let tenths = || tenths(text).or_else(|| tenths_of(text.strip_suffix(" out of 10")?));
    let score = decimal(text).or_else(tenths).or_else(whole).or_else(percent);
    score.filter(|score| (0.0..=1.0).contains(score))
}

/// `0.7`, `0.75`, `1.0`, `0,7`.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once(['.', ','])?;
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    // `1,000` is a thousand.
    let most = if text.contains(',') { 2 } else { 3 };
    let fits = matches!(whole, "0" | "1") && digits && (1..=most).contains(&fraction.len());
    fits.then(|| text.replace(',', ".").parse().ok()).flatten().filter(|score| *score <= 1.0)
}

/// `7/10`.
fn tenths(text: &str) -> Option<f64> {
    tenths_of(text.strip_suffix("/10")?)
}

fn tenths_of(text: &str) -> Option<f64> {
    let tenths = text.trim();
    let plain = tenths.len() <= 4 && tenths.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value = plain.then(|| tenths.parse::<f64>().ok()).flatten()?;
    (0.0..=10.0).contains(&value).then_some(value / 10.0)
}

fn is_priority(word: &str) -> bool {
    word.strip_prefix('P')
        .is_some_and(|level| level.len() == 1 && level.as_bytes()[0].is_ascii_digit())
}
