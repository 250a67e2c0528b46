//! What tests stand on: a database of their own on each of the two, a real server, two separate
//! worlds of people, and a client that asks as one of them.

mod client;
mod database;
mod fingerprint;
pub mod hostile;
pub mod pictures;
pub mod schema;
pub mod served;
pub mod socket;
pub mod world;

pub use client::{Answer, Client};
pub use database::{Kind, TestDatabase};
pub use fingerprint::Fingerprint;
pub use served::Served;
pub use world::World;

/// Runs one test on both databases.
///
/// ```ignore
/// on_both! {
///     async fn a_rule_holds(world: World) { ... }
/// }
/// ```
#[macro_export]
macro_rules! on_both {
    ($(async fn $name:ident($world:ident: $World:ty) $body:block)+) => { $(
        mod $name {
            use super::*;

            async fn test($world: $World) $body

            #[tokio::test]
            async fn on_sqlite() {
                if let Some(world) = <$World>::new($crate::support::Kind::Sqlite).await {
                    Box::pin(test(world)).await;
                }
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(world) = <$World>::new($crate::support::Kind::Postgres).await {
                    Box::pin(test(world)).await;
                }
            }
        }
    )+ };
}
