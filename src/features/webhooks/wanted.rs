//! Which topics there are, and which a webhook wants: pure but for the list of what can happen.

use std::collections::BTreeSet;

use crate::{
    features::{actions, tables},
    platform::event::plain_topics,
};

/// Everything that happens.
const ALL: &str = "*";
/// Everything that happens to one kind of row, `visit.*`.
const EVERY: &str = ".*";

/// Every topic that other systems may be told of, in alphabetical order: what is done to rows that
/// keys open.
pub fn topics() -> BTreeSet<String> {
    let shared = tables().into_iter().filter(|table| table.area.is_some());
    let kinds: Vec<_> = shared.map(|table| table.kind).collect();
    let done = actions().into_iter().filter(|action| kinds.contains(&action.subject()));
    let done = done.map(|action| action.event.to_owned());
    kinds.iter().flat_map(|kind| plain_topics(kind)).chain(done).collect()
}

/// Whether a webhook that wants these is told of the topic.
pub fn wants(wanted: &[String], topic: &str) -> bool {
    wanted.iter().any(|wanted| match wanted.strip_suffix(EVERY) {
        Some(kind) => topic.split('.').next() == Some(kind),
        None => wanted == ALL || wanted == topic,
    })
}

/// Whether there is anything that this names.
pub fn is_known(wanted: &str) -> bool {
    topics().iter().any(|topic| wants(std::slice::from_ref(&wanted.to_owned()), topic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_wanted_by_name_by_kind_or_with_all() {
        let want = |wanted: &str, topic| wants(&[wanted.to_owned()], topic);
        assert!(want("visit.logged", "visit.logged") && !want("visit.logged", "visit.planned"));
        assert!(want("visit.*", "visit.planned") && !want("visit.*", "visit_revision.created"));
        assert!(want("*", "kiosk.offline") && !wants(&[], "kiosk.offline"));
    }

    #[test]
    fn the_topics_are_of_rows_that_keys_open() {
        for known in ["visit.logged", "kiosk.offline", "escalation.sent", "enterprise.updated"] {
            assert!(is_known(known), "{known}");
        }
        for unknown in ["session.opened", "user.created", "visit", "visit.", "", "notice.*"] {
            assert!(!is_known(unknown), "{unknown}");
        }
    }
}
