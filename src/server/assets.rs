//! Files that are built into the binary beside the client: the explorer, and the page that stands in
//! for a client that was not built.

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

/// The page at `/` where no web client was built. It leads to the explorer where there is one: the
/// lines that name it are left out otherwise.
pub fn page_of(page: &[u8], explorer: Explorer) -> HttpResponse {
    let page = String::from_utf8_lossy(page);
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
    answer(media_type(path), file.data.into_owned())
}

/// The media type of a file of ours, by its ending.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "text/plain; charset=utf-8",
    }
}

fn answer(kind: &'static str, body: impl Into<web::Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::X_FRAME_OPTIONS, "DENY"))
        .body(body.into())
}
