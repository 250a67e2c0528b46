//! Input that parses: each function takes what came and the field's name, and returns a value that
//! is right, or the error that names the field.

use chrono::{DateTime, Utc};
use entity::{
    phone::Phone,
    position::{Position, PositionError},
};

use super::error::{Error, Reason, Result};

/// A name, a title: one line.
pub const LINE: usize = 100;
/// A paragraph or a page of it.
pub const TEXT: usize = 4_000;
/// The most entries of a short list.
pub const ENTRIES: usize = 20;

/// Nothing was written.
pub const EMPTY: Reason = Reason { code: "empty", zh: "不能为空", en: "Must not be empty" };
/// More was written than fits.
pub const TOO_LONG: Reason = Reason { code: "too_long", zh: "内容过长", en: "Too long" };
/// A list has more entries than make sense.
pub const TOO_MANY: Reason =
    Reason { code: "too_many", zh: "条目过多", en: "Too many entries" };
/// Characters that do not show, or that turn the text around.
pub const UNPRINTABLE: Reason = Reason {
    code: "unprintable",
    zh: "含有不可见的控制字符",
    en: "Contains control or invisible characters",
};
/// A number outside of what can be.
pub const OUT_OF_RANGE: Reason =
    Reason { code: "out_of_range", zh: "数值超出范围", en: "Out of range" };
/// A value that only a required field may lack.
pub const REQUIRED: Reason =
    Reason { code: "required", zh: "不能清空", en: "Cannot be cleared" };

const PHONE_FORMAT: Reason = Reason {
    code: "phone_format",
    zh: "联系电话格式不正确",
    en: "Not a mobile number or a land line",
};
const POSITION: Reason = Reason {
    code: "coordinates_out_of_range",
    zh: "经纬度超出范围",
    en: "The coordinates are out of range",
};
const HALF_POSITION: Reason = Reason {
    code: "coordinates_incomplete",
    zh: "经度和纬度须同时填写",
    en: "Give both latitude and longitude, or neither",
};

/// One line that says something: trimmed, at most `LINE` characters.
///
/// # Errors
/// `Invalid` when it is empty, too long, or holds characters that do not show.
pub fn line(field: &'static str, text: &str) -> Result<String> {
    bounded(field, text, LINE, Lines::One)
}

/// Text of several lines that says something.
///
/// # Errors
/// As `line`.
pub fn text(field: &'static str, text: &str) -> Result<String> {
    bounded(field, text, TEXT, Lines::Many)
}

/// Text that may be left empty.
///
/// # Errors
/// As `line`, save that it may be empty.
pub fn optional_text(field: &'static str, value: Option<String>) -> Result<String> {
    match value {
        Some(value) if !value.trim().is_empty() => text(field, &value),
        _ => Ok(String::new()),
    }
}

/// A short list of lines.
///
/// # Errors
/// As `line`, and when there are more than `ENTRIES`.
pub fn lines(field: &'static str, values: Vec<String>) -> Result<Vec<String>> {
    if values.len() > ENTRIES {
        return Err(Error::invalid(field, TOO_MANY));
    }
    values.iter().map(|value| line(field, value)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

fn bounded(field: &'static str, text: &str, most: usize, lines: Lines) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid(field, EMPTY));
    }
    if text.chars().count() > most {
        return Err(Error::invalid(field, TOO_LONG));
    }
    let is_break = |c| lines == Lines::Many && matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(|c| is_hidden(c) && !is_break(c)) {
        return Err(Error::invalid(field, UNPRINTABLE));
    }
    Ok(text.to_owned())
}

/// Control characters, and those of Unicode's general category Cf that are used to deceive:
/// zero-width ones and the marks that turn text around.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{FFF9}'..='\u{FFFB}')
}

/// An instant within a century of now, so that no sum of it overflows anywhere.
///
/// # Errors
/// `Invalid` when it is not.
pub fn instant(
    field: &'static str,
    value: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    use chrono::{SubsecRound, TimeDelta};
    if (value - now).abs() > TimeDelta::days(36_525) {
        return Err(Error::invalid(field, OUT_OF_RANGE));
    }
    Ok(value.trunc_subsecs(6))
}

/// A phone number.
///
/// # Errors
/// `Invalid` when it is none.
pub fn phone(field: &'static str, text: &str) -> Result<Phone> {
    Phone::parse(text).map_err(|_| Error::invalid(field, PHONE_FORMAT))
}

/// A position, or none when both degrees are left out.
///
/// # Errors
/// `Invalid` when one is missing or they lie elsewhere.
pub fn position(latitude: Option<f64>, longitude: Option<f64>) -> Result<Option<Position>> {
    match (latitude, longitude) {
        (None, None) => Ok(None),
        (Some(latitude), Some(longitude)) => point(latitude, longitude).map(Some),
        (None, Some(_)) => Err(Error::invalid("latitude", HALF_POSITION)),
        (Some(_), None) => Err(Error::invalid("longitude", HALF_POSITION)),
    }
}

/// A position that must be given.
///
/// # Errors
/// `Invalid` when it lies elsewhere.
pub fn point(latitude: f64, longitude: f64) -> Result<Position> {
    Position::new(latitude, longitude).map_err(|error| {
        let field = match error {
            PositionError::Latitude => "latitude",
            PositionError::Longitude => "longitude",
        };
        Error::invalid(field, POSITION)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_says_something() {
        assert_eq!(line("name", "  珍珠 ").unwrap(), "珍珠");
        for bad in ["", "  ", "a\u{202E}b", "a\u{200B}b", "a\nb", &"长".repeat(LINE + 1)] {
            assert!(line("name", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn text_keeps_its_lines() {
        assert_eq!(text("findings", "一\n二").unwrap(), "一\n二");
        assert!(text("findings", "a\0b").is_err());
    }
}
