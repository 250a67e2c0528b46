//! The GraphQL schema: the merged roots, the one extension, the limits.

use std::sync::Arc;

use async_graphql::Schema;

use crate::{
    features::{
        Mutation, Query, Subscription,
        assignments::plans::Planner,
        attachments::Files,
        auth::{self, Auth},
        transfer::{Imports, exports::Exports},
    },
    platform::{cost::Tariff, graphql_errors::GraphqlErrors},
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
/// Fields that do more than read rows.
pub const HEAVY: &[(&str, u64)] = &[("Query.dashboard", 100), ("Query.search", 10)];

/// The schema, with the door that signs people in, and the files of imports and exports.
pub fn build(auth: Arc<Auth>, files: &Files, cost_limit: u64) -> WanqiSchema {
    roots(cost_limit)
        .data(auth)
        .data(Imports::of(files.clone()))
        .data(Exports::into(files.clone()))
        .data(Planner::default())
        .finish()
}

/// The schema for callers inside this process, who need not sign in.
pub fn without_sign_in() -> WanqiSchema {
    roots(COST_LIMIT).finish()
}

/// The schema in its own language, as it is checked in.
pub fn sdl() -> String {
    roots(COST_LIMIT)
        .finish()
        .sdl_with_options(async_graphql::SDLExportOptions::new().sorted_fields())
}

fn roots(limit: u64) -> async_graphql::SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation::default(), Subscription::default())
        .extension(GraphqlErrors {
            open: auth::policy::OPEN_FIELDS,
            tariff: Tariff { limit, heavy: HEAVY, once: auth::policy::OPEN_FIELDS },
        })
        .limit_depth(MOST_DEPTH)
        .limit_aliases(MOST_ALIASES)
        .limit_directives(MOST_DIRECTIVES)
        .limit_recursive_depth(MOST_RECURSION)
        .disable_suggestions()
}
