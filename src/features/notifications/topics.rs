//! What is told to whom, by which channel: the table that a new topic is added to.

use entity::{delivery::Channel, notice::Kind, user::Role};

/// Who is told, as seen from the row that something happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// People of the handling agency with these roles; the coordinators while there is none.
    Agency(&'static [Role]),
    /// The officer in charge; while there is none, the firm's liaison officer where that one belongs
    /// to the handling agency.
    Handler,
    /// The requester's people, and the official who filed on their behalf.
    Requester,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is told.
    pub kind: Kind,
    /// To whom; never to the one whose doing it was.
    pub to: &'static [To],
}

/// What is told of an event; most are no notice to anybody.
pub fn told(topic: &str) -> Option<Told> {
    use Kind::{
        QuestionAnswered, QuestionToAnswer, RequestRejected, RequestResolved, RequestToAccept,
    };
    const DESK: To = To::Agency(&[Role::Chief, Role::Partner]);
    let (kind, to): (_, &'static [To]) = match topic {
        "service_request.submitted" | "service_request.routed" => {
            (RequestToAccept, &[DESK, To::Handler])
        }
        "service_request.asked" => (QuestionToAnswer, &[To::Requester]),
        "service_request.answered" => (QuestionAnswered, &[To::Handler]),
        "service_request.resolved" => (RequestResolved, &[To::Requester]),
        "service_request.rejected" => (RequestRejected, &[To::Requester]),
        _ => return None,
    };
    Some(Told { kind, to })
}

/// The channels out of the system that a notice goes by, where they are set up and the user has an
/// address there. Everything stands in the inbox.
pub const fn channels(kind: Kind) -> &'static [Channel] {
    match kind {
        Kind::RequestToAccept | Kind::QuestionAnswered => {
            &[Channel::Sms, Channel::Mail, Channel::Log]
        }
        Kind::QuestionToAnswer | Kind::RequestResolved | Kind::RequestRejected => {
            &[Channel::Mail, Channel::Log]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features;

    /// The topics of the table, to be held against the events that there are.
    const TOPICS: &[&str] = &[
        "service_request.submitted",
        "service_request.routed",
        "service_request.asked",
        "service_request.answered",
        "service_request.resolved",
        "service_request.rejected",
    ];

    #[test]
    fn every_topic_is_an_event_of_an_action() {
        let events: Vec<_> = features::actions().iter().map(|action| action.event).collect();
        for topic in TOPICS {
            assert!(told(topic).is_some(), "{topic} is told to nobody");
            assert!(events.contains(topic), "no action causes {topic}");
        }
    }

    #[test]
    fn most_events_are_no_notice() {
        assert_eq!(told("visit.logged"), None);
        assert_eq!(told("notice.told"), None, "a notice leads to no notice");
    }
}
