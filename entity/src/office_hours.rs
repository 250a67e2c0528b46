//! Office hours 办公时间: the spans of a working day in which time counts. A value of it is never
//! empty, out of order or overlapping.

use std::fmt;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

const MINUTES_OF_A_DAY: u16 = 24 * 60;
/// More spans a day are no office hours.
const MOST_SPANS: usize = 6;

/// An hour and a minute of a day in Asia/Shanghai, `08:30`; at the latest `24:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

/// The text is no time of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTimeOfDay;

impl TimeOfDay {
    /// Reads `HH:MM`.
    ///
    /// # Errors
    /// `NoTimeOfDay` for anything else.
    pub fn parse(text: &str) -> Result<Self, NoTimeOfDay> {
        let (hours, minutes) = text.split_once(':').ok_or(NoTimeOfDay)?;
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        let sum = hours * 60 + minutes;
        if minutes < 60 && sum <= MINUTES_OF_A_DAY { Ok(Self(sum)) } else { Err(NoTimeOfDay) }
    }

    /// How many minutes of the day have passed.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

/// Two digits.
fn number(text: &str) -> Result<u16, NoTimeOfDay> {
    let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().map_err(|_| NoTimeOfDay) } else { Err(NoTimeOfDay) }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Display for NoTimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no time of a day")
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = NoTimeOfDay;

    fn try_from(text: String) -> Result<Self, NoTimeOfDay> {
        Self::parse(&text)
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

/// From a time of the day to a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeSpan {
    /// The first minute.
    pub from: TimeOfDay,
    /// The end, which is no part of it.
    pub to: TimeOfDay,
}

/// The spans of a working day, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(try_from = "Vec<TimeSpan>", into = "Vec<TimeSpan>")]
pub struct OfficeHours(Vec<TimeSpan>);

/// Why spans are no office hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoOfficeHours {
    /// There is none.
    Empty,
    /// There are more than a day has.
    TooMany,
    /// The span at this place ends before it begins, or begins before the one before it ends.
    OutOfOrder(usize),
}

impl OfficeHours {
    /// Office hours of these spans.
    ///
    /// # Errors
    /// `NoOfficeHours` where there is none, too many, or they are out of order.
    pub fn new(spans: Vec<TimeSpan>) -> Result<Self, NoOfficeHours> {
        if spans.is_empty() {
            return Err(NoOfficeHours::Empty);
        }
        if spans.len() > MOST_SPANS {
            return Err(NoOfficeHours::TooMany);
        }
        let mut end = None;
        for (place, span) in spans.iter().enumerate() {
            if span.from >= span.to || end.is_some_and(|end| span.from < end) {
                return Err(NoOfficeHours::OutOfOrder(place));
            }
            end = Some(span.to);
        }
        Ok(Self(spans))
    }

    /// The spans, in order.
    pub fn spans(&self) -> &[TimeSpan] {
        &self.0
    }
}

impl fmt::Display for NoOfficeHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no span"),
            Self::TooMany => f.write_str("too many spans"),
            Self::OutOfOrder(place) => write!(f, "span {place} is out of order"),
        }
    }
}

impl TryFrom<Vec<TimeSpan>> for OfficeHours {
    type Error = NoOfficeHours;

    fn try_from(spans: Vec<TimeSpan>) -> Result<Self, NoOfficeHours> {
        Self::new(spans)
    }
}

impl From<OfficeHours> for Vec<TimeSpan> {
    fn from(hours: OfficeHours) -> Self {
        hours.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hours(spans: &[(&str, &str)]) -> Result<OfficeHours, NoOfficeHours> {
        let time = |text| TimeOfDay::parse(text).unwrap();
        let spans = spans.iter().map(|(from, to)| TimeSpan { from: time(from), to: time(to) });
        OfficeHours::new(spans.collect())
    }

    #[test]
    fn spans_stand_in_order_and_do_not_overlap() {
        assert!(hours(&[("08:30", "12:00"), ("14:00", "17:30")]).is_ok());
        assert!(hours(&[("00:00", "12:00"), ("12:00", "24:00")]).is_ok());
        assert_eq!(hours(&[]), Err(NoOfficeHours::Empty));
        assert_eq!(hours(&[("09:00", "09:00")]), Err(NoOfficeHours::OutOfOrder(0)));
        let overlapping = [("08:30", "12:00"), ("11:59", "17:30")];
        assert_eq!(hours(&overlapping), Err(NoOfficeHours::OutOfOrder(1)));
        assert_eq!(hours(&[("01:00", "02:00"); 7]), Err(NoOfficeHours::TooMany));
    }

    #[test]
    fn what_is_kept_reads_back_and_nothing_else_does() {
        let hours = hours(&[("08:30", "12:00"), ("14:00", "17:30")]).unwrap();
        let text = serde_json::to_string(&hours).unwrap();
        assert_eq!(text, r#"[{"from":"08:30","to":"12:00"},{"from":"14:00","to":"17:30"}]"#);
        assert_eq!(serde_json::from_str::<OfficeHours>(&text).unwrap(), hours);
        for bad in ["[]", r#"[{"from":"12:00","to":"08:30"}]"#, r#"[{"from":"8:30","to":"9:00"}]"#]
        {
            assert!(serde_json::from_str::<OfficeHours>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn no_other_text_is_a_time() {
        for bad in ["", "8:30", "24:01", "12:60", "+1:30", "08:3", "08:30:00", "８:30", "aa:bb"] {
            assert!(TimeOfDay::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_time_reads_back_as_itself(minutes in 0..=1440u16) {
            let time = TimeOfDay(minutes);
            prop_assert_eq!(TimeOfDay::parse(&time.to_string()), Ok(time));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,8}") {
            if let Ok(time) = TimeOfDay::parse(&text) {
                prop_assert_eq!(time.to_string(), text);
            }
        }
    }
}
