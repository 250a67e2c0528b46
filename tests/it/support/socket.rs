//! Subscribes as one person, over `graphql-transport-ws` like any client.

use std::time::Duration;

use actix_codec::Framed;
use actix_http::ws::{Codec, Frame, Message};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Longer than anything takes that is to come.
const PATIENCE: Duration = Duration::from_secs(10);
/// Shorter than it takes to believe that nothing comes.
const SILENCE: Duration = Duration::from_millis(600);

/// A connection.
pub struct Socket {
    framed: Framed<TcpStream, Codec>,
    /// The head of the answer to the handshake.
    pub head: String,
}

/// What the server sent.
#[derive(Debug, PartialEq)]
pub enum Heard {
    /// A message.
    Said(Value),
    /// The end, with its code.
    Closed(u16),
}

impl Socket {
    /// Opens a connection, with these headers besides.
    pub async fn open(base: &str, headers: &str) -> Self {
        let address = base.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "GET /graphql/ws HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        let codec = Codec::new().client_mode();
        let head = String::from_utf8(head).unwrap();
        Self { framed: Framed::new(stream, codec), head }
    }

    /// Opens a connection that speaks the protocol.
    pub async fn speaking(base: &str) -> Self {
        let headers = "Sec-WebSocket-Protocol: graphql-transport-ws\r\nAccept-Language: en\r\n";
        Self::open(base, headers).await
    }

    /// Opens a connection and signs in.
    pub async fn signed_in(base: &str, token: &str) -> Self {
        let mut socket = Self::speaking(base).await;
        let payload = json!({ "authorization": format!("Bearer {token}") });
        socket.say(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(socket.heard().await, json!({ "type": "connection_ack" }));
        socket
    }

    /// Sends a message.
    pub async fn say(&mut self, message: Value) {
        self.write(Message::Text(message.to_string().into())).await;
    }

    /// Sends a frame.
    pub async fn write(&mut self, message: Message) {
        // The server may have closed.
        let _ = self.framed.send(message).await;
    }

    /// Subscribes, and waits until the server has begun.
    pub async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({ "query": query, "variables": variables });
        self.say(json!({ "id": id, "type": "subscribe", "payload": payload })).await;
        // A pong says that it was read; beginning takes a statement or ten.
        self.say(json!({ "type": "ping" })).await;
        assert_eq!(self.heard().await, json!({ "type": "pong" }));
        tokio::time::sleep(SILENCE / 2).await;
    }

    /// What comes next, whatever it is.
    pub async fn next(&mut self) -> Heard {
        timeout(PATIENCE, self.read()).await.expect("the server says nothing")
    }

    async fn read(&mut self) -> Heard {
        loop {
            match self.framed.next().await {
                Some(Ok(Frame::Text(text))) => {
                    return Heard::Said(serde_json::from_slice(&text).unwrap());
                }
                Some(Ok(Frame::Close(reason))) => {
                    return Heard::Closed(reason.map_or(1005, |reason| reason.code.into()));
                }
                Some(Ok(Frame::Ping(bytes))) => self.write(Message::Pong(bytes)).await,
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Heard::Closed(1006),
            }
        }
    }

    /// The next message; fails the test when the server closes instead.
    pub async fn heard(&mut self) -> Value {
        match self.next().await {
            Heard::Said(message) => message,
            Heard::Closed(code) => panic!("closed: {code}"),
        }
    }

    /// The value at this place of the next delivery.
    pub async fn told(&mut self, pointer: &str) -> Value {
        let message = self.heard().await;
        assert_eq!(message["type"], "next", "{message:#}");
        let payload = &message["payload"];
        assert!(payload.get("errors").is_none(), "{payload:#}");
        payload["data"].pointer(pointer).unwrap_or_else(|| panic!("{pointer}: {payload:#}")).clone()
    }

    /// The code of the next message, which must be an error of a subscription.
    pub async fn refused(&mut self) -> String {
        let message = self.heard().await;
        assert_eq!(message["type"], "error", "{message:#}");
        message["payload"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The code that the connection ends with; fails the test when anything else comes first.
    pub async fn closed(&mut self) -> u16 {
        match self.next().await {
            Heard::Closed(code) => code,
            Heard::Said(message) => panic!("{message:#}"),
        }
    }

    /// Fails the test when anything comes.
    pub async fn is_silent(&mut self) {
        if let Ok(heard) = timeout(SILENCE, self.read()).await {
            panic!("{heard:?}");
        }
    }
}
