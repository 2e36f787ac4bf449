//! Cuts a text into words, numbers and signs; knows how people write a number.

/// A piece of a text and where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) piece: Piece<'a>,
    /// Its first byte.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// Begins with a letter: `designers`, `Q3`, `v0`, `about.example.com`.
    Word(&'a str),
    /// A number that may measure something.
    Number(Number<'a>),
    /// Digits that measure nothing: a date, a version, an ordinal, `6-month`.
    Label,
    /// Digits whose meaning is open: `+2-1`, `3-5`, `1,5`.
    Muddle,
    /// Any other character.
    Sign(char),
}

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number<'a> {
    /// Its value, `k`, `M` and `B` multiplied in; always finite.
    pub(super) value: f64,
    /// The `m` of `n/m`.
    pub(super) out_of: Option<f64>,
    /// What stands glued to it: `%`, `x`, `ms`, `m`; empty when nothing does.
    pub(super) suffix: &'a str,
    /// Whether it was written with a decimal point.
    pub(super) decimal: bool,
    /// Whether a `+` follows: "or more".
    pub(super) or_more: bool,
}

/// Cuts `text` into tokens, in linear time.
pub(super) fn scan(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() || is_invisible(first) {
            at += first.len_utf8();
            continue;
        }
        let (piece, length) = if first.is_ascii_digit() {
            number(rest)
        } else if rest.starts_with("->") {
            (Piece::Sign('→'), 2)
        } else if first.is_alphabetic() {
            let length = word_length(rest);
            (Piece::Word(&rest[..length]), length)
        } else {
            (Piece::Sign(first), first.len_utf8())
        };
        tokens.push(Token { piece, start: at, end: at + length });
        at += length;
    }
    tokens
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
}

fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if rest[at..].starts_with("://") {
            return rest.find(char::is_whitespace).unwrap_or(rest.len());
        }
        let joins = matches!(c, '-' | '_' | '\'' | '’' | '.' | '/' | '@' | '#' | '&' | '+' | '=')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !joins {
            return at;
        }
    }
    rest.len()
}

/// Reads the number at the start of `rest`, which begins with a digit.
fn number(rest: &str) -> (Piece<'_>, usize) {
    let (value, decimal, length) = plain_number(rest);
    let after = &rest[length..];
    if is_half_grouped(&rest[..length]) && !after.starts_with('%') {
        return (Piece::Muddle, length);
    }
    if glued_digit(after, &['.', ':']) {
        return (Piece::Label, length + run(after, &['.', ':', '-', '–']));
    }
    if glued_digit(after, &['-', '–', '−', '+', ',']) {
        let all = length + run(after, &['-', '–', '−', '+', ',', '.', '/']);
        return (if is_date(&rest[..all]) { Piece::Label } else { Piece::Muddle }, all);
    }
    if glued_digit(after, &['/']) {
        return ratio(rest, value, length);
    }
    if after.starts_with('-') && after[1..].starts_with(char::is_alphabetic) {
        return (Piece::Label, length + 1 + word_length(&after[1..]));
    }
    with_suffix(rest, value, decimal, length)
}

fn ratio(rest: &str, value: f64, length: usize) -> (Piece<'_>, usize) {
    let (out_of, _, more) = plain_number(&rest[length + 1..]);
    let all = length + 1 + more;
    let after = &rest[all..];
    let saying = matches!(&rest[..all], "24/7" | "50/50");
    if saying || after.starts_with(['/', '-', '%']) || after.starts_with(char::is_alphabetic) {
        return (Piece::Label, all + run(after, &['/', '-', '%']));
    }
    if !(value.is_finite() && out_of.is_finite()) {
        return (Piece::Label, all);
    }
    let number = Number { value, out_of: Some(out_of), suffix: "", decimal: false, or_more: false };
    (Piece::Number(number), all)
}

fn with_suffix(rest: &str, value: f64, decimal: bool, length: usize) -> (Piece<'_>, usize) {
    let after = &rest[length..];
    let letters = || {
        let end = after.find(|c: char| !c.is_alphanumeric() && c != '×').unwrap_or(after.len());
        (&after[..end], end)
    };
    let (suffix, more) = percent_sign(after).map_or_else(letters, |more| ("%", more));
    let mut end = length + more;
    if glued_digit(&rest[end..], &['-', '–', '−', '+']) {
        return (Piece::Muddle, end + run(&rest[end..], &['-', '–', '−', '+', '.', '%']));
    }
    let Some((factor, suffix)) = meaning(suffix) else { return (Piece::Label, end) };
    let value = value * factor;
    if !value.is_finite() {
        return (Piece::Label, end);
    }
    let or_more = rest[end..].starts_with('+');
    end += usize::from(or_more);
    (Piece::Number(Number { value, out_of: None, suffix, decimal, or_more }), end)
}

/// The factor and the unit that a glued suffix stands for; `None` when it makes the number a
/// name (`99th`, `3D`, `2FA`).
fn meaning(suffix: &str) -> Option<(f64, &str)> {
    Some(match suffix {
        "k" | "K" => (1e3, ""),
        "M" | "mn" | "mio" => (1e6, ""),
        "B" | "bn" => (1e9, ""),
        "x" | "X" | "×" => (1.0, "x"),
        "" | "%" | "ms" | "s" | "sec" | "min" | "m" | "h" | "hr" | "hrs" | "d" | "w" | "kB"
        | "KB" | "MB" | "GB" | "TB" | "pp" | "pts" | "bps" => (1.0, suffix),
        _ => return None,
    })
}

/// Digits with thousands separators and a decimal point: value, whether decimal, length.
fn plain_number(rest: &str) -> (f64, bool, usize) {
    let mut length = digits(rest);
    let mut text = rest[..length].to_owned();
    let groups = length <= 3;
    while let Some(group) = group(&rest[length..]).filter(|_| groups) {
        text.push_str(&rest[length + group - 3..length + group]);
        length += group;
    }
    let share = has_decimal_comma(&rest[length..]);
    let decimal = share || glued_digit(&rest[length..], &['.']);
    if decimal {
        let more = digits(&rest[length + 1..]);
        text.push('.');
        text.push_str(&rest[length + 1..=length + more]);
        length += 1 + more;
    }
    (text.parse().unwrap_or(f64::INFINITY), decimal, length)
}

/// Whether the fraction of a share follows a comma: `98,2 %`. Without the sign it may be the next
/// number.
fn has_decimal_comma(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(',') else { return false };
    let fraction = digits(rest);
    (1..=2).contains(&fraction) && percent_sign(&rest[fraction..]).is_some()
}

/// `1.500`, which is one thing in London and another in Berlin.
fn is_half_grouped(number: &str) -> bool {
    let three = |(whole, fraction): (&str, &str)| fraction.len() == 3 && !whole.starts_with('0');
    number.split_once('.').is_some_and(three)
}

/// The length of a separator and exactly three digits at the start of `rest`.
fn group(rest: &str) -> Option<usize> {
    let separator = rest.chars().next()?;
    let separates = matches!(separator, ',' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let length = separator.len_utf8();
    (separates && digits(&rest[length..]) == 3).then_some(length + 3)
}

/// The length of a percent sign, with or without one space before it.
fn percent_sign(rest: &str) -> Option<usize> {
    let spaced = rest.strip_prefix([' ', '\u{a0}', '\u{202f}', '\u{2009}']).unwrap_or(rest);
    spaced.starts_with('%').then(|| rest.len() - spaced.len() + 1)
}

fn digits(rest: &str) -> usize {
    rest.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whether `rest` begins with one of `signs` and then a digit.
fn glued_digit(rest: &str, signs: &[char]) -> bool {
    rest.strip_prefix(signs).is_some_and(|more| more.starts_with(|c: char| c.is_ascii_digit()))
}

/// The length of the letters, digits and `signs` at the start of `rest`; a sign counts only when
/// a letter or digit follows.
fn run(rest: &str, signs: &[char]) -> usize {
    let all =
        rest.find(|c: char| !c.is_alphanumeric() && !signs.contains(&c)).unwrap_or(rest.len());
    rest[..all].trim_end_matches(['.', ',', ':', '/', '-', '–', '−', '+']).len()
}

/// `2020-07-07`, `2020-07`, `2020–2021`, `2020-21`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split(['-', '–']);
    let year = parts
        .next()
        .is_some_and(|year| year.len() == 4 && (year.starts_with("19") || year.starts_with("20")));
    let number = |part: &str| matches!(part.len(), 2 | 4) && digits(part) == part.len();
    let (mut rest, count) = (parts.clone(), parts.count());
    year && (1..=2).contains(&count) && rest.all(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(f64, &str)> {
        let number = |token: &Token<'_>| match token.piece {
            Piece::Number(number) => Some((number.value, text[token.start..token.end].trim())),
            _ => None,
        };
        scan(text).iter().filter_map(number).collect()
    }

    #[test]
    fn numbers_are_read_with_separators_and_magnitudes() {
        assert_eq!(values("1,000"), [(1000.0, "1,000")]);
        assert_eq!(values("12\u{a0}500 users"), [(12500.0, "12\u{a0}500")]);
        assert_eq!(values("10k and 1.5M"), [(10e3, "10k"), (1.5e6, "1.5M")]);
        assert_eq!(values("~83%, 43 %"), [(83.0, "83%"), (43.0, "43 %")]);
        assert_eq!(values("98,2 %, 7,25%"), [(98.2, "98,2 %"), (7.25, "7,25%")]);
        assert_eq!(values("2.0x. 3+"), [(2.0, "2.0x"), (3.0, "3+")]);
        assert_eq!(
            values("1234567 of 1,234,567"),
            [(1_234_567.0, "1234567"), (1_234_567.0, "1,234,567")]
        );
    }

    #[test]
    fn names_that_hold_digits_are_no_numbers() {
        for name in [
            "v0",
            "Q3",
            "FY21",
            "99th",
            "2FA",
            "3.16.1",
            "2020-07-07",
            "2020-07",
            "12:30",
            "24/7",
            "6-month",
            "3/4/2021",
            "e2e",
            "M54",
            "https://example.com/?n=12 ",
            "2020–2021",
        ] {
            assert_eq!(values(name), [], "{name}");
        }
    }

    #[test]
    fn sums_and_ranges_are_muddled() {
        for text in ["+2-1", "3–5", "1,5", "1.500", "46%–60%", "2+1"] {
            assert!(scan(text).iter().any(|token| token.piece == Piece::Muddle), "{text}");
        }
    }

    #[test]
    fn a_number_too_large_to_hold_is_a_label() {
        assert_eq!(values(&"9".repeat(400)), []);
        assert_eq!(values(&format!("{}B", "9".repeat(305))), []);
    }
}
