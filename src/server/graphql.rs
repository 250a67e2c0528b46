//! GraphQL over HTTP: reads the request, finds the caller, runs the operation, writes the answer.
//!
//! Our own, since the stock glue runs mutations over GET and takes any content type.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{Method, StatusCode, header},
    web,
};
use async_graphql::{
    Name, Request, Response, ServerError, Value, Variables,
    parser::{
        parse_query,
        types::{ExecutableDocument, OperationType},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    State,
    persisted::{PersistedQueries, Refusal, UNKNOWN_HASH},
    quota::Told,
};
use crate::{
    features::auth::graphql as cookies,
    platform::{
        Error,
        actor::Origin,
        error::Language,
        variables::fill_defaults,
        viewer::{Caller, Viewer},
    },
};

const MOST_BODY: usize = 256 * 1024;
const MOST_QUERY: usize = 20_000;

const JSON: &str = "application/json";
const GRAPHQL_JSON: &str = "application/graphql-response+json";

/// A request, as a body or in the address.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Parameters {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<serde_json::Map<String, serde_json::Value>>,
    extensions: Option<serde_json::Map<String, serde_json::Value>>,
}

/// The same in an address, where the last two are text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddressParameters {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

/// `POST /graphql`.
pub async fn post(
    state: web::Data<State>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    if !is_json(&http) {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/json");
    }
    if http.headers().contains_key(header::CONTENT_ENCODING) {
        return refuse(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "send the body as it is, not compressed",
        );
    }
    let Ok(Ok(body)) = payload.to_bytes_limited(MOST_BODY).await else {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 256 KiB");
    };
    match serde_json::from_slice::<Parameters>(&body) {
        Ok(parameters) => answer(&state, &http, parameters).await,
        Err(_) => refuse(StatusCode::BAD_REQUEST, "send one JSON object with a query"),
    }
}

/// `GET /graphql`: queries only.
pub async fn get(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    let parsed = web::Query::<AddressParameters>::from_query(http.query_string());
    let Ok(web::Query(address)) = parsed else {
        return refuse(StatusCode::BAD_REQUEST, "give a query");
    };
    let AddressParameters { query, operation_name, variables, extensions } = address;
    // `null` is as good as nothing, as it is in a body.
    let object = |text: Option<String>| text.map_or(Ok(None), |text| serde_json::from_str(&text));
    let (Ok(variables), Ok(extensions)) = (object(variables), object(extensions)) else {
        return refuse(
            StatusCode::BAD_REQUEST,
            "variables and extensions are one JSON object each",
        );
    };
    answer(&state, &http, Parameters { query, operation_name, variables, extensions }).await
}

async fn answer(state: &State, http: &HttpRequest, parameters: Parameters) -> HttpResponse {
    let Some(media_type) = media_type(http) else {
        return refuse(StatusCode::NOT_ACCEPTABLE, "accept application/json");
    };
    let mut request = match parameters.into_request(&state.persisted) {
        Ok(request) => request,
        Err(Refusal::Malformed(words)) => return refuse(StatusCode::BAD_REQUEST, words),
        Err(Refusal::Unknown) => {
            let (words, code) = UNKNOWN_HASH;
            return HttpResponse::Ok().json(errors(words, json!({ "code": code })));
        }
    };
    let name = request.operation_name.clone();
    if let Ok(document) = request.parsed_query() {
        let kinds = kinds(document, name.as_deref());
        if kinds.contains(&OperationType::Subscription) {
            return refuse(StatusCode::BAD_REQUEST, "subscribe over WebSocket at /graphql/ws");
        }
        if http.method() == Method::GET && kinds.contains(&OperationType::Mutation) {
            return HttpResponse::MethodNotAllowed()
                .insert_header((header::ALLOW, "POST"))
                .json(body_of("send a mutation by POST"));
        }
    }
    let caller = Arc::new(caller(state, http).await);
    if let Some(trusted) = &state.trusted
        && let Err(refusal) = trusted.check(&request.query, &caller)
    {
        return HttpResponse::Forbidden().json(json!({ "errors": [refusal] }));
    }
    let response = state.schema.execute(request.data(caller)).await;
    write(&response, media_type)
}

impl Parameters {
    /// Whether there is anything to run, or a hash of it.
    pub(super) const fn names_a_query(&self) -> bool {
        self.query.is_some() || self.extensions.is_some()
    }

    /// The request for the engine. What does not parse is left to it, whose extension words the
    /// error.
    ///
    /// # Errors
    /// Why a request is refused as it stands.
    pub(super) fn into_request(self, persisted: &PersistedQueries) -> Result<Request, Refusal> {
        if self.query.as_ref().is_some_and(|query| query.chars().count() > MOST_QUERY) {
            return Err(Refusal::Malformed("the query is longer than 20,000 characters"));
        }
        let query = persisted.query(self.query, self.extensions.as_ref())?;
        let variables = serde_json::Value::from(self.variables.unwrap_or_default());
        let mut request = Request::new(query);
        request.operation_name = self.operation_name;
        request.variables = Variables::from_json(variables);
        if let Ok(document) = parse_query(&request.query) {
            fill_defaults(&mut request, &document);
            request.set_parsed_query(document);
        }
        Ok(request)
    }
}

/// What the operations are that would run.
pub(super) fn kinds(document: &ExecutableDocument, name: Option<&str>) -> Vec<OperationType> {
    let is_meant = |given: Option<&Name>| name.is_none() || given.map(Name::as_str) == name;
    let meant = document.operations.iter().filter(|(given, _)| is_meant(*given));
    meant.map(|(_, operation)| operation.node.ty).collect()
}

fn write(response: &Response, media_type: &'static str) -> HttpResponse {
    let was_executed =
        response.errors.is_empty() || response.errors.iter().any(|error| !error.path.is_empty());
    let status = if media_type == GRAPHQL_JSON && !was_executed {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::OK
    };
    let told = Told {
        quota: cost_of(response, "quota"),
        left: cost_of(response, "left"),
        reset_secs: cost_of(response, "resetSecs"),
        retry_after_secs: wait_secs(response),
    };
    let is_too_much = told.retry_after_secs.is_some();
    let status = if is_too_much { StatusCode::TOO_MANY_REQUESTS } else { status };
    let mut http = HttpResponseBuilder::new(status);
    told.write(&mut http);
    for (name, value) in &response.http_headers {
        http.append_header((name.as_str(), value.as_bytes()));
    }
    http.insert_header((header::CONTENT_TYPE, format!("{media_type}; charset=utf-8")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    // As text at once: a tree of JSON would lose the order of the fields.
    let body = if was_executed {
        serde_json::to_string(response)
    } else {
        let (errors, extensions) = (&response.errors, &response.extensions);
        serde_json::to_string(&Refused { errors, extensions })
    };
    match body {
        Ok(body) => http.body(body),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

/// What `extensions.cost` says under this name.
fn cost_of(response: &Response, name: &str) -> Option<u64> {
    match response.extensions.get("cost")? {
        Value::Object(cost) => match cost.get(name)? {
            Value::Number(number) => number.as_u64(),
            _ => None,
        },
        _ => None,
    }
}

/// In how many seconds a request may come again that was refused for want of quota.
fn wait_secs(response: &Response) -> Option<u64> {
    let waits = response.errors.iter().filter_map(|error| {
        match error.extensions.as_ref()?.get("retryAfterSecs")? {
            Value::Number(number) => number.as_u64(),
            _ => None,
        }
    });
    waits.max()
}

/// An answer without `data`: nothing was executed.
#[derive(Serialize)]
struct Refused<'a> {
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

fn refuse(status: StatusCode, words: &str) -> HttpResponse {
    HttpResponseBuilder::new(status).json(body_of(words))
}

fn body_of(words: &str) -> serde_json::Value {
    errors(words, json!({ "code": "BAD_INPUT", "reason": "bad_request" }))
}

fn errors(words: &str, extensions: serde_json::Value) -> serde_json::Value {
    json!({ "errors": [{ "message": words, "extensions": extensions }] })
}

fn is_json(http: &HttpRequest) -> bool {
    let Some(kind) = http.headers().get(header::CONTENT_TYPE) else { return false };
    let Ok(kind) = kind.to_str() else { return false };
    let mut parts = kind.split(';').map(str::trim);
    let is_utf8 = |part: &str| {
        part.to_ascii_lowercase()
            .strip_prefix("charset=")
            .is_none_or(|charset| charset.trim_matches('"') == "utf-8")
    };
    parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case(JSON)) && parts.all(is_utf8)
}

/// What to answer in: the first that the client accepts, JSON where it does not say.
fn media_type(http: &HttpRequest) -> Option<&'static str> {
    let Some(accept) = http.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok())
    else {
        return Some(JSON);
    };
    accept.split(',').filter_map(|range| range.split(';').next()).find_map(|kind| {
        match kind.trim().to_ascii_lowercase().as_str() {
            GRAPHQL_JSON => Some(GRAPHQL_JSON),
            JSON | "application/*" | "*/*" => Some(JSON),
            _ => None,
        }
    })
}

/// Who calls: by bearer token or by the browser's cookie.
pub(super) async fn caller(state: &State, http: &HttpRequest) -> Caller {
    caller_with(state, http, token(http)).await
}

/// Who calls with this token.
pub(super) async fn caller_with(
    state: &State,
    http: &HttpRequest,
    token: Option<String>,
) -> Caller {
    let origin = origin(state, http);
    let viewer = match token {
        None => Err(Error::not_signed_in()),
        Some(token) => authenticate(state, &token, &origin).await,
    };
    let mut caller = Caller::new(viewer, origin, language(http));
    caller.refresh_token = cookie(http, cookies::REFRESH_COOKIE);
    caller
}

/// Where a request comes from.
pub(super) fn origin(state: &State, http: &HttpRequest) -> Origin {
    Origin {
        address: client_address(state, http).map(|ip| ip.to_string()).unwrap_or_default(),
        trace_id: state.database.clock().new_id::<()>().uuid().simple().to_string(),
    }
}

/// The address of the client: of the peer, or the one it speaks for as a load balancer. Each that
/// is trusted adds the one it heard from at the end.
fn client_address(state: &State, http: &HttpRequest) -> Option<IpAddr> {
    let peer = http.peer_addr()?.ip().to_canonical();
    let is_trusted = |ip: &IpAddr| state.trusted_proxies.iter().any(|net| net.contains(ip));
    let lines = http.headers().get_all("x-forwarded-for").filter_map(|line| line.to_str().ok());
    let told: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut address = peer;
    for told in told.iter().rev() {
        if !is_trusted(&address) {
            break;
        }
        let Ok(before) = told.parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    Some(address)
}

/// The access token that a request came with.
pub(super) fn token(http: &HttpRequest) -> Option<String> {
    bearer(http).or_else(|| cookie(http, cookies::ACCESS_COOKIE))
}

/// The bearer token of a request.
pub(super) fn bearer(http: &HttpRequest) -> Option<String> {
    let given = http.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    given.strip_prefix("Bearer ").map(str::to_owned)
}

fn cookie(http: &HttpRequest, name: &str) -> Option<String> {
    http.cookie(name).map(|cookie| cookie.value().to_owned())
}

async fn authenticate(
    state: &State,
    token: &str,
    origin: &Origin,
) -> crate::platform::Result<Viewer> {
    let actor = state.auth.authenticate(token, origin).await?;
    Ok(Viewer::new(&state.database, actor, origin.clone()))
}

/// English where the client prefers it to Chinese.
pub(super) fn language(http: &HttpRequest) -> Language {
    let accepted =
        http.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let first = accepted.unwrap_or_default().split(',').map(str::trim).find(|tag| {
        let tag = tag.to_ascii_lowercase();
        tag.starts_with("en") || tag.starts_with("zh")
    });
    match first {
        Some(tag) if tag.to_ascii_lowercase().starts_with("en") => Language::English,
        Some(_) | None => Language::Chinese,
    }
}
