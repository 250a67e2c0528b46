//! Which field's value cannot be taken: one that a scalar could not read, which the engine
//! (8.0.0-rc.5) reports after validation by the names of types alone, and one with a NUL in it.

use async_graphql::{
    Request, Value, Variables,
    parser::types::Field,
    registry::{MetaType, MetaTypeName, Registry},
};
use chrono::DateTime;
use indexmap::IndexMap;
use uuid::Uuid;

/// The path of the first unreadable value among a field's arguments, `report.happensAt`; the
/// argument `input` itself is left out of it.
pub fn unreadable_field(
    registry: &Registry,
    parent_type: &str,
    field: &Field,
    variables: &Variables,
) -> Option<String> {
    let kinds = &registry.types.get(parent_type)?.field_by_name(field.name.node.as_str())?.args;
    arguments(field, variables)
        .find_map(|(name, value)| unreadable(registry, &kinds.get(name)?.ty, name, &value))
        .map(told)
}

/// Whether there may be a NUL anywhere in a request's text or variables.
pub fn may_hold_nul(request: &Request) -> bool {
    request.query.contains('\0')
        || request.query.contains("\\u")
        || request.variables.values().any(|value| nul(value, "").is_some())
}

/// The path of the first text with a NUL in it among a field's arguments. PostgreSQL keeps none.
pub fn field_with_nul(field: &Field, variables: &Variables) -> Option<String> {
    arguments(field, variables).find_map(|(name, value)| nul(&value, name)).map(told)
}

/// A field's arguments with the values of their variables.
fn arguments<'a>(
    field: &'a Field,
    variables: &'a Variables,
) -> impl Iterator<Item = (&'a str, Value)> {
    field.arguments.iter().filter_map(|(name, value)| {
        let value = value.node.clone();
        let value =
            value.into_const_with(|variable| variables.get(&variable).cloned().ok_or(())).ok()?;
        Some((name.node.as_str(), value))
    })
}

fn told(path: String) -> String {
    path.strip_prefix("input.").map(str::to_owned).unwrap_or(path)
}

fn nul(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(|| path.to_owned()),
        Value::List(values) => values.iter().find_map(|value| nul(value, path)),
        Value::Object(fields) => {
            fields.iter().find_map(|(name, value)| nul(value, &format!("{path}.{name}")))
        }
        Value::Null | Value::Number(_) | Value::Boolean(_) | Value::Binary(_) | Value::Enum(_) => {
            None
        }
    }
}

fn unreadable(registry: &Registry, ty: &str, path: &str, value: &Value) -> Option<String> {
    let here = || Some(path.to_owned());
    let name = match (MetaTypeName::create(ty), value) {
        (MetaTypeName::NonNull(_), Value::Null) => return here(),
        (MetaTypeName::NonNull(inner), value) => return unreadable(registry, inner, path, value),
        (MetaTypeName::List(inner), Value::List(values)) => {
            return values.iter().find_map(|value| unreadable(registry, inner, path, value));
        }
        // One value stands for a list of one.
        (MetaTypeName::List(inner), value) => return unreadable(registry, inner, path, value),
        (MetaTypeName::Named(_), Value::Null) => return None,
        (MetaTypeName::Named(name), _) => name,
    };
    match (registry.types.get(name)?, value) {
        (MetaType::InputObject { input_fields, .. }, Value::Object(fields)) => {
            within(registry, input_fields, path, fields)
        }
        (MetaType::InputObject { .. }, _) => here(),
        (_, value) => (!is_readable(name, value)).then(here).flatten(),
    }
}

fn within(
    registry: &Registry,
    kinds: &IndexMap<String, async_graphql::registry::MetaInputValue>,
    path: &str,
    fields: &IndexMap<async_graphql::Name, Value>,
) -> Option<String> {
    fields.iter().find_map(|(name, value)| {
        let kind = kinds.get(name.as_str())?;
        unreadable(registry, &kind.ty, &format!("{path}.{name}"), value)
    })
}

/// Whether the scalar of that name reads the value; true for what validation has checked already.
fn is_readable(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("Int", Value::Number(number)) => {
            number.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
        }
        ("DateTime", Value::String(text)) => DateTime::parse_from_rfc3339(text).is_ok(),
        ("UUID", Value::String(text)) => Uuid::parse_str(text).is_ok(),
        ("DateTime" | "UUID", value) => *value == Value::Null,
        _ => true,
    }
}
