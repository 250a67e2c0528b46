//! Automatic persisted queries: a client sends the SHA-256 of a query, and the query itself only to a
//! server that does not know it yet.
//!
//! Kept in this process alone: a client whose next request meets another server sends the query
//! again, as the protocol says.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
};

use lru::LruCache;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// Enough for the operations of some clients, and no more memory than 20 MB.
const MOST: NonZeroUsize = NonZeroUsize::new(1_000).expect("not zero");

/// The message and the code by which clients know to send the query too: the protocol's own.
pub const UNKNOWN_HASH: (&str, &str) = ("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");

/// The queries that this process was sent together with their hash.
pub struct PersistedQueries(Mutex<LruCache<[u8; 32], String>>);

impl Default for PersistedQueries {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }
}

/// Why a request names no query that could be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is malformed: in these words.
    Malformed(&'static str),
    /// It names a hash that is not known here; the client sends the query then.
    Unknown,
}

/// `extensions.persistedQuery` of a request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    version: u8,
    sha256_hash: String,
}

impl PersistedQueries {
    /// The query of a request: as it was sent, or as it is known by its hash. One that comes with
    /// its hash is known from then on.
    ///
    /// # Errors
    /// Why there is none.
    pub fn query(
        &self,
        query: Option<String>,
        extensions: Option<&Map<String, Value>>,
    ) -> Result<String, Refusal> {
        let Some(named) = extensions.and_then(|extensions| extensions.get("persistedQuery")) else {
            return query.ok_or(Refusal::Malformed("send one JSON object with a query"));
        };
        let hash = Named::deserialize(named)
            .ok()
            .filter(|named| named.version == 1)
            .and_then(|named| bytes(&named.sha256_hash))
            .ok_or(Refusal::Malformed("a persisted query is {version: 1, sha256Hash}"))?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(query) = query else { return known.get(&hash).cloned().ok_or(Refusal::Unknown) };
        if hash != <[u8; 32]>::from(Sha256::digest(&query)) {
            return Err(Refusal::Malformed("the hash is not that of the query"));
        }
        known.put(hash, query.clone());
        Ok(query)
    }
}

/// 64 hexadecimal digits as bytes.
fn bytes(hash: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hash.len() != 64 || !hash.is_ascii() {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(hash.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    // printf '{ __typename }' | sha256sum
    const HASH: &str = "7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b";
    const QUERY: &str = "{ __typename }";

    fn ask(known: &PersistedQueries, query: Option<&str>, hash: &str) -> Result<String, Refusal> {
        let extensions = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
        known.query(query.map(str::to_owned), extensions.as_object())
    }

    #[test]
    fn a_query_is_known_by_its_hash_once_it_was_sent_with_it() {
        let known = PersistedQueries::default();
        assert_eq!(ask(&known, None, HASH), Err(Refusal::Unknown));
        assert_eq!(ask(&known, Some(QUERY), HASH).as_deref(), Ok(QUERY));
        assert_eq!(ask(&known, None, &HASH.to_uppercase()).as_deref(), Ok(QUERY));
    }

    #[test]
    fn a_hash_of_another_query_teaches_nothing() {
        let known = PersistedQueries::default();
        let answer = ask(&known, Some("{ viewer { user { id } } }"), HASH);
        assert!(matches!(answer, Err(Refusal::Malformed(_))));
        assert_eq!(ask(&known, None, HASH), Err(Refusal::Unknown));
    }

    #[test]
    fn what_is_no_hash_is_malformed() {
        let known = PersistedQueries::default();
        for hash in ["", "ff", &"é".repeat(32), &"x".repeat(64)] {
            assert!(matches!(ask(&known, None, hash), Err(Refusal::Malformed(_))), "{hash}");
        }
        assert!(matches!(known.query(None, None), Err(Refusal::Malformed(_))));
        assert_eq!(known.query(Some(QUERY.to_owned()), None).as_deref(), Ok(QUERY));
    }
}
