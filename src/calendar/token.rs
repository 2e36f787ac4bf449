//! Cuts a text into words, numbers, gaps and marks, and looks at them from any place.

use std::ops::Range;

/// A piece of text that no reading ever cuts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Letters, and digits other than 0 to 9.
    Word(&'a str),
    /// Digits from 0 to 9.
    Number(&'a str),
    /// White space within a paragraph, no-break spaces included.
    Space,
    /// Any other character; a line feed stands for the end of a paragraph.
    Mark(char),
    /// A web address. What it names is not what the text is about.
    Address,
}

/// All tokens of a text, each with its first byte.
pub(super) struct Tokens<'a> {
    all: Vec<(Token<'a>, usize)>,
    length: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text`, which together are all of it.
    pub(super) fn of(text: &'a str) -> Self {
        // Words are about as long.
        let mut all = Vec::with_capacity(text.len() / 3 + 1);
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let (token, length) = first_token(&text[at..], first);
            all.push((token, at));
            at += length;
        }
        Self { all, length: text.len() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The token at `at`.
    pub(super) fn get(&self, at: usize) -> Option<Token<'a>> {
        self.all.get(at).map(|(token, _)| *token)
    }

    /// The token `steps` tokens before `at`.
    pub(super) fn before(&self, at: usize, steps: usize) -> Option<Token<'a>> {
        at.checked_sub(steps).and_then(|at| self.get(at))
    }

    /// The bytes of the tokens from `from` up to but without `to`.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = |at: usize| self.all.get(at).map_or(self.length, |(_, start)| *start);
        start(from)..start(to)
    }

    /// The word at `at`.
    pub(super) fn word(&self, at: usize) -> Option<&'a str> {
        if let Some(Token::Word(word)) = self.get(at) { Some(word) } else { None }
    }

    /// Which of `words` the word at `at` is, in any case.
    pub(super) fn one_of(&self, at: usize, words: &[&str]) -> Option<usize> {
        let word = self.word(at)?;
        words.iter().position(|wanted| word.eq_ignore_ascii_case(wanted))
    }

    /// The number at `at`, if it has `digits` digits.
    pub(super) fn number(&self, at: usize, digits: usize) -> Option<u32> {
        match self.get(at)? {
            Token::Number(number) if number.len() == digits => number.parse().ok(),
            _ => None,
        }
    }

    /// The mark at `at`.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        if let Some(Token::Mark(mark)) = self.get(at) { Some(mark) } else { None }
    }

    /// Steps over a space.
    pub(super) fn space(&self, at: usize) -> Option<usize> {
        (self.get(at) == Some(Token::Space)).then_some(at + 1)
    }

    /// Steps over one of the `marks`.
    pub(super) fn any_mark(&self, at: usize, marks: &[char]) -> Option<usize> {
        self.mark(at).filter(|mark| marks.contains(mark)).map(|_| at + 1)
    }

    /// Steps over one of `words` and the space after it.
    pub(super) fn word_and_space(&self, at: usize, words: &[&str]) -> Option<usize> {
        self.one_of(at, words).and_then(|_| self.space(at + 1))
    }

    /// Whether a reading can start at `at`: with a word or a number, and without cutting a word or
    /// a decimal number.
    pub(super) fn is_start(&self, at: usize) -> bool {
        match (self.before(at, 1), self.get(at)) {
            (Some(Token::Word(_) | Token::Number(_)), _) => false,
            (Some(Token::Mark('.' | ',')), Some(Token::Number(_))) => {
                !matches!(self.before(at, 2), Some(Token::Number(_)))
            }
            (_, token) => matches!(token, Some(Token::Word(_) | Token::Number(_))),
        }
    }

    /// Whether what ends just before `at` does not cut a word, a decimal number or a percentage.
    pub(super) fn is_end(&self, at: usize) -> bool {
        match self.get(at) {
            Some(Token::Word(_) | Token::Number(_) | Token::Mark('%')) => false,
            Some(Token::Mark('.' | ',')) => !matches!(self.get(at + 1), Some(Token::Number(_))),
            _ => true,
        }
    }
}

/// The token at the start of `text`, whose first character is `first`, and its length in bytes.
fn first_token(text: &str, first: char) -> (Token<'_>, usize) {
    let run = |belongs: fn(char) -> bool| text.find(|c| !belongs(c)).unwrap_or(text.len());
    if first.is_ascii_digit() {
        let length = run(|c| c.is_ascii_digit());
        (Token::Number(&text[..length]), length)
    } else if first.is_whitespace() {
        let length = run(char::is_whitespace);
        let lines = text[..length].bytes().filter(|byte| *byte == b'\n').count();
        (if lines < 2 { Token::Space } else { Token::Mark('\n') }, length)
    } else if first.is_alphanumeric() {
        let length = run(|c| c.is_alphanumeric() && !c.is_ascii_digit());
        let (word, rest) = text.split_at(length);
        if rest.starts_with("://") || (word.eq_ignore_ascii_case("www") && rest.starts_with('.')) {
            (Token::Address, run(|c| !c.is_whitespace() && !")]>|\"`".contains(c)))
        } else {
            (Token::Word(word), length)
        }
    } else {
        (Token::Mark(first), first.len_utf8())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_cut_apart() {
        let tokens = Tokens::of("Q2FY\u{a0}é٣");
        assert_eq!(tokens.one_of(0, &["h", "q"]), Some(1));
        assert_eq!(tokens.number(1, 1), Some(2));
        assert_eq!(tokens.space(3), Some(4));
        assert_eq!(tokens.word(4), Some("é٣"));
        assert_eq!((tokens.len(), tokens.bytes(4, 5)), (5, 6..10));
    }

    #[test]
    fn a_web_address_is_one_token() {
        let tokens = Tokens::of("(https://a.b/2021?q=1) www.c.d/2021");
        assert!(tokens.get(1) == Some(Token::Address) && tokens.mark(2) == Some(')'));
        assert!(tokens.get(4) == Some(Token::Address) && tokens.len() == 5);
    }

    #[test]
    fn the_end_of_a_paragraph_is_no_space() {
        assert_eq!(Tokens::of("a \n b").space(1), Some(2));
        assert_eq!(Tokens::of("a \n\r\n b").mark(1), Some('\n'));
    }
}
