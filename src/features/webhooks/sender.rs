//! How a webhook is told: signed as Standard Webhooks says, only at addresses that may be told, and
//! following nobody elsewhere.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use entity::{Id, webhook};
use futures_util::StreamExt;
use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header, redirect,
};
use standardwebhooks::Webhook;
use tokio::net::lookup_host;

use super::addresses::Allowed;
use crate::{
    features::auth::Secret,
    platform::{Error, Result, error::Reason},
};

const ANSWER_WITHIN: Duration = Duration::from_secs(15);
/// So much of an answer is kept.
const MOST_ANSWER: usize = 1_000;
/// The secret before the last is used beside it for so long.
const OVERLAP: TimeDelta = TimeDelta::hours(24);
const SECRET_PREFIX: &str = "whsec_";
const MOST_URL: usize = 2_000;

const BAD_URL: Reason = Reason {
    code: "bad_url",
    zh: "请填写 https 开头的完整地址，不含用户名和密码",
    en: "Give a whole address that begins with https, without a user name or password",
};
const INTERNAL: Reason = Reason {
    code: "address_not_public",
    zh: "该地址不是公网地址，不能推送",
    en: "The address is not one of the public internet",
};

/// Tells webhooks.
pub struct Sender {
    http: reqwest::Client,
    allowed: Arc<Allowed>,
    secret: Arc<Secret>,
}

/// What came of a try.
pub struct Outcome {
    /// The status of the answer, where there was one.
    pub status: Option<u16>,
    /// How the answer began, or why there was none.
    pub words: String,
}

impl Outcome {
    /// Whether it was taken.
    pub fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

impl Sender {
    /// A sender that also tells these internal hosts and blocks of addresses.
    ///
    /// # Errors
    /// `Internal` when the client cannot be set up.
    pub fn new(secret: Arc<Secret>, internal: &[String]) -> Result<Self> {
        // Whoever is first installs it for the whole process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let allowed = Arc::new(Allowed::of(internal));
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .timeout(ANSWER_WITHIN)
            .user_agent("wanqi-webhooks/1")
            .dns_resolver(Guarded(Arc::clone(&allowed)))
            .build()
            .map_err(Error::internal)?;
        Ok(Self { http, allowed, secret })
    }

    /// The secret of a webhook in this generation, `whsec_...`. It is derived from the server's own
    /// and not kept anywhere.
    pub fn secret(&self, id: Id<webhook::Entity>, generation: i32) -> String {
        let bytes = self.secret.derive(&format!("webhook {id} {generation}"));
        format!("{SECRET_PREFIX}{}", BASE64_STANDARD.encode(bytes))
    }

    /// Whether a webhook may have this address. It is looked at again each time that it is told.
    ///
    /// # Errors
    /// `Invalid` for what is no address, or leads to no public one.
    pub async fn check(&self, field: &'static str, text: &str) -> Result<String> {
        let bad = || Error::invalid(field, BAD_URL);
        let url = Url::parse(text.trim()).map_err(|_| bad())?;
        let host = url.host_str().ok_or_else(bad)?.to_owned();
        let is_plain = url.username().is_empty() && url.password().is_none();
        if !is_plain || url.as_str().len() > MOST_URL || url.fragment().is_some() {
            return Err(bad());
        }
        let found = resolved(&self.allowed, &host).await;
        let found = found.map_err(|_| Error::invalid(field, INTERNAL))?;
        // In clear only where the operator vouches for the way there.
        let is_vouched_for = self.allowed.names(&host)
            || !found.iter().any(|address| super::addresses::is_public(address.ip()));
        match url.scheme() {
            "https" => Ok(url.into()),
            "http" if is_vouched_for => Ok(url.into()),
            _ => Err(bad()),
        }
    }

    /// Tells a webhook.
    ///
    /// # Errors
    /// `Internal` when it cannot be signed; whatever the other side does is an outcome.
    pub async fn send(
        &self,
        webhook: &webhook::Model,
        message_id: &str,
        body: String,
        now: DateTime<Utc>,
    ) -> Result<Outcome> {
        let mut signatures =
            vec![self.sign(webhook, webhook.generation, message_id, &body, now)?];
        if webhook.generation > 1 && now - webhook.rotated_at < OVERLAP {
            signatures.push(self.sign(webhook, webhook.generation - 1, message_id, &body, now)?);
        }
        if let Ok(url) = Url::parse(&webhook.url)
            && let Some(address) = literal(&url)
            && !self.allowed.permits(address)
        {
            return Ok(Outcome { status: None, words: INTERNAL.en.to_owned() });
        }
        let request = self
            .http
            .post(&webhook.url)
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-id", message_id)
            .header("webhook-timestamp", now.timestamp())
            .header("webhook-signature", signatures.join(" "))
            .body(body);
        Ok(match request.send().await {
            Ok(answer) => {
                Outcome { status: Some(answer.status().as_u16()), words: beginning(answer).await }
            }
            Err(error) => Outcome { status: None, words: why(&error) },
        })
    }

    fn sign(
        &self,
        webhook: &webhook::Model,
        generation: i32,
        message_id: &str,
        body: &str,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let signer = Webhook::new(&self.secret(webhook.id, generation)).map_err(Error::internal)?;
        signer.sign(message_id, now.timestamp(), body.as_bytes()).map_err(Error::internal)
    }
}

/// Looks up names, and gives only addresses that may be told: what is connected to is what was
/// looked at.
struct Guarded(Arc<Allowed>);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = Arc::clone(&self.0);
        Box::pin(async move {
            let found = resolved(&allowed, name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The addresses of a host; none of them where one of them may not be told.
async fn resolved(allowed: &Allowed, host: &str) -> std::io::Result<Vec<SocketAddr>> {
    let refused = || std::io::Error::other(INTERNAL.en);
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found: Vec<_> = match bare.parse::<IpAddr>() {
        Ok(address) => vec![SocketAddr::new(address, 0)],
        Err(_) => lookup_host((bare, 0)).await?.collect(),
    };
    let may_be_told =
        allowed.names(bare) || found.iter().all(|address| allowed.permits(address.ip()));
    if found.is_empty() || !may_be_told { Err(refused()) } else { Ok(found) }
}

/// The address that stands in the place of a name: no name is looked up for it.
fn literal(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

async fn beginning(answer: reqwest::Response) -> String {
    let mut bytes = Vec::new();
    let mut stream = answer.bytes_stream();
    while let Some(Ok(part)) = stream.next().await {
        bytes.extend_from_slice(&part);
        if bytes.len() >= MOST_ANSWER {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes).replace('\0', "");
    text.chars().take(MOST_ANSWER).collect()
}

/// Why there was no answer, from the innermost cause.
fn why(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer within 15 seconds".to_owned();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string().chars().take(MOST_ANSWER).collect()
}
