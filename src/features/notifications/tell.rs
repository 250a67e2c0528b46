//! Makes notices of what happened. The worker's part; no person may do it.

use std::collections::HashSet;

use entity::{
    delivery::{self, Channel},
    notice, outbox_event, user,
};
use sea_orm::ActiveValue::Set;

use super::{
    Channels,
    people::{Who, users},
    policy,
    subjects::{COORDINATORS, subjects},
    topics::{channels, told},
};
use crate::platform::{
    Result,
    actor::{Behalf, Origin},
    db::Database,
    tx::Tx,
};

const WHY: &str = "worker: notices are made of what happened";

/// Makes the notices of everything that happened, a thousand events a transaction, and says how
/// many it made. It may run as often as one likes, also on two servers at once: an event is taken
/// once, in the transaction that makes its notices.
///
/// # Errors
/// Those of the database; then the events of the last transaction are taken again.
pub async fn tell(database: &Database, ways: &Channels) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut made = 0;
    loop {
        let mut tx = db.begin(policy::TELL).await?;
        let events = tx.take_events().await?;
        if events.is_empty() {
            return Ok(made);
        }
        made += make(&mut tx, ways, events).await?;
        tx.commit().await?;
    }
}

async fn make(tx: &mut Tx, ways: &Channels, events: Vec<outbox_event::Model>) -> Result<u64> {
    let events: Vec<_> =
        events.into_iter().filter(|event| !told(&event.topic).is_empty()).collect();
    if events.is_empty() {
        return Ok(0);
    }
    let subjects = subjects(tx, &events).await?;
    let mut lines = Vec::new();
    for event in &events {
        let Some(subject) = subjects.get(&event.subject_id) else { continue };
        let lines_of = told(&event.topic).iter();
        for line in lines_of.filter(|line| subject.is_told(line.when, event.at)) {
            let people: Vec<Who> = line.to.iter().flat_map(|to| subject.people(*to)).collect();
            lines.push((event, line.kind, subject, people));
        }
    }
    let mut everybody: Vec<Who> = lines.iter().flat_map(|(.., people)| people.clone()).collect();
    everybody.push(COORDINATORS);
    let users = users(tx, &everybody).await?;
    let (mut notices, mut deliveries) = (Vec::new(), Vec::new());
    for (event, kind, subject, people) in lines {
        let mut seen = HashSet::new();
        let people = reached(people, kind, &users);
        for user in &users {
            let is_meant = people.iter().any(|who| who.includes(user));
            if !is_meant || event.actor_id == Some(user.id) || !seen.insert(user.id) {
                continue;
            }
            let id = tx.clock().new_id();
            let by = |channel: &Channel| ways.reaches(*channel, user);
            for channel in channels(kind).iter().copied().filter(by) {
                deliveries.push(delivery_row(tx, id, channel));
            }
            notices.push(notice::ActiveModel {
                id: Set(id),
                user_id: Set(user.id),
                kind: Set(kind),
                subject_kind: Set(event.subject_kind.clone()),
                subject_id: Set(event.subject_id),
                args: Set(subject.args.clone()),
                dedup_key: Set(event.id.to_string()),
                read_at: Set(None),
                created_at: Set(tx.clock().now()),
            });
        }
    }
    let made = notices.len() as u64;
    tx.insert_many(notices).await?;
    tx.insert_many(deliveries).await?;
    Ok(made)
}

/// Who is told: the coordinators where a decision is asked of an agency without people to make it.
fn reached(people: Vec<Who>, kind: notice::Kind, users: &[user::Model]) -> Vec<Who> {
    let reaches = |who: &Who| users.iter().any(|user| who.includes(user));
    let is_stuck = kind == notice::Kind::StepToDecide && !people.iter().any(reaches);
    if is_stuck { vec![COORDINATORS] } else { people }
}

fn delivery_row(
    tx: &Tx,
    notice_id: entity::Id<notice::Entity>,
    channel: Channel,
) -> delivery::ActiveModel {
    let now = tx.clock().now();
    delivery::ActiveModel {
        id: Set(tx.clock().new_id()),
        notice_id: Set(notice_id),
        channel: Set(channel),
        state: Set(delivery::State::Pending),
        attempts: Set(0),
        next_at: Set(now),
        last_error: Set(None),
        sent_at: Set(None),
        created_at: Set(now),
    }
}

impl Channels {
    /// Whether a user has an address there: officers have a work phone; nobody has a mail address
    /// in the registers yet.
    fn reaches(&self, channel: Channel, user: &user::Model) -> bool {
        let has_address = match channel {
            Channel::Sms => user.officer_id.is_some(),
            Channel::Mail => false,
            Channel::Log => true,
        };
        has_address && self.has(channel)
    }
}
