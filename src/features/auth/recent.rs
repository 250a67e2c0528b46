//! The rights read within the last half second, so that not every request reads them again. A
//! change of them takes effect within a second.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Id, machine_key, session};

use super::keys::KeyHash;
use crate::platform::actor::Actor;

/// How long rights once read are trusted.
const TRUSTED: TimeDelta = TimeDelta::milliseconds(500);

/// What a caller came with.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// An access token of this session.
    Session(Id<session::Entity>),
    /// A machine's key with this hash.
    Key(KeyHash),
    /// A token that stands for this key.
    Token(Id<machine_key::Entity>),
}

/// Rights, and when they were read.
type Trusted = (DateTime<Utc>, Arc<Actor>);

/// The rights read last, by what their callers came with.
#[derive(Default)]
pub struct Recent(Mutex<HashMap<Proof, Trusted>>);

impl Recent {
    /// The rights of this proof, if they were read just now.
    pub fn get(&self, proof: Proof, now: DateTime<Utc>) -> Option<Arc<Actor>> {
        let recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recent
            .get(&proof)
            .filter(|(read_at, _)| now - *read_at < TRUSTED)
            .map(|(_, actor)| Arc::clone(actor))
    }

    /// Keeps the rights just read.
    pub fn keep(&self, proof: Proof, actor: Actor, now: DateTime<Utc>) -> Arc<Actor> {
        let actor = Arc::new(actor);
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recent.retain(|_, (read_at, _)| now - *read_at < TRUSTED);
        recent.insert(proof, (now, Arc::clone(&actor)));
        actor
    }

    /// Lets go of the rights of a session that ended.
    pub fn forget(&self, proof: Proof) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&proof);
    }
}
