//! Open311 GeoReport v2 at `/open311/v2`: the standard by which systems of cities file requests and
//! follow them, in XML and JSON. Thin: it files and reads as `submitRequest` and `serviceRequests`
//! do, within the reach and the scopes of the key, and costs a little of its quota.
//!
//! The key comes as `api_key` or as a bearer token, also where the standard would answer anybody. A
//! form's `client_id`, a UUID, makes a retry safe; the standard does not know it.

mod answers;
mod filing;
mod format;
mod parameters;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Scope,
    http::{StatusCode, header},
    web,
};
use entity::scope::{Area, Scope as KeyScope};

use self::{
    format::{Document, Format},
    parameters::{Parameters, category_of},
};
use super::{
    State,
    graphql::{bearer, caller_with},
    oauth::is_form,
    quota::Told,
    status::status_of,
};
use crate::{
    features::requests::{Called, Part, Wanted, follow, submit_request},
    platform::{
        Error,
        error::{Language, Reason},
        graphql_errors::record,
        viewer::{Caller, Viewer},
    },
};

const MOST_BODY: usize = 64 * 1024;
/// What a call costs of the caller's quota.
const COST: u64 = 10;
/// The county.
const JURISDICTION: &str = "330681";

const NO_JURISDICTION: Reason = Reason {
    code: "no_jurisdiction",
    zh: "jurisdiction_id 只有 330681",
    en: "The only jurisdiction_id is 330681",
};
const NO_SERVICE: Reason =
    Reason {
        code: "no_service", zh: "没有这个 service_code", en: "There is no such service_code"
    };
const SERVICE_WANTED: Reason =
    Reason { code: "service_wanted", zh: "请填写 service_code", en: "Give a service_code" };
const NOTHING_HERE: Reason =
    Reason { code: "nothing_here", zh: "没有这个地址", en: "There is nothing here" };
const MALFORMED: Reason = Reason {
    code: "malformed",
    zh: "请以 UTF-8 表单（application/x-www-form-urlencoded）提交，不超过 64 KiB",
    en: "Send a form (application/x-www-form-urlencoded) in UTF-8, at most 64 KiB",
};

/// Why a call is refused.
pub enum Refusal {
    /// As anywhere else.
    Platform(Error),
    /// The county is the only one.
    NoJurisdiction,
    /// No category has this code.
    NoService,
    /// None was named.
    ServiceWanted,
    /// No such address.
    NothingHere,
    /// It cannot be read.
    Malformed,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Platform(error)
    }
}

type Answered = Result<(StatusCode, Document), Refusal>;

/// The addresses.
pub fn routes() -> Scope {
    web::scope("/open311/v2")
        .route("/services.{format}", web::get().to(services))
        .route("/services/{code}.{format}", web::get().to(definition))
        .route("/requests.{format}", web::get().to(requests))
        .route("/requests.{format}", web::post().to(file))
        .route("/requests/{called}.{format}", web::get().to(request))
        .default_service(web::to(nothing))
}

async fn nothing(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    run(&state, &http, "json", "", async |_, _, _| Err(Refusal::NothingHere)).await
}

async fn services(
    state: web::Data<State>,
    http: HttpRequest,
    format: web::Path<String>,
) -> HttpResponse {
    run(&state, &http, &format, "", async |viewer, _, _| {
        check_scope(viewer)?;
        Ok((StatusCode::OK, answers::services()))
    })
    .await
}

async fn definition(
    state: web::Data<State>,
    http: HttpRequest,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (code, format) = path.into_inner();
    run(&state, &http, &format, "", async |viewer, _, language| {
        check_scope(viewer)?;
        let category = category_of(&code).ok_or(Refusal::NoService)?;
        Ok((StatusCode::OK, answers::definition(category, language)))
    })
    .await
}

async fn requests(
    state: web::Data<State>,
    http: HttpRequest,
    format: web::Path<String>,
) -> HttpResponse {
    run(&state, &http, &format, "", async |viewer, given, language| {
        let wanted = given.wanted(viewer.clock().now())?;
        let found = follow(viewer, wanted, given.part()?, language).await?;
        Ok((StatusCode::OK, answers::followed(found)))
    })
    .await
}

async fn request(
    state: web::Data<State>,
    http: HttpRequest,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (called, format) = path.into_inner();
    run(&state, &http, &format, "", async |viewer, _, language| {
        let wanted = Wanted::These(Called::read(&called).into_iter().collect());
        let found = follow(viewer, wanted, Part { skipped: 0, most: 1 }, language).await?;
        if found.is_empty() {
            let kind = "service_request";
            return Err(Error::NotFound { kind, id: called, action: None }.into());
        }
        Ok((StatusCode::OK, answers::followed(found)))
    })
    .await
}

async fn file(
    state: web::Data<State>,
    http: HttpRequest,
    format: web::Path<String>,
    payload: web::Payload,
) -> HttpResponse {
    let body = match payload.to_bytes_limited(MOST_BODY).await {
        Ok(Ok(body)) if is_form(&http) => String::from_utf8(body.to_vec()).ok(),
        _ => None,
    };
    let form = body.as_deref().unwrap_or_default();
    run(&state, &http, &format, form, async |viewer, given, language| {
        if body.is_none() {
            return Err(Refusal::Malformed);
        }
        let code = given.get("service_code").ok_or(Refusal::ServiceWanted)?;
        let category = category_of(code).ok_or(Refusal::NoService)?;
        let (key, new) = filing::read(given, category)?;
        let filed = submit_request(viewer, key, new).await?;
        Ok((StatusCode::CREATED, answers::filed(&filed, language)))
    })
    .await
}

/// What may be asked for is told to whoever may ask or read.
fn check_scope(viewer: &Viewer) -> Result<(), Refusal> {
    let reads = KeyScope::Read(Area::Requests);
    let actor = &viewer.actor;
    if actor.reads(Area::Requests) || actor.holds(KeyScope::Write(Area::Requests)) {
        return Ok(());
    }
    Err(Error::OutOfScope { action: "read", kind: "service_request", scope: reads }.into())
}

/// Finds the caller, charges the call, does the work and writes what came of it.
async fn run(
    state: &State,
    http: &HttpRequest,
    format: &str,
    form: &str,
    work: impl AsyncFnOnce(&Viewer, &Parameters, Language) -> Answered,
) -> HttpResponse {
    let given = Parameters::read(http.query_string(), form);
    let key = given.as_ref().and_then(|given| given.get("api_key")).map(str::to_owned);
    let caller = caller_with(state, http, key.or_else(|| bearer(http))).await;
    let mut told = Told::default();
    let answered = match (Format::read(format), &given) {
        (None, _) => Err(Refusal::NothingHere),
        (_, None) => Err(Refusal::Malformed),
        (Some(_), Some(given)) => answer(state, &caller, given, &mut told, work).await,
    };
    let (status, document) = match answered {
        Ok(answered) => answered,
        Err(refusal) => refused(refusal, &caller).await,
    };
    let mut response = HttpResponseBuilder::new(status);
    told.write(&mut response);
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"wanqi\""));
    }
    match Format::read(format).unwrap_or(Format::Json).body(&mut response, &document) {
        Some(body) => response.body(body),
        None => HttpResponse::InternalServerError().finish(),
    }
}

async fn answer(
    state: &State,
    caller: &Caller,
    given: &Parameters,
    told: &mut Told,
    work: impl AsyncFnOnce(&Viewer, &Parameters, Language) -> Answered,
) -> Answered {
    let viewer = caller.viewer()?;
    match state.quotas.charge(&viewer.actor, COST) {
        Ok(standing) => *told = standing.into(),
        Err(error) => {
            if let Error::RateLimited { retry_after_secs } = error {
                let quota = state.quotas.quota_of(&viewer.actor).into();
                let wait = Some(retry_after_secs);
                let (quota, left) = (Some(quota), Some(0));
                *told = Told { quota, left, reset_secs: wait, retry_after_secs: wait };
            }
            return Err(error.into());
        }
    }
    if given.get("jurisdiction_id").is_some_and(|id| id.trim() != JURISDICTION) {
        return Err(Refusal::NoJurisdiction);
    }
    work(viewer, given, caller.language).await
}

/// The error in the form of the standard.
async fn refused(refusal: Refusal, caller: &Caller) -> (StatusCode, Document) {
    let error = match refusal {
        Refusal::Platform(error) => error,
        Refusal::NoJurisdiction => return said(StatusCode::NOT_FOUND, NO_JURISDICTION, caller),
        Refusal::NoService => return said(StatusCode::NOT_FOUND, NO_SERVICE, caller),
        Refusal::NothingHere => return said(StatusCode::NOT_FOUND, NOTHING_HERE, caller),
        Refusal::ServiceWanted => return said(StatusCode::BAD_REQUEST, SERVICE_WANTED, caller),
        Refusal::Malformed => return said(StatusCode::BAD_REQUEST, MALFORMED, caller),
    };
    record(&error, Some(caller)).await;
    let words = error.message(caller.language);
    let words = match &error {
        Error::Invalid { field, .. } => format!("{}: {words}", parameter(field)),
        Error::OutOfScope { scope, .. } => format!("{words}: {scope}"),
        Error::Internal(inside) => {
            let trace_id = caller.origin.trace_id.as_str();
            tracing::error!(trace_id, error = %inside, "open311");
            format!("{words} ({trace_id})")
        }
        _ => words.to_owned(),
    };
    let status = status_of(error.code());
    (status, answers::errors(status.as_u16(), words))
}

fn said(status: StatusCode, reason: Reason, caller: &Caller) -> (StatusCode, Document) {
    let words = match caller.language {
        Language::Chinese => reason.zh,
        Language::English => reason.en,
    };
    (status, answers::errors(status.as_u16(), words.to_owned()))
}

/// What a field of ours is called here.
fn parameter(field: &str) -> &str {
    match field {
        "creditCode" | "enterpriseId" => filing::CREDIT_CODE,
        "latitude" => "lat",
        "longitude" => "long",
        other => other,
    }
}
