//! `GET /calendar/{token}.ics`: a calendar at its secret address. It needs no session: the token
//! names the person, whose rights are read anew each time. What is unknown, malformed, revoked or of
//! a closed account is answered alike.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, EntityTag, IfNoneMatch},
    web,
};
use sha2::{Digest, Sha256};

use super::{State, graphql::origin};
use crate::{
    features::feeds::{calendar_of, note_use},
    platform::{Error, Result, viewer::Viewer},
};

/// Where calendars are: nothing below it is written into a log.
pub const FOLDER: &str = "/calendar/";
/// An address of this folder.
pub const ADDRESS: &str = "/calendar/{token}.ics";

const NOT_KEPT: (header::HeaderName, &str) = (header::CACHE_CONTROL, "private, no-store");

/// The calendar.
pub async fn give(
    state: web::Data<State>,
    http: HttpRequest,
    token: web::Path<String>,
) -> HttpResponse {
    let origin = origin(&state, &http);
    let trace_id = origin.trace_id.clone();
    match find(&state, &http, &token).await {
        Ok(Some(text)) => answer(&http, text),
        Ok(None) => HttpResponse::NotFound().insert_header(NOT_KEPT).finish(),
        Err(Error::Unavailable) => {
            HttpResponse::ServiceUnavailable().insert_header(NOT_KEPT).finish()
        }
        Err(error) => {
            tracing::error!(%trace_id, ?error, "calendar");
            HttpResponse::InternalServerError().insert_header(NOT_KEPT).finish()
        }
    }
}

async fn find(state: &State, http: &HttpRequest, token: &str) -> Result<Option<String>> {
    let Some((feed, actor)) = state.auth.feed_of(token).await? else { return Ok(None) };
    let viewer = Viewer::new(&state.database, actor, origin(state, http));
    let text = calendar_of(&viewer).await?;
    if text.is_some() {
        note_use(&state.database, &feed).await?;
    }
    Ok(text)
}

fn answer(http: &HttpRequest, text: String) -> HttpResponse {
    let digest = Sha256::digest(&text);
    let tag: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    // Weak: compressed or not, it is the same calendar.
    let tag = EntityTag::new_weak(tag);
    let tagged = (header::ETAG, tag.to_string());
    if is_known(http, &tag) {
        return HttpResponse::NotModified().insert_header(NOT_KEPT).insert_header(tagged).finish();
    }
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/calendar; charset=utf-8"))
        .insert_header(NOT_KEPT)
        .insert_header(tagged)
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(text)
}

fn is_known(http: &HttpRequest, tag: &EntityTag) -> bool {
    match header::Header::parse(http) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}
