//! Hosts that only members can open.

/// Hosts that ask for an account of the organisation, or show nothing without one.
pub(super) const MEMBERS: &[&str] = &[
    "docs.google.com",
    "drive.google.com",
    "sheets.google.com",
    "slides.google.com",
    "calendar.google.com",
    "groups.google.com",
    "mail.google.com",
    "meet.google.com",
    "datastudio.google.com",
    "lookerstudio.google.com",
    "console.cloud.google.com",
    "notion.so",
    "*.notion.so",
    "app.notion.com",
    "*.atlassian.net",
    "*.sharepoint.com",
    "onedrive.live.com",
    "teams.microsoft.com",
    "app.powerbi.com",
    "*.lightning.force.com",
    "*.salesforce.com",
    "*.looker.com",
    "app.hubspot.com",
    "app.asana.com",
    "app.clickup.com",
    "linear.app",
    "*.monday.com",
    "*.slack.com",
    "*.zendesk.com",
    "airtable.com",
    "coda.io",
    "www.figma.com",
    "miro.com",
    "app.mode.com",
    "app.periscopedata.com",
    "*.tableau.com",
    "*.amplitude.com",
    "mixpanel.com",
    "*.productboard.com",
    "*.aha.io",
    "www.dropbox.com",
    "*.app.box.com",
    "*.okta.com",
    "*.bamboohr.com",
    "app.datadoghq.com",
    "*.grafana.net",
    "*.pagerduty.com",
];

/// The host of an address; empty when it has none.
#[must_use]
pub fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    host.split(':').next().unwrap_or("")
}

/// Whether `host` is what `entry` means: itself, or any host below `x` when it is `*.x`.
pub(super) fn matches(entry: &str, host: &str) -> bool {
    match entry.strip_prefix("*.") {
        Some(parent) => {
            host.strip_suffix(parent).is_some_and(|sub| sub.len() > 1 && sub.ends_with('.'))
        }
        None => entry == host,
    }
}

/// A host as it is compared: in lower case, without the dot of the root.
pub(super) fn canonical(host: &str) -> String {
    host.trim().trim_end_matches('.').to_lowercase()
}

/// Whether `text` can be an entry of the list.
pub(super) fn is_entry(text: &str) -> bool {
    let host = text.strip_prefix("*.").unwrap_or(text);
    !host.is_empty()
        && !host.starts_with('.')
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
}
