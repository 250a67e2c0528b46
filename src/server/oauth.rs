//! `POST /oauth/token`: OAuth 2 client credentials (RFC 6749, section 4.4), for clients that cannot
//! send a key as it is. The client's id is `client_id`, its key `client_secret`, in the form or by
//! HTTP Basic; the answer is a token of ten minutes.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{StatusCode, header},
    web,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use entity::{Id, api_client, scope::Scopes};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, graphql::origin};
use crate::{features::auth::MachineToken, platform::Error};

const MOST_BODY: usize = 8 * 1024;
const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Deserialize)]
struct TokenRequest {
    grant_type: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    scope: Option<String>,
}

/// Why there is no token, in the words of RFC 6749, section 5.2.
enum Refusal {
    InvalidRequest,
    InvalidClient,
    UnsupportedGrantType,
    InvalidScope,
    Unavailable,
}

/// `POST /oauth/token`.
pub async fn token(
    state: web::Data<State>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let body = match payload.to_bytes_limited(MOST_BODY).await {
        Ok(Ok(body)) if is_form(&http) => body,
        _ => return refuse(&Refusal::InvalidRequest),
    };
    match exchange(&state, &http, &body).await {
        Ok(MachineToken { token, lasts_secs, scopes }) => {
            let scopes: Vec<_> = scopes.0.iter().map(ToString::to_string).collect();
            let scope = scopes.join(" ");
            let given = json!({
                "access_token": token,
                "token_type": "Bearer",
                "expires_in": lasts_secs,
                "scope": scope,
            });
            answer(StatusCode::OK, &given)
        }
        Err(refusal) => refuse(&refusal),
    }
}

async fn exchange(state: &State, http: &HttpRequest, body: &[u8]) -> Result<MachineToken, Refusal> {
    let text = std::str::from_utf8(body).map_err(|_| Refusal::InvalidRequest)?;
    let asked = web::Query::<TokenRequest>::from_query(text);
    let asked = asked.map_err(|_| Refusal::InvalidRequest)?.into_inner();
    match asked.grant_type.as_deref() {
        Some("client_credentials") => {}
        Some(_) => return Err(Refusal::UnsupportedGrantType),
        None => return Err(Refusal::InvalidRequest),
    }
    let in_form = asked.client_id.zip(asked.client_secret);
    let (client_id, secret) = basic(http).or(in_form).ok_or(Refusal::InvalidClient)?;
    let client_id: Id<api_client::Entity> = Id::parse(&client_id).ok_or(Refusal::InvalidClient)?;
    let wanted = asked.scope.filter(|scope| !scope.trim().is_empty());
    let wanted = wanted.map(|scope| scope.split_whitespace().map(str::parse).collect());
    let wanted: Option<Result<Vec<_>, _>> = wanted;
    let wanted = wanted.transpose().map_err(|_| Refusal::InvalidScope)?.map(Scopes);
    let origin = origin(state, http);
    match state.auth.exchange_key(client_id, &secret, wanted, &origin).await {
        Ok(Some(token)) => Ok(token),
        Ok(None) => Err(Refusal::InvalidScope),
        Err(Error::Unauthenticated(_)) => Err(Refusal::InvalidClient),
        Err(error) => {
            tracing::error!(?error, "a key was not exchanged");
            Err(Refusal::Unavailable)
        }
    }
}

/// Whether the body is a form.
pub(super) fn is_form(http: &HttpRequest) -> bool {
    let kind = http.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM))
}

/// The client's id and key of HTTP Basic.
fn basic(http: &HttpRequest) -> Option<(String, String)> {
    let given = http.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let decoded = BASE64_STANDARD.decode(given.strip_prefix("Basic ")?).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}

fn refuse(refusal: &Refusal) -> HttpResponse {
    let (status, error) = match refusal {
        Refusal::InvalidRequest => (StatusCode::BAD_REQUEST, "invalid_request"),
        Refusal::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
        Refusal::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
        Refusal::InvalidScope => (StatusCode::BAD_REQUEST, "invalid_scope"),
        Refusal::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable"),
    };
    answer(status, &json!({ "error": error }))
}

fn answer(status: StatusCode, body: &Value) -> HttpResponse {
    let mut http = HttpResponseBuilder::new(status);
    http.insert_header((header::CACHE_CONTROL, "no-store"));
    if status == StatusCode::UNAUTHORIZED {
        http.insert_header((header::WWW_AUTHENTICATE, "Basic realm=\"wanqi\""));
    }
    http.json(body)
}
