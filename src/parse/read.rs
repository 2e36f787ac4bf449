//! Reads one document: front matter, title, outline, roles, and what follows from them.

use std::collections::HashSet;

use crate::calendar::{Part, PeriodName, When, period_of_path};
use crate::config::{Config, front_matter};
use crate::markdown::{self, Block, BlockKind, Inline, plain};
use crate::source::{Source, SourcePath, Span, Spanned};

use super::classify::roles;
use super::document::{Document, OwnerName, OwnerVia, Piece};
use super::label::{LabelKind, is_labelled, label};
use super::lead::leads;
use super::outline::outline;
use super::territory::Top;
use super::text::is_bold;
use super::vocabulary::{
    Header, announces, dated_holder, header, holder_name, leads_elsewhere, titled_holder,
};
use super::walk::{Scope, Walk};
use super::{
    above, dates, gist, heading, items, known, lines, owner, problems, roadmap, sums, target,
};

/// Reads the document in `source`, whose name relative to the content folder is `path`.
#[must_use]
pub fn document(source: &Source, path: &SourcePath, config: &Config) -> Document {
    let front = front_matter(source);
    let body = source.text().get(front.body as usize..).unwrap_or("");
    let mut markdown = markdown::read(body, front.body);
    let mut blocks = std::mem::take(&mut markdown.blocks);
    let mut document = Document {
        source: source.id(),
        path: path.clone(),
        title: None,
        periods: Vec::new(),
        pieces: Vec::new(),
        objectives: Vec::new(),
        gists: Vec::new(),
        is_roadmap: roadmap::is_roadmap(path),
        items: Vec::new(),
        folded: Vec::new(),
        definitions: markdown.definitions,
        uses: Vec::new(),
        anchors: Vec::new(),
        title_anchor: None,
        expects_objectives: false,
        unread: Vec::new(),
        merged: Vec::new(),
        footnotes: markdown.footnotes,
        diagnostics: front.diagnostics,
        fields: front.fields,
    };
    let body = take_title(&mut document, &blocks);
    let mut anchors = anchors(&blocks);
    if body.len() < blocks.len() && !anchors.is_empty() {
        document.title_anchor = Some(anchors.remove(0));
    }
    document.anchors = anchors;
    if document.is_roadmap {
        let named = named_by(&document, body);
        let when = period(&document, named.as_ref()).map(|it| When::of_period(it.value));
        roadmap::read(&mut document, body, when);
        document.uses = target::uses(&document, config);
        problems::find(&mut document, &markdown.problems, config);
        return document;
    }
    let (root, sums) = outline(body);
    let named = named_by(&document, body);
    let period = period(&document, named.as_ref());
    let words = named.map_or_else(String::new, |text| text.value);
    let leads = leads(&root, period.as_ref().map(|named| named.value));
    let top = top(&document, period.is_some());
    document.expects_objectives = top.expects();
    let roles = roles(&root, &leads, top);
    let owners = holders(&document, body);
    let skipped = blocks.len() - body.len();
    let mut walk = Walk {
        document,
        roles: &roles,
        leads: &leads,
        nodes: root.all(),
        told: HashSet::new(),
        blocks: body,
        moved: Vec::new(),
    };
    let period = period.map(|named| walk.mention(named.value, &words, named.span));
    walk.section(&root, &Scope { owners, period, territory: top.territory() });
    let Walk { mut document, moved, .. } = walk;
    sums::apply(&sums, &mut document);
    known::hold(&mut document);
    put(moved, blocks.get_mut(skipped..).unwrap_or_default(), &mut document);
    dates::state(&mut document);
    document.uses = target::uses(&document, config);
    document.gists = document.objectives.iter().map(gist::of).collect();
    problems::find(&mut document, &markdown.problems, config);
    document
}

/// Moves blocks to their places in the document's prose.
fn put(moved: Vec<(usize, usize, usize)>, blocks: &mut [Block], document: &mut Document) {
    for (piece, place, block) in moved {
        if let Some(Piece::Prose(prose, _)) = document.pieces.get_mut(piece) {
            std::mem::swap(&mut prose[place], &mut blocks[block]);
        }
    }
}

/// Who holds what the document has: whom its front matter names, or else the lines below its title,
/// and the team that these or the title name.
fn holders(document: &Document, body: &[Block]) -> Vec<OwnerName> {
    let stated = above::stated(&document.fields, OwnerVia::Heading);
    if !stated.is_empty() {
        return stated;
    }
    let owner = |(name, span): (String, Span)| vec![OwnerName::of_heading(&name, span)];
    let (mut holders, mut teams) = above::holders(body.iter());
    if teams.is_empty() {
        teams = document.title.as_ref().and_then(titled).map_or_else(Vec::new, owner);
    }
    items::hold(&mut holders, teams);
    holders
}

/// The team that a title names.
fn titled(title: &Spanned<String>) -> Option<(String, Span)> {
    let is_name = |name: &&str| owner::is_name(name) && !announces(name);
    let words = title.value.as_str();
    let whole = || holder_name(words).filter(is_name);
    // `Team charter: Search` and `Search team: Q1 2026`.
    let behind = || {
        let is_named = |name: &&str| !announces(name) && heading::period(name).is_none();
        owner::of_team(words).filter(is_named)
    };
    let dated = || dated_holder(words).filter(is_name);
    let name = titled_holder(words).or_else(whole).or_else(behind).or_else(dated)?;
    Some((name.to_owned(), title.span))
}

/// What the document's title, path and front matter announce.
fn top(document: &Document, period: bool) -> Top {
    let words = document.title.as_ref().map_or("", |title| title.value.as_str());
    // A period in front matter says more than any words.
    let stated = document.fields.period.is_some();
    let announced = stated || announces(words) || announces(document.path.as_str());
    Top { announced, elsewhere: !stated && leads_elsewhere(words), period }
}

/// The document's own period: from the words that name it, the file's name or its folder.
fn period(document: &Document, named: Option<&Spanned<String>>) -> Option<Spanned<PeriodName>> {
    let by_words =
        named.and_then(|text| Some(Spanned::new(heading::period(&text.value)?, text.span)));
    by_words.or_else(|| {
        period_of_path(document.path.as_str()).map(|name| Spanned::new(name, Span::default()))
    })
}

/// The words of front matter, the title or a line below it that name the document's period.
fn named_by(document: &Document, body: &[Block]) -> Option<Spanned<String>> {
    let texts = [document.fields.period.as_ref(), document.title.as_ref()];
    let name = |text: &Spanned<String>| heading::period(&text.value);
    let first = texts.into_iter().flatten().find_map(|text| Some((text, name(text)?)));
    if let Some((text, _)) = first.filter(|(_, whole)| whole.part() != Part::Year) {
        return Some(text.clone());
    }
    // `Week 7 of 2025` and, below, `Quarter: 2025 Q1`.
    let below = above::period(body);
    let narrower = first
        .zip(below.as_ref().and_then(name))
        .is_some_and(|((_, whole), part)| part.part() != Part::Year && whole.year() == part.year());
    first.filter(|_| !narrower).map(|(text, _)| text.clone()).or(below)
}

/// Takes the title off the top: the first block, when it is a heading of the first level, or, where
/// there is no heading, a bold line that only announces what follows.
fn take_title<'a>(document: &mut Document, blocks: &'a [Block]) -> &'a [Block] {
    let (title, rest) = match blocks.split_first() {
        Some((Block { span, kind: BlockKind::Heading { level: 1, content, .. } }, rest))
            if !is_objective(content, rest) =>
        {
            (Some(Spanned::new(plain(content), *span)), rest)
        }
        Some((Block { span, kind: BlockKind::Paragraph(words) }, rest))
            if stands_for_title(words) && !blocks.iter().any(is_heading) =>
        {
            (Some(Spanned::new(plain(words), *span)), rest)
        }
        _ => (None, blocks),
    };
    // Front matter names the page; a heading that says something else stays on it as prose.
    let named = document.fields.title.clone();
    match (title, named) {
        (Some(title), Some(named)) if title.value != named.value => {
            document.title = Some(named);
            blocks
        }
        (title, named) => {
            document.title = title.or(named);
            rest
        }
    }
}

/// Whether a paragraph is what a title is in a text that was pasted from elsewhere: bold words that
/// arrange, and name a period or announce objectives.
fn stands_for_title(words: &[Inline]) -> bool {
    let text = plain(words);
    let one_line = lines::lines(words).into_all().count() == 1;
    one_line
        && is_bold(words)
        && !is_labelled(&text)
        && header(&text, heading::period(&text).is_some()) == Some(Header::Generic)
}

/// Whether a heading at the top is an objective among others and no title: it is labelled as one,
/// and no heading below it is, unless at its own level.
fn is_objective(content: &[Inline], below: &[Block]) -> bool {
    let is = |words: &[Inline]| {
        let words = plain(words);
        label(&words).is_some_and(|it| {
            it.kind == LabelKind::Objective && !it.is_loose() && it.end < words.len()
        })
    };
    let headings = || {
        below.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading { level, content, .. } => Some((*level, content)),
            _ => None,
        })
    };
    is(content) && !headings().any(|(level, content)| level > 1 && is(content))
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

fn anchors(blocks: &[Block]) -> Vec<String> {
    let anchor = |block: &Block| match &block.kind {
        BlockKind::Heading { anchor, .. } => Some(anchor.clone()),
        _ => None,
    };
    blocks.iter().filter_map(anchor).collect()
}
