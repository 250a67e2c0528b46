//! What stands in one cell of an export, and how it is written so that no spreadsheet takes a text
//! for a formula.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};

/// A text that begins so is taken for a formula when a CSV is opened; the last four are what a
/// Chinese keyboard types for the first.
const ACTIVE: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known, or the reader may not know it.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Decimal(f64),
}

impl Cell {
    /// A text; empty where it says nothing.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A text that may be absent.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// Several short texts.
    pub fn list(texts: &[String]) -> Self {
        Self::text(texts.join("、"))
    }

    /// 是 or 否.
    pub fn flag(so: bool) -> Self {
        Self::text(if so { "是" } else { "否" })
    }

    /// A day, `2026-02-07`.
    pub fn day(day: Option<NaiveDate>) -> Self {
        Self::maybe(day.map(|day| day.to_string()))
    }

    /// What a clock showed, `2026-02-07 09:30`.
    pub fn moment(moment: Option<NaiveDateTime>) -> Self {
        Self::maybe(moment.map(|moment| moment.format("%Y-%m-%d %H:%M").to_string()))
    }

    /// A number that may be absent.
    pub fn whole(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Whole(number.into()))
    }

    /// A number with decimals that may be absent.
    pub fn decimal(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Decimal)
    }
}

/// A text as it stands in a CSV: with an apostrophe in front where it would be taken for a formula.
pub fn defused(text: &str) -> Cow<'_, str> {
    if text.starts_with(ACTIVE) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_begins_like_a_formula_and_none_is_lost(text in "[=+@\t\r\n＝a1'-]{0,6}|\\PC{0,12}") {
            let written = defused(&text);
            prop_assert!(!written.starts_with(ACTIVE));
            prop_assert_eq!(written.strip_prefix('\'').filter(|_| text.starts_with(ACTIVE))
                .unwrap_or(&written), &text);
        }
    }

    #[test]
    fn only_what_is_active_is_touched() {
        for (text, written) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("-1", "'-1"),
            ("＝1", "'＝1"),
            ("浙江=", "浙江="),
            ("", ""),
        ] {
            assert_eq!(defused(text), written);
        }
    }

    #[test]
    fn what_says_nothing_is_an_empty_cell() {
        assert_eq!(Cell::text(""), Cell::Empty);
        assert_eq!(Cell::list(&[]), Cell::Empty);
        assert_eq!(Cell::list(&["甲".to_owned(), "乙".to_owned()]), Cell::text("甲、乙"));
        let moment = NaiveDate::from_ymd_opt(2026, 2, 7).unwrap().and_hms_opt(9, 30, 59);
        assert_eq!(Cell::moment(moment), Cell::text("2026-02-07 09:30"));
    }
}
