//! The GraphQL schema: the merged roots, the one extension, the limits.

use std::sync::Arc;

use async_graphql::{SDLExportOptions, Schema};

use crate::{
    features::{
        Mutation, Query, Subscription,
        assignments::plans::Planner,
        attachments::Files,
        auth::{self, Auth},
        transfer::{Imports, exports::Exports},
        webhooks::Sender,
    },
    platform::{cost::Tariff, graphql_errors::GraphqlErrors, quota::Quotas},
};

/// The schema of this server.
pub type WanqiSchema = Schema<Query, Mutation, Subscription>;

/// Deep enough for the standard introspection query, which a limit of 12 refuses.
const MOST_DEPTH: usize = 16;
const MOST_ALIASES: usize = 100;
const MOST_DIRECTIVES: usize = 20;
const MOST_RECURSION: usize = 64;

/// What a request may cost where no setting says so: a page of a hundred firms with all that is
/// listed under them costs 2,000.
pub const COST_LIMIT: u64 = 100_000;
/// What a caller may ask for in a minute where no setting says so.
pub const QUOTA: u32 = 1_000_000;
/// Fields that do more than read rows.
pub const HEAVY: &[(&str, u64)] = &[("Query.dashboard", 100), ("Query.search", 10)];

/// The schema, with the door that signs people in, the files of imports and exports, and whoever tells
/// webhooks.
pub fn build(
    auth: Arc<Auth>,
    files: &Files,
    cost_limit: u64,
    quotas: Arc<Quotas>,
    sender: Arc<Sender>,
) -> WanqiSchema {
    roots(cost_limit, Some(quotas))
        .data(sender)
        .data(auth)
        .data(Imports::of(files.clone()))
        .data(Exports::into(files.clone()))
        .data(Planner::default())
        .finish()
}

/// The schema for callers inside this process, who need not sign in.
pub fn without_sign_in() -> WanqiSchema {
    roots(COST_LIMIT, None).finish()
}

/// The schema in its own language, as it is checked in.
pub fn sdl() -> String {
    let sorted = SDLExportOptions::new().sorted_fields().sorted_enum_items();
    roots(COST_LIMIT, None).finish().sdl_with_options(sorted.include_specified_by())
}

fn roots(
    limit: u64,
    quotas: Option<Arc<Quotas>>,
) -> async_graphql::SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation::default(), Subscription::default())
        .extension(GraphqlErrors {
            open: auth::policy::OPEN_FIELDS,
            tariff: Tariff { limit, heavy: HEAVY, once: auth::policy::OPEN_FIELDS },
            quotas,
        })
        .limit_depth(MOST_DEPTH)
        .limit_aliases(MOST_ALIASES)
        .limit_directives(MOST_DIRECTIVES)
        .limit_recursive_depth(MOST_RECURSION)
        .disable_suggestions()
}
