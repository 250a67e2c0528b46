//! The two tokens of a session, both signed by the server: the access token, good for ten minutes,
//! and the refresh token, of which only the last handed out is good. Pure but for the signature.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Id, machine_key, scope::Scopes, session, user};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
};
use secrecy::{ExposeSecret, SecretSlice};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::platform::{Error, Result};

/// How long an access token is good.
pub const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(10);
const ISSUER: &str = "wanqi";
const ACCESS: &str = "wanqi";
const REFRESH: &str = "wanqi/refresh";
const MACHINE: &str = "wanqi/machine";
const ALGORITHM: Algorithm = Algorithm::HS256;
const LEAST_BYTES: usize = 32;

/// The key material of the server.
pub struct Secret {
    bytes: SecretSlice<u8>,
    key_id: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl Secret {
    /// Takes at least 32 bytes of key material.
    ///
    /// # Errors
    /// `Internal` when there are fewer.
    pub fn new(secret: &SecretSlice<u8>) -> Result<Self> {
        let bytes = secret.expose_secret();
        if bytes.len() < LEAST_BYTES {
            return Err(Error::internal("the secret has fewer than 32 bytes"));
        }
        let digest = Sha256::digest([b"key id".as_slice(), bytes].concat());
        Ok(Self {
            bytes: secret.clone(),
            key_id: digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect(),
            encoding: EncodingKey::from_secret(bytes),
            decoding: DecodingKey::from_secret(bytes),
        })
    }

    /// A secret of its own for a purpose, the same each time: HMAC-SHA-256 of the purpose.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        hmac_sha256::HMAC::mac(purpose.as_bytes(), self.bytes.expose_secret())
    }

    fn sign(&self, claims: &impl Serialize) -> Result<String> {
        let header = Header { kid: Some(self.key_id.clone()), ..Header::new(ALGORITHM) };
        encode(&header, claims, &self.encoding).map_err(Error::internal)
    }

    /// The claims of a token of ours, for this audience. Expiry is the caller's to judge, by the
    /// one clock.
    fn open<C: DeserializeOwned>(&self, token: &str, audience: &str) -> Option<C> {
        let header = decode_header(token).ok()?;
        if header.kid.as_deref() != Some(self.key_id.as_str()) {
            return None;
        }
        let mut validation = Validation::new(ALGORITHM);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["iss", "aud", "exp"]);
        validation.validate_exp = false;
        decode(token, &self.decoding, &validation).ok().map(|token| token.claims)
    }
}

#[derive(Serialize, Deserialize)]
struct AccessClaims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    exp: i64,
}

#[derive(Serialize, Deserialize)]
struct RefreshClaims {
    iss: String,
    aud: String,
    sid: Uuid,
    exp: i64,
    generation: i32,
}

#[derive(Serialize, Deserialize)]
struct MachineClaims {
    iss: String,
    aud: String,
    key: Uuid,
    scopes: Scopes,
    exp: i64,
}

/// Which key an access token stands for, and what of that it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineAccess {
    /// The key.
    pub key_id: Id<machine_key::Entity>,
    /// As far as the key holds them.
    pub scopes: Scopes,
}

/// Whom an access token names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The user.
    pub user_id: Id<user::Entity>,
    /// The session.
    pub session_id: Id<session::Entity>,
}

/// Which refresh token of which session this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// The session.
    pub session_id: Id<session::Entity>,
    /// How many were handed out before it.
    pub generation: i32,
}

impl Secret {
    /// An access token from `now` on, and when it ends.
    ///
    /// # Errors
    /// `Internal` when signing fails.
    pub fn access_token(
        &self,
        access: Access,
        now: DateTime<Utc>,
    ) -> Result<(String, DateTime<Utc>)> {
        let expires_at = now + ACCESS_LIFE;
        let token = self.sign(&AccessClaims {
            iss: ISSUER.to_owned(),
            aud: ACCESS.to_owned(),
            sub: access.user_id.uuid(),
            sid: access.session_id.uuid(),
            iat: now.timestamp(),
            exp: expires_at.timestamp(),
        })?;
        Ok((token, expires_at))
    }

    /// Whom the token names, if it is ours and has not ended.
    pub fn read_access(&self, token: &str, now: DateTime<Utc>) -> Option<Access> {
        let claims: AccessClaims = self.open(token, ACCESS)?;
        (now.timestamp() < claims.exp).then(|| Access {
            user_id: Id::from_uuid(claims.sub),
            session_id: Id::from_uuid(claims.sid),
        })
    }

    /// An access token that stands for a machine's key from `now` on, and when it ends.
    ///
    /// # Errors
    /// `Internal` when signing fails.
    pub fn machine_token(
        &self,
        access: MachineAccess,
        now: DateTime<Utc>,
    ) -> Result<(String, DateTime<Utc>)> {
        let expires_at = now + ACCESS_LIFE;
        let token = self.sign(&MachineClaims {
            iss: ISSUER.to_owned(),
            aud: MACHINE.to_owned(),
            key: access.key_id.uuid(),
            scopes: access.scopes,
            exp: expires_at.timestamp(),
        })?;
        Ok((token, expires_at))
    }

    /// Which key the token stands for, if it is ours and has not ended.
    pub fn read_machine(&self, token: &str, now: DateTime<Utc>) -> Option<MachineAccess> {
        let claims: MachineClaims = self.open(token, MACHINE)?;
        (now.timestamp() < claims.exp)
            .then(|| MachineAccess { key_id: Id::from_uuid(claims.key), scopes: claims.scopes })
    }

    /// The refresh token of a generation. The same generation always has the same token, so that
    /// a lost answer can be given again.
    ///
    /// # Errors
    /// `Internal` when signing fails.
    pub fn refresh_token(&self, refresh: Refresh, expires_at: DateTime<Utc>) -> Result<String> {
        self.sign(&RefreshClaims {
            iss: ISSUER.to_owned(),
            aud: REFRESH.to_owned(),
            sid: refresh.session_id.uuid(),
            exp: expires_at.timestamp(),
            generation: refresh.generation,
        })
    }

    /// Which refresh token it is, if it is ours and has not ended.
    pub fn read_refresh(&self, token: &str, now: DateTime<Utc>) -> Option<Refresh> {
        let claims: RefreshClaims = self.open(token, REFRESH)?;
        (now.timestamp() < claims.exp).then(|| Refresh {
            session_id: Id::from_uuid(claims.sid),
            generation: claims.generation,
        })
    }
}

/// What a refresh token that came back is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// The last one: it is replaced by a new one.
    Good,
    /// The one before, repeated at once: a lost answer, answered again.
    Repeated,
    /// An old one: somebody copied it.
    Stolen,
}

/// How long the token before the last is taken for a repetition.
pub const REPEAT_WINDOW: TimeDelta = TimeDelta::seconds(30);

/// Judges a refresh token against the generation the session is at.
pub fn worth(given: i32, present: i32, since_rotation: TimeDelta) -> Worth {
    if given == present {
        Worth::Good
    } else if given == present - 1 && since_rotation < REPEAT_WINDOW {
        Worth::Repeated
    } else {
        Worth::Stolen
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn secret(byte: u8) -> Secret {
        Secret::new(&SecretSlice::from(vec![byte; 32])).unwrap()
    }

    fn access() -> Access {
        Access {
            user_id: Id::from_uuid(Uuid::from_u128(1)),
            session_id: Id::from_uuid(Uuid::from_u128(2)),
        }
    }

    #[test]
    fn an_access_token_ends_after_ten_minutes() {
        let now = DateTime::UNIX_EPOCH;
        let (token, _) = secret(1).access_token(access(), now).unwrap();
        assert_eq!(secret(1).read_access(&token, now), Some(access()));
        assert_eq!(secret(1).read_access(&token, now + ACCESS_LIFE), None);
    }

    #[test]
    fn a_token_of_another_server_or_purpose_is_none() {
        let now = DateTime::UNIX_EPOCH;
        let (token, _) = secret(1).access_token(access(), now).unwrap();
        assert_eq!(secret(2).read_access(&token, now), None);
        assert_eq!(secret(1).read_refresh(&token, now), None);
    }

    #[test]
    fn a_token_without_a_signature_is_none() {
        let now = DateTime::UNIX_EPOCH;
        let (token, _) = secret(1).access_token(access(), now).unwrap();
        let claims = token.split('.').nth(1).unwrap();
        // {"alg":"none","typ":"JWT"}
        let forged = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.");
        assert_eq!(secret(1).read_access(&forged, now), None);
    }

    proptest! {
        #[test]
        fn only_the_last_token_is_good(given in 0..50i32, present in 0..50i32, secs in 0..120i64) {
            let worth = worth(given, present, TimeDelta::seconds(secs));
            prop_assert_eq!(worth == Worth::Good, given == present);
            prop_assert_eq!(worth == Worth::Repeated, given == present - 1 && secs < 30);
        }
    }
}
