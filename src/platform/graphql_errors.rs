//! The one schema extension: a request is priced before it runs; errors get their code, their words
//! and their full path; what is unforeseen is logged and masked; a nullable field that fails is null
//! and its parents stand.
//!
//! The last two mend the engine (8.0.0-rc.5): it empties the parents of a failed nullable field
//! and cuts paths at the nearest list.

use std::{
    any::TypeId,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use async_graphql::{
    Data, PathSegment, QueryPathNode, QueryPathSegment, Request, Response, ServerError,
    ServerResult, Value, Variables,
    extensions::{
        Extension, ExtensionContext, ExtensionFactory, NextExecute, NextParseQuery,
        NextPrepareRequest, NextRequest, NextResolve, NextSubscribe, NextValidation, ResolveInfo,
    },
    parser::types::{ExecutableDocument, Field},
    value,
};
use futures_util::{StreamExt, stream::BoxStream};

use super::{
    coercion::{field_with_nul, may_hold_nul, unreadable_field},
    cost::{self, Tariff},
    error::{Error, ErrorCode, Language, Reason},
    input::UNPRINTABLE,
    quota::{Quotas, Standing},
    subscriber::Subscriber,
    viewer::Caller,
};

/// Errors beyond these are not told.
const MOST_ERRORS: usize = 10;
/// Stands in for an error that is collected already while it empties its parents.
const COLLECTED: &str = "collected";

const UNREADABLE: Reason =
    Reason {
        code: "unreadable", zh: "格式不正确", en: "Not in the form that is expected here"
    };
const BAD_QUERY: Reason =
    Reason { code: "bad_query", zh: "查询语句有误", en: "The query is not valid" };

/// Makes the extension for each request.
pub struct GraphqlErrors {
    /// The root fields that answer without a session. Every other one is refused before its
    /// resolver runs, whether or not that asks for the viewer.
    pub open: &'static [&'static str],
    /// What requests may cost.
    pub tariff: Tariff,
    /// How much of it in a minute; without them nobody is counted.
    pub quotas: Option<Arc<Quotas>>,
}

impl ExtensionFactory for GraphqlErrors {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Collector {
            open: self.open,
            tariff: self.tariff,
            quotas: self.quotas.clone(),
            work: Arc::default(),
        })
    }
}

struct Collector {
    open: &'static [&'static str],
    tariff: Tariff,
    quotas: Option<Arc<Quotas>>,
    work: Arc<Work>,
}

/// What is known of one request, or of the delivery under way of one subscription.
#[derive(Default)]
struct Work {
    /// Known once the request is measured.
    cost: OnceLock<u64>,
    /// What is left of the caller's quota, once it is charged.
    standing: OnceLock<Standing>,
    errors: Mutex<Vec<ServerError>>,
    /// Known from when the request is prepared: the first hook of all does not see its data.
    asked: OnceLock<Asked>,
    /// For whom a subscription delivers just now.
    present: Mutex<Option<Arc<Caller>>>,
}

struct Asked {
    caller: Option<Arc<Caller>>,
    variables: Variables,
    may_hold_nul: bool,
}

impl Work {
    fn caller(&self) -> Option<Arc<Caller>> {
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner).clone();
        present.or_else(|| self.asked.get()?.caller.clone())
    }

    /// Gives an answer the errors that were collected for it, and words them.
    async fn finish(&self, mut response: Response) -> Response {
        let collected =
            std::mem::take(&mut *self.errors.lock().unwrap_or_else(PoisonError::into_inner));
        response.errors.retain(|error| error.message != COLLECTED);
        response.errors.extend(collected);
        response.errors.truncate(MOST_ERRORS);
        let caller = self.caller();
        for error in &mut response.errors {
            present(error, caller.as_deref()).await;
        }
        response
    }

    /// The error that a text with a NUL in it meets.
    fn nul(&self, field: &Field) -> Option<ServerError> {
        let asked = self.asked.get().filter(|asked| asked.may_hold_nul)?;
        let field = field_with_nul(field, &asked.variables)?;
        Some(server_error(Error::invalid(field, UNPRINTABLE)))
    }

    /// The error that a caller who is not signed in meets.
    fn refusal(&self) -> Option<ServerError> {
        self.caller()?.viewer().err().map(server_error)
    }
}

impl Collector {
    /// Measures what is asked for, and refuses too much of it.
    fn price(
        &self,
        ctx: &ExtensionContext<'_>,
        document: &ExecutableDocument,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<(), Error> {
        let registry = &ctx.schema_env.registry;
        let cost = cost::measure(&self.tariff, registry, document, operation_name, variables)?;
        // A request is prepared once.
        let _ = self.work.cost.set(cost);
        cost::check(&self.tariff, cost)?;
        self.charge(cost)
    }

    /// Takes the cost from the quota of a caller who is signed in.
    fn charge(&self, cost: u64) -> Result<(), Error> {
        let Some(quotas) = &self.quotas else { return Ok(()) };
        let Some(caller) = self.work.caller() else { return Ok(()) };
        let Ok(viewer) = caller.viewer() else { return Ok(()) };
        // A request is prepared once.
        let _ = self.work.standing.set(quotas.charge(&viewer.actor, cost)?);
        Ok(())
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Collector {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let response = next.run(ctx).await;
        let mut response = self.work.finish(response).await;
        if let Some(cost) = self.work.cost.get() {
            let told = match self.work.standing.get() {
                Some(standing) => value!({
                    "cost": *cost,
                    "limit": self.tariff.limit,
                    "quota": standing.quota,
                    "left": standing.left,
                    "resetSecs": standing.reset_secs(),
                }),
                None => value!({ "cost": *cost, "limit": self.tariff.limit }),
            };
            response.extensions.insert("cost".to_owned(), told);
        }
        response
    }

    fn subscribe<'s>(
        &self,
        ctx: &ExtensionContext<'_>,
        stream: BoxStream<'s, Response>,
        next: NextSubscribe<'_>,
    ) -> BoxStream<'s, Response> {
        let work = Arc::clone(&self.work);
        let finish = move |response| {
            let work = Arc::clone(&work);
            async move { work.finish(response).await }
        };
        next.run(ctx, stream).then(finish).boxed()
    }

    /// Each delivery of a subscription is resolved for the caller as found then.
    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let Some(subscriber) = ctx.data_opt::<Arc<Subscriber>>() else {
            return next.run(ctx, operation_name).await;
        };
        let caller = subscriber.caller().await;
        *self.work.present.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Arc::clone(&caller));
        let mut data = Data::default();
        data.insert(caller);
        next.run_with_data(ctx, operation_name, data).await
    }

    async fn prepare_request(
        &self,
        ctx: &ExtensionContext<'_>,
        mut request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let caller = request.data.get(&TypeId::of::<Arc<Caller>>());
        let caller = caller.and_then(|caller| caller.downcast_ref::<Arc<Caller>>().cloned());
        let asked = Asked {
            caller,
            variables: request.variables.clone(),
            may_hold_nul: may_hold_nul(&request),
        };
        // A request is prepared once.
        let asked = self.work.asked.get_or_init(|| asked);
        let name = request.operation_name.clone();
        if let Ok(document) = request.parsed_query() {
            self.price(ctx, document, name.as_deref(), &asked.variables).map_err(server_error)?;
        }
        next.run(ctx, request).await
    }

    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        next.run(ctx, query, variables).await.map_err(short)
    }

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<async_graphql::ValidationResult, Vec<ServerError>> {
        next.run(ctx).await.map_err(|errors| errors.into_iter().map(short).collect())
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let is_nullable = !info.return_type.ends_with('!');
        let (path, parent_type, field) = (info.path_node, info.parent_type, info.field);
        let is_closed = path.parent.is_none()
            && !info.is_for_introspection
            && !info.name.starts_with("__")
            && !self.open.contains(&info.name);
        let work = &self.work;
        let refused = is_closed.then(|| work.refusal()).flatten().or_else(|| work.nul(field));
        let resolved = match refused {
            Some(error) => Err(error),
            None => next.run(ctx, info).await,
        };
        match resolved {
            Ok(value) => Ok(value),
            Err(mut error) => {
                if error.message != COLLECTED {
                    let place = std::mem::replace(&mut error, collected());
                    let mut place = ServerError { path: full(path), ..place };
                    if place.source.is_none()
                        && let Some(asked) = work.asked.get()
                        && let Some(field) = unreadable_field(
                            &ctx.schema_env.registry,
                            parent_type,
                            field,
                            &asked.variables,
                        )
                    {
                        place.source = Some(Arc::new(Error::invalid(field, UNREADABLE)));
                    }
                    work.errors.lock().unwrap_or_else(PoisonError::into_inner).push(place);
                }
                if is_nullable { Ok(Some(Value::Null)) } else { Err(error) }
            }
        }
    }
}

fn server_error(error: Error) -> ServerError {
    let mut inside = ServerError::new(error.to_string(), None);
    inside.source = Some(Arc::new(error));
    inside
}

fn collected() -> ServerError {
    ServerError::new(COLLECTED, None)
}

fn full(node: &QueryPathNode<'_>) -> Vec<PathSegment> {
    let mut path: Vec<_> = std::iter::once(node)
        .chain(node.parents())
        .map(|node| match node.segment {
            QueryPathSegment::Name(name) => PathSegment::Field(name.to_owned()),
            QueryPathSegment::Index(index) => PathSegment::Index(index),
        })
        .collect();
    path.reverse();
    path
}

/// Parse errors echo the query: one short line of them is enough.
fn short(mut error: ServerError) -> ServerError {
    const MOST_CHARS: usize = 200;
    let line = error.message.lines().next().unwrap_or_default();
    error.message = line.chars().take(MOST_CHARS).collect();
    error
}

/// An error of ours in the words of a client, for an answer that no request led to.
pub fn worded(error: Error, language: Language) -> ServerError {
    let mut shown = ServerError::new(error.message(language), None);
    let mut extensions = async_graphql::ErrorExtensionValues::default();
    extensions.set("code", error.code().name());
    describe(&error, &mut extensions, None);
    if let Some(reason) = error.reason() {
        extensions.set("reason", reason);
    }
    shown.extensions = Some(extensions);
    shown
}

async fn present(error: &mut ServerError, caller: Option<&Caller>) {
    let language = caller.map_or(Language::default(), |caller| caller.language);
    let ours = error.source::<Error>().cloned();
    let field = ours.is_none().then(|| field_of(&error.message)).flatten();
    let mut extensions = error.extensions.take().unwrap_or_default();
    let code = ours.as_ref().map_or(ErrorCode::BadInput, Error::code);
    extensions.set("code", code.name());
    match &ours {
        Some(ours) => {
            describe(ours, &mut extensions, caller);
            error.message = ours.message(language).to_owned();
            if let Some(reason) = ours.reason() {
                extensions.set("reason", reason);
            }
            record(ours, caller).await;
        }
        // The engine's own errors (parsing, validation, coercion) are about the query's text.
        None => {
            extensions.set("reason", BAD_QUERY.code);
            if let Some(field) = field {
                extensions.set("field", field);
            }
        }
    }
    error.source = None;
    error.extensions = Some(extensions);
}

fn describe(
    error: &Error,
    extensions: &mut async_graphql::ErrorExtensionValues,
    caller: Option<&Caller>,
) {
    match error {
        Error::Invalid { field, .. } => extensions.set("field", field.as_ref()),
        Error::Conflict { present } => {
            let present = Value::from_json((**present).clone()).unwrap_or_default();
            extensions.set("present", present);
        }
        Error::RateLimited { retry_after_secs } => {
            extensions.set("retryAfterSecs", *retry_after_secs);
        }
        Error::Internal(text) => {
            let trace_id = caller.map_or("", |caller| caller.origin.trace_id.as_str());
            tracing::error!(trace_id, error = %text, "unforeseen error");
            extensions.set("traceId", trace_id);
        }
        Error::NotFound { id, .. } => extensions.set("id", id.as_str()),
        Error::OutOfScope { scope, .. } => extensions.set("scope", scope.to_string()),
        Error::Unauthenticated(_)
        | Error::Forbidden { .. }
        | Error::IllegalState(_)
        | Error::IdempotencyMismatch
        | Error::LimitReached(_)
        | Error::TooCostly(_)
        | Error::Unavailable => {}
    }
}

/// Refused attempts are audit events too. One that cannot be written is logged and not told.
pub async fn record(error: &Error, caller: Option<&Caller>) {
    let (action, subject) = match error {
        Error::Forbidden { action } => (*action, None),
        Error::OutOfScope { action, kind, .. } => (*action, Some(*kind)),
        Error::NotFound { action: Some(action), kind, .. } => (*action, Some(*kind)),
        _ => return,
    };
    let Some(viewer) = caller.and_then(|caller| caller.viewer().ok()) else { return };
    if let Err(error) = viewer.db().record_refusal(action, subject).await {
        tracing::error!(%error, "a refused attempt was not recorded");
    }
}

/// The field in the engine's words: `Invalid value for argument "input.kind", ...`.
fn field_of(message: &str) -> Option<String> {
    let rest = message.split_once("argument \"")?.1;
    let path = rest.split_once('"')?.0;
    Some(path.strip_prefix("input.").unwrap_or(path).to_owned())
}
