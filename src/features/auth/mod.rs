//! Who may come in: sign-in, sessions, passwords, the people who have an account, and the machines
//! that have a key.
//!
//! This is the one feature that reads without a reach, since before sign-in there is no actor.
//! What a person may see or do once signed in is every feature's own policy.

mod feed_tokens;
pub mod graphql;
pub mod graphql_users;
mod keys;
mod machines;
mod passwords;
pub mod policy;
mod recent;
mod rights;
mod service;
mod tokens;
mod users;

pub use feed_tokens::FeedToken;
pub use keys::{NewMachine, insert_machine, issue_key, revoke_keys};
pub use machines::MachineToken;
pub use passwords::Passwords;
pub use rights::machine_now;
pub use service::Auth;
pub use tokens::Secret;
pub use users::{Home, NewUser, create_user, insert_user};
