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
    /// As `Handler`; while no officer is in charge also the CHIEF and PARTNER of the handling
    /// agency, and the coordinators while there is none.
    InCharge,
    /// The requester's people, and the official who filed on their behalf.
    Requester,
    /// The requester's people alone.
    OwnPeople,
    /// Those who decide for the agency that a step is put before.
    Deciders,
    /// Those who decide for the parent agency that reads what is overdue below it.
    Overseers,
    /// The officers and agencies of a task force.
    Members,
    /// The CHIEF of the agency that a kiosk's station belongs to.
    StationChief,
    /// The coordinators.
    Coordinators,
    /// The leaders of the bureau.
    Leaders,
    /// The officers from whom a plan took firms.
    Outgoing,
    /// Who answers for a client of the API.
    Owner,
    /// The CHIEFs of the police of the town that an incident is in.
    TownChiefs,
}

/// When an event of the topic is told, where the row that it is about has to do with that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// While the step waits for a decision.
    StepPends,
    /// Where the event is the step's own decision: an approval also puts the next step of the chain
    /// before its agency.
    StepIsDecided,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is told.
    pub kind: Kind,
    /// To whom; never to the one whose doing it was.
    pub to: &'static [To],
    /// Whether it is told.
    pub when: When,
}

const DESK: To = To::Agency(&[Role::Chief, Role::Partner]);
const UNIT: To = To::Agency(&[Role::Partner, Role::Chief, Role::Officer]);
const TO_DECIDE: Told =
    Told { kind: Kind::StepToDecide, to: &[To::Deciders], when: When::StepPends };
const APPROVED: Told =
    Told { kind: Kind::StepApproved, to: &[To::InCharge], when: When::StepIsDecided };

const fn always(kind: Kind, to: &'static [To]) -> Told {
    Told { kind, to, when: When::Always }
}

/// The table.
const TOLD: &[(&str, &[Told])] = &[
    ("service_request.submitted", &[always(Kind::RequestToAccept, &[DESK, To::Handler])]),
    ("service_request.routed", &[always(Kind::RequestToAccept, &[DESK, To::Handler])]),
    ("service_request.asked", &[always(Kind::QuestionToAnswer, &[To::Requester])]),
    ("service_request.answered", &[always(Kind::QuestionAnswered, &[To::Handler])]),
    ("service_request.resolved", &[always(Kind::RequestResolved, &[To::Requester])]),
    ("service_request.rejected", &[always(Kind::RequestRejected, &[To::Requester])]),
    ("service_request.fell_due", &[always(Kind::RequestOverdue, &[To::Overseers, To::InCharge])]),
    ("escalation.sent", &[TO_DECIDE]),
    ("escalation.resubmitted", &[TO_DECIDE]),
    ("escalation.approved", &[TO_DECIDE, APPROVED]),
    ("escalation.refused", &[always(Kind::StepRefused, &[To::InCharge])]),
    ("escalation.returned", &[always(Kind::StepReturned, &[To::InCharge])]),
    ("escalation.fell_due", &[always(Kind::StepOverdue, &[To::Overseers, To::InCharge])]),
    ("task_force.formed", &[always(Kind::TaskForceFormed, &[To::Members])]),
    (
        "demand_reminder.raised",
        &[always(Kind::DemandReturns, &[To::OwnPeople, To::InCharge, To::Coordinators])],
    ),
    ("caseload_plan.proposed", &[always(Kind::PlanToApprove, &[To::Leaders])]),
    ("caseload_plan.approved", &[always(Kind::PlanApproved, &[To::Coordinators])]),
    ("caseload_plan.rejected", &[always(Kind::PlanRejected, &[To::Coordinators])]),
    ("caseload_plan.applied", &[always(Kind::HandoverNotesWanted, &[To::Outgoing])]),
    ("incident.diverted", &[always(Kind::IncidentDiverted, &[To::Agency(&[Role::Partner])])]),
    ("dispatch.sent", &[always(Kind::UnitDispatched, &[UNIT])]),
    ("incident.returned", &[always(Kind::IncidentReturned, &[To::TownChiefs])]),
    ("webhook.paused", &[always(Kind::WebhookPaused, &[To::Owner])]),
    ("kiosk.offline", &[always(Kind::KioskOffline, &[To::StationChief, To::Coordinators])]),
];

/// What may be told of an event; most are no notice to anybody.
pub fn told(topic: &str) -> &'static [Told] {
    TOLD.iter().find(|(told, _)| *told == topic).map_or(&[], |(_, lines)| lines)
}

/// The channels out of the system that a notice goes by, where they are set up and the user has an
/// address there. Everything stands in the inbox.
pub const fn channels(kind: Kind) -> &'static [Channel] {
    match kind {
        Kind::RequestToAccept
        | Kind::QuestionAnswered
        | Kind::StepToDecide
        | Kind::StepReturned
        | Kind::RequestOverdue
        | Kind::StepOverdue
        | Kind::TaskForceFormed
        | Kind::PlanToApprove
        | Kind::WebhookPaused
        | Kind::IncidentDiverted
        | Kind::UnitDispatched
        | Kind::IncidentReturned
        | Kind::HandoverNotesWanted => &[Channel::Sms, Channel::Mail, Channel::Log],
        Kind::QuestionToAnswer
        | Kind::RequestResolved
        | Kind::RequestRejected
        | Kind::StepApproved
        | Kind::StepRefused
        | Kind::DemandReturns
        | Kind::KioskOffline
        | Kind::PlanApproved
        | Kind::PlanRejected => &[Channel::Mail, Channel::Log],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features;

    #[test]
    fn every_topic_is_an_event_of_an_action() {
        let events: Vec<_> = features::actions().iter().map(|action| action.event).collect();
        for (topic, lines) in TOLD {
            assert!(events.contains(topic), "no action causes {topic}");
            assert_eq!(told(topic), *lines, "{topic} stands there twice");
        }
    }

    #[test]
    fn most_events_are_no_notice() {
        assert_eq!(told("visit.logged"), []);
        assert_eq!(told("notice.told"), [], "a notice leads to no notice");
    }
}
