//! Lands a register: compares each good row with what is known, enters what is new and corrects
//! what differs, a thousand rows at a time and all of it in one transaction.
//!
//! A cell left empty changes nothing: registers are often filled in by halves.

mod agencies;
mod contacts;
mod enterprises;
mod mechanisms;
mod officers;
mod towns;

use std::collections::{BTreeSet, HashMap};

use entity::{Id, agency, import_run::RegisterKind, town};
use sea_orm::{ActiveModelTrait, ActiveValue, EntityTrait, IntoActiveModel};

use super::{
    progress::Progress,
    register::{Register, Sorted},
    rows::{Remark, TownNames},
};
use crate::platform::{
    Error, Result,
    scope::{Recorded, Visible},
    tx::Tx,
};

/// Rows compared at once.
const ROWS_AT_ONCE: usize = 1_000;
/// No county has more towns or agencies.
const MOST_NAMES: u64 = 100_000;
/// Whoever lands a register holds this key, so that two never land at once.
const LANDING_KEY: i64 = 0x696d_706f_7274;

/// What came of the rows.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Rows that were new.
    pub created: usize,
    /// Rows that changed what was known.
    pub updated: usize,
    /// Rows that said what was known.
    pub unchanged: usize,
    /// Why rows did not land, by row.
    pub refusals: Vec<Remark>,
    /// What is doubtful about rows that did, by row.
    pub warnings: Vec<Remark>,
}

/// Whether a row changed anything.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Landed {
    Created,
    Updated,
    Unchanged,
}

impl Landed {
    /// What `correct` came to.
    fn corrected<T>(changed: Option<&T>) -> Self {
        if changed.is_some() { Self::Updated } else { Self::Unchanged }
    }
}

impl Outcome {
    /// How many rows there are warnings about.
    pub fn warned(&self) -> usize {
        self.warnings.iter().map(|warning| warning.row).collect::<BTreeSet<_>>().len()
    }

    fn count(&mut self, landed: Landed) {
        match landed {
            Landed::Created => self.created += 1,
            Landed::Updated => self.updated += 1,
            Landed::Unchanged => self.unchanged += 1,
        }
    }
}

/// Lands the good rows of a register within `tx`, which the caller commits or drops.
///
/// # Errors
/// Those of the database; and `Invalid` where somebody entered the same row meanwhile.
pub async fn land(tx: &mut Tx, register: Register, progress: &Progress) -> Result<Outcome> {
    tx.claim(LANDING_KEY).await?;
    let mut outcome = match register.kind {
        RegisterKind::Towns => towns::land(tx, register, progress).await?,
        RegisterKind::Agencies => agencies::land(tx, register, progress).await?,
        RegisterKind::Officers => officers::land(tx, register, progress).await?,
        RegisterKind::Enterprises => enterprises::land(tx, register, progress).await?,
        RegisterKind::Mechanisms => mechanisms::land(tx, register, progress).await?,
    };
    outcome.refusals.sort_by_key(|remark| remark.row);
    outcome.warnings.sort_by_key(|remark| remark.row);
    Ok(outcome)
}

/// Where a town is.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    id: Id<town::Entity>,
    latitude: f64,
    longitude: f64,
}

async fn town_names(tx: &Tx) -> Result<TownNames<Place>> {
    let mut names = TownNames::default();
    for town in tx.scoped::<town::Entity>().at_most(MOST_NAMES).await? {
        let place = Place { id: town.id, latitude: town.latitude, longitude: town.longitude };
        names.add(&town.name, town.former_names.0.iter().map(String::as_str), place);
    }
    Ok(names)
}

fn by_name(agencies: Vec<agency::Model>) -> HashMap<String, agency::Model> {
    agencies.into_iter().map(|agency| (agency.name.clone(), agency)).collect()
}

/// Reads the rows on a thread where nobody waits for it.
async fn sorted<T: Send + 'static>(
    read: impl FnOnce() -> Sorted<T> + Send + 'static,
) -> Result<Sorted<T>> {
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)
}

/// Writes what differs; gives the row as it stands then, where anything did.
async fn correct<A, E>(tx: &mut Tx, before: &E::Model, change: A) -> Result<Option<E::Model>>
where
    A: ActiveModelTrait<Entity = E> + Send,
    E: EntityTrait + Visible + Recorded,
    E::Model: IntoActiveModel<A> + PartialEq,
{
    let after = tx.update::<A, E>(before, change).await?;
    Ok((after != *before).then_some(after))
}

/// Sets a column where the register says something.
fn said<T: Into<sea_orm::Value>>(value: Option<T>) -> ActiveValue<T> {
    value.map_or(ActiveValue::NotSet, ActiveValue::Set)
}

/// A text that says something.
fn text(value: String) -> Option<String> {
    (!value.is_empty()).then_some(value)
}
