//! Files that are built into the binary: the welcome page and the explorer.

use actix_web::{HttpResponse, http::header, web};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// Whether the explorer is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explorer {
    /// At `/graphiql`.
    On,
    /// Nowhere.
    Off,
}

/// The page at `/` until the web client exists. It leads to the explorer where there is one: the
/// lines that name it are left out otherwise.
pub async fn welcome(explorer: Explorer) -> HttpResponse {
    let Some(page) = Assets::get("welcome.html") else { return HttpResponse::NotFound().finish() };
    let page = String::from_utf8_lossy(&page.data);
    let is_true = |line: &&str| explorer == Explorer::On || !line.contains("/graphiql");
    let lines: Vec<_> = page.lines().filter(is_true).collect();
    answer("text/html; charset=utf-8", lines.join("\n"))
}

/// The explorer.
pub async fn graphiql() -> HttpResponse {
    file("graphiql/index.html")
}

/// What the explorer loads.
pub async fn graphiql_file(name: web::Path<String>) -> HttpResponse {
    file(&format!("graphiql/{name}"))
}

fn file(path: &str) -> HttpResponse {
    let Some(file) = Assets::get(path) else { return HttpResponse::NotFound().finish() };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    answer(kind, file.data.into_owned())
}

fn answer(kind: &'static str, body: impl Into<web::Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::X_FRAME_OPTIONS, "DENY"))
        .body(body.into())
}
