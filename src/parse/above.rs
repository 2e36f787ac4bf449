//! What front matter and the lines below a title say of the whole document: `Owner: Ann`,
//! `Period: Q3 2025`.

use crate::config::Fields;
use crate::markdown::{Block, BlockKind, Inline, InlineKind};
use crate::source::Spanned;

use super::document::{OwnerName, OwnerVia};
use super::field::{self, Field};
use super::label::is_labelled;
use super::text::{flat, span};
use super::{heading, items, lines, owner};

/// The words behind `Period:` or the like, in a line before the first heading.
pub(super) fn period(body: &[Block]) -> Option<Spanned<String>> {
    let top = body.iter().take_while(|block| !matches!(block.kind, BlockKind::Heading { .. }));
    let lines = top.filter_map(items::paragraph).flat_map(|it| lines::lines(it).into_all());
    lines.chain(remarks(body)).find_map(|line| {
        let words = flat(&line);
        let (_, value) = field::keyed(&words).filter(|_| field::names_period(&words))?;
        let named = heading::period(value).is_some();
        named.then(|| Spanned::new(value.trim().to_owned(), span(&line).unwrap_or_default()))
    })
}

/// Whom front matter names: the owners, or else the team.
pub(super) fn stated(fields: &Fields, via: OwnerVia) -> Vec<OwnerName> {
    if let Some(Spanned { value, span }) = &fields.owner {
        let words = Inline { span: *span, kind: InlineKind::Text(value.clone()) };
        // Quotes and brackets may stand between its words, which have one place for all names.
        let named = owner::names(&[words], via).into_iter();
        return named.map(|owner| OwnerName { span: *span, ..owner }).collect();
    }
    let team =
        |team: &Spanned<String>| OwnerName { name: team.value.clone(), span: team.span, via };
    fields.team.as_ref().map(team).into_iter().collect()
}

/// Whom the remarks name that a text begins with: who answers for what it holds, and the teams.
pub(super) fn holders(body: &[Block]) -> (Vec<OwnerName>, Vec<OwnerName>) {
    let (mut persons, mut teams) = (Vec::new(), Vec::new());
    for line in remarks(body) {
        let Some(Field::Owners(named, _)) = field::field(&line) else { continue };
        let words = flat(&line);
        let key = field::keyed(&words).map_or("", |(key, _)| key);
        let named = named.into_iter().filter(|owner| owner::is_name(&owner.name));
        let named = named.map(|owner| OwnerName { via: OwnerVia::Above, ..owner });
        if key.to_lowercase().ends_with("team") { &mut teams } else { &mut persons }.extend(named);
    }
    (persons, teams)
}

/// Whether a block is remarks on the whole.
pub(super) fn says_remarks(block: &Block) -> bool {
    remarks_of(block).is_some_and(|lines| lines.iter().all(|line| is_remark(&flat(line))))
}

/// The remarks that a text begins with, each by itself.
fn remarks(body: &[Block]) -> impl Iterator<Item = Vec<Inline>> {
    body.iter().map_while(remarks_of).flatten()
}

/// The lines of a block that begins with a remark.
fn remarks_of(block: &Block) -> Option<Vec<Vec<Inline>>> {
    let lines: Vec<_> = match &block.kind {
        BlockKind::List(_, items) => {
            let words = items.iter().filter_map(|item| items::paragraph(item.blocks.first()?));
            words.flat_map(|words| lines::lines(words).into_all()).collect()
        }
        _ => lines::lines(items::paragraph(block)?).into_all().collect(),
    };
    lines.first().is_some_and(|line| is_remark(&flat(line))).then_some(lines)
}

fn is_remark(line: &str) -> bool {
    (field::is_remark(line) || field::names_period(line)) && !is_labelled(line)
}
