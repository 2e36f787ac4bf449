//! How long documents take to be read, against what the work must cost: the Markdown parser alone
//! on the same text. Each text is taken at two sizes; twice the text must take twice the time.
//!
//! `cargo bench --bench reading` prints, for each kind of text, the time for a megabyte, how many
//! times the parser's it is, and by what factor the time grows when the text doubles. Words after
//! `--` choose the kinds whose names hold one of them; with `--once` each is read once and nothing
//! is compared, which is what a profiler wants to see.

#![expect(clippy::disallowed_methods, reason = "a benchmark knows the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser};
use quarterdeck::config::Config;
use quarterdeck::parse;
use quarterdeck::source::{SourcePath, Sources};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A megabyte.
const SIZE: usize = 1_000_000;

/// How often each measurement is repeated; the least time counts.
const RUNS: usize = 5;

/// Pieces of text that are repeated up to a size, by name.
const TEXTS: [(&str, &str); 15] = [
    ("plan", PLAN),
    ("headings", "### Ship the thing 0.7\n\n- Reach 50 of 60\n- Cut `x` by 10%\n\n"),
    ("table", "| a | b | c |\n|---|---|---|\n| 1 | two [l](x.md) | **3** |\n| 4 | 5 | 6 |\n\n"),
    ("one table", "| Grow 5% | Ann | 0.7 |\n"),
    (
        "prose",
        "A sentence with *marks*, a [link](https://a.test/b) and `code` in it.\nAnd one more.\n\n",
    ),
    ("one paragraph", "word and word => 50% of it "),
    ("brackets", "[[[[[[[["),
    ("closing brackets", "a](b]["),
    ("emphasis", "*a **b _c __d "),
    ("nested quotes", "> "),
    ("nested items", "- "),
    ("deep items", "- a\n  - b\n    - c\n      - d\n        - e\n"),
    ("list markers", "1. \n- \n* \n"),
    ("colons", "Team: Team: Team: "),
    ("definitions", "[n1]: https://a.test/x\n"),
];

const PLAN: &str = "1. **Product: Make it better in many ways.** \\\n   KR: Ship 10 things => 7. \\\n   \
                    KR: Grow [_N<sub>1</sub>_][n1] users from 3 to 9 => 50%. Because it rained.\n   \
                    1. **Design: Make it look better** \\\n      KR: Draw 5 pages => Done.\n";

fn main() {
    println!("{:<18} {:>9} {:>9} {:>12}", "text", "per MB", "× parser", "× when twice");
    let single = std::env::args().any(|it| it == "--once");
    let asked: Vec<_> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    for (name, piece) in TEXTS {
        if !asked.is_empty() && !asked.iter().any(|it| name.contains(it.as_str())) {
            continue;
        }
        let start =
            if name == "one table" { "| KR | Owner | Score |\n|---|---|---|\n" } else { "" };
        let text =
            |size: usize| format!("# FY21-Q2 OKRs\n\n{start}{}", piece.repeat(size / piece.len()));
        let one = text(SIZE);
        if single {
            println!("{name:<18} {:>6.0} ms", read(&one, 1).as_secs_f64() * 1000.0);
            continue;
        }
        let two = text(2 * SIZE);
        let (read, twice, parser) = (read(&one, RUNS), read(&two, RUNS), markdown(&one));
        println!(
            "{name:<18} {:>6.0} ms {:>9.1} {:>12.2}",
            read.as_secs_f64() * 1000.0,
            read.as_secs_f64() / parser.as_secs_f64(),
            twice.as_secs_f64() / read.as_secs_f64(),
        );
    }
}

fn read(text: &str, runs: usize) -> Duration {
    let mut sources = Sources::new();
    let path = SourcePath::new("okrs/fy21-q2.md");
    let source = sources.add(path.clone(), text);
    let config = Config::default();
    least(runs, || drop(black_box(parse::document(sources.get(source), &path, &config))))
}

fn markdown(text: &str) -> Duration {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES;
    least(RUNS, || {
        black_box(Parser::new_ext(text, options).count());
    })
}

fn least(runs: usize, run: impl Fn()) -> Duration {
    let time = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..runs).map(|_| time()).min().unwrap_or_default()
}
