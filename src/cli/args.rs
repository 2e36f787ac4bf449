//! What can be typed.

use std::net::IpAddr;

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::calendar::Date;
use crate::load::Request;
use crate::site::Drafts;

/// Turns a folder of plain Markdown, an organisation's OKRs and roadmap, into a public website.
#[derive(Debug, Parser)]
#[command(name = "quarterdeck", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 clean, 1 the content has errors, 2 the command could not run."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command understands.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The site's folder, with `quarterdeck.toml` and `content/`
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub root: Utf8PathBuf,
    /// The day to take for today, as YYYY-MM-DD; otherwise the clock says
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// Warnings fail, too
    #[arg(long, global = true)]
    pub strict: bool,
    /// Say nothing but what is wrong
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

impl Common {
    /// The site that is meant.
    pub(super) fn site(&self, drafts: Drafts) -> Request {
        Request { root: self.root.clone(), today: self.today, drafts }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set; anywhere, if `CLICOLOR_FORCE` is.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lays out a new site, ready to be published; overwrites nothing
    Init(Init),
    /// Makes the website; with `--serve`, previews it
    Build(Build),
    /// Previews the website while you write: save a file, see the page
    Serve(Serve),
    /// Tells everything that is wrong, and makes nothing; with `--fix`, mends what it can
    Check(Check),
    /// Tells how documents were read, line by line
    Outline(Outline),
    /// Prints the plan as data: what a site publishes at `/api/v1/`
    Export(Export),
    /// Prints completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of the new site, which is empty or is not there yet; the `--root` otherwise
    #[arg(value_name = "DIR")]
    pub folder: Option<Utf8PathBuf>,
    /// Make a site of a folder that holds something: find its goals, and add what is missing
    #[arg(long)]
    pub here: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The folder to make the site in; `public` in the site's folder unless configured
    #[arg(long, value_name = "DIR")]
    pub output: Option<Utf8PathBuf>,
    /// The address the site will have, as <https://example.org/plan/>
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Publish drafts, too
    #[arg(long)]
    pub drafts: bool,
    #[command(flatten)]
    pub way: Way,
    /// Preview the site on this machine; nothing is written but to `--output`
    #[arg(long)]
    pub serve: bool,
    #[command(flatten)]
    pub preview: Preview,
}

/// How a site is made, and whether that is told.
#[derive(Debug, Args)]
pub(crate) struct Way {
    /// Tell how long each stage took, and how many files were written and kept
    #[arg(long, conflicts_with = "serve")]
    pub timings: bool,
    /// Make everything anew, whatever is known of earlier builds
    #[arg(long, conflicts_with = "serve")]
    pub no_cache: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// A folder to write the site to as well, after every change
    #[arg(long, value_name = "DIR")]
    pub output: Option<Utf8PathBuf>,
    /// The address the site will have, as <https://example.org/plan/>
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Show drafts, too
    #[arg(long)]
    pub drafts: bool,
    #[command(flatten)]
    pub preview: Preview,
}

/// Where a site is previewed, and how changes are noticed.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct Preview {
    /// The port of the preview; the next free one if it is taken [default: 4000]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address of the preview; others than this machine can reach it at `0.0.0.0` [default:
    /// 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    pub bind: Option<IpAddr>,
    /// Open the preview in a browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes every so many milliseconds, where the system does not tell of them
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "300")]
    #[arg(value_parser = clap::value_parser!(u64).range(10..))]
    pub poll: Option<u64>,
    /// Make the index that the site is searched with, too, which takes its time after each change
    #[arg(long)]
    pub search: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// How to print what is wrong
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: CheckFormat,
    /// Mend what can be mended without judgement, and tell what is left
    #[arg(long)]
    pub fix: bool,
    /// Show what `--fix` would change, as a patch, and change nothing
    #[arg(long, conflicts_with_all = ["fix", "format"])]
    pub diff: bool,
    /// Check drafts, too
    #[arg(long)]
    pub drafts: bool,
}

/// How to print diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// With source lines, carets and cures.
    Human,
    /// One line each.
    Short,
    /// For programs; a stable interface.
    Json,
    /// Workflow commands, which GitHub shows on the lines of a pull request.
    Github,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
}

#[derive(Debug, Args)]
pub(crate) struct Outline {
    /// The documents, inside a site or not
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<Utf8PathBuf>,
    /// How to print the outline
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: OutlineFormat,
}

/// How to print an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutlineFormat {
    /// Each line of the document, and what it was read as.
    Text,
    /// Objectives, key results and targets only.
    Tree,
    /// For programs; a stable interface.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: ExportFormat,
    /// Export drafts, too
    #[arg(long)]
    pub drafts: bool,
}

/// What of a plan is exported, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The whole plan.
    Json,
    /// The JSON Schema of that.
    Schema,
    /// A table of all key results.
    Csv,
    /// A table of all items of the roadmap.
    RoadmapCsv,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day as YYYY-MM-DD, as in 2020-07-31".to_owned())
}
