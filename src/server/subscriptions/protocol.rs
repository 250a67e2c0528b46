//! What `graphql-transport-ws` says: the messages of both sides and the codes of a close.

use async_graphql::{Response, ServerError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::server::graphql::Parameters;

/// The name of the protocol.
pub const NAME: &str = "graphql-transport-ws";

/// Why a socket is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// What came is no message of the protocol.
    Nonsense,
    /// Nobody is signed in, or no longer.
    Unauthorized,
    /// The sign-in is refused, or its rights have changed.
    Forbidden,
    /// The client speaks another protocol.
    OtherProtocol,
    /// No `connection_init` came in time.
    InitTimeout,
    /// The id is in use.
    DoubledId,
    /// A second `connection_init`.
    SecondInit,
    /// A message is larger than 64 KiB.
    TooLarge,
    /// The server stops, or has no news to tell.
    GoingAway,
}

impl Ending {
    /// The code that the client reads, and a word for people.
    pub const fn code(self) -> (u16, &'static str) {
        match self {
            Self::Nonsense => (4400, "Invalid message"),
            Self::Unauthorized => (4401, "Unauthorized"),
            Self::Forbidden => (4403, "Forbidden"),
            Self::OtherProtocol => (4406, "Subprotocol not acceptable"),
            Self::InitTimeout => (4408, "Connection initialisation timeout"),
            Self::DoubledId => (4409, "Subscriber already exists"),
            Self::SecondInit => (4429, "Too many initialisation requests"),
            Self::TooLarge => (1009, "Message too big"),
            Self::GoingAway => (1001, "Going away"),
        }
    }
}

/// What a client says.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    /// The first message, with what signs in.
    ConnectionInit {
        /// `authorization` or `token`, unless a cookie does.
        #[serde(default)]
        payload: Option<Map<String, Value>>,
    },
    /// Begins a subscription.
    Subscribe {
        /// What it is called from now on.
        id: String,
        /// What is subscribed to.
        payload: Parameters,
    },
    /// Ends a subscription.
    Complete {
        /// Which.
        id: String,
    },
    /// Asks whether the server lives.
    Ping {
        /// Anything.
        #[serde(default)]
        payload: Option<Value>,
    },
    /// Answers a ping.
    Pong,
}

impl ClientMessage {
    /// Reads a message; `None` for nonsense.
    pub fn read(text: &str) -> Option<Self> {
        let message = serde_json::from_str(text).ok()?;
        match &message {
            Self::Subscribe { id, payload } if id.is_empty() || !payload.names_a_query() => None,
            _ => Some(message),
        }
    }
}

/// The access token in the payload of a `connection_init`.
pub fn token_in(payload: &Map<String, Value>) -> Option<String> {
    let named = |wanted: &str| {
        let mut fields = payload.iter();
        let (_, value) = fields.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
        value.as_str()
    };
    let bearer = named("authorization").map(|text| text.strip_prefix("Bearer ").unwrap_or(text));
    bearer.or_else(|| named("token")).map(str::to_owned)
}

/// What the server says.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage<'a> {
    /// Whoever signs in may subscribe.
    ConnectionAck,
    /// One delivery.
    Next {
        /// Of which subscription.
        id: &'a str,
        /// The answer.
        payload: &'a Response,
    },
    /// The subscription cannot be, and ends.
    Error {
        /// Which.
        id: &'a str,
        /// Why.
        payload: &'a [ServerError],
    },
    /// The subscription has ended.
    Complete {
        /// Which.
        id: &'a str,
    },
    /// Answers a ping.
    Pong {
        /// What came with the ping.
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<Value>,
    },
}

impl ServerMessage<'_> {
    /// The text that is sent.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nonsense_is_no_message() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"type":"start"}"#,
            r#"{"type":"subscribe"}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"1","payload":{}}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"connection_init","payload":"token"}"#,
        ] {
            assert!(ClientMessage::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_token_may_stand_where_clients_put_it() {
        for payload in [
            json!({ "authorization": "Bearer secret" }),
            json!({ "Authorization": "secret" }),
            json!({ "token": "secret" }),
        ] {
            let token = token_in(payload.as_object().unwrap());
            assert_eq!(token.as_deref(), Some("secret"), "{payload}");
        }
        assert_eq!(token_in(json!({ "authorization": 1 }).as_object().unwrap()), None);
    }

    #[test]
    fn a_pong_says_what_came_with_the_ping() {
        assert_eq!(ServerMessage::Pong { payload: None }.text(), r#"{"type":"pong"}"#);
        let pong = ServerMessage::Pong { payload: Some(json!({ "a": 1 })) }.text();
        assert_eq!(pong, r#"{"type":"pong","payload":{"a":1}}"#);
    }
}
