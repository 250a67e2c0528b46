//! Scalars of our own: `CNY`, since GraphQL's Int ends at 2,147,483,647, which a large firm's
//! revenue passes; and `Date`, a day in Asia/Shanghai.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike, NaiveDate};

/// An amount of money: whole Chinese yuan, as a number of up to 15 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cny(pub i64);

/// A number that JSON clients keep exactly.
const MOST: i64 = 999_999_999_999_999;

/// An amount of money: whole Chinese yuan, as a number of up to 15 digits.
#[Scalar(name = "CNY")]
impl ScalarType for Cny {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::Number(number) => match number.as_i64() {
                Some(yuan) if yuan.abs() <= MOST => Ok(Self(yuan)),
                _ => Err(InputValueError::expected_type(value)),
            },
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::Number(number)
            if number.as_i64().is_some_and(|yuan| yuan.abs() <= MOST))
    }

    fn to_value(&self) -> Value {
        Value::Number(self.0.into())
    }
}

/// A day in Asia/Shanghai, `2026-02-07`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

/// A day in Asia/Shanghai, `2026-02-07`.
#[Scalar(name = "Date")]
impl ScalarType for Day {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => {
                day(text).map(Self).ok_or_else(|| InputValueError::custom("no such day"))
            }
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if day(text).is_some())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// Reads a day of 1900 to 2200: no other is meant, and far ones overflow or compare wrongly as text.
fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (1900..=2200).contains(&day.year()).then_some(day)
}
