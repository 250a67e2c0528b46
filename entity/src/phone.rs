//! A phone number of mainland China, mobile or land line, which cannot hold a wrong one.
//!
//! It is a personal value: logs and `Debug` show the masked form. Service numbers (110, 400…)
//! and numbers abroad are refused, and whether anybody answers is not checked.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;

/// A phone number in one form: `13900001234`, `0575-87010000`, `87010000-801`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Phone(String);

/// The text is neither a mobile nor a land-line number. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneError;

impl Phone {
    /// Reads a number as people write it: full-width digits, spaces, hyphens, brackets around
    /// the area code and, for a mobile, the country code 86.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let cleaned: String = text.trim().chars().filter_map(cleaned).collect();
        let cleaned = cleaned.trim_matches('-');
        let joined = cleaned.replace('-', "");
        mobile(&joined)
            .or_else(|| land_line(cleaned))
            .or_else(|| land_line(&joined))
            .map(Self)
            .ok_or(PhoneError)
    }

    /// The whole number. Whoever shows it decides that the reader may see it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with its middle hidden: `139****1234`, `0575-****0000`.
    pub fn masked(&self) -> String {
        if self.is_mobile() {
            let hidden = |(at, digit)| if (3..7).contains(&at) { '*' } else { digit };
            return self.0.chars().enumerate().map(hidden).collect();
        }
        let parts: Vec<&str> = self.0.split('-').collect();
        let (area, local, extension) = match parts.as_slice() {
            [area, local, extension] => (Some(*area), *local, Some(*extension)),
            [area, local] if area.starts_with('0') => (Some(*area), *local, None),
            [local, extension] => (None, *local, Some(*extension)),
            _ => (None, self.0.as_str(), None),
        };
        let kept = local.len().saturating_sub(4);
        let ending = local.get(kept..).unwrap_or_default();
        let area = area.map(|area| format!("{area}-")).unwrap_or_default();
        let extension = extension.map(|_| "-***").unwrap_or_default();
        format!("{area}{}{ending}{extension}", "*".repeat(kept))
    }

    /// Whether an SMS can reach it.
    pub fn is_mobile(&self) -> bool {
        self.0.len() == 11 && self.0.starts_with('1')
    }
}

/// Full-width to ASCII; every kind of dash and bracket to a hyphen; no spaces.
fn cleaned(symbol: char) -> Option<char> {
    match symbol {
        '\u{200b}' | '\u{feff}' => None,
        space if space.is_whitespace() => None,
        '\u{ff10}'..='\u{ff19}' | '＋' => char::from_u32(u32::from(symbol) - 0xfee0),
        '\u{2010}'..='\u{2015}' | '－' | '−' | '(' | ')' | '（' | '）' => Some('-'),
        other => Some(other),
    }
}

fn is_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|symbol| symbol.is_ascii_digit())
}

fn mobile(joined: &str) -> Option<String> {
    let plain = joined
        .strip_prefix('+')
        .map_or(Some(joined), |rest| rest.starts_with("86").then_some(rest))?;
    let number = if plain.len() == 13 { plain.strip_prefix("86")? } else { plain };
    let second = number.strip_prefix('1')?.chars().next()?;
    (is_digits(number, 11..=11) && ('3'..='9').contains(&second)).then(|| number.to_owned())
}

fn land_line(text: &str) -> Option<String> {
    let (area, rest) = match text.split_once('-') {
        Some((area, rest)) if area.starts_with('0') && is_digits(area, 3..=4) => (area, rest),
        _ if text.starts_with('0') => {
            let is_short = text.starts_with("010") || text.starts_with("02");
            text.split_at_checked(if is_short { 3 } else { 4 })?
        }
        _ => ("", text),
    };
    let (local, extension) = match rest.split_once('-') {
        Some((local, extension)) => (local, Some(extension)),
        None => (rest, None),
    };
    // No exchange in China starts with 0 or 1; a cut-off mobile number does.
    let is_local = is_digits(local, 7..=8) && !local.starts_with(['0', '1']);
    let is_area = area.is_empty() || is_digits(area, 3..=4);
    if !is_local || !is_area || extension.is_some_and(|number| !is_digits(number, 1..=6)) {
        return None;
    }
    let parts = [(!area.is_empty()).then_some(area), Some(local), extension];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join("-"))
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("neither a mobile nor a land-line number")
    }
}

impl std::error::Error for PhoneError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn reads_as(text: &str, form: &str) {
        assert_eq!(
            Phone::parse(text).map(|phone| phone.to_string()),
            Ok(form.to_owned()),
            "{text}"
        );
    }

    #[test]
    fn mobiles_are_read_as_people_write_them() {
        for text in [
            "13900001234",
            "139-0000 1234",
            " 139 0000 1234 ",
            "１３９００００１２３４",
            "+86 13900001234",
            "86-13900001234",
            "+8613900001234",
            "139\u{3000}0000—1234",
        ] {
            reads_as(text, "13900001234");
        }
    }

    #[test]
    fn land_lines_are_read_as_people_write_them() {
        reads_as("0575-87010000", "0575-87010000");
        reads_as("057587010000", "0575-87010000");
        reads_as("(0575) 8701 0000", "0575-87010000");
        reads_as("０５７５－８７０１－００００", "0575-87010000");
        reads_as("010 6601 0000", "010-66010000");
        reads_as("021-6601000", "021-6601000");
        reads_as("87010000", "87010000");
        reads_as("8701000-5", "8701000-5");
        reads_as("0575-87010000-801", "0575-87010000-801");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            "电话保密",
            "1390000",
            "23800000000",
            "12900001234",
            "139000012345",
            "1390000123",
            "+1 13900001234",
            "8713900001234",
            "0575-1701000",
            "0575-870100001",
            "0575-87010000-1234567",
            "13900001234/13900001235",
            "110",
            "0",
            "0é1",
        ] {
            assert_eq!(Phone::parse(text), Err(PhoneError), "{text}");
        }
    }

    #[test]
    fn the_middle_is_masked_and_debug_shows_no_more() {
        let masked = |text: &str| Phone::parse(text).expect(text).masked();
        assert_eq!(masked("13900001234"), "139****1234");
        assert_eq!(masked("0575-87010002"), "0575-****0002");
        assert_eq!(masked("8701002"), "***1002");
        assert_eq!(masked("87010002-801"), "****0002-***");
        assert_eq!(masked("0575-87010002-801"), "0575-****0002-***");
        let phone = Phone::parse("13900001234").expect("a mobile");
        assert_eq!(format!("{phone:?}"), "Phone(139****1234)");
        assert_eq!(phone.to_string(), "13900001234");
    }

    proptest! {
        #[test]
        fn every_mobile_of_the_rule_is_read(number in "(\\+?86[- ]?)?1[3-9][0-9]{9}") {
            let phone = Phone::parse(&number).expect("a mobile");
            prop_assert!(phone.is_mobile() && number.ends_with(phone.as_str()));
        }

        #[test]
        fn every_land_line_of_the_rule_is_read(
            number in "(0[1-9][0-9]{1,2}-)?[2-9][0-9]{6,7}(-[0-9]{1,6})?",
        ) {
            let phone = Phone::parse(&number).expect("a land line");
            prop_assert_eq!(phone.as_str(), number);
        }

        #[test]
        fn the_stored_form_reads_as_itself(text in "[0-9０-９+() -]{0,20}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
                let shown = format!("{phone:?}");
                prop_assert!(!shown.contains(phone.as_str()));
                prop_assert!(phone.masked().contains("***"));
            }
        }

        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in any::<String>()) {
            let _ = Phone::parse(&text);
        }
    }
}
