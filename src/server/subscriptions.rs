//! Subscriptions over `graphql-transport-ws`: one loop a socket, which signs in, subscribes,
//! delivers, and closes the socket when the session ends or its rights change.
//!
//! Our own, since the stock glue knows few of the protocol's close codes.

mod protocol;
mod request;
mod session;

use std::{collections::HashMap, time::Duration};

use actix_web::{HttpRequest, HttpResponse, http::header, rt, web};
use actix_ws::{
    AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, ProtocolError, Session,
};
use async_graphql::{Response, Value};
use futures_util::StreamExt;
use tokio::{
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, interval, timeout},
};

use self::{
    protocol::{ClientMessage, Ending, ServerMessage, token_in},
    request::subscription,
    session::SignedIn,
};
use super::{State, graphql};
use crate::platform::{
    Error,
    error::{Language, Reason},
    graphql_errors::worded,
    news::Listener,
};

const MOST_FRAME: usize = 64 * 1024;
const MOST_SUBSCRIPTIONS: usize = 32;
/// What may wait for a slow client; then its subscriptions wait, and hear of a gap.
const QUEUE: usize = 64;
const INIT_WITHIN: Duration = Duration::from_secs(10);
const SEND_WITHIN: Duration = Duration::from_secs(10);
const BEAT: Duration = Duration::from_millis(500);
const PING_EVERY: Duration = Duration::from_secs(20);
/// Whoever has said nothing for so long is gone.
const SILENT_FOR: Duration = Duration::from_secs(60);

const TOO_MANY: Reason = Reason {
    code: "too_many_subscriptions",
    zh: "同一连接最多 32 个订阅",
    en: "At most 32 subscriptions on one connection",
};

/// `GET /graphql/ws`.
pub async fn open(
    state: web::Data<State>,
    http: HttpRequest,
    body: web::Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let (response, session, messages) =
        actix_ws::handle_with_protocols(&http, body, &[protocol::NAME])?;
    let speaks = response.headers().contains_key(header::SEC_WEBSOCKET_PROTOCOL);
    let messages = messages.max_frame_size(MOST_FRAME).aggregate_continuations();
    let messages = messages.max_continuation_size(MOST_FRAME);
    let (sender, queue) = mpsc::channel(QUEUE);
    let socket = Socket {
        language: graphql::language(&http),
        token: graphql::token(&http),
        origin: graphql::origin(&state, &http),
        state,
        session,
        sender,
        signed_in: None,
        subscriptions: HashMap::new(),
        begun: 0,
        opened: Instant::now(),
        heard: Instant::now(),
        pinged: Instant::now(),
    };
    rt::spawn(async move {
        if speaks {
            socket.run(messages, queue).await;
        } else {
            socket.close(Ending::OtherProtocol).await;
        }
    });
    Ok(response)
}

/// One connection.
struct Socket {
    state: web::Data<State>,
    session: Session,
    /// What a cookie or header of the handshake holds.
    token: Option<String>,
    origin: crate::platform::actor::Origin,
    language: Language,
    sender: mpsc::Sender<Delivery>,
    signed_in: Option<SignedIn>,
    subscriptions: HashMap<String, Subscribed>,
    /// How many subscriptions there were: an id that is used again is another subscription.
    begun: u64,
    opened: Instant,
    heard: Instant,
    pinged: Instant,
}

/// A subscription that runs.
struct Subscribed {
    number: u64,
    task: JoinHandle<()>,
}

impl Drop for Subscribed {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Something for the client, of the subscription with this id and number.
struct Delivery {
    id: String,
    number: u64,
    /// None where it has ended.
    response: Option<Response>,
    is_first: bool,
}

/// How a turn of the loop ends the socket.
enum Over {
    /// The server closes.
    Closed(Ending),
    /// The client closed, with this reason, or is gone.
    Left(Option<CloseReason>),
}

impl Socket {
    async fn run(mut self, mut messages: AggregatedMessageStream, queue: mpsc::Receiver<Delivery>) {
        let over = self.serve(&mut messages, queue).await;
        self.subscriptions.clear();
        match over {
            Over::Closed(ending) => self.close(ending).await,
            Over::Left(reason) => {
                // An answered close lets the client be sure that it has heard everything.
                let _ = timeout(SEND_WITHIN, self.session.close(reason)).await;
            }
        }
    }

    async fn close(self, ending: Ending) {
        let (code, words) = ending.code();
        let reason =
            CloseReason { code: CloseCode::from(code), description: Some(words.to_owned()) };
        // The client may be gone.
        let _ = timeout(SEND_WITHIN, self.session.close(Some(reason))).await;
    }

    async fn serve(
        &mut self,
        messages: &mut AggregatedMessageStream,
        mut queue: mpsc::Receiver<Delivery>,
    ) -> Over {
        let mut news: Option<Listener> = None;
        let mut beat = interval(BEAT);
        let mut stopping = self.state.stopping.clone();
        loop {
            let turn = tokio::select! {
                message = messages.recv() => match message {
                    Some(message) => self.hear(message).await,
                    None => Err(Over::Left(None)),
                },
                Some(delivery) = queue.recv() => self.deliver(delivery).await,
                told = next(&mut news) => match (told, &mut self.signed_in) {
                    (Some(told), Some(signed_in)) => {
                        signed_in.hear(&told);
                        Ok(())
                    }
                    _ => Err(Over::Closed(Ending::GoingAway)),
                },
                _ = beat.tick() => self.beat().await,
                _ = stopping.changed() => Err(Over::Closed(Ending::GoingAway)),
            };
            if let Err(over) = turn {
                return over;
            }
            if news.is_none() && self.signed_in.is_some() {
                match self.state.database.listen().await {
                    Ok(listener) => news = Some(listener),
                    Err(_) => return Over::Closed(Ending::GoingAway),
                }
            }
        }
    }

    async fn say(&mut self, message: &ServerMessage<'_>) -> Result<(), Over> {
        match timeout(SEND_WITHIN, self.session.text(message.text())).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Over::Left(None)),
        }
    }

    async fn hear(
        &mut self,
        message: Result<AggregatedMessage, ProtocolError>,
    ) -> Result<(), Over> {
        self.heard = Instant::now();
        let text = match message {
            Ok(AggregatedMessage::Text(text)) => text,
            Ok(AggregatedMessage::Ping(bytes)) => {
                let pong = timeout(SEND_WITHIN, self.session.pong(&bytes)).await;
                return pong
                    .map_or(Err(Over::Left(None)), |sent| sent.map_err(|_| Over::Left(None)));
            }
            Ok(AggregatedMessage::Pong(_)) => return Ok(()),
            Ok(AggregatedMessage::Close(reason)) => return Err(Over::Left(reason)),
            Ok(AggregatedMessage::Binary(_)) => return Err(Over::Closed(Ending::Nonsense)),
            Err(ProtocolError::Overflow | ProtocolError::Io(_)) => {
                return Err(Over::Closed(Ending::TooLarge));
            }
            Err(_) => return Err(Over::Closed(Ending::Nonsense)),
        };
        let message = ClientMessage::read(&text).ok_or(Over::Closed(Ending::Nonsense))?;
        match message {
            ClientMessage::ConnectionInit { payload } => {
                self.sign_in(payload.as_ref().and_then(token_in)).await
            }
            ClientMessage::Subscribe { id, payload } => self.subscribe(id, payload).await,
            ClientMessage::Complete { id } => {
                self.subscriptions.remove(&id);
                Ok(())
            }
            ClientMessage::Ping { payload } => self.say(&ServerMessage::Pong { payload }).await,
            ClientMessage::Pong => Ok(()),
        }
    }

    async fn sign_in(&mut self, token: Option<String>) -> Result<(), Over> {
        if self.signed_in.is_some() {
            return Err(Over::Closed(Ending::SecondInit));
        }
        let token = token.or_else(|| self.token.take());
        let token = token.ok_or(Over::Closed(Ending::Unauthorized))?;
        let signed_in = SignedIn::new(&self.state, token, self.origin.clone(), self.language);
        self.signed_in = Some(signed_in.await.map_err(Over::Closed)?);
        self.say(&ServerMessage::ConnectionAck).await
    }

    async fn subscribe(&mut self, id: String, parameters: graphql::Parameters) -> Result<(), Over> {
        let Some(signed_in) = &self.signed_in else {
            return Err(Over::Closed(Ending::Unauthorized));
        };
        if self.subscriptions.contains_key(&id) {
            return Err(Over::Closed(Ending::DoubledId));
        }
        if self.subscriptions.len() >= MOST_SUBSCRIPTIONS {
            let error = worded(Error::LimitReached(TOO_MANY), self.language);
            return self.say(&ServerMessage::Error { id: &id, payload: &[error] }).await;
        }
        let request = match subscription(parameters, &self.state.persisted, self.language) {
            Ok(request) => {
                let caller = signed_in.caller().await;
                if let Some(trusted) = &self.state.trusted
                    && let Err(error) = trusted.check(&request.query, &caller)
                {
                    return self.say(&ServerMessage::Error { id: &id, payload: &[error] }).await;
                }
                request.data(signed_in.subscriber()).data(caller)
            }
            Err(error) => {
                return self.say(&ServerMessage::Error { id: &id, payload: &[error] }).await;
            }
        };
        self.begun += 1;
        let number = self.begun;
        let responses = self.state.schema.execute_stream(request);
        let task = rt::spawn(forward(responses, self.sender.clone(), id.clone(), number));
        self.subscriptions.insert(id, Subscribed { number, task });
        Ok(())
    }

    async fn deliver(&mut self, delivery: Delivery) -> Result<(), Over> {
        let Delivery { id, number, response, is_first } = delivery;
        // The client may have ended it meanwhile.
        if self.subscriptions.get(&id).is_none_or(|running| running.number != number) {
            return Ok(());
        }
        match response {
            Some(response)
                if is_first && !response.errors.is_empty() && response.data == Value::Null =>
            {
                self.subscriptions.remove(&id);
                let errors = response.errors.as_slice();
                self.say(&ServerMessage::Error { id: &id, payload: errors }).await
            }
            Some(response) => self.say(&ServerMessage::Next { id: &id, payload: &response }).await,
            None => {
                self.subscriptions.remove(&id);
                self.say(&ServerMessage::Complete { id: &id }).await
            }
        }
    }

    /// Twice a second: whether the sign-in still holds, and whether the client lives.
    async fn beat(&mut self) -> Result<(), Over> {
        match &mut self.signed_in {
            Some(signed_in) => signed_in.still_holds().await.map_err(Over::Closed)?,
            None if self.opened.elapsed() >= INIT_WITHIN => {
                return Err(Over::Closed(Ending::InitTimeout));
            }
            None => {}
        }
        if self.heard.elapsed() >= SILENT_FOR {
            return Err(Over::Left(None));
        }
        if self.pinged.elapsed() >= PING_EVERY {
            self.pinged = Instant::now();
            let ping = timeout(SEND_WITHIN, self.session.ping(b"")).await;
            return ping.map_or(Err(Over::Left(None)), |sent| sent.map_err(|_| Over::Left(None)));
        }
        Ok(())
    }
}

/// The next news, once there is somebody to hear them.
async fn next(news: &mut Option<Listener>) -> Option<crate::platform::news::News> {
    match news {
        Some(listener) => listener.next().await,
        None => std::future::pending().await,
    }
}

/// Puts what a subscription delivers into the queue; waits where that is full.
async fn forward(
    mut responses: futures_util::stream::BoxStream<'static, Response>,
    queue: mpsc::Sender<Delivery>,
    id: String,
    number: u64,
) {
    let mut is_first = true;
    while let Some(response) = responses.next().await {
        let delivery = Delivery { id: id.clone(), number, response: Some(response), is_first };
        if queue.send(delivery).await.is_err() {
            return;
        }
        is_first = false;
    }
    // The socket may have closed.
    let _ = queue.send(Delivery { id, number, response: None, is_first }).await;
}
