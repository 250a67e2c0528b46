//! Which field's value a scalar could not read. The engine (8.0.0-rc.5) reports such a value after
//! validation, by the names of types alone.

use async_graphql::{
    Value, Variables,
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
    let arguments = &registry.types.get(parent_type)?.field_by_name(field.name.node.as_str())?.args;
    field.arguments.iter().find_map(|(name, value)| {
        let name = name.node.as_str();
        let value = value
            .node
            .clone()
            .into_const_with(|variable| variables.get(&variable).cloned().ok_or(()))
            .ok()?;
        let path = unreadable(registry, &arguments.get(name)?.ty, name, &value)?;
        Some(path.strip_prefix("input.").unwrap_or(&path).to_owned())
    })
}

fn unreadable(registry: &Registry, ty: &str, path: &str, value: &Value) -> Option<String> {
    let name = MetaTypeName::concrete_typename(ty);
    match value {
        Value::List(values) => {
            values.iter().find_map(|value| unreadable(registry, name, path, value))
        }
        Value::Object(fields) => {
            let MetaType::InputObject { input_fields, .. } = registry.types.get(name)? else {
                return None;
            };
            within(registry, input_fields, path, fields)
        }
        value => (!is_readable(name, value)).then(|| path.to_owned()),
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
