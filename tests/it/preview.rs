//! The preview: the bytes of a build, every change seen, errors told, and nothing given to those
//! who may not ask.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use quarterdeck::calendar::Date;
use quarterdeck::load::Request;
use quarterdeck::serve::{Event, Options, Server, Voice};
use quarterdeck::site::{Drafts, Indexing};

use crate::support::{Pages, Site, TODAY};

/// A bound on hanging, not on speed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview, and what it says.
pub(crate) struct Preview {
    pub(crate) server: Server,
    heard: Mutex<Receiver<String>>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Preview {
    pub(crate) fn of(root: &Path) -> Self {
        Self::with(root, |_| {})
    }

    pub(crate) fn with(root: &Path, change: impl FnOnce(&mut Options)) -> Self {
        let mut options = Options {
            request: Request {
                root: root.to_str().unwrap().into(),
                today: Date::parse(TODAY),
                drafts: Drafts::Left,
            },
            base_url: None,
            output: None,
            bind: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            open: false,
            poll: None,
            indexing: Indexing::Made(Arc::default()),
        };
        change(&mut options);
        let (say, heard) = channel();
        let say = Mutex::new(say);
        // The test may be over before the preview has said everything.
        let voice: Voice = Arc::new(move |event: &Event<'_>| {
            let _ = say.lock().unwrap().send(format!("{event:?}"));
        });
        Self { server: Server::start(&options, &voice).unwrap(), heard: Mutex::new(heard) }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let host = self.server.address().to_string();
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.get(path).body).unwrap()
    }

    /// What comes back for these bytes.
    pub(crate) fn ask(&self, request: &str) -> Answer {
        let mut stream = connect(self.server.address());
        stream.write_all(request.as_bytes()).unwrap();
        let mut all = Vec::new();
        // A server that refuses may close before everything was sent.
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|it| it == b"\r\n\r\n").map_or(all.len(), |at| at + 4);
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0);
        Answer { status, head, body: all.split_off(end) }
    }

    /// Waits until it is so; looks again whenever the preview has said something.
    fn until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let began = Instant::now();
        while !is_so() {
            let _ = self.heard.lock().unwrap().recv_timeout(Duration::from_millis(100));
            assert!(began.elapsed() < PATIENCE, "never: {what}");
        }
    }

    /// Waits until every page is what a build from nothing makes.
    pub(crate) fn until_built(&self, site: &Site) {
        let built = site.build();
        self.until("all pages as built", || self.differs(&built).is_none());
    }

    /// The first file that is not served as it was built.
    fn differs(&self, built: &Pages) -> Option<String> {
        let base = self.server.url().trim_end_matches('/');
        let prefix = base.split_once("://").unwrap().1.split_once('/').map_or("", |(_, path)| path);
        let prefix = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
        let script = format!("<script src=\"{prefix}/.quarterdeck/preview.js\" defer></script>");
        let odd = |(path, bytes): &(&String, &Vec<u8>)| -> bool {
            let answer = self.get(&format!("{prefix}/{path}"));
            let text = String::from_utf8_lossy(&answer.body);
            let same = match path.rsplit('.').next() {
                Some("html") => text.replacen(&script, "", 1).as_bytes() == bytes.as_slice(),
                _ => answer.body == **bytes,
            };
            !(same && answer.status == 200)
        };
        // What remembers the build is no part of the site.
        let files = built.files.iter().filter(|(path, _)| !path.starts_with(".quarterdeck/"));
        files.into_iter().find(odd).map(|(path, _)| path.clone())
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

const PLAN: &str =
    "# 2020-Q3 OKRs\n\n1. **Ann: Grow the shop.** \\\n   KR: Sell 10 boxes. => Sold 4.\n";

fn small() -> Site {
    Site::with([
        ("quarterdeck.toml", "title = \"Small\"\n"),
        ("content/okrs/2020-q3.md", PLAN),
        ("content/about.md", "# About\n\nWords.\n"),
    ])
}

#[test]
fn every_page_of_the_sample_is_served_as_it_is_built() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let preview = Preview::of(project);
    assert_eq!(preview.differs(crate::support::sample()), None);
    for folder in ["/roadmap", "/quarters/fy21-q3"] {
        let answer = preview.get(&format!("{folder}?a=b"));
        assert_eq!(answer.status, 301);
        assert!(answer.head.contains(&format!("location: {folder}/?a=b\r\n")), "{}", answer.head);
        let page = preview.text(&format!("{folder}/"));
        assert_eq!(page, preview.text(&format!("{folder}/index.html")));
    }
}

/// Backups, searches and editors read files all the time; that is no change, and no reason to wait.
#[test]
fn a_change_is_taken_in_while_others_read() {
    let site = small();
    let preview = Preview::of(site.path("").as_path());
    let (about, plan) = (site.path("content/about.md"), site.path("content/okrs/2020-q3.md"));
    // Once this is seen, the folder is watched.
    std::fs::write(&about, "# About\n\nNews.\n").unwrap();
    preview.until("the news", || preview.text("/about/").contains("News."));
    std::thread::scope(|scope| {
        let (stop, stopped) = channel::<()>();
        scope.spawn(move || {
            while stopped.recv_timeout(Duration::from_millis(2)) == Err(RecvTimeoutError::Timeout) {
                std::fs::read(&plan).unwrap();
            }
        });
        std::fs::remove_file(&about).unwrap();
        preview.until("the page is gone", || preview.get("/about/").status == 404);
        drop(stop);
    });
}

#[test]
fn a_lost_address_has_styles_and_ways_on_at_any_depth() {
    for (config, path, top) in [
        ("", "/nowhere/at/all", "/"),
        ("base_url = \"https://plan.example/some/repo/\"\n", "/some/repo/a/b/c", "/some/repo/"),
    ] {
        let site = small();
        site.write("quarterdeck.toml", config);
        let preview = Preview::of(site.path("").as_path());
        let lost = preview.get(path);
        assert_eq!(lost.status, 404);
        let lost = String::from_utf8_lossy(&lost.body).into_owned();
        for part in
            [format!("href=\"{top}assets/style.css\""), format!("href=\"{top}teams/index.html\"")]
        {
            assert!(lost.contains(&part), "{part}: {lost}");
        }
        assert_eq!(preview.differs(&site.build()), None, "the page itself is as it is built");
    }
}

/// Programs that save a file empty it first, move it aside or delete it. Where the machine has
/// other work the new text may come much later.
#[test]
fn a_document_that_is_being_saved_is_never_seen_empty() {
    let site = small();
    let preview = Preview::of(site.path("").as_path());
    let document = site.path("content/okrs/2020-q3.md");
    let text = std::fs::read_to_string(&document).unwrap();
    let aside = site.path("content/okrs/2020-q3.md~");
    let begins: [&dyn Fn(); 4] = [
        // Once this is seen, the folder is watched.
        &|| (),
        &|| std::fs::write(&document, "").unwrap(),
        &|| std::fs::remove_file(&document).unwrap(),
        &|| std::fs::rename(&document, &aside).unwrap(),
    ];
    for (round, begin) in begins.iter().enumerate() {
        let news = format!("News of round {round}");
        begin();
        for _ in 0..8 {
            std::thread::sleep(Duration::from_millis(10));
            assert_eq!(preview.get("/quarters/2020-q3/").status, 200, "lost in round {round}");
        }
        std::fs::write(&document, format!("{text}\n\n{news}\n")).unwrap();
        preview.until(&news, || preview.text("/quarters/2020-q3/").contains(&news));
        assert_eq!(preview.differs(&site.build()), None);
    }
    // What stays empty is empty in the end.
    std::fs::write(&document, "").unwrap();
    preview.until("gone", || preview.get("/quarters/2020-q3/").status == 404);
}

#[test]
fn a_site_is_served_below_its_path() {
    let site = small();
    site.write("quarterdeck.toml", "base_url = \"https://plan.example/some/repo/\"\n");
    let preview = Preview::of(site.path("").as_path());
    assert!(preview.server.url().ends_with("/some/repo/"));
    assert_eq!(preview.differs(&site.build()), None);
    for path in ["/", "/some/repo"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 307, "{path}");
        assert!(answer.head.contains("location: /some/repo/\r\n"), "{}", answer.head);
    }
    assert_eq!(preview.get("/index.html").status, 404);
}

#[test]
fn a_page_that_is_known_is_not_sent_again() {
    let site = small();
    let preview = Preview::of(site.path("").as_path());
    let first = preview.get("/");
    let tag = first.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let host = preview.server.address();
    let again = preview.ask(&format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n"
    ));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head =
        preview.ask(&format!("HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(head.head.contains(&format!("content-length: {}", first.body.len())));
}

#[test]
fn every_kind_of_change_is_seen() {
    let site = small();
    let root = site.path("");
    let preview = Preview::of(&root);
    let step = |change: &dyn Fn()| {
        change();
        preview.until_built(&site);
    };
    let rename = |from: &str, to: &str| std::fs::rename(site.path(from), site.path(to)).unwrap();
    // A save in place, a save by rename, and one that deletes first.
    step(&|| site.write("content/okrs/2020-q3.md", PLAN.replace("Sold 4", "Sold 5")));
    step(&|| {
        site.write("content/okrs/.2020-q3.md.tmp", PLAN.replace("Sold 4", "Sold 6"));
        rename("content/okrs/.2020-q3.md.tmp", "content/okrs/2020-q3.md");
    });
    step(&|| {
        std::fs::remove_file(site.path("content/okrs/2020-q3.md")).unwrap();
        site.write("content/okrs/2020-q3.md", PLAN.replace("Sold 4", "Sold 7"));
    });
    // New documents and folders, moved and deleted ones.
    step(&|| site.write("content/okrs/2020-q4.md", PLAN.replace("Q3", "Q4")));
    step(&|| site.write("content/more/deep/page.md", "# Deep\n"));
    step(&|| site.write("content/more/deep/page.md", "# Deeper\n"));
    step(&|| rename("content/more", "content/other"));
    step(&|| site.write("content/other/deep/page.md", "# Deepest\n"));
    step(&|| rename("content/about.md", "content/us.md"));
    step(&|| std::fs::remove_dir_all(site.path("content/other")).unwrap());
    step(&|| site.write("content/picture.svg", "<svg/>"));
    step(&|| site.write("content/picture.svg", "<svg></svg>"));
    // Folders that were not there before.
    step(&|| site.write("static/robots.txt", "User-agent: *\n"));
    step(&|| site.write("static/robots.txt", "User-agent: me\n"));
    step(&|| {
        site.write("themes/own/strings/en.toml", "[page]\nquarters = \"Terms\"\n");
        site.write("quarterdeck.toml", "title = \"Large\"\ntheme = \"own\"\n");
    });
    step(&|| site.write("themes/own/strings/en.toml", "[page]\nquarters = \"Spans\"\n"));
    step(&|| {
        let template = "{% extends \"default/legend.html\" %}{% block title %}T{% endblock %}";
        site.write("themes/own/templates/legend.html", template);
    });
    step(&|| site.write("themes/own/assets/style.css", "p { color: red }\n"));
    step(&|| site.write("themes/own/assets/style.css", "p { color: blue }\n"));
    // All at once, as version control does.
    step(&|| {
        for number in 0..30 {
            site.write(&format!("content/many/page-{number}.md"), format!("# Page {number}\n"));
        }
        std::fs::remove_file(site.path("content/us.md")).unwrap();
        site.write("content/okrs/2020-q3.md", PLAN.replace("Sold 4", "Sold 9"));
    });
}

#[test]
fn changes_are_seen_without_the_help_of_the_system() {
    let site = small();
    let root = site.path("");
    let poll = Some(Duration::from_millis(20));
    let preview = Preview::with(&root, |options| options.poll = poll);
    site.write("content/okrs/2020-q3.md", PLAN.replace("Sold 4", "Sold 10 of them"));
    preview.until_built(&site);
    site.write("content/new.md", "# New\n");
    preview.until_built(&site);
}

#[test]
fn the_site_is_written_too_where_that_is_asked_for_and_nowhere_else() {
    let site = small();
    let root = site.path("");
    let names = |site: &Site| -> BTreeSet<String> {
        let entries = std::fs::read_dir(site.path("")).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let before = names(&site);
    let preview = Preview::of(&root);
    preview.get("/");
    assert_eq!(names(&site), before);
    drop(preview);
    let out = root.join("out");
    let preview =
        Preview::with(&root, |options| options.output = Some(out.to_str().unwrap().into()));
    site.write("content/about.md", "# About\n\nOther words.\n");
    preview.until("the page is written", || {
        std::fs::read_to_string(out.join("about/index.html"))
            .is_ok_and(|text| text.contains("Other words."))
    });
    assert_eq!(Pages::read(&out).text("about/index.html"), site.build().text("about/index.html"));
}

#[test]
fn the_last_good_page_stays_while_something_is_wrong() {
    let site = small();
    let root = site.path("");
    let preview = Preview::of(&root);
    let good = preview.text("/quarters/2020-q3/");
    let news = || news(preview.server.address(), "/quarters/2020-q3/");
    assert_eq!(news()["broken"], false);
    let broken = PLAN.replace("Sold 4.", "Sold [_N<sub>1</sub>_][n1].");
    site.write("content/okrs/2020-q3.md", &broken);
    preview.until("it is told", || news()["broken"] == true);
    assert_eq!(preview.text("/quarters/2020-q3/"), good);
    let told = news();
    let text = told["found"][0]["text"].as_str().unwrap();
    assert!(text.contains("content/okrs/2020-q3.md:4") && text.contains("<sub>1"), "{text}");
    let editor = told["found"][0]["editor"].as_str().unwrap();
    let place = format!("{}/content/okrs/2020-q3.md:4:", root.canonicalize().unwrap().display());
    assert!(editor.starts_with("vscode://file/") && editor.contains(&place), "{editor}");
    site.write("content/okrs/2020-q3.md", format!("{broken}\n[n1]: https://a.test/\n"));
    preview.until("it is mended", || news()["broken"] == false);
    preview.until_built(&site);
}

#[test]
fn a_template_that_fails_is_told_and_the_page_stays() {
    let site = small();
    site.write("quarterdeck.toml", "theme = \"own\"\n");
    let root = site.path("");
    site.write("themes/own/templates/legend.html", "{% extends \"default/legend.html\" %}");
    let preview = Preview::of(&root);
    let good = preview.text("/legend/");
    let news = || news(preview.server.address(), "/legend/");
    let path = "themes/own/templates/legend.html";
    for wrong in [
        "{% block %}",
        "{% extends \"default/legend.html\" %}{% block main %}{{ no }}{% endblock %}",
    ] {
        site.write(path, wrong);
        preview.until("it is told", || {
            let _ = preview.get("/legend/");
            news()["broken"] == true
        });
        site.write(path, "{% extends \"default/legend.html\" %}");
        preview.until("it is mended", || news()["broken"] == false);
        assert_eq!(preview.text("/legend/"), good);
    }
}

/// A template that only fails when a page is asked for belongs to the site that is shown; what is
/// read later may have other texts, or none of that name.
#[test]
fn a_page_that_fails_is_told_beside_later_mistakes_in_other_texts() {
    let base = "themes/own/templates/base.html";
    let failing =
        "{% extends \"default/base.html\" %}{% block foot %}{{ nope.x }}{% endblock foot %}";
    let mistakes: [fn(&Site); 3] = [
        |site| site.write("themes/own/templates/base.html", "{% block foot %}"),
        |site| site.write("content/new.md", "---\ntitle: [\n---\n# New\n"),
        |site| std::fs::rename(site.path("themes"), site.path("gone")).unwrap(),
    ];
    for make in mistakes {
        let site = small();
        site.write("quarterdeck.toml", "theme = \"own\"\n");
        site.write(base, failing);
        let preview = Preview::of(&site.path(""));
        preview.until("it is told", || {
            let answer = preview.get("/legend/");
            assert_eq!(answer.status, 200, "{}", answer.head);
            news(preview.server.address(), "/none/")["broken"] == true
        });
        preview.until("it is told in the terminal", || {
            let heard = preview.heard.lock().unwrap().recv_timeout(PATIENCE).unwrap();
            assert!(!heard.starts_with("Changed"), "nothing has changed: {heard}");
            heard.starts_with("Found") && heard.contains("nope")
        });
        make(&site);
        preview.until("the mistake is seen", || {
            let heard = preview.heard.lock().unwrap().recv_timeout(PATIENCE).unwrap();
            heard.starts_with("Changed")
        });
        for page in ["/legend/", "/", "/lost/"] {
            let answer = preview.get(page);
            assert!([200, 404].contains(&answer.status), "{page}: {}", answer.head);
        }
        let told = news(preview.server.address(), "/none/");
        assert!(told["found"].to_string().contains("error"), "{told}");
    }
}

#[test]
fn a_folder_that_is_gone_is_told_and_comes_back() {
    let site = small();
    let root = site.path("");
    let preview = Preview::of(&root);
    let good = preview.text("/about/");
    let news = || news(preview.server.address(), "/about/");
    std::fs::rename(site.path("content"), site.path("hidden")).unwrap();
    preview.until("it is told", || news()["problem"].is_string());
    assert_eq!(preview.text("/about/"), good);
    std::fs::rename(site.path("hidden"), site.path("content")).unwrap();
    preview.until("it is back", || news()["problem"].is_null());
    site.write("content/about.md", "# About\n\nNew words.\n");
    preview.until_built(&site);
}

#[test]
fn a_taken_port_gives_the_next_one() {
    let site = small();
    let root = site.path("");
    let first = Preview::of(&root);
    let taken = first.server.address().port();
    let second = Preview::with(&root, |options| options.port = taken);
    assert!(second.server.address().port() > taken);
    let said = second.heard.lock().unwrap().recv_timeout(PATIENCE).unwrap();
    assert!(said.contains(&format!("busy: Some({taken})")), "{said}");
    drop(first);
}

/// The first news that a browser gets that shows `page`.
fn news(address: SocketAddr, page: &str) -> serde_json::Value {
    let mut stream = connect(address);
    let request =
        format!("GET /.quarterdeck/events?page={page} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut text = String::new();
    let mut part = [0; 4096];
    loop {
        let length = stream.read(&mut part).unwrap();
        assert!(length > 0, "it ended: {text}");
        text += &String::from_utf8_lossy(&part[..length]);
        let data = text.split_once("data: ").and_then(|(_, rest)| rest.split_once("\n\n"));
        // The stream comes in chunks, whose lengths may stand between.
        if let Some((data, _)) = data
            && let Ok(json) = serde_json::from_str(data)
        {
            return json;
        }
    }
}
