//! How long it takes from saving a file until the preview serves the new bytes, over a connection
//! that is kept; how much memory the preview takes, and whether a thousand edits add to it.
//!
//! `cargo bench --bench preview` measures the sample and two generated plans; words after `--`
//! choose among `sample`, `medium` and `large`.

#![expect(clippy::disallowed_methods, reason = "a benchmark knows the clock and the disk")]

#[path = "support/plans.rs"]
mod plans;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use plans::Size;
use tempfile::TempDir;

/// How many edits are timed.
const EDITS: usize = 100;

/// How many edits must not add to the memory.
const MANY: usize = 1_000;

/// A site, and the edits that are made to it.
struct Subject {
    root: PathBuf,
    /// The document that is edited, and what in it becomes a number.
    document: PathBuf,
    text: String,
    mark: String,
    /// The page that shows it.
    page: String,
}

fn main() {
    let asked: Vec<_> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|it| it == name);
    println!(
        "{:<8} {:>10} {:>11} {:>9} {:>9} {:>9} {:>9} {:>10} {:>9} {:>8}",
        "site",
        "start ms",
        "first page",
        "median",
        "99 %",
        "most",
        "MB",
        "MB after",
        "handles",
        "end ms"
    );
    let folder = TempDir::new().expect("a folder");
    if wanted("sample") {
        measure("sample", &sample(&folder.path().join("sample")), MANY);
    }
    if wanted("medium") {
        measure("medium", &generated(&folder.path().join("medium"), Size::MEDIUM), MANY);
    }
    if wanted("large") {
        measure("large", &generated(&folder.path().join("large"), Size::LARGE), EDITS);
    }
}

fn sample(root: &Path) -> Subject {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(root).expect("a folder");
    for name in ["content", "quarterdeck.toml", "docs"] {
        let status = Command::new("cp").arg("-r").arg(project.join(name)).arg(root).status();
        assert!(status.expect("`cp`").success());
    }
    let document = root.join("content/okrs/fy21-q3.md");
    let text = fs::read_to_string(&document).expect("the sample");
    let mark = "Down to 20 minutes".to_owned();
    Subject { root: root.into(), document, text, mark, page: "/quarters/fy21-q3/".to_owned() }
}

fn generated(root: &Path, size: Size) -> Subject {
    plans::write(root, size);
    let (quarter, team) = (size.quarters - 1, size.teams / 2);
    let document = root.join(plans::document_path(quarter, team));
    let text = plans::document(quarter, team, size);
    let text =
        format!("{} \\\n   KR: Answer 90 letters. => Answered 20 letters.\n", text.trim_end());
    fs::write(&document, &text).expect("a file");
    let objective = (quarter * size.teams + team) * size.objectives + size.objectives - 1;
    let page = format!("/quarters/fy{}-q{}/o{objective}/", 11 + quarter / 4, quarter % 4 + 1);
    Subject { root: root.into(), document, text, mark: "Answered 20 letters".to_owned(), page }
}

fn measure(name: &str, subject: &Subject, many: usize) {
    let began = Instant::now();
    let mut server = Server::start(&subject.root);
    let start = began.elapsed();
    let mut client = Client::new(&server.address);
    let first = Instant::now();
    client.get("/");
    let first_page = first.elapsed();
    client.get(&subject.page);
    let mut times: Vec<Duration> = (0..EDITS).map(|n| edit(subject, &mut client, n)).collect();
    times.sort();
    let (memory, handles) = (server.memory(), server.handles());
    for n in EDITS..many {
        edit(subject, &mut client, n);
    }
    let (after, handles_after) = (server.memory(), server.handles());
    let end = server.end();
    let ms = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
    println!(
        "{name:<8} {:>10} {:>11} {:>9} {:>9} {:>9} {memory:>9.1} {after:>10.1} {:>9} {:>8}",
        ms(start),
        ms(first_page),
        ms(times[EDITS / 2]),
        ms(times[EDITS * 99 / 100 - 1]),
        ms(times[EDITS - 1]),
        format!("{handles}→{handles_after}"),
        ms(end),
    );
}

/// Saves the document with another number; how long until the page has it.
fn edit(subject: &Subject, client: &mut Client, n: usize) -> Duration {
    let new = subject.mark.replace("20", &(1000 + n).to_string());
    let text = subject.text.replace(&subject.mark, &new);
    let began = Instant::now();
    fs::write(&subject.document, text).expect("a file");
    loop {
        if String::from_utf8_lossy(&client.get(&subject.page)).contains(&new) {
            return began.elapsed();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "`{new}` is never served");
    }
}

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(root: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
            .args(["serve", "--port", "4100", "--root"])
            .arg(root)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut told = BufReader::new(child.stderr.take().expect("its words"));
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(told.read_line(&mut line).expect("its words") > 0, "it ended");
            if let Some(url) = line.trim().strip_prefix("preview at http://") {
                break url.trim_end_matches('/').to_owned();
            }
        };
        // What it says is to be read, or it would wait for a reader.
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Self { child, address }
    }

    /// What it holds in memory, in megabytes.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        let number = line.split_whitespace().nth(1).and_then(|it| it.parse::<f64>().ok());
        number.unwrap_or(f64::NAN) / 1024.0
    }

    fn handles(&self) -> usize {
        let folder = fs::read_dir(format!("/proc/{}/fd", self.child.id()));
        let tasks = fs::read_dir(format!("/proc/{}/task", self.child.id()));
        folder.map_or(0, Iterator::count) + tasks.map_or(0, Iterator::count)
    }

    /// Ends it as Ctrl-C does; how long that takes.
    fn end(&mut self) -> Duration {
        let began = Instant::now();
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-INT", &id]).status().expect("`kill`");
        assert!(told.success());
        let status = self.child.wait().expect("its end");
        assert_eq!(status.code(), Some(0), "it ends with 0");
        began.elapsed()
    }
}

/// A connection that is kept.
struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Client {
    fn new(host: &str) -> Self {
        let stream = TcpStream::connect(host).expect("a connection");
        stream.set_nodelay(true).expect("an option");
        Self { stream: BufReader::new(stream), host: host.to_owned() }
    }

    fn get(&mut self, path: &str) -> Vec<u8> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes()).expect("a request");
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).expect("a header");
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            } else if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        body
    }
}
