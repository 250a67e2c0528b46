//! The web client, built into the binary: one file to copy. Where it was not built, a page that says
//! so. The client's own addresses all lead to its one page.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web,
};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::{
    assets::{Explorer, media_type, page_of},
    trusted::TrustedDocuments,
};
use crate::platform::{Error, Result};

/// What `build.rs` picked.
#[derive(RustEmbed)]
#[folder = "$OUT_DIR/client"]
struct Client;

const PAGE: &str = "index.html";
const WELCOME: &str = "welcome.html";
/// The folder of files named by their content.
const HASHED: &str = "assets/";

/// No script but the client's own files; styles are also set by its components.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

/// The documents that the client sends.
///
/// # Errors
/// `Internal` where the client was not built.
pub fn documents() -> Result<TrustedDocuments> {
    let list = Client::get("trusted.json");
    let list = list.ok_or_else(|| Error::internal("trusted documents: there is no web client"))?;
    TrustedDocuments::read(&list.data)
}

/// Whatever no other route answers.
pub async fn serve(http: HttpRequest, explorer: web::Data<Explorer>) -> HttpResponse {
    if !matches!(*http.method(), Method::GET | Method::HEAD) {
        return HttpResponse::NotFound().finish();
    }
    let path = http.path().trim_start_matches('/');
    if let Some(file) = Client::get(path) {
        return answer(&http, path, file);
    }
    // An address of the client, not a file that is missing.
    let is_place = !path.starts_with(HASHED) && !path.contains('.');
    match (Client::get(PAGE), Client::get(WELCOME)) {
        (Some(page), _) if is_place => answer(&http, PAGE, page),
        (None, Some(welcome)) if path.is_empty() => page_of(&welcome.data, **explorer),
        _ => HttpResponse::NotFound().finish(),
    }
}

/// A file, compressed beforehand where the browser takes that, and not sent where it is known.
fn answer(http: &HttpRequest, path: &str, file: EmbeddedFile) -> HttpResponse {
    let tag = header::EntityTag::new_strong(
        file.metadata.sha256_hash().iter().take(16).map(|byte| format!("{byte:02x}")).collect(),
    );
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, media_type(path)))
        .insert_header((header::CACHE_CONTROL, lifetime(path)))
        .insert_header(header::ETag(tag.clone()))
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY));
    let known = http.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.contains(tag.tag())) {
        return response.status(actix_web::http::StatusCode::NOT_MODIFIED).finish();
    }
    let compressed = takes_brotli(http).then(|| Client::get(&format!("{path}.br"))).flatten();
    match compressed {
        Some(compressed) => response
            .insert_header((header::CONTENT_ENCODING, "br"))
            .body(compressed.data.into_owned()),
        None => response.body(file.data.into_owned()),
    }
}

fn takes_brotli(http: &HttpRequest) -> bool {
    let accepted =
        http.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.split(',').any(|one| one.trim().starts_with("br")))
}

/// What is named by its content never changes; everything else is asked for again.
fn lifetime(path: &str) -> &'static str {
    if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" }
}
