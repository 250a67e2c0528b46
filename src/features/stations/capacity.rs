//! Whether the kiosks at a station suffice: a thousand people in March need so many kiosk days.

use chrono::NaiveDate;

/// What a kiosk does a day where none tells: ten minutes a person, eight hours.
const USUAL_PACE: u32 = 48;

/// One kiosk in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// How many people it is rated to serve a day.
    pub rated: u32,
    /// The most it has served on one day.
    pub best: Option<u32>,
}

impl Machine {
    /// How many people it is counted with a day: what it is rated for, and more where it has shown
    /// more. Its quiet days tell only that few people came.
    fn pace(self) -> u64 {
        self.rated.max(self.best.unwrap_or_default()).max(1).into()
    }
}

/// Who comes, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// How many people.
    pub people: u32,
    /// On how many days they can be served.
    pub days: u32,
    /// What a further kiosk would do a day; as those in place unless said.
    pub further_pace: Option<u32>,
}

/// What it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// How many days of one kiosk.
    pub needed: u64,
    /// How many there are.
    pub available: u64,
    /// How many further kiosks would make up for what lacks.
    pub missing: u64,
}

impl Capacity {
    /// Whether those in place suffice.
    pub const fn is_enough(&self) -> bool {
        self.missing == 0
    }
}

/// The days of a period on which a kiosk serves people, both ends included: every calendar day.
pub fn open_days(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days() + 1).unwrap_or_default()
}

/// What these people need, and what these kiosks give.
pub fn check(demand: Demand, machines: &[Machine]) -> Capacity {
    let (people, days) = (u64::from(demand.people), u64::from(demand.days));
    let count = u64::try_from(machines.len()).unwrap_or(u64::MAX);
    let together: u64 = machines.iter().map(|machine| machine.pace()).sum();
    let usual = together.checked_div(count).unwrap_or(USUAL_PACE.into());
    let further = demand.further_pace.map_or(usual, u64::from).max(1);
    let needed = match count {
        0 => people.div_ceil(further),
        // By the pace of those in place together, so that enough is enough.
        _ => (people * count).div_ceil(together),
    };
    let unserved = people.saturating_sub(together * days);
    let missing = unserved.div_ceil(further * days.max(1));
    Capacity { needed, available: count * days, missing }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn demand(people: u32, days: u32) -> Demand {
        Demand { people, days, further_pace: None }
    }

    #[test]
    fn a_thousand_people_in_march() {
        let days = open_days(day("2027-03-01"), day("2027-03-31"));
        assert_eq!(days, 31);
        let one = Machine { rated: 40, best: None };
        let capacity = check(demand(1_000, days), &[one]);
        assert_eq!(capacity, Capacity { needed: 25, available: 31, missing: 0 });
        let capacity = check(demand(1_000, 10), &[one]);
        assert_eq!(capacity, Capacity { needed: 25, available: 10, missing: 2 });
    }

    #[test]
    fn a_kiosk_that_has_shown_more_counts_with_it() {
        let proven = Machine { rated: 40, best: Some(100) };
        assert_eq!(check(demand(1_000, 10), &[proven]).needed, 10);
        let quiet = Machine { rated: 40, best: Some(3) };
        assert_eq!(check(demand(1_000, 10), &[quiet]).needed, 25);
    }

    #[test]
    fn where_there_is_none_all_are_missing() {
        let wanted = Demand { people: 1_000, days: 10, further_pace: Some(50) };
        assert_eq!(check(wanted, &[]), Capacity { needed: 20, available: 0, missing: 2 });
        assert_eq!(check(demand(1_000, 0), &[]).missing, 21);
        assert!(check(demand(0, 0), &[]).is_enough());
    }

    fn machines() -> impl Strategy<Value = Vec<Machine>> {
        let machine = (1..500u32, prop::option::of(0..500u32));
        prop::collection::vec(machine.prop_map(|(rated, best)| Machine { rated, best }), 0..6)
    }

    proptest! {
        #[test]
        fn enough_is_when_the_days_suffice(people in 0..100_000u32, days in 1..400u32, machines in machines()) {
            let capacity = check(demand(people, days), &machines);
            prop_assert_eq!(capacity.is_enough(), capacity.needed <= capacity.available);
        }

        #[test]
        fn what_is_missing_makes_it_enough(people in 0..100_000u32, days in 1..400u32, machines in machines(), pace in 1..500u32) {
            let wanted = Demand { people, days, further_pace: Some(pace) };
            let missing = check(wanted, &machines).missing;
            let further = |count: u64| {
                let more = Machine { rated: pace, best: None };
                let mut all = machines.clone();
                all.extend((0..count).map(|_| more));
                check(wanted, &all)
            };
            prop_assert!(further(missing).is_enough());
            prop_assert!(missing == 0 || !further(missing - 1).is_enough());
        }

        #[test]
        fn more_people_never_need_less(people in 0..100_000u32, days in 1..400u32, machines in machines()) {
            let (fewer, more) = (check(demand(people, days), &machines), check(demand(people + 1, days), &machines));
            prop_assert!(fewer.needed <= more.needed && fewer.missing <= more.missing);
        }
    }
}
