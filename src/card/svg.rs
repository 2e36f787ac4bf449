//! The drawing of a card as a text.

use std::fmt::Write as _;

use super::font::{self, FAMILY, Weight};
use super::wrap::{is_right_to_left, line, lines, writable};
use crate::view::{CARD_SIZE, Card};

const PAPER: &str = "#fbfaf7";
const SUNK: &str = "#e9e6de";
const INK: &str = "#16202e";
const MUTED: &str = "#556070";
const LINE: &str = "#d9d5cb";
const ACCENT: &str = "#0b5f73";
const BRASS: &str = "#8a5a12";
const NONE: &str = "#5f6875";

/// Where words begin, and where they end.
const LEFT: f32 = 88.0;
const RIGHT: f32 = 1128.0;

/// The sizes in which a title is tried, and the most lines that it may have in each.
const TITLES: [(f32, usize); 3] = [(70.0, 2), (56.0, 3), (44.0, 4)];

/// The mark of the site's frame, in a square of 32.
const COMPASS: &str = concat!(
    r##"<rect width="32" height="32" rx="7" fill="#16202e"/>"##,
    r##"<circle cx="16" cy="16" r="11.5" fill="none" stroke="#fbfaf7" stroke-width="1.5"/>"##,
    r##"<path d="M16 6.5v2.5M16 23v2.5M6.5 16H9M23 16h2.5" stroke="#fbfaf7" stroke-width="1.5" "##,
    r##"stroke-linecap="round"/><path d="M22 10 18.2 18.2 13.8 13.8Z" fill="#d9a95a"/>"##,
    r##"<path d="M10 22 13.8 13.8 18.2 18.2Z" fill="#fbfaf7"/>"##,
);

/// The drawing of a card; equal cards have equal drawings.
pub(super) fn svg(card: &Card) -> String {
    let (width, height) = CARD_SIZE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         font-family=\"{FAMILY}\"><rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\
         <rect width=\"28\" height=\"{height}\" fill=\"{INK}\"/>\
         <rect x=\"28\" width=\"6\" height=\"{height}\" fill=\"{BRASS}\"/>"
    );
    head(&mut svg, card);
    title(&mut svg, card);
    standing(&mut svg, card);
    bar(&mut svg, card);
    let foot = line(&card.foot, Weight::Regular, 28.0, RIGHT - LEFT);
    Text::new(LEFT, 592.0, 28.0, MUTED).write(&mut svg, &foot);
    svg.push_str("</svg>\n");
    svg
}

/// Whose plan it is, and what kind of thing this is.
fn head(svg: &mut String, card: &Card) {
    let _ = write!(svg, "<g transform=\"translate({LEFT} 56) scale(1.5)\">{COMPASS}</g>");
    let kind = line(&card.kind, Weight::Regular, 28.0, 360.0);
    let room = RIGHT - LEFT - 68.0 - font::width(&kind, Weight::Regular, 28.0) - 40.0;
    // The site's own card has its name as its title.
    let site = if card.site == card.title { String::new() } else { card.site.clone() };
    let site = line(&site, Weight::Bold, 30.0, room);
    Text::new(LEFT + 68.0, 91.0, 30.0, INK).bold().write(svg, &site);
    Text::new(RIGHT, 91.0, 28.0, MUTED).end().write(svg, &kind);
    let _ = write!(svg, "<path d=\"M{LEFT} 131H{RIGHT}\" stroke=\"{LINE}\" stroke-width=\"2\"/>");
}

/// What it belongs to, and its words: as large as they can be.
fn title(svg: &mut String, card: &Card) {
    let place = |text: &str, y: f32, size: f32, colour: &'static str| {
        let right = is_right_to_left(text);
        let start = Text::new(if right { RIGHT } else { LEFT }, y, size, colour);
        if right { start.end() } else { start }
    };
    let context = line(&card.context, Weight::Regular, 32.0, RIGHT - LEFT);
    place(&card.context, 190.0, 32.0, ACCENT).write(svg, &context);
    let words = writable(&card.title);
    let tried =
        TITLES.map(|(size, most)| (size, lines(&words, Weight::Bold, size, RIGHT - LEFT, most)));
    let last = tried.len() - 1;
    let fits = tried.iter().position(|(_, lines)| lines.whole).unwrap_or(last);
    let (size, lines) = &tried[fits];
    let mut y = 204.0;
    for line in &lines.lines {
        y += size * 1.18;
        place(&words, y, *size, INK).bold().write(svg, line);
    }
}

/// Its state, or the states of what it holds, and its number.
fn standing(svg: &mut String, card: &Card) {
    let (number, size, colour) = match &card.score {
        Some(score) => (writable(&score.label), 68.0, INK),
        None => (writable(&card.without_score), 32.0, MUTED),
    };
    let weight = if card.score.is_some() { Weight::Bold } else { Weight::Regular };
    let text = Text { weight, ..Text::new(RIGHT, 498.0, size, colour).end() };
    text.write(svg, &number);
    let room = RIGHT - font::width(&number, weight, size) - 48.0;
    let mut x = LEFT;
    for state in &card.signs {
        let words = writable(&state.word);
        let end = x + 44.0 + font::width(&words, Weight::Bold, 32.0);
        if end > room {
            break;
        }
        let colour = colour_of(state.code);
        let _ = write!(
            svg,
            "<g transform=\"translate({x} 470) scale(2)\" fill=\"none\" stroke=\"{colour}\" \
             stroke-width=\"2\">{}</g>",
            sign(state.code, colour)
        );
        Text::new(x + 44.0, 498.0, 32.0, colour).bold().write(svg, &words);
        x = end + 36.0;
    }
}

/// The number as a bar, with the brass tick where it should be today; only its dotted outline
/// without a number.
fn bar(svg: &mut String, card: &Card) {
    let (y, all) = (524.0, RIGHT - LEFT);
    match &card.score {
        Some(score) => {
            let _ = write!(
                svg,
                "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{all}\" height=\"18\" rx=\"4\" \
                 fill=\"{SUNK}\"/>"
            );
            let length = all * f32::from(score.bar) / 100.0;
            let one = if let [state] = &card.signs[..] { colour_of(state.code) } else { ACCENT };
            if score.bar > 0 {
                let _ = write!(
                    svg,
                    "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{length}\" height=\"18\" rx=\"4\" \
                     fill=\"{one}\"/>"
                );
            }
        }
        None if card.without_score.is_empty() => return,
        None => {
            let (y, all) = (y + 1.0, all - 2.0);
            let _ = write!(
                svg,
                "<rect x=\"{}\" y=\"{y}\" width=\"{all}\" height=\"16\" rx=\"4\" fill=\"none\" \
                 stroke=\"{NONE}\" stroke-width=\"2\" stroke-dasharray=\"2 6\"/>",
                LEFT + 1.0
            );
        }
    }
    if let Some(tick) = card.tick {
        let x = LEFT + all * f32::from(tick.min(100)) / 100.0 - 3.0;
        let _ = write!(
            svg,
            "<rect x=\"{x}\" y=\"515\" width=\"6\" height=\"36\" rx=\"2\" fill=\"{BRASS}\" \
             stroke=\"{PAPER}\" stroke-width=\"2\"/>"
        );
    }
}

/// The colour of a state; its shape and word say the same.
fn colour_of(code: &str) -> &'static str {
    match code {
        "done" => "#27457e",
        "on-track" => "#1b6e4b",
        "behind" | "progress" => "#8a5a00",
        "at-risk" | "missed" => "#a8321f",
        "in-progress" => ACCENT,
        "private" => "#5b4a7a",
        _ => NONE,
    }
}

/// The shape of a state, in a square of 16: the same as on the pages.
fn sign(code: &str, colour: &str) -> String {
    let filled = |shape: &str| format!("{shape} fill=\"{colour}\" stroke=\"none\"/>");
    let ring = "<circle cx=\"8\" cy=\"8\" r=\"5.25\"/>";
    match code {
        "done" => "<path d=\"M2.5 8.5 6.5 12.5 13.5 4\"/>".to_owned(),
        "on-track" => filled("<circle cx=\"8\" cy=\"8\" r=\"5.5\""),
        "in-progress" => ring.to_owned() + &filled("<path d=\"M8 2.75a5.25 5.25 0 0 0 0 10.5Z\""),
        "behind" => filled("<path d=\"M8 2 14.5 13.5H1.5Z\""),
        "progress" => ring.to_owned() + &filled("<path d=\"M2.75 8a5.25 5.25 0 0 0 10.5 0Z\""),
        "at-risk" => filled("<rect x=\"3\" y=\"3\" width=\"10\" height=\"10\" rx=\".5\""),
        "missed" => "<path d=\"M3.5 3.5l9 9M12.5 3.5l-9 9\"/>".to_owned(),
        "reported" => "<path d=\"M8 2.25 13.75 8 8 13.75 2.25 8Z\"/>".to_owned(),
        "private" => "<rect x=\"2.75\" y=\"2.75\" width=\"10.5\" height=\"10.5\"/>\
                      <path d=\"M2.75 9 9 2.75M2.75 13.25l10.5-10.5M7 13.25 13.25 7\"/>"
            .to_owned(),
        "planned" => ring.to_owned() + &filled("<circle cx=\"8\" cy=\"8\" r=\"2\""),
        _ => ring.to_owned(),
    }
}

/// Words at a place.
struct Text {
    x: f32,
    y: f32,
    size: f32,
    colour: &'static str,
    weight: Weight,
    anchor: &'static str,
}

impl Text {
    fn new(x: f32, y: f32, size: f32, colour: &'static str) -> Self {
        Self { x, y, size, colour, weight: Weight::Regular, anchor: "start" }
    }

    fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// The same, ending at its place.
    fn end(self) -> Self {
        Self { anchor: "end", ..self }
    }

    fn write(&self, svg: &mut String, words: &str) {
        if words.is_empty() {
            return;
        }
        let Self { x, y, size, colour, anchor, .. } = self;
        let weight = if self.weight == Weight::Bold { 700 } else { 400 };
        let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        // Who reads from right to left reads the whole line so, whatever it begins with.
        let (open, close) =
            if is_right_to_left(&words) { ("\u{202b}", "\u{202c}") } else { ("", "") };
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" \
             fill=\"{colour}\" text-anchor=\"{anchor}\">{open}{words}{close}</text>"
        );
    }
}
