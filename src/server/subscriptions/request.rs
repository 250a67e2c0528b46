//! What may be subscribed to over a socket: one root field of one subscription. The rest belongs to
//! `POST /graphql`.

use async_graphql::{
    ErrorExtensionValues, Positioned, Request, ServerError,
    parser::types::{OperationDefinition, OperationType, Selection},
};

use crate::{
    platform::{
        Error,
        error::{ErrorCode, Language, Reason},
        graphql_errors::worded,
    },
    server::{
        graphql,
        persisted::{PersistedQueries, Refusal, UNKNOWN_HASH},
    },
};

const ONLY_SUBSCRIPTIONS: Reason = Reason {
    code: "only_subscriptions",
    zh: "此连接只接受订阅，查询和变更请用 POST /graphql",
    en: "Only subscriptions here: send queries and mutations to POST /graphql",
};
const ONE_FIELD: Reason = Reason {
    code: "one_root_field",
    zh: "每个订阅只能有一个根字段",
    en: "A subscription has exactly one root field",
};

/// The request of a subscription.
///
/// # Errors
/// In the words of the client, why it is none.
pub fn subscription(
    parameters: graphql::Parameters,
    persisted: &PersistedQueries,
    language: Language,
) -> Result<Request, ServerError> {
    let mut request = parameters.into_request(persisted).map_err(unreadable)?;
    let name = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else { return Ok(request) };
    let kinds = graphql::kinds(document, name.as_deref());
    if kinds.iter().any(|kind| *kind != OperationType::Subscription) {
        return Err(worded(Error::invalid("query", ONLY_SUBSCRIPTIONS), language));
    }
    // The engine would pass over a fragment here, and be silent.
    let has_one_field = |operation: &Positioned<OperationDefinition>| {
        let root = operation.node.selection_set.node.items.as_slice();
        matches!(root, [only] if matches!(only.node, Selection::Field(_)))
    };
    if !document.operations.iter().all(|(_, operation)| has_one_field(operation)) {
        return Err(worded(Error::invalid("query", ONE_FIELD), language));
    }
    Ok(request)
}

/// A request that is refused as it stands.
fn unreadable(refusal: Refusal) -> ServerError {
    let (words, code) = match refusal {
        Refusal::Malformed(words) => (words, ErrorCode::BadInput.name()),
        Refusal::Unknown => (UNKNOWN_HASH.0, UNKNOWN_HASH.1),
    };
    let mut error = ServerError::new(words, None);
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code);
    error.extensions = Some(extensions);
    error
}
