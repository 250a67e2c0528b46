//! What a key of a machine opens: areas of the programme, each to read or to write.

use std::{fmt, str::FromStr};

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use sea_orm::{EnumIter, FromJsonQueryResult, Iterable};
use serde::{Deserialize, Serialize};

/// An area of the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Area {
    /// Towns, agencies, officers, firms, associations, and who is whose liaison.
    Registers,
    /// Visits.
    Visits,
    /// Requests and all that climbs with them.
    Requests,
    /// Stations, remote offices, kiosks.
    Places,
    /// Incidents and their diversion.
    Incidents,
    /// Joint inspections.
    Inspections,
    /// Alerts.
    Alerts,
    /// The catalogue of services and the cases handled.
    Services,
    /// Answers of those who were served.
    Followups,
    /// The figures.
    Dashboard,
}

impl Area {
    const fn word(self) -> &'static str {
        match self {
            Self::Registers => "registers",
            Self::Visits => "visits",
            Self::Requests => "requests",
            Self::Places => "places",
            Self::Incidents => "incidents",
            Self::Inspections => "inspections",
            Self::Alerts => "alerts",
            Self::Services => "services",
            Self::Followups => "followups",
            Self::Dashboard => "dashboard",
        }
    }
}

/// One thing that a key opens: `visits:read`, `requests:write`, `adhoc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    /// Reads an area.
    Read(Area),
    /// Does in an area what machines may do there.
    Write(Area),
    /// Sends queries of its own where the server takes only those it knows.
    Adhoc,
}

/// The text names no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoScope;

impl Scope {
    /// All there are.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |area| [Self::Read(area), Self::Write(area)];
        Area::iter().flat_map(of).chain([Self::Adhoc])
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(area) => write!(f, "{}:read", area.word()),
            Self::Write(area) => write!(f, "{}:write", area.word()),
            Self::Adhoc => f.write_str("adhoc"),
        }
    }
}

impl FromStr for Scope {
    type Err = NoScope;

    fn from_str(text: &str) -> Result<Self, NoScope> {
        Self::all().find(|scope| scope.to_string() == text).ok_or(NoScope)
    }
}

impl fmt::Display for NoScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no scope")
    }
}

impl TryFrom<String> for Scope {
    type Error = NoScope;

    fn try_from(text: String) -> Result<Self, NoScope> {
        text.parse()
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

/// One thing that a key opens: an area and what is done there, `visits:read`, `requests:write`; or
/// `adhoc`, to send queries of one's own to a server that takes only those it knows. The areas are
/// `registers`, `visits`, `requests`, `places`, `incidents`, `inspections`, `alerts`, `services`,
/// `followups` and `dashboard`.
#[Scalar(name = "ApiScope")]
impl ScalarType for Scope {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text.parse().map_err(|_| InputValueError::custom("no scope")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if text.parse::<Self>().is_ok())
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// What one key opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Scopes(pub Vec<Scope>);

impl Scopes {
    /// Whether this is among them.
    pub fn hold(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_read_as_it_is_written() {
        assert_eq!("visits:read".parse(), Ok(Scope::Read(Area::Visits)));
        for scope in Scope::all() {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for bad in ["", "visits", "visits:", "Visits:read", "visits:read ", "people:read"] {
            assert_eq!(bad.parse::<Scope>(), Err(NoScope), "{bad}");
        }
    }
}
