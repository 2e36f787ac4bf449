//! The readings: each takes what a key result asks and what its outcome says, and either gives a
//! grade with its explanation or keeps silent.

use super::context::is_per_piece;
use super::matching::{Pair, answers, best_target, claims, comparable, targets};
use super::measure::{Bound, Kind, Measure, Role, Side, Wanted, is_points, measure};
use super::scan::{Piece, Token};
use super::words;
use super::{Advice, Grade, How};

/// The first reading that applies.
pub(super) fn read(pair: &Pair<'_>) -> Option<Grade> {
    let readings = [share_of_goal, leading_share, way_made, reached, parts, shares, fraction];
    readings.iter().find_map(|reading| reading(pair))
}

/// What to write so that an outcome becomes readable, or can be read in one way only.
pub(super) fn hint(pair: &Pair<'_>, grade: Option<&Grade>) -> Option<Advice> {
    let asked = targets(pair);
    let partial = |target: &&Measure| target.kind == Kind::Percent && !is(target.value, 100.0);
    let share = leading_percent(pair).filter(|share| is_bare(pair, share));
    if let Some(share) = share.filter(|_| asked.iter().any(partial)) {
        let plain = is(share.value, 0.0) || is(share.value, 100.0);
        return (!plain || grade.is_none()).then_some(Advice::ShareOrMetric(share.value));
    }
    if grade.is_some() {
        return None;
    }
    let ceiling = asked.iter().find(|t| t.bound == Bound::AtMost && t.start.is_none());
    Some(match ceiling {
        Some(target) if pair.said.measures.iter().any(|said| said.kind == target.kind) => {
            Advice::Start(target.value)
        }
        _ => Advice::Share,
    })
}

/// How many of something a key result lets pass, if it asks for none or for few.
pub(super) fn limit(text: &str) -> Option<f64> {
    let asked = measure(text, Side::KeyResult);
    let few = |it: &&Measure| is(it.value, 0.0) || it.bound == Bound::AtMost;
    let none = words::is_one_of(asked.tokens.first(), words::NO).then_some(0.0);
    asked.measures.iter().find(few).map(|it| it.value).or(none)
}

/// The grade of what `phrase` begins an outcome with where the key result lets so many pass: `None`
/// is that, and `No` may be that or not; nothing for any other phrase.
pub(super) fn none(limit: f64, phrase: &str) -> Option<Grade> {
    let how = if is(limit, 0.0) { How::Kept(0.0, 0.0) } else { How::AtMost(0.0, limit) };
    if words::NONE.contains(&phrase) { Grade::measured(1.0, how) } else { None }
}

/// Whether `said` is a number, perhaps with what it counts, that may be what `asked` came to: one of
/// its kind and of its size, and no grade, year, version or date.
pub(super) fn tells_number(asked: &str, said: &str) -> bool {
    let pair = Pair::new(asked, said);
    let ([told], tokens) = (pair.said.measures.as_slice(), &pair.said.tokens) else {
        return false;
    };
    let Piece::Number(number) = tokens[told.at].piece else { return false };
    let currency = |token: &Token<'_>| matches!(token.piece, Piece::Sign('$' | '€' | '£'));
    let (before, after) = (&tokens[..told.at], &tokens[told.at + 1..]);
    let alone = before.iter().all(currency) && after.iter().all(|it| words::word(it).is_some());
    // `0.7` is the author's grade, and `2.0` the name of a version.
    let is_name = number.decimal
        && number.suffix.is_empty()
        && told.kind == Kind::Count
        && (told.value <= 1.0 || is(told.value.fract(), 0.0));
    let plain = told.bound == Bound::Exact && told.out_of.is_none() && !told.doubtful;
    let answered = |target: &Measure| {
        let near = told.value > 0.0 && told.value <= MOST_TIMES * target.value;
        let whole = target.start.is_none() && target.out_of.is_none();
        near && whole && comparable(target, told) && answers(&pair, told, target)
    };
    let doubt = is_name || pair.said.muddled || !plain || !alone;
    !doubt && targets(&pair).into_iter().any(answered)
}

/// How many times what was asked a number may be that nothing else tells apart from any other.
const MOST_TIMES: f64 = 3.0;

/// "22% of those", "79% of target": the only one in the outcome.
fn share_of_goal(pair: &Pair<'_>) -> Option<Grade> {
    let tokens = &pair.said.tokens;
    let of_goal = |share: &&Measure| {
        let at = share.at + 1;
        let article = words::is_one_of(tokens.get(at + 1), &["the", "our", "its", "this", "that"]);
        let named = words::is_one_of(tokens.get(at + 1 + usize::from(article)), words::GOALS);
        share.kind == Kind::Percent && words::is_one_of(tokens.get(at), &["of"]) && named
    };
    let mut found = pair.said.measures.iter().filter(of_goal);
    let share = found.next().filter(|share| !share.doubtful && share.bound == Bound::Exact)?;
    if found.next().is_some() { None } else { read_as_share(share) }
}

/// "0%. Because…", "90%, shipped late", "100% done", "62% hiring (…)": an outcome that opens with
/// its only percentage, which nothing makes the metric itself.
fn leading_share(pair: &Pair<'_>) -> Option<Grade> {
    let share = leading_percent(pair)?;
    let after = claim(pair, share);
    let percents: Vec<_> =
        targets(pair).into_iter().filter(|target| target.kind == Kind::Percent).collect();
    let stands = match after.first() {
        None if percents.is_empty() => !asks_for_a_rate(pair, share),
        None => percents.iter().all(|target| is_share_of(target, share)),
        Some(next) if words::is_one_of(Some(next), words::PROGRESS) => true,
        Some(_) => percents.is_empty() && !words::stems(after).is_disjoint(pair.asked.words()),
    };
    if stands { read_as_share(share) } else { None }
}

/// Whether a bare percentage can be taken for a share of the way to `target`: it falls short of a
/// target that is not plainly a metric, or both readings come to the same.
fn is_share_of(target: &Measure, share: &Measure) -> bool {
    let ceiling = target.bound == Bound::AtMost || target.start.is_some_and(|s| s > target.value);
    let metric = target.start.is_some() || target.role != Role::Plain;
    let none = is(share.value, 0.0) && target.start.is_none();
    let same = none || is(share.value, 100.0);
    // What comes near it, is finer than one reckons a share, or passes the whole is the metric.
    let far = share.value < target.value / 2.0 && !is_finer(share);
    let short = far && !metric && target.value <= 100.0;
    is(target.value, 100.0) || (!ceiling && !is_keeping(target) && (same || short))
}

/// Whether a number has more digits than one reckons a share of the way with.
fn is_finer(share: &Measure) -> bool {
    share.value.fract() != 0.0
}

/// Whether a key result without a number asks for a rate, which `share` then is: it leaves the number
/// open, or names what is told as a rate.
fn asks_for_a_rate(pair: &Pair<'_>, share: &Measure) -> bool {
    let is_open = |pair: &[Token<'_>]| {
        let letters = |word: &str| word.bytes().all(|it| matches!(it, b'N' | b'X' | b'Y' | b'Z'));
        words::word(&pair[0]).is_some_and(letters) && pair[1].piece == Piece::Sign('%')
    };
    let names = || words::RATES.iter().any(|it| pair.asked.words().contains(*it));
    pair.asked.tokens.windows(2).any(is_open) || is_finer(share) && names()
}

/// Whether a percentage that stands alone is plainly the metric that `target` asks for.
fn is_metric(target: &Measure, said: &Measure) -> bool {
    let equal = target.start.is_some() && is(said.value, target.value);
    // Of what is not to be passed or left, nobody tells a share of the way.
    let limited = match target.bound {
        Bound::AtMost => said.value > 0.0,
        Bound::AtLeast => said.value >= target.value && said.value < 100.0,
        Bound::Exact => false,
    };
    let beyond = said.value > 100.0 && target.value > 100.0;
    target.kind == Kind::Percent && (is_finer(said) || equal || limited || beyond)
}

/// "from 46% to 60% => 58.3%": p = (c − s) / (t − s), for rising and falling metrics alike.
fn way_made(pair: &Pair<'_>) -> Option<Grade> {
    let (target, said) = only(pair)?;
    let start = target.start.or(said.start)?;
    let unclear = is_bare(pair, &said) && !is_metric(target, &said);
    let open = said.bound != Bound::Exact || unclear;
    let changes = is_change(&said);
    if open || !answers(pair, &said, target) || (changes && opposed(pair)) {
        return None;
    }
    let points = is_points(&said.unit);
    let below_zero = start < 0.0 || target.value < 0.0;
    let current = match said.role {
        Role::Plain | Role::Level => said.value,
        // A minus is the metric's own where it can be negative; a plus may be either.
        Role::Signed if below_zero && said.value < 0.0 => said.value,
        Role::Signed if below_zero => return None,
        _ if said.kind == Kind::Percent && !points => return None,
        Role::Change => start + said.value.abs() * (target.value - start).signum(),
        Role::Signed => start + said.value,
    };
    if is(start, target.value) {
        return kept(target.value, current, current >= target.value);
    }
    let value = (current - start) / (target.value - start);
    // So far off, the two are in different units: `from 40k to 60k`, and `52`.
    let is_other = start > 0.0 && target.value > start && current < start / 100.0;
    if value.abs() > FARTHEST || is_other && current > 0.0 {
        return None;
    }
    Grade::measured(value, How::Way { current, start, target: target.value })
}

/// One number asked, one number said: c / t; a number not to be passed, or to be kept, is met or
/// not met.
fn reached(pair: &Pair<'_>) -> Option<Grade> {
    let (target, said) = only(pair)?;
    let whole = said.out_of.is_none_or(|whole| is(whole, target.value));
    let [asked_of_each, said_of_each] = [(&pair.asked, target), (&pair.said, &said)]
        .map(|(text, m)| is_per_piece(&text.tokens, m.at));
    let fits = comparable(target, &said)
        && answers(pair, &said, target)
        && asked_of_each == said_of_each
        && (!is_bare(pair, &said) || is_metric(target, &said))
        && !(is_change(&said) && opposed(pair));
    if target.start.or(said.start).is_some() || !whole || !fits {
        return None;
    }
    let sinks = target.role == Role::Change && words::sinks(&pair.asked.tokens);
    let (c, t) = match said.role {
        // `-12%` says again that it falls, and `+4%` that it does not.
        Role::Signed if sinks && said.value > 0.0 => return None,
        Role::Signed if sinks => (-said.value, target.value),
        _ => (said.value, target.value),
    };
    match (target.bound, said.bound) {
        (Bound::AtMost, Bound::AtLeast) | (Bound::Exact | Bound::AtLeast, Bound::AtMost) => None,
        (Bound::AtMost, _) if c <= t => Grade::measured(1.0, How::AtMost(c, t)),
        (Bound::AtMost, _) => is_keeping(target).then(|| kept(t, c, c <= t)).flatten(),
        _ if is(t, 0.0) => kept(t, c, c <= 0.0),
        _ if t < 0.0 || (said.bound == Bound::AtLeast && c < t) => None,
        _ if is_keeping(target) && is_unwanted(target) => kept(t, c, c <= t),
        _ if is_keeping(target) => kept(t, c, c >= t),
        _ if t > 0.0 && c / t > FARTHEST => None,
        // Of what one wants less of, only as much as was asked for is plainly enough.
        _ if target.wanted == Wanted::Less && !is(c, t) => None,
        _ => Grade::measured(c / t, How::Of(c, t)),
    }
}

/// How many times the goal an outcome may be.
const FARTHEST: f64 = 10.0;

/// "1 SDR and 3 AEs => +1 SDR and +2 AEs": Σ min(c, t) / Σ t, so that a surplus in one part does
/// not stand for another. A part of a plain list that the outcome leaves out counts as 0.
fn parts(pair: &Pair<'_>) -> Option<Grade> {
    let targets = targets(pair);
    let countable = |target: &&Measure| {
        target.kind == Kind::Count && target.start.is_none() && target.bound != Bound::AtMost
    };
    let list = targets.iter().skip(1).all(|target| target.listed);
    if targets.len() < 2 || !targets.iter().all(|target| countable(target) && target.value > 0.0) {
        return None;
    }
    let said = claims(pair, &targets)?;
    let mut done = vec![None; targets.len()];
    for claim in &said {
        let at = best_target(pair, claim, &targets)?;
        let claim = claim.converted_to(targets[at])?;
        let whole = claim.out_of.is_none_or(|whole| is(whole, targets[at].value));
        let exact = claim.bound != Bound::AtMost && claim.role != Role::Change;
        if !whole || !exact || claim.value < 0.0 || done[at].is_some() {
            return None;
        }
        done[at] = Some(claim.value.min(targets[at].value));
    }
    if !list && done.iter().any(Option::is_none) {
        return None;
    }
    let sum: f64 = done.iter().flatten().sum();
    let whole: f64 = targets.iter().map(|target| target.value).sum();
    Grade::measured(sum / whole, How::Of(sum, whole))
}

/// "75% weekly, 100% monthly => … 43% …, … 83%": the mean of the parts, matched in order.
fn shares(pair: &Pair<'_>) -> Option<Grade> {
    let targets = targets(pair);
    let plain = |m: &&Measure| {
        m.kind == Kind::Percent && m.start.is_none() && m.bound != Bound::AtMost && !is_change(m)
    };
    if targets.len() < 2 || !targets.iter().all(|target| plain(target) && target.value > 0.0) {
        return None;
    }
    let said = claims(pair, &targets)?;
    let fits = said.len() == targets.len() && said.iter().all(plain);
    if !fits || is_out_of_order(pair, &targets, &said) {
        return None;
    }
    let pairs = || said.iter().zip(&targets);
    let sum: f64 = pairs().map(|(said, target)| (said.value / target.value).min(1.0)).sum();
    let each = pairs().map(|(said, target)| (said.value, target.value)).collect();
    let count: f64 = targets.iter().map(|_| 1.0).sum();
    Grade::measured(sum / count, How::Parts(each))
}

/// "4 of 5 teams", where the key result asks for all of them.
fn fraction(pair: &Pair<'_>) -> Option<Grade> {
    let targets = targets(pair);
    let all = |target: &&Measure| target.kind == Kind::Percent && is(target.value, 100.0);
    let mut said = pair.said.measures.iter().filter(|said| !said.aside);
    let (said, None) = (said.next()?, said.next()) else { return None };
    let whole = said.out_of.filter(|whole| *whole > 0.0 && said.value >= 0.0)?;
    let known = |stem: &String| pair.asked.words().contains(stem);
    let mut about = said.unit.iter().chain(&said.before).peekable();
    let related = about.peek().is_none() || about.any(known);
    let doubt =
        said.value > whole || said.doubtful || pair.said.muddled || said.bound != Bound::Exact;
    if doubt || !related || !targets.iter().all(all) {
        return None;
    }
    Grade::measured(said.value / whole, How::Of(said.value, whole))
}

/// The only target and the only claim of its kind, that in the unit of the target.
fn only<'p>(pair: &'p Pair<'_>) -> Option<(&'p Measure, Measure)> {
    let targets = targets(pair);
    let &[target] = targets.as_slice() else { return None };
    let &[said] = claims(pair, &targets)?.as_slice() else { return None };
    Some((target, said.converted_to(target)?))
}

/// The percentage that opens the outcome, if its sentence holds no other.
fn leading_percent<'p>(pair: &'p Pair<'_>) -> Option<&'p Measure> {
    let said = &pair.said;
    let share = said.measures.first()?;
    let opens = said.tokens[..share.at].iter().all(|token| matches!(token.piece, Piece::Sign(_)));
    let other = |m: &Measure| {
        m.kind == Kind::Percent && !m.aside && m.sentence == share.sentence && m.at != share.at
    };
    let plain = share.role == Role::Plain && share.bound == Bound::Exact && share.start.is_none();
    let is_share = share.kind == Kind::Percent && !is_points(&share.unit);
    let sole = is_share && plain && !said.measures.iter().any(other);
    (opens && sole && !words::is_doubtful(claim(pair, share))).then_some(share)
}

/// The words after a number, up to the next sign.
fn claim<'p, 'a>(pair: &'p Pair<'a>, said: &Measure) -> &'p [Token<'a>] {
    let rest = &pair.said.tokens[said.at + 1..];
    let end = rest.iter().position(|token| matches!(token.piece, Piece::Sign(_)));
    &rest[..end.unwrap_or(rest.len())]
}

/// Whether a percentage stands alone, so that it may be the metric or a share of the way.
fn is_bare(pair: &Pair<'_>, said: &Measure) -> bool {
    leading_percent(pair).is_some_and(|share| share.at == said.at) && claim(pair, said).is_empty()
}

/// Whether one text speaks of a rise and the other of a fall.
fn opposed(pair: &Pair<'_>) -> bool {
    words::disagree(&pair.asked.tokens, &pair.said.tokens)
}

/// Whether a word that only one target has stands nearer to another target's number.
fn is_out_of_order(pair: &Pair<'_>, targets: &[&Measure], said: &[&Measure]) -> bool {
    let asked = pair.asked.own_words(targets);
    let told = pair.said.own_words(said);
    told.iter().enumerate().any(|(at, told)| {
        let near = |other: usize| asked[other].intersection(told).count();
        (0..asked.len()).any(|other| other != at && near(other) > near(at))
    })
}

fn is_keeping(target: &Measure) -> bool {
    let verb = target.before.last().is_some_and(|word| words::KEEPING.contains(&word.as_str()));
    verb && target.before.len() <= 3
}

/// Whether less is better of what a target names.
fn is_unwanted(target: &Measure) -> bool {
    let mut named = target.before.iter().chain(&target.unit);
    target.wanted == Wanted::Less || named.any(|word| words::HARMS.contains(&word.as_str()))
}

fn is_change(measure: &Measure) -> bool {
    matches!(measure.role, Role::Change | Role::Signed)
}

pub(super) fn is(value: f64, other: f64) -> bool {
    (value - other).abs() < f64::EPSILON
}

/// A number that was to be kept.
pub(super) fn kept(target: f64, current: f64, met: bool) -> Option<Grade> {
    if met {
        Grade::measured(1.0, How::Kept(current, target))
    } else {
        Grade::measured(0.0, How::NotKept(current, target))
    }
}

fn read_as_share(share: &Measure) -> Option<Grade> {
    Grade::measured(share.value / 100.0, How::Share(share.value))
}

/// A number for people: at most two decimals, thousands apart, and a minus sign that is one.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("−", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::from(if digits == "0" { "" } else { sign });
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { grouped + "." + fraction }
}
