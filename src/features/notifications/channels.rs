//! The ways out of the system: SMS by HTTP, mail by SMTP, and the log in development. Which of them
//! there are is a setting of the server; none is the usual case, and everything stands in the inbox.

use std::{fmt, path::Path, sync::Arc};

use async_trait::async_trait;
use entity::delivery;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::platform::{Error, Result};

/// What is sent.
#[derive(Clone, Debug)]
pub struct Message {
    /// The notice: the same again is the same message.
    pub id: String,
    /// The address: a phone number, a mail address.
    pub to: String,
    /// The headline.
    pub title: String,
    /// The sentence.
    pub text: String,
}

/// Why a channel did not take a message. Holds no address.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A way out of the system.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Hands a message over.
    ///
    /// # Errors
    /// Why it was not taken; it is tried again later.
    async fn send(&self, message: &Message) -> Result<(), Failure>;
}

/// The channels that are set up.
#[derive(Clone, Default)]
pub struct Channels {
    sms: Option<Arc<dyn Channel>>,
    mail: Option<Arc<dyn Channel>>,
    log: Option<Arc<dyn Channel>>,
}

impl Channels {
    /// Also SMS, by this channel.
    #[must_use]
    pub fn with_sms(self, sms: impl Channel + 'static) -> Self {
        Self { sms: Some(Arc::new(sms)), ..self }
    }

    /// Also mail, by this channel.
    #[must_use]
    pub fn with_mail(self, mail: impl Channel + 'static) -> Self {
        Self { mail: Some(Arc::new(mail)), ..self }
    }

    /// Also the server's log.
    #[must_use]
    pub fn with_log(self) -> Self {
        Self { log: Some(Arc::new(Log)), ..self }
    }

    fn of(&self, channel: delivery::Channel) -> Option<&Arc<dyn Channel>> {
        match channel {
            delivery::Channel::Sms => self.sms.as_ref(),
            delivery::Channel::Mail => self.mail.as_ref(),
            delivery::Channel::Log => self.log.as_ref(),
        }
    }

    /// Whether this one is set up.
    pub fn has(&self, channel: delivery::Channel) -> bool {
        self.of(channel).is_some()
    }

    /// Those that are set up.
    pub fn present(&self) -> Vec<delivery::Channel> {
        use delivery::Channel::{Log, Mail, Sms};
        [Sms, Mail, Log].into_iter().filter(|channel| self.has(*channel)).collect()
    }

    /// Hands a message over to this one.
    ///
    /// # Errors
    /// Why it was not taken.
    pub async fn send(&self, channel: delivery::Channel, message: &Message) -> Result<(), Failure> {
        match self.of(channel) {
            Some(channel) => channel.send(message).await,
            None => Err(Failure("the channel is not set up".to_owned())),
        }
    }
}

/// SMS by HTTP: `POST {"id", "to", "text"}` as JSON, with the token as bearer. Any status from 200
/// to 299 says that the gateway has it; `id` is the same each time that a message is tried.
pub struct Sms {
    http: reqwest::Client,
    url: String,
    token: Option<SecretString>,
}

impl Sms {
    /// A gateway at this address.
    ///
    /// # Errors
    /// `Internal` when the file of the token cannot be read.
    pub fn new(url: &str, token_file: Option<&Path>) -> Result<Self> {
        // Whoever is first installs it for the whole process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().map_err(Error::internal)?;
        let read = |path: &Path| {
            std::fs::read_to_string(path).map_err(|error| {
                Error::internal(format!("cannot read {}: {error}", path.display()))
            })
        };
        let token = token_file.map(read).transpose()?;
        let token = token.map(|token| SecretString::from(token.trim()));
        Ok(Self { http, url: url.to_owned(), token })
    }
}

#[async_trait]
impl Channel for Sms {
    async fn send(&self, message: &Message) -> Result<(), Failure> {
        let Message { id, to, text, .. } = message;
        let mut request = self.http.post(&self.url);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.expose_secret());
        }
        let answer = request.json(&json!({ "id": id, "to": to, "text": text })).send().await;
        match answer {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(Failure(format!("status {}", answer.status().as_u16()))),
            Err(error) => Err(Failure(error.without_url().to_string())),
        }
    }
}

/// Mail by SMTP: `smtp://host:25`, `smtps://user:password@host`,
/// `smtp://user:password@host:587?tls=required`.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mail {
    /// A server at this address; `from` is who the mail is from.
    ///
    /// # Errors
    /// `Internal` when either is none.
    pub fn new(url: &SecretString, from: &str) -> Result<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())
            .map_err(|_| Error::internal("WANQI_SMTP_URL is no address of an SMTP server"))?
            .build();
        let from = from.parse().map_err(|_| Error::internal("WANQI_MAIL_FROM is no address"))?;
        Ok(Self { transport, from })
    }
}

#[async_trait]
impl Channel for Mail {
    async fn send(&self, message: &Message) -> Result<(), Failure> {
        let to: Mailbox =
            message.to.parse().map_err(|_| Failure("not a mail address".to_owned()))?;
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&message.title)
            .message_id(Some(format!("<{}@wanqi>", message.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())
            .map_err(|error| Failure(error.to_string()))?;
        match self.transport.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let status = error.status().map(|code| format!("status {code}"));
                Err(Failure(status.unwrap_or_else(|| "the SMTP server is not reached".to_owned())))
            }
        }
    }
}

/// The server's log, for development.
struct Log;

#[async_trait]
impl Channel for Log {
    async fn send(&self, message: &Message) -> Result<(), Failure> {
        tracing::info!(notice.id = %message.id, user.id = %message.to, text = %message.text, "notice");
        Ok(())
    }
}
