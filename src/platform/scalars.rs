//! Scalars of our own: `CNY`, since GraphQL's Int ends at 2,147,483,647, which a large firm's
//! revenue passes; and `Date`, a day in Asia/Shanghai.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;

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
            Value::String(text) => Ok(Self(NaiveDate::parse_from_str(text, "%Y-%m-%d")?)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
