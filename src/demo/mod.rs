//! A made-up county to try the programme on: towns and agencies of the sample registers, officers,
//! firms, visits, requests and places made up here, and two people of every role who can sign in.

mod chance;
mod county;
mod diversion;
mod machines;
mod pearls;
mod people;
mod places;
mod story;
mod words;

use std::path::Path;

use entity::user;
use serde::Serialize;

use crate::{
    platform::{
        Error, Result,
        action::{Action, Allowed},
        actor::{Behalf, Origin},
        db::Database,
        error::Reason,
    },
    server::write_private,
};

const BUILD: Action = Action { name: "demo.build", event: "demo.built", allowed: Allowed::System };
const WHY: &str = "wanqi demo";

const NOT_EMPTY: Reason = Reason {
    code: "not_empty",
    zh: "数据库中已有用户，演示数据只能装入空库",
    en: "The database is not empty: the demo county goes into an empty one",
};

/// How somebody signs in.
#[derive(Clone, Debug, Serialize)]
pub struct SignIn {
    /// The role.
    pub role: String,
    /// What one signs in with.
    pub username: String,
    /// The password, made at random.
    pub password: String,
}

/// Whether nobody has an account yet.
///
/// # Errors
/// Those of the database.
pub async fn is_empty(database: &Database) -> Result<bool> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    Ok(db.scoped::<user::Entity>().count().await? == 0)
}

/// Fills an empty database with a county of about `firms` firms, and writes the sign-ins of its
/// people to `credentials`, which only its owner reads.
///
/// # Errors
/// `IllegalState` when the database is not empty; `Internal` when the file cannot be written.
pub async fn build(database: &Database, firms: u32, credentials: &Path) -> Result<Vec<SignIn>> {
    if !is_empty(database).await? {
        return Err(Error::IllegalState(NOT_EMPTY));
    }
    let county = county::build(database, firms as usize).await?;
    let people = people::build(database, &county).await?;
    machines::build(database, &people).await?;
    places::build(database, &county).await?;
    Box::pin(story::tell(database, &county, &people)).await?;
    Box::pin(pearls::tell(database, &county, &people)).await?;
    Box::pin(diversion::tell(database, &county, &people)).await?;
    let sign_ins = people.sign_ins();
    let text = serde_json::to_vec_pretty(&sign_ins).map_err(Error::internal)?;
    if credentials.exists() {
        std::fs::remove_file(credentials).map_err(Error::internal)?;
    }
    write_private(credentials, &text).map_err(Error::internal)?;
    Ok(sign_ins)
}
