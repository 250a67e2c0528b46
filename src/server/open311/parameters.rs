//! What a call was given, in its address or as a form. What is empty was not given.
//!
//! Names, phones, addresses of mail and devices of people are read by nobody here: they are dropped.

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use entity::service_request::Category;
use sea_orm::{ActiveEnum, Iterable};

use super::Refusal;
use crate::{
    features::requests::{Called, Part, Wanted},
    platform::{Error, Result, error::Reason, input},
};

/// The longest stretch of days that one call asks for.
const MOST_DAYS: TimeDelta = TimeDelta::days(90);
const MOST_ROWS: u64 = 100;
const MOST_PAGES: u64 = 1_000;
const MOST_CALLED: usize = 100;

const NO_DATE: Reason = Reason {
    code: "not_a_date",
    zh: "时间应为 W3C 格式并带时区，如 2026-11-28T08:00:00+08:00",
    en: "A time reads like 2026-11-28T08:00:00+08:00, with its offset",
};
const TOO_FAR_APART: Reason = Reason {
    code: "too_far_apart",
    zh: "起止时间相距不能超过 90 天，且先起后止",
    en: "At most 90 days, and the end after the start",
};
const NO_STATUS: Reason =
    Reason {
        code: "no_status", zh: "status 为 open 或 closed", en: "A status is open or closed"
    };

/// The pairs that came.
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads the query of an address and a form; none where one of them cannot be read.
    pub fn read(address: &str, form: &str) -> Option<Self> {
        let pairs = |text| web::Query::<Vec<(String, String)>>::from_query(text).ok();
        let mut all = pairs(form)?.into_inner();
        all.extend(pairs(address)?.into_inner());
        Some(Self(all))
    }

    /// What was given under this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let named = self.0.iter().filter(|(given, _)| given == name);
        named.map(|(_, value)| value.as_str()).find(|value| !value.trim().is_empty())
    }

    /// The same, between commas.
    fn list(&self, name: &str) -> Vec<&str> {
        let given = self.get(name).unwrap_or_default().split(',').map(str::trim);
        given.filter(|value| !value.is_empty()).collect()
    }

    fn number(&self, name: &'static str, usual: u64, most: u64) -> Result<u64> {
        let Some(text) = self.get(name) else { return Ok(usual) };
        let number = text.trim().parse::<u64>().ok().filter(|number| (1..=most).contains(number));
        number.ok_or_else(|| Error::invalid(name, input::OUT_OF_RANGE))
    }

    fn instant(&self, name: &'static str, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        let Some(text) = self.get(name) else { return Ok(None) };
        // A plus that nobody encoded is a space.
        let text = text.trim().replace(' ', "+");
        let at = DateTime::parse_from_rfc3339(&text);
        let at = at.map_err(|_| Error::invalid(name, NO_DATE))?.to_utc();
        input::instant(name, at, now).map(Some)
    }

    /// Which page.
    pub fn part(&self) -> Result<Part> {
        let most = self.number("page_size", MOST_ROWS, MOST_ROWS)?;
        let page = self.number("page", 1, MOST_PAGES)?;
        Ok(Part { skipped: (page - 1) * most, most })
    }

    /// Which requests: those that are called, whatever else is asked for; else those filed in so
    /// many days.
    pub fn wanted(&self, now: DateTime<Utc>) -> Result<Wanted, Refusal> {
        if self.get("service_request_id").is_some() {
            let called = self.list("service_request_id");
            if called.len() > MOST_CALLED {
                return Err(Error::invalid("service_request_id", input::TOO_MANY).into());
            }
            return Ok(Wanted::These(called.into_iter().filter_map(Called::read).collect()));
        }
        let (from, to) = (self.instant("start_date", now)?, self.instant("end_date", now)?);
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => (from, from + MOST_DAYS),
            (None, Some(to)) => (to - MOST_DAYS, to),
            (None, None) => (now - MOST_DAYS, now),
        };
        if to < from || to - from > MOST_DAYS {
            return Err(Error::invalid("end_date", TOO_FAR_APART).into());
        }
        let categories = self.list("service_code").into_iter();
        let categories = categories.map(|code| category_of(code).ok_or(Refusal::NoService));
        let categories = categories.collect::<Result<Vec<_>, Refusal>>()?;
        Ok(Wanted::Filed { from, to, categories, open: self.open()? })
    }

    fn open(&self) -> Result<Option<bool>> {
        let mut open = None;
        for status in self.list("status") {
            let so = match status.to_ascii_lowercase().as_str() {
                "open" => true,
                "closed" => false,
                _ => return Err(Error::invalid("status", NO_STATUS)),
            };
            // Both are all.
            if open.is_some_and(|other| other != so) {
                return Ok(None);
            }
            open = Some(so);
        }
        Ok(open)
    }
}

/// The category with this code.
pub fn category_of(code: &str) -> Option<Category> {
    Category::iter().find(|category| category.to_value() == code.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Parameters {
        Parameters::read(address, "").unwrap()
    }

    fn days(address: &str) -> Option<i64> {
        let now = DateTime::parse_from_rfc3339("2026-11-28T00:00:00Z").unwrap().to_utc();
        match read(address).wanted(now).ok()? {
            Wanted::Filed { from, to, .. } => Some((to - from).num_days()),
            Wanted::These(_) => None,
        }
    }

    #[test]
    fn a_stretch_is_at_most_ninety_days() {
        assert_eq!(days(""), Some(90));
        assert_eq!(days("start_date=2026-11-01T00:00:00+08:00"), Some(90));
        assert_eq!(
            days("start_date=2026-11-01T00:00:00%2B08:00&end_date=2026-11-03T00:00:00+08:00"),
            Some(2)
        );
        assert_eq!(days("start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z"), None);
        assert_eq!(days("start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z"), None);
        assert_eq!(days("start_date=yesterday"), None);
    }

    #[test]
    fn what_is_empty_was_not_given() {
        assert_eq!(read("status=&page=").open().unwrap(), None);
        assert_eq!(read("status=open").open().unwrap(), Some(true));
        assert_eq!(read("status=open,closed").open().unwrap(), None);
        assert!(read("status=lost").open().is_err());
        assert_eq!(read("page=3&page_size=20").part().unwrap().skipped, 40);
        for bad in ["page=0", "page=x", "page_size=101"] {
            assert!(read(bad).part().is_err(), "{bad}");
        }
        assert_eq!(category_of("PERMIT"), Some(Category::Permit));
        assert_eq!(category_of("permit"), None);
    }
}
