//! The documents that a server takes where it does not take any: those of its own client, known by
//! their hashes, and whatever comes with a key that holds the scope `adhoc`.

use std::collections::HashSet;

use async_graphql::ServerError;
use entity::scope::Scope;
use sha2::{Digest, Sha256};

use crate::platform::{Error, Result, error::Reason, graphql_errors::worded, viewer::Caller};

const UNKNOWN: Reason = Reason {
    code: "untrusted_document",
    zh: "本服务只接受已登记的查询；自定义查询需使用带 adhoc 授权的接入密钥",
    en: "This server takes only documents that it knows: send others with a key that holds adhoc",
};

/// The documents that are known.
pub struct TrustedDocuments(HashSet<String>);

impl TrustedDocuments {
    /// Reads a JSON list of SHA-256 hashes, 64 hexadecimal digits each.
    ///
    /// # Errors
    /// `Internal` for anything else.
    pub fn read(json: &[u8]) -> Result<Self> {
        Ok(Self(serde_json::from_slice(json).map_err(Error::internal)?))
    }

    /// Whether this caller may send this document.
    ///
    /// # Errors
    /// In the caller's words, where neither is known.
    pub fn check(&self, document: &str, caller: &Caller) -> Result<(), ServerError> {
        let sends_any = caller.viewer().is_ok_and(|viewer| viewer.actor.holds(Scope::Adhoc));
        if sends_any || self.holds(document) {
            return Ok(());
        }
        Err(worded(Error::invalid("query", UNKNOWN), caller.language))
    }

    fn holds(&self, document: &str) -> bool {
        let hash: String =
            Sha256::digest(document).iter().map(|byte| format!("{byte:02x}")).collect();
        self.0.contains(&hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{actor::Origin, error::Language};

    #[test]
    fn a_document_is_known_by_its_hash_letter_by_letter() {
        // printf '{ __typename }' | sha256sum
        let list = br#"["7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b"]"#;
        let known = TrustedDocuments::read(list).unwrap();
        let nobody = Caller::new(Err(Error::not_signed_in()), Origin::default(), Language::English);
        assert!(known.check("{ __typename }", &nobody).is_ok());
        assert!(known.check("{__typename}", &nobody).is_err());
        assert!(TrustedDocuments::read(b"{}").is_err());
    }
}
