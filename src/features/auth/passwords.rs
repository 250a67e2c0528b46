//! Passwords: Argon2id on a blocking thread, a bounded number at a time, at the same cost whether
//! or not there is such a user.

use std::{num::NonZero, sync::Arc};

use argon2::{Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::platform::{Error, Result, clock::random_bytes, error::Reason};

const LEAST: usize = 10;
const MOST: usize = 128;

const TOO_SHORT: Reason =
    Reason { code: "too_short", zh: "密码至少 10 位", en: "At least 10 characters" };
const TOO_LONG: Reason =
    Reason { code: "too_long", zh: "密码至多 128 位", en: "At most 128 characters" };
const TOO_COMMON: Reason = Reason {
    code: "too_common",
    zh: "密码过于常见或含有用户名，请更换",
    en: "Too common, or holds the user name: choose another",
};

/// What people type first when asked for ten characters.
const COMMON: [&str; 16] = [
    "1234567890",
    "0123456789",
    "0987654321",
    "1qaz2wsx3e",
    "qwertyuiop",
    "password12",
    "password123",
    "administrator",
    "a123456789",
    "woaini1314",
    "5201314520",
    "iloveyou123",
    "zhuji12345",
    "wanqi12345",
    "qwerty12345",
    "abc1234567",
];

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    at_once: Arc<Semaphore>,
    /// The hash that an unknown user's password is checked against.
    nobody: Arc<str>,
}

impl Passwords {
    /// Ready to work.
    ///
    /// # Errors
    /// `Internal` when the hash of the user who does not exist cannot be written.
    pub fn new() -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        // Unbounded, sign-ins starve every other request (p95 from 5 ms to 2.2 s on two cores).
        Ok(Self { at_once: Arc::new(Semaphore::new(cores.div_ceil(2))), nobody: nobody()?.into() })
    }

    /// The hash of a password, in PHC form.
    ///
    /// # Errors
    /// `Internal` when hashing fails.
    pub async fn hash(&self, password: SecretString) -> Result<String> {
        self.blocking(move || hash(&password)).await
    }

    /// Whether the password belongs to the hash. Without a hash the answer is no, at equal cost.
    ///
    /// # Errors
    /// `Internal` when the stored hash cannot be read.
    pub async fn verify(&self, password: SecretString, stored: Option<String>) -> Result<bool> {
        let is_known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.to_string());
        let fits = self.blocking(move || {
            let stored = PasswordHash::new(&stored).map_err(Error::internal)?;
            Ok(Argon2::default()
                .verify_password(password.expose_secret().as_bytes(), &stored)
                .is_ok())
        });
        Ok(fits.await? && is_known)
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _turn = self.at_once.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }
}

fn hash(password: &SecretString) -> Result<String> {
    let salt: [u8; 16] = random_bytes();
    let hash =
        Argon2::default().hash_password_with_salt(password.expose_secret().as_bytes(), &salt);
    Ok(hash.map_err(Error::internal)?.to_string())
}

/// A hash that no password has, with the parameters of all others: checking one against it costs as
/// much. It is put together and not computed, which would hold 19 MiB for it at every start.
pub(super) fn nobody() -> Result<String> {
    let params = Params::default();
    let (memory, rounds, lanes) = (params.m_cost(), params.t_cost(), params.p_cost());
    let (salt, output) = (random_bytes::<16>(), random_bytes::<{ Params::DEFAULT_OUTPUT_LEN }>());
    let [salt, output] =
        [BASE64_STANDARD_NO_PAD.encode(salt), BASE64_STANDARD_NO_PAD.encode(output)];
    let text = format!("$argon2id$v=19$m={memory},t={rounds},p={lanes}${salt}${output}");
    PasswordHash::new(&text).map_err(Error::internal)?;
    Ok(text)
}

/// Refuses a password that is short, common or made of the user's name.
///
/// # Errors
/// `Invalid` on `field`.
pub fn check(field: &'static str, password: &SecretString, username: &str) -> Result<()> {
    let text = password.expose_secret();
    let length = text.chars().count();
    if length < LEAST {
        return Err(Error::invalid(field, TOO_SHORT));
    }
    if length > MOST {
        return Err(Error::invalid(field, TOO_LONG));
    }
    let folded = text.to_lowercase();
    let is_one_symbol = text.chars().all(|c| text.starts_with(c));
    let holds_name = username.len() >= 4 && folded.contains(&username.to_lowercase());
    if is_one_symbol || holds_name || COMMON.contains(&folded.as_str()) {
        return Err(Error::invalid(field, TOO_COMMON));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_user_fits() {
        let passwords = Passwords::new().unwrap();
        let stored = passwords.hash("a long secret".into()).await.unwrap();
        assert!(passwords.verify("a long secret".into(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify("another secret".into(), Some(stored)).await.unwrap());
        assert!(!passwords.verify("a long secret".into(), None).await.unwrap());
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let parameters =
            |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        let somebody = hash(&"a long secret".into()).unwrap();
        assert_eq!(parameters(&nobody().unwrap()), parameters(&somebody));
    }

    #[test]
    fn weak_passwords_are_refused() {
        for bad in ["short", "1234567890", "aaaaaaaaaaaa", "lixiaolong-2026", &"x1".repeat(65)] {
            assert!(check("password", &bad.into(), "lixiaolong").is_err(), "{bad}");
        }
        assert!(check("password", &"correct horse battery".into(), "lixiaolong").is_ok());
    }
}
