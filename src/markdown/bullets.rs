//! Lists whose items begin with `•` or the like, as word processors and slides leave them: no list
//! in CommonMark, and one to everybody who reads them.

use super::tree::{Block, BlockKind, Inline, InlineKind, Item};
use crate::source::Span;

/// Signs that items begin with, if a blank follows. Markdown knows the first, but where a line begins
/// with it all the same it was escaped: `\- Bake`.
const BULLETS: [char; 10] = ['-', '•', '◦', '▪', '▫', '‣', '⁃', '●', '○', '·'];

/// What a line begins with: the sign, which is that behind a number, and whether it stands further
/// in.
type Bullet = (char, bool);

/// A line and what it begins with.
struct Line {
    bullet: Option<Bullet>,
    number: Option<u64>,
    words: Vec<Inline>,
}

/// A paragraph of these words as blocks: lists of the lines that begin with bullets, and what stands
/// before, between and behind them, made by `kind`.
pub(super) fn parted(
    words: Vec<Inline>,
    span: Span,
    kind: impl Fn(Vec<Inline>) -> BlockKind,
) -> Vec<Block> {
    let numbered = || words.windows(2).any(|two| number_of(&two[0], &two[1]).is_some());
    if !words.iter().any(|inline| sign_of(inline).is_some()) && !numbered() {
        return vec![Block { span, kind: kind(words) }];
    }
    let (mut blocks, mut items) = (Vec::with_capacity(2), Vec::new());
    for line in lines(words) {
        if line.bullet.is_some() {
            items.push(line);
            continue;
        }
        blocks.extend(list(std::mem::take(&mut items)));
        if let Some(span) = place(&line.words) {
            blocks.push(Block { span, kind: kind(line.words) });
        }
    }
    blocks.extend(list(items));
    blocks
}

/// The sign that a text begins with.
fn sign_of(inline: &Inline) -> Option<char> {
    let InlineKind::Text(text) = &inline.kind else { return None };
    // Most texts begin with a plain letter.
    if text.as_bytes().first().is_none_or(|first| first.is_ascii() && *first != b'-') {
        return None;
    }
    let sign = text.chars().next().filter(|sign| BULLETS.contains(sign))?;
    text[sign.len_utf8()..].starts_with(char::is_whitespace).then_some(sign)
}

/// The number that a line begins with, and the sign behind it, which was escaped so that the two are
/// texts of their own: `1\. Bake`.
fn number_of(digits: &Inline, rest: &Inline) -> Option<(u64, char)> {
    let (InlineKind::Text(digits_text), InlineKind::Text(text)) = (&digits.kind, &rest.kind) else {
        return None;
    };
    let is_number = digits_text.len() <= 2 && digits_text.bytes().all(|byte| byte.is_ascii_digit());
    let sign = text.chars().next().filter(|sign| matches!(sign, '.' | ')'))?;
    let escaped = rest.span.start == digits.span.end + 1;
    let is_item = is_number && escaped && text[1..].starts_with(char::is_whitespace);
    let number = digits_text.parse().ok()?;
    is_item.then_some((number, sign))
}

/// The lines of running text. One that begins with no bullet belongs to the line before it, unless
/// it begins anew behind an item.
fn lines(words: Vec<Inline>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // Where the line before ended, at the beginning of another.
    let mut end = words.first().map(|first| first.span.start);
    let mut words = words.into_iter().peekable();
    while let Some(mut inline) = words.next() {
        let mut sign = sign_of(&inline).filter(|_| end.is_some());
        // What escapes a sign stands before it.
        let start = inline.span.start.saturating_sub(u32::from(sign == Some('-')));
        let further = end.is_some_and(|end| start > end);
        let next = words.peek().filter(|_| end.is_some());
        // `at the latest on` and, in the next line, `3\. March` is no list.
        let last = lines.last().and_then(|line| line.number);
        let follows = |number: u64| lines.is_empty() || number == last.map_or(1, |last| last + 1);
        let found = next.and_then(|next| number_of(&inline, next)).filter(|it| follows(it.0));
        let number = found.map(|(number, behind)| {
            sign = Some(behind);
            number
        });
        if number.is_some()
            && let Some(next) = words.next()
        {
            inline = next;
        }
        let bullet = sign.map(|sign| (sign, further));
        let behind_item = lines.last().is_some_and(|line| line.bullet.is_some());
        let anew = behind_item && end.is_some() && !further && begins_anew(&inline);
        let is_break = matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
        end = is_break.then_some(inline.span.end);
        if bullet.is_some() || anew || lines.is_empty() {
            if let Some(last) = lines.last_mut() {
                // The break before the line.
                last.words.pop();
            }
            lines.push(Line { bullet, number, words: Vec::new() });
        }
        if let Some((sign, _)) = bullet {
            take_off(&mut inline, sign.len_utf8());
        }
        if let Some(last) = lines.last_mut() {
            last.words.push(inline);
        }
    }
    lines
}

/// Whether a line is no wrapped end of an item: it is bold, or begins with a capital letter.
fn begins_anew(first: &Inline) -> bool {
    match &first.kind {
        InlineKind::Text(text) => text.starts_with(char::is_uppercase),
        InlineKind::Strong(_) => true,
        _ => false,
    }
}

/// Takes the first bytes and the blanks after them off a text.
fn take_off(inline: &mut Inline, first: usize) {
    let InlineKind::Text(text) = &mut inline.kind else { return };
    let rest = text[first..].trim_start();
    // Words and source agree byte by byte, unless the text is an entity.
    if text.len() == inline.span.range().len() {
        inline.span = Span::new(inline.span.end as usize - rest.len(), inline.span.end as usize);
    }
    *text = rest.to_owned();
}

/// The list of some lines, of which the first begins with a bullet; other bullets below an item are
/// a list in it.
fn list(lines: Vec<Line>) -> Option<Block> {
    let Line { bullet: own, number, .. } = *lines.first()?;
    let mut items: Vec<Item> = Vec::new();
    let mut below: Vec<Line> = Vec::new();
    for mut line in lines {
        // What the sign stood in, where its words are bold or a link.
        if line.words.len() > 1
            && matches!(&line.words[0].kind, InlineKind::Text(text) if text.is_empty())
        {
            line.words.remove(0);
        }
        if line.bullet == own {
            fill(&mut items, std::mem::take(&mut below));
            let task = take_box(&mut line.words);
            let span = place(&line.words)?;
            let words = Block { span, kind: BlockKind::Tight(line.words) };
            items.push(Item { span, task, blocks: vec![words] });
        } else {
            below.push(line);
        }
    }
    fill(&mut items, below);
    let span = items.first()?.span.cover(items.last()?.span);
    Some(Block { span, kind: BlockKind::List(number, items) })
}

/// Takes the box off the beginning of an item, and tells whether it is ticked: `[x] Bake`.
fn take_box(words: &mut [Inline]) -> Option<bool> {
    let first = words.first_mut()?;
    let InlineKind::Text(text) = &first.kind else { return None };
    let is_ticked = match text.get(.."[x] ".len())? {
        "[x] " | "[X] " => true,
        "[ ] " => false,
        _ => return None,
    };
    let said = text["[x] ".len()..].contains(|sign: char| !sign.is_whitespace());
    said.then(|| {
        take_off(first, "[x]".len());
        is_ticked
    })
}

/// Puts a list of some lines into the last item.
fn fill(items: &mut [Item], lines: Vec<Line>) {
    if let (Some(item), Some(block)) = (items.last_mut(), list(lines)) {
        item.span = item.span.cover(block.span);
        item.blocks.push(block);
    }
}

fn place(words: &[Inline]) -> Option<Span> {
    Some(words.first()?.span.cover(words.last()?.span))
}

#[cfg(test)]
mod tests {
    use crate::markdown::{BlockKind, read};

    /// The blocks of a text: paragraphs as words with their bytes, lists as their items in brackets.
    fn shown(blocks: &[crate::markdown::Block], text: &str) -> String {
        let one = |block: &crate::markdown::Block| match &block.kind {
            BlockKind::Paragraph(_) | BlockKind::Tight(_) => text[block.span.range()].to_owned(),
            BlockKind::List(number, items) => {
                let items: Vec<_> = items.iter().map(|item| shown(&item.blocks, text)).collect();
                let number = number.map(|number| format!("{number}: ")).unwrap_or_default();
                format!("[{number}{}]", items.join("; "))
            }
            other => format!("{other:?}"),
        };
        blocks.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn bullets_of_word_processors_make_lists() {
        for (text, expected) in [
            ("• Bake\n• Sell\n", "[Bake; Sell]"),
            (
                "Results:\n• **Sign** 20\n  shops\n● \u{a0}Bake\n",
                "Results: [**Sign** 20\n  shops [Bake]]",
            ),
            ("• a\n◦ b\n▪ c\n◦ d\n• e", "[a [b [c]; d]; e]"),
            ("- Grow\n  • Bake\n  • Sell\n", "[Grow [Bake; Sell]]"),
            ("• [Bake](https://x.test)\\\n• Sell", "[[Bake](https://x.test); Sell]"),
            ("Bake • sell\n•sell", "Bake • sell\n•sell"),
            ("• Bake\n    • Bread\n• Sell\n", "[Bake [Bread]; Sell]"),
            (
                "**A**\n• Bake\nand eat\n**B**\n• Sell\nNotes: x\n• y",
                "**A** [Bake\nand eat] **B** [Sell] Notes: x [y]",
            ),
        ] {
            assert_eq!(shown(&read(text, 0).blocks, text), expected, "{text}");
        }
    }

    #[test]
    fn escaped_signs_and_numbers_make_lists() {
        for (text, expected) in [
            ("\\- Bake\n\\- Sell\n", "[Bake; Sell]"),
            ("1\\. Bake\n2\\. **Sell**\n", "[1: Bake; **Sell**]"),
            ("Results:\n1\\) Bake\n2\\) Sell\n", "Results: [1: Bake; Sell]"),
            ("- Grow\n      - [x] Bake\n      - Sell\n", "[Grow [Bake; Sell]]"),
            ("Come on\n3\\. May to\nBerlin", "Come on\n3\\. May to\nBerlin"),
            ("2025\\. A year\n\\* A note", "2025\\. A year\n\\* A note"),
            ("Bake 1\\. Sell \\- eat\n1\\.5 of it", "Bake 1\\. Sell \\- eat\n1\\.5 of it"),
        ] {
            assert_eq!(shown(&read(text, 0).blocks, text), expected, "{text}");
        }
    }

    #[test]
    fn cells_of_tables_keep_their_words() {
        let read = read("| a |\n|---|\n| • b |\n", 0);
        let BlockKind::Table { rows, .. } = &read.blocks[0].kind else { panic!("no table") };
        assert_eq!(crate::markdown::plain(&rows[0].cells[0]), "• b");
    }
}
