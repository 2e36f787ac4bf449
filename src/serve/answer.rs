//! From a request to an answer, as GitHub Pages would give it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Response, StatusCode};
use percent_encoding::percent_decode_str;

use super::guard;
use super::news::{self, PREVIEW};
use super::preview::Preview;
use super::shown::{Page, Shown, with_script};
use crate::diag::Diagnostic;

/// What a path leads to.
enum Found {
    Page(Page, String),
    /// The folder has an index; its address ends in `/`.
    Folder,
    Nothing,
}

/// Answers one request.
pub(super) async fn answer(
    preview: &Arc<Preview>,
    address: SocketAddr,
    request: Request,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    if let Err(status) = guard::check(&parts, address) {
        return refusal(status);
    }
    let (name, shown) = (parts.uri.path().to_owned(), preview.shown());
    if let Some(name) = name.strip_prefix(&shown.prefix).and_then(|it| it.strip_prefix(PREVIEW)) {
        return match name {
            "events" => news::stream(preview, parts.uri.query().unwrap_or_default()),
            "preview.js" => file(&parts, Page::new(news::SCRIPT), "preview.js", StatusCode::OK),
            "preview.css" => file(&parts, Page::new(news::STYLE), "preview.css", StatusCode::OK),
            _ => refusal(StatusCode::NOT_FOUND),
        };
    }
    // Rendering is work: it must not hold up those who listen for news.
    let work = {
        let (preview, parts) = (Arc::clone(preview), parts.clone());
        tokio::task::spawn_blocking(move || page(&preview, &shown, &parts))
    };
    work.await.unwrap_or_else(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR))
}

fn page(preview: &Preview, shown: &Shown, parts: &Parts) -> Response<Body> {
    let path = parts.uri.path();
    let Some(inside) = path.strip_prefix(&shown.prefix) else {
        let base = shown.prefix.trim_end_matches('/');
        if path == "/" || path == base {
            return moved(&shown.prefix, parts, StatusCode::TEMPORARY_REDIRECT);
        }
        return missing(preview, shown, parts);
    };
    match percent_decode_str(inside).decode_utf8() {
        Ok(name) => match find(preview, shown, &name) {
            Found::Page(page, name) => file(parts, page, &name, StatusCode::OK),
            Found::Folder => moved(&format!("{path}/"), parts, StatusCode::MOVED_PERMANENTLY),
            Found::Nothing => missing(preview, shown, parts),
        },
        Err(_) => missing(preview, shown, parts),
    }
}

/// What stands at a path inside the site. Only names that the site has are found: there is no
/// other way from a path to bytes.
fn find(preview: &Preview, shown: &Shown, path: &str) -> Found {
    let name = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    if let Some(page) = named(preview, shown, &name) {
        return Found::Page(page, name);
    }
    let html = format!("{name}.html");
    if let Some(page) = named(preview, shown, &html) {
        return Found::Page(page, html);
    }
    let index = format!("{name}/index.html");
    let site = &shown.site;
    if site.view().route(&index).is_some() || site.files().contains_key(&index) {
        return Found::Folder;
    }
    Found::Nothing
}

/// The page or file of a name.
fn named(preview: &Preview, shown: &Shown, name: &str) -> Option<Page> {
    // A file takes the place of a page of the same name, as in a build.
    if let Some(bytes) = shown.site.file(name) {
        return Some(Page::new(bytes.to_vec()));
    }
    if let Some(bytes) = shown.site.card(name) {
        return Some(Page::new(bytes));
    }
    let route = shown.site.view().route(name)?;
    Some(told(preview, shown, shown.page(route)))
}

/// `page`; if its template fails, an empty one that tells of it.
fn told(preview: &Preview, shown: &Shown, page: Result<Page, Box<Diagnostic>>) -> Page {
    let empty = || {
        let html = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
                    <title>This page cannot be made</title></head><body></body></html>";
        Page::new(with_script(html.as_bytes(), &shown.prefix))
    };
    match page {
        Ok(page) if page.bytes.starts_with(b"<script") => empty(),
        Ok(page) => page,
        Err(problem) => {
            preview.failed(shown, *problem);
            empty()
        }
    }
}

fn missing(preview: &Preview, shown: &Shown, parts: &Parts) -> Response<Body> {
    let page = told(preview, shown, shown.lost());
    file(parts, page, "404.html", StatusCode::NOT_FOUND)
}

fn file(parts: &Parts, page: Page, name: &str, status: StatusCode) -> Response<Body> {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let text = kind.type_() == mime_guess::mime::TEXT
        || ["javascript", "json", "xml", "svg"].contains(&kind.subtype().as_str());
    let kind = if text { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    let mut known = parts.headers.get_all(IF_NONE_MATCH).iter();
    let known = status == StatusCode::OK && known.any(|tag| tag.as_bytes() == page.tag.as_bytes());
    let head = [(ETAG, page.tag), (CONTENT_TYPE, kind)];
    let body = if known || parts.method == Method::HEAD {
        Body::empty()
    } else {
        Body::from(page.bytes.clone())
    };
    let mut response = Response::new(body);
    *response.status_mut() = if known { StatusCode::NOT_MODIFIED } else { status };
    let headers = response.headers_mut();
    for (name, value) in head {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    if parts.method == Method::HEAD {
        headers.insert("content-length", HeaderValue::from(page.bytes.len()));
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

fn moved(to: &str, parts: &Parts, status: StatusCode) -> Response<Body> {
    let query = parts.uri.query().map_or_else(String::new, |query| format!("?{query}"));
    let mut response = refusal(status);
    // A path that began with two slashes would name another server.
    let to = format!("/{}{query}", to.trim_start_matches('/'));
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

fn refusal(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::from(status.canonical_reason().unwrap_or_default()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}
