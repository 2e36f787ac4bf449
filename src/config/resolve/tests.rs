//! Settings of the right type that make no sense, and what is said of them.

use super::super::tests::{complaints, config};
use super::super::{Config, Grading, hosts};

#[test]
fn addresses_are_checked_and_made_uniform() {
    let base = |url: &str| config(&format!("base_url = '{url}'"));
    let flaw = |url: &str| base(url).1.first().cloned().unwrap_or_default();
    let told = |flaw: &str| {
        format!(
            "config/invalid-value 1:12: `base_url` {flaw} (write an address such as \
             `https://example.com/okrs/`)"
        )
    };
    assert_eq!(flaw("example.com"), told("does not start with `https://` or `http://`"));
    assert_eq!(flaw("javascript:alert(1)"), told("does not start with `https://` or `http://`"));
    assert_eq!(flaw("https:///a"), told("names no host"));
    assert_eq!(flaw("https://a.b/?q"), told("holds a query (`?`)"));
    assert_eq!(flaw("https://a.b/#f"), told("holds a fragment (`#`)"));
    assert_eq!(flaw("https://a.b/c d"), told("holds a space"));
    assert_eq!(flaw("https://me@a.b/"), told("holds a user's name"));
    assert_eq!(flaw("https://a.b//c"), told("holds an empty or dotted part"));
    assert_eq!(flaw("https://a.b/../c"), told("holds an empty or dotted part"));
    assert_eq!(flaw("https://a.b/\">"), told("holds a character that addresses cannot hold"));
    assert_eq!(base("HTTP://a.b:8080").0.base_path(), Some("/"));
    assert_eq!(base("https://a.b/c/d").0.base_path(), Some("/c/d/"));
    assert_eq!(
        complaints("[issues]\nurl = \"https://a.b/issues\"\n[source]\nurl = \"../r\"\n"),
        [
            "config/invalid-value 2:7: `url` of `issues` does not say where the number goes \
             (write an address such as `https://example.com/issues/{number}`)",
            "config/invalid-value 4:7: `url` of `source` does not start with `https://` or \
             `http://` (write an address such as `https://example.com/handbook/blob/main/`)",
        ]
    );
}

#[test]
fn lengths_of_time_are_days_or_weeks() {
    let every =
        |text: &str| config(&format!("[freshness]\nreview_every = '{text}'")).0.review_every;
    assert_eq!(every("90 days"), Some(90));
    assert_eq!(every("1 day"), Some(1));
    assert_eq!(every("6  weeks"), Some(42));
    for wrong in ["0 days", "-1 days", "90", "days", "3 moons", "90 days or so", "99999999 days"] {
        assert_eq!(every(wrong), None, "{wrong}");
    }
    assert_eq!(
        complaints("[freshness]\nreview_every = 'soon'"),
        ["config/invalid-value 2:16: `review_every` of `freshness` is no length of time: `soon` \
          (write a number of days or weeks, as in `review_every = \"90 days\"`)"]
    );
}

#[test]
fn the_output_folder_never_swallows_what_the_site_is_made_from() {
    let folders = |text: &str| {
        let (config, diagnostics) = config(text);
        (config.content, config.output, diagnostics.len())
    };
    let kept = |content: &str, output: &str, n| (content.to_owned(), output.to_owned(), n);
    assert_eq!(folders("output = '.'"), kept("content", "public", 1));
    assert_eq!(folders("output = '../x'"), kept("content", "public", 1));
    assert_eq!(folders("output = '/'"), kept("content", "public", 1));
    assert_eq!(folders("output = 'C:\\x'"), kept("content", "public", 1));
    assert_eq!(folders("output = 'content/out'"), kept("content", "public", 1));
    assert_eq!(folders("output = 'a'\ncontent = 'a/b'"), kept("a/b", "public", 1));
    assert_eq!(folders("output = 'themes'"), kept("content", "public", 1));
    assert_eq!(folders("content = 'public'"), kept("content", "public", 1));
    assert_eq!(folders("content = '.'\noutput = 'site'"), kept("", "site", 0));
    assert_eq!(folders("content = 'content2'\noutput = 'content'"), kept("content2", "content", 0));
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    assert_eq!(
        complaints("theme = \"../../etc\"\nlanguage = \"english please\"\n"),
        [
            "config/invalid-value 1:9: `theme` is `../../etc`, which names no theme (write the \
             name of a folder in `themes`)",
            "config/invalid-value 2:12: `language` is `english please`, which is no language tag \
             (write a tag such as `en` or `pt-BR`)",
        ]
    );
}

#[test]
fn member_hosts_are_matched_without_regard_to_case_and_whole() {
    let config = Config::default();
    assert!(config.is_member_host("DOCS.google.com"));
    assert!(config.is_member_host("acme.atlassian.net."));
    assert!(!config.is_member_host("atlassian.net"));
    assert!(!config.is_member_host(".atlassian.net"));
    assert!(!config.is_member_host("notatlassian.net"));
    assert!(!config.is_member_host("google.com"));
    let entries = |text: &str| text.split(' ').all(hosts::is_entry);
    assert!(entries(&hosts::MEMBERS.join(" ")));
    assert_eq!(
        complaints("[links]\nmember_hosts = ['https://a.b/', '*.c.d', '*']\n"),
        [
            "config/invalid-value 2:17: `https://a.b/` is no host (write a host such as \
             `docs.example.com` or `*.example.com`)",
            "config/invalid-value 2:42: `*` is no host (write a host such as \
             `docs.example.com` or `*.example.com`)",
        ]
    );
}

#[test]
fn target_patterns_are_for_the_whole_label() {
    let default = Config::default();
    assert!(["n0", "N26", "X", "ab12"].iter().all(|label| default.is_target_label(label)));
    assert!(["", "7", "abc", "n0 ", "n0x", "n\u{b2}"].iter().all(|l| !default.is_target_label(l)));
    let (custom, diagnostics) = config("[targets]\npattern = 'a|bc'");
    assert!(diagnostics.is_empty());
    assert!(custom.is_target_label("bc") && !custom.is_target_label("abc"));
    let (broken, diagnostics) = config("[targets]\npattern = 'a)|(b'");
    assert_eq!(
        diagnostics,
        ["config/invalid-value 2:11: `pattern` is no regular expression: found closing ')' \
          without matching '(' (the default is `[A-Za-z]{1,2}[0-9]*`)"]
    );
    assert!(broken.is_target_label("n0"));
}

#[test]
fn thresholds_stand_in_their_order() {
    let (config, diagnostics) = config("[grading]\ndelivered = 0.3\n");
    assert_eq!(
        diagnostics,
        ["config/invalid-value 2:13: `progress` (0.4) is above `delivered` (0.3) (the grade \
          called delivered is the higher one)"]
    );
    assert_eq!(config.grading, Grading::default());
}
