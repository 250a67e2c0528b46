//! `schema.graphql` is what the server serves, and everything in it is described.

use async_graphql::parser::{parse_schema, types::*};

const CHECKED_IN: &str = include_str!("../../schema.graphql");

#[test]
fn the_checked_in_schema_is_the_one_served() {
    let served = wanqi::schema::sdl();
    assert!(
        CHECKED_IN.trim() == served.trim(),
        "schema.graphql is stale: run `make schema` and read the difference"
    );
}

#[test]
fn everything_in_the_schema_is_described() {
    let document = parse_schema(CHECKED_IN).unwrap();
    let mut bare = Vec::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let definition = definition.node;
        let name = definition.name.node.to_string();
        let is_root = ["Query", "Mutation", "Subscription"].contains(&name.as_str());
        if definition.description.is_none() && !is_root {
            bare.push(name.clone());
        }
        match definition.kind {
            TypeKind::Object(object) => bare.extend(fields(&name, &object.fields)),
            TypeKind::Interface(interface) => bare.extend(fields(&name, &interface.fields)),
            TypeKind::InputObject(input) => bare.extend(values(&name, &input.fields)),
            TypeKind::Enum(kind) => bare.extend(
                kind.values
                    .iter()
                    .filter(|value| value.node.description.is_none())
                    .map(|value| format!("{name}.{}", value.node.value.node)),
            ),
            TypeKind::Scalar | TypeKind::Union(_) => {}
        }
    }
    assert!(bare.is_empty(), "without a description:\n{}", bare.join("\n"));
}

fn fields(owner: &str, fields: &[async_graphql::Positioned<FieldDefinition>]) -> Vec<String> {
    let mut bare = Vec::new();
    for field in fields {
        let name = format!("{owner}.{}", field.node.name.node);
        if field.node.description.is_none() {
            bare.push(name.clone());
        }
        bare.extend(values(&name, &field.node.arguments));
    }
    bare
}

fn values(owner: &str, values: &[async_graphql::Positioned<InputValueDefinition>]) -> Vec<String> {
    // The one argument of a mutation is described by its type.
    values
        .iter()
        .filter(|value| value.node.description.is_none())
        .filter(|value| !["input", "filter", "orderBy"].contains(&value.node.name.node.as_str()))
        .map(|value| format!("{owner}({})", value.node.name.node))
        .collect()
}
