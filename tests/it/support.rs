//! What several tests need: small sites in temporary folders, the program, and pages to look at.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use scraper::{Html, Selector};
use serde_json::Value;
use tempfile::TempDir;

/// A day long after the quarters that the tests tell of, so that no page depends on the clock.
pub(crate) const TODAY: &str = "2020-09-15";

/// A site's folder, gone when the test is over.
pub(crate) struct Site {
    folder: TempDir,
}

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Site {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A folder with these files, by path.
    pub(crate) fn with<const N: usize>(files: [(&str, &str); N]) -> Self {
        let site = Self::new();
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of a file in the folder.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        quarterdeck(self.folder.path(), words)
    }

    /// Builds the site, which must succeed, and gives back its pages.
    pub(crate) fn build(&self) -> Pages {
        let run = self.run(&["build", "--quiet", "--today", TODAY]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        Pages::read(&self.path("public"))
    }

    /// What `check --format short` prints, and its exit code.
    pub(crate) fn check(&self) -> Run {
        self.run(&["check", "--format", "short", "--today", TODAY])
    }

    /// How a document of the site is read, as data.
    pub(crate) fn outline(&self, document: &str) -> Value {
        let run = self.run(&["outline", "--format", "json", "--today", TODAY, document]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let mut json: Value = serde_json::from_str(&run.stdout).unwrap();
        json["documents"][0].take()
    }
}

/// Runs the program in `folder`. It must end by itself, and without a panic.
pub(crate) fn quarterdeck(folder: &Path, words: &[&str]) -> Run {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    command.current_dir(folder).args(words).env_remove("NO_COLOR").env("COLUMNS", "80");
    // Far more than any run takes: a bound on hanging, not on speed.
    command.timeout(std::time::Duration::from_secs(120));
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert!(!stderr.contains("panicked"), "{words:?} panicked: {stderr}");
    let code = output.status.code();
    let code = code.unwrap_or_else(|| panic!("{words:?} was killed: {stderr}"));
    Run { code, stdout, stderr }
}

/// The files of a built site, by path.
pub(crate) struct Pages {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Pages {
    /// Reads all files below `folder`.
    pub(crate) fn read(folder: &Path) -> Self {
        let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        // What builds note for themselves is not published.
        let files = files.filter(|it| !it.path().starts_with(folder.join(".quarterdeck")));
        let read = files.map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap();
            let path = path.to_str().unwrap().replace('\\', "/");
            (path, std::fs::read(entry.path()).unwrap())
        });
        Self { files: read.collect() }
    }

    /// The text of a page.
    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("there is no page `{path}`"));
        std::str::from_utf8(bytes).unwrap()
    }

    /// A page.
    pub(crate) fn html(&self, path: &str) -> Html {
        Html::parse_document(self.text(path))
    }

    /// The paths of all pages.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &str> {
        let is_page = |path: &&String| Path::new(path).extension().is_some_and(|it| it == "html");
        self.files.keys().filter(is_page).map(String::as_str)
    }
}

/// The pages of the project's own sample, built once.
pub(crate) fn sample() -> &'static Pages {
    static SAMPLE: OnceLock<Pages> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let out = TempDir::new().unwrap();
        let folder = out.path().join("public");
        let words = ["build", "--quiet", "--today", TODAY, "--output", folder.to_str().unwrap()];
        let run = quarterdeck(Path::new(env!("CARGO_MANIFEST_DIR")), &words);
        assert_eq!(run.code, 0, "{}", run.stderr);
        Pages::read(&folder)
    })
}

/// The folder of documents that other organisations published, which stands beside the project
/// where the project is made. Tests that need it pass where it is not; in CI it has to be there.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let in_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(folder.is_dir() || !in_ci, "`{}` is missing", folder.display());
    folder.is_dir().then_some(folder)
}

/// The seed, alone in a site without configuration, and the pages made of it.
pub(crate) fn seed() -> Option<&'static (Site, Pages)> {
    static SEED: OnceLock<Option<(Site, Pages)>> = OnceLock::new();
    SEED.get_or_init(|| {
        let text = std::fs::read(shared()?.join("seed/fy21-q2-okrs.md")).unwrap();
        let site = Site::new();
        site.write("content/okrs/fy21-q2-okrs.md", text);
        let pages = site.build();
        Some((site, pages))
    })
    .as_ref()
}

/// A CSS selector.
pub(crate) fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

/// Every document of the corpus and the seed: its path and its text, made fit to be published.
pub(crate) fn documents() -> Vec<(String, String)> {
    let Some(folder) = shared() else { return Vec::new() };
    let roots = ["seed", "corpus"].map(|root| folder.join(root));
    let entries = roots.iter().flat_map(|root| walkdir::WalkDir::new(root).sort_by_file_name());
    let files = entries.map(Result::unwrap).filter(|entry| {
        entry.file_type().is_file() && entry.path().extension().is_some_and(|it| it == "md")
    });
    let read = files.map(|entry| {
        let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        let mut text = std::fs::read_to_string(entry.path()).unwrap();
        // This one uses a target that it never defines, which no site may publish.
        if path.ends_with("sourcegraph/2022_q2.md") {
            text.push_str("\n[n14]: https://example.org/n14\n");
        }
        (path, text)
    });
    read.collect()
}
