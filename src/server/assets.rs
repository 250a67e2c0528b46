//! Files that are built into the binary: the welcome page and the explorer.

use actix_web::{HttpResponse, http::header, web};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// The page at `/` until the web client exists.
pub async fn welcome() -> HttpResponse {
    file("welcome.html")
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
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::X_FRAME_OPTIONS, "DENY"))
        .body(file.data)
}
