//! The tokens of calendars: whoever has the address reads the calendar, and nothing else, as the
//! person whose it is. Only the hash of a token is kept.

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use entity::{
    calendar_feed,
    user::{self, State},
};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};
use sha2::{Digest, Sha256};

use super::Auth;
use crate::platform::{Result, actor::Actor, clock::random_bytes};

const BYTES: usize = 32;
/// How much of a token a list may show.
const SHOWN: usize = 4;

/// A token that has just been made; it cannot be had again.
pub struct FeedToken {
    /// What stands in the address.
    pub text: String,
    /// What is kept.
    pub hash: Vec<u8>,
    /// What a list may show.
    pub hint: String,
}

impl FeedToken {
    /// A new one.
    pub fn draw() -> Self {
        let text = BASE64_URL_SAFE_NO_PAD.encode(random_bytes::<BYTES>());
        let hint = text.chars().take(SHOWN).collect();
        Self { hash: hash(&text), hint, text }
    }
}

fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

fn is_token(text: &str) -> bool {
    BASE64_URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == BYTES)
}

impl Auth {
    /// The calendar that a token opens, and the person whose it is with the rights held now; none
    /// where it is unknown or revoked, or the account is closed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn feed_of(&self, token: &str) -> Result<Option<(calendar_feed::Model, Arc<Actor>)>> {
        if !is_token(token) {
            return Ok(None);
        }
        let sign_in = self.database.unscoped("sign-in: the token of a calendar names its person");
        let is_good = calendar_feed::Column::TokenHash
            .eq(hash(token))
            .and(calendar_feed::Column::RevokedAt.is_null());
        let Some(feed) = sign_in.one::<calendar_feed::Entity>(is_good).await? else {
            return Ok(None);
        };
        let user = sign_in.one::<user::Entity>(user::Column::Id.eq(feed.user_id)).await?;
        let Some(user) = user.filter(|user| user.state == State::Active) else { return Ok(None) };
        Ok(Some((feed, Arc::new(self.rights().actor_of(user, None).await?))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_read_back() {
        let (one, other) = (FeedToken::draw(), FeedToken::draw());
        assert_ne!(one.text, other.text);
        assert!(is_token(&one.text) && one.text.starts_with(&one.hint));
        assert_eq!(one.hash, hash(&one.text));
        for bad in ["", "x", "nonsense", &format!("{}A", one.text), &one.text[1..], "日历"] {
            assert!(!is_token(bad), "{bad}");
        }
    }
}
