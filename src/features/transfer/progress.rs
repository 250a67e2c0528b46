//! How far imports are that run in this process. The rows themselves land in one transaction, and
//! SQLite has one writer, so that the row of the import cannot tell meanwhile; this does.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use entity::{Id, import_run};
use tokio::sync::Semaphore;

use crate::features::attachments::Files;

/// How many rows an import has dealt with.
#[derive(Debug, Default)]
pub struct Progress(AtomicUsize);

impl Progress {
    /// So many more.
    pub fn add(&self, rows: usize) {
        self.0.fetch_add(rows, Ordering::Relaxed);
    }

    /// So many by now.
    pub fn rows(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// The imports of this process.
#[derive(Clone, Debug)]
pub struct Imports {
    /// Where their files are.
    pub(super) files: Files,
    /// One at a time: each holds its file in memory.
    pub(super) turn: Arc<Semaphore>,
    under_way: Arc<Mutex<HashMap<Id<import_run::Entity>, Arc<Progress>>>>,
}

impl Imports {
    /// None yet, of files kept there.
    pub fn of(files: Files) -> Self {
        Self { files, turn: Arc::new(Semaphore::new(1)), under_way: Arc::default() }
    }

    /// How many rows that import has dealt with, when it runs here.
    pub fn rows_done(&self, id: Id<import_run::Entity>) -> Option<usize> {
        let under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.get(&id).map(|progress| progress.rows())
    }

    pub(super) fn begun(&self, id: Id<import_run::Entity>, progress: Arc<Progress>) {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).insert(id, progress);
    }

    pub(super) fn ended(&self, id: Id<import_run::Entity>) {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}
