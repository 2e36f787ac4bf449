//! What front matter and the lines below a title say of the whole document: `Owner: Ann`,
//! `Period: Q3 2025`.

use crate::calendar::{Part, periods_in, range_in};
use crate::config::Fields;
use crate::markdown::{Block, BlockKind, Inline, InlineKind, Row};
use crate::source::Spanned;

use super::document::{OwnerName, OwnerVia};
use super::field::{self, Field};
use super::label::is_labelled;
use super::text::{flat, span};
use super::vocabulary::announces;
use super::words::TEAM_KEYS;
use super::{heading, items, lines, owner};

/// The words behind `Period:` or the like, in a line before the first heading, or else a line there
/// that is a period or says for which the OKRs are.
pub(super) fn period(body: &[Block]) -> Option<Spanned<String>> {
    let top = body.iter().take_while(|block| !matches!(block.kind, BlockKind::Heading { .. }));
    let lines = top.filter_map(items::paragraph).flat_map(|it| lines::lines(it).into_all());
    let lines: Vec<Vec<Inline>> = lines.chain(remarks(body.iter())).collect();
    let told = |line: &Vec<Inline>, value: &str| {
        Spanned::new(value.trim().to_owned(), span(line).unwrap_or_default())
    };
    let keyed = lines.iter().find_map(|line| {
        let words = flat(line);
        let (_, value) = field::keyed(&words).filter(|_| field::names_period(&words))?;
        // `Quarter: 2025-Q1. Present: Ann` says more.
        let value = value.split(". ").next().unwrap_or(value);
        heading::period(value).map(|_| told(line, value))
    });
    keyed.or_else(|| {
        let mut lines = lines.iter().map(|line| (line, flat(line)));
        lines.find(|(_, words)| says_period(words)).map(|(line, words)| told(line, &words))
    })
}

/// Whether a line is a period and nothing else, or tells of OKRs for a part of a year.
fn says_period(words: &str) -> bool {
    let words = words.trim();
    let few = words.split_whitespace().count() <= MOST_WORDS && words.len() <= LONGEST;
    let Some(name) = heading::period(words).filter(|_| few) else { return false };
    let starts = periods_in(words).first().is_some_and(|it| it.range.start == 0)
        || range_in(words).is_some_and(|it| it.range.start == 0);
    let ends = words.ends_with(|sign: char| sign.is_ascii_digit() || sign == ')');
    let all = periods_in(words);
    let only = all.len() < 2;
    // `These OKRs are for Q4 2025.`
    let told = all.first().is_some_and(|it| {
        let rest = words[it.range.end..].trim_matches(['.', '!', ' ']);
        words[..it.range.start].trim_end().ends_with(" for") && rest.is_empty()
    });
    let told = told && name.part() != Part::Year && announces(words) && !is_labelled(words);
    only && (starts && ends || told)
}

/// The most words, and the most bytes, of a line that names the period of a document.
const MOST_WORDS: usize = 12;
const LONGEST: usize = 100;

/// Whom front matter names: the owners, or else the team.
pub(super) fn stated(fields: &Fields, via: OwnerVia) -> Vec<OwnerName> {
    let owner = |name: &str, span| OwnerName { name: name.to_owned(), span, via };
    if let Some(Spanned { value, span }) = &fields.owner {
        let names = value.split(';').map(str::trim).filter(|name| !name.is_empty());
        return names.map(|name| owner(name, *span)).collect();
    }
    fields.team.iter().map(|team| owner(&team.value, team.span)).collect()
}

/// Whom the remarks name that a text begins with: who answers for what it holds, and the teams.
pub(super) fn holders<'b>(
    body: impl Iterator<Item = &'b Block>,
) -> (Vec<OwnerName>, Vec<OwnerName>) {
    let (mut persons, mut teams) = (Vec::new(), Vec::new());
    for line in remarks(body) {
        let Some(Field::Owners(named, _)) = field::field(&line) else { continue };
        let words = flat(&line);
        let (key, value) = field::keyed(&words).unwrap_or_default();
        let is_name = |owner: &OwnerName| owner::is_name(&owner.name) && !owner.name.contains(':');
        let named = named.into_iter().map(|owner| OwnerName { via: OwnerVia::Above, ..owner });
        if key.rsplit(' ').next().is_some_and(|last| TEAM_KEYS.has_any_case(last)) {
            // `Bread & Cake` is one team.
            let whole = named.take(1).map(|it| OwnerName { name: value.trim().to_owned(), ..it });
            teams.extend(whole.filter(is_name));
        } else {
            persons.extend(named.filter(is_name));
        }
    }
    (persons, teams)
}

/// Whether a block is remarks on the whole.
pub(super) fn says_remarks(block: &Block) -> bool {
    remarks_of(block).is_some_and(|lines| lines.iter().all(|line| is_remark(&flat(line))))
}

/// The remarks that a text begins with, each by itself.
fn remarks<'b>(body: impl Iterator<Item = &'b Block>) -> impl Iterator<Item = Vec<Inline>> {
    body.map_while(remarks_of).flatten()
}

/// The lines of a block that begins with a remark.
fn remarks_of(block: &Block) -> Option<Vec<Vec<Inline>>> {
    let lines: Vec<_> = match &block.kind {
        BlockKind::List(_, items) => {
            let words = items.iter().filter_map(|item| items::paragraph(item.blocks.first()?));
            words.flat_map(source_lines).collect()
        }
        BlockKind::Table { head, rows, .. } => properties(head, rows),
        _ => source_lines(items::paragraph(block)?),
    };
    lines.first().is_some_and(|line| is_remark(&flat(line))).then_some(lines)
}

/// What a table of properties says, each as a line: a row has a key and a value, or the head has all
/// keys and the only row all values.
fn properties(head: &Row, rows: &[Row]) -> Vec<Vec<Inline>> {
    let line = |(key, value): (&Vec<Inline>, &Vec<Inline>)| {
        let words = format!("{}: ", flat(key).trim().trim_end_matches(':'));
        let key = Inline { span: span(key).unwrap_or_default(), kind: InlineKind::Text(words) };
        let is_told = !flat(value).trim().is_empty();
        is_told.then(|| [key].into_iter().chain(value.iter().cloned()).collect())
    };
    let pair = |row: &'_ Row| match row.cells.as_slice() {
        [key, value] => line((key, value)),
        _ => None,
    };
    let is_told = |line: &Vec<Inline>| is_remark(&flat(line));
    let below = |row: &Row| head.cells.iter().zip(&row.cells).filter_map(line).collect::<Vec<_>>();
    match rows {
        [row] if below(row).len() > 1 && below(row).iter().all(is_told) => below(row),
        // Over keys and values stands nothing, or what they are.
        _ => {
            let lines: Vec<_> = [head].into_iter().chain(rows).filter_map(pair).collect();
            let told = lines.iter().filter(|line| is_told(line)).count();
            // Where most keys are none, it is a table of something else.
            let is_form =
                lines.iter().any(|line| is_labelled(&flat(line))) || told * 2 <= lines.len();
            let lines = lines.into_iter().filter(|_| !is_form);
            lines.skip_while(|line| !is_told(line)).collect()
        }
    }
}

/// Lines as they stand in the source: nobody wraps such short ones.
pub(super) fn source_lines(words: &[Inline]) -> Vec<Vec<Inline>> {
    let lines = words.split(|inline| matches!(inline.kind, InlineKind::SoftBreak));
    lines.flat_map(|line| lines::lines(line).into_all().collect::<Vec<_>>()).collect()
}

fn is_remark(line: &str) -> bool {
    (field::is_remark(line) || field::names_period(line)) && !is_labelled(line)
}
