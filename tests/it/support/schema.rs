//! The schema as tests walk it: its types, what can be selected of them, and inputs made from them.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Positioned,
    parser::{
        parse_schema,
        types::{
            BaseType, FieldDefinition, InputObjectType, InputValueDefinition, ObjectType, Type,
            TypeKind, TypeSystemDefinition,
        },
    },
};
use serde_json::{Map, Value, json};
use wanqi::platform::clock::Clock;

/// How deep fields are followed: a list, its node, a list of that, its node, and its scalars.
pub const DEPTH: usize = 5;

/// Its types by name.
pub struct Schema {
    /// By name.
    pub types: HashMap<String, TypeKind>,
    /// Inputs of which exactly one field is given.
    one_of: HashSet<String>,
}

impl Schema {
    /// The schema of this build.
    pub fn new() -> Self {
        let document = parse_schema(wanqi::schema::sdl()).unwrap();
        let (mut types, mut one_of) = (HashMap::new(), HashSet::new());
        for definition in document.definitions {
            if let TypeSystemDefinition::Type(definition) = definition {
                let name = definition.node.name.node.to_string();
                if definition.node.directives.iter().any(|given| given.node.name.node == "oneOf") {
                    one_of.insert(name);
                }
                types.insert(definition.node.name.node.to_string(), definition.node.kind);
            }
        }
        Self { types, one_of }
    }

    /// An object type, `Query` or `Mutation`.
    pub fn root(&self, name: &str) -> &ObjectType {
        match &self.types[name] {
            TypeKind::Object(object) => object,
            _ => panic!("{name} is no object"),
        }
    }

    /// An input object, if that is what it is.
    pub fn input(&self, name: &str) -> Option<&InputObjectType> {
        match self.types.get(name) {
            Some(TypeKind::InputObject(input)) => Some(input),
            _ => None,
        }
    }

    /// Whether exactly one field of this input is given.
    pub fn is_one_of(&self, name: &str) -> bool {
        self.one_of.contains(name)
    }

    /// What follows a root field: its payload, where it has fields at all.
    pub fn shortest(&self, ty: &Type) -> &'static str {
        match self.types.get(named(ty)) {
            Some(TypeKind::Scalar | TypeKind::Enum(_)) | None => "",
            _ => "{ __typename }",
        }
    }

    /// Everything that can be selected of a type without arguments, to this depth.
    pub fn selection(&self, name: &str, depth: usize) -> String {
        match &self.types.get(name) {
            Some(TypeKind::Object(object)) => self.fields(&object.fields, depth),
            Some(TypeKind::Interface(_)) => format!(
                "{{ __typename {} }}",
                self.kinds(name).map(|kind| self.on(kind, depth)).collect::<String>()
            ),
            Some(TypeKind::Union(union)) => {
                let members = union.members.iter().map(|member| {
                    let member = member.node.as_str();
                    format!("... on {member} {}", self.selection(member, depth))
                });
                format!("{{ __typename {} }}", members.collect::<String>())
            }
            _ => String::new(),
        }
    }

    /// The object types of an interface.
    fn kinds(&self, interface: &str) -> impl Iterator<Item = &str> {
        self.types.iter().filter_map(move |(kind, definition)| match definition {
            TypeKind::Object(object) if implements(object, interface) => Some(kind.as_str()),
            _ => None,
        })
    }

    fn on(&self, kind: &str, depth: usize) -> String {
        format!("... on {kind} {}", self.selection(kind, depth))
    }

    /// What a root field is asked for: as deep as fits into a query of 20,000 characters; field by
    /// field where it does not fit at once.
    pub fn questions(&self, name: &str) -> Vec<String> {
        let mut all = (2..=DEPTH).rev().map(|depth| self.selection(name, depth));
        if let Some(question) = all.find(|selection| selection.chars().count() < 19_000) {
            return vec![question];
        }
        let fields = self.root(name).fields.iter().map(|field| &field.node);
        let below = fields.flat_map(|field| {
            let below = self.questions(named(&field.ty.node)).into_iter();
            below.map(|below| format!("{{ {} {below} }}", field.name.node))
        });
        below.collect()
    }

    fn fields(&self, fields: &[Positioned<FieldDefinition>], depth: usize) -> String {
        let mut selected = String::from("{ __typename ");
        for field in fields {
            let field = &field.node;
            let kind = named(&field.ty.node);
            let is_leaf = !matches!(
                self.types.get(kind),
                Some(TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_))
            );
            if field.arguments.iter().any(|argument| is_demanded(&argument.node)) {
                continue;
            }
            if kind == "Node" {
                // `node` is walked by itself.
                selected += &format!("{} {{ __typename id }} ", field.name.node);
            } else if is_leaf {
                selected += &format!("{} ", field.name.node);
            } else if depth > 0 {
                // The rows stand in `nodes`; `edges` would walk them twice.
                if ["edges", "pageInfo"].contains(&field.name.node.as_str()) {
                    continue;
                }
                let all = if has_open(field) { "(open: false)" } else { "" };
                let below = self.selection(kind, depth - 1);
                selected += &format!("{}{all} {below} ", field.name.node);
            }
        }
        selected + "}"
    }
}

fn implements(object: &ObjectType, interface: &str) -> bool {
    object.implements.iter().any(|name| name.node == interface)
}

fn has_open(field: &FieldDefinition) -> bool {
    field.arguments.iter().any(|argument| argument.node.name.node == "open")
}

/// Whether it must be given.
pub fn is_demanded(argument: &InputValueDefinition) -> bool {
    !argument.ty.node.nullable && argument.default_value.is_none()
}

/// The name of the type inside all lists.
pub fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => named(inner),
    }
}

/// What a walk puts into inputs.
pub trait Fill {
    /// Whether this field is given.
    fn wants(&self, mutation: &str, field: &InputValueDefinition) -> bool;
    /// What stands in this field, a scalar or an enum of that name; what fits any field of the
    /// kind where there is none. An id there must be.
    fn value(&self, mutation: &str, field: &str, kind: &str) -> Option<Value>;
    /// The time of the server.
    fn clock(&self) -> &Clock;
}

/// Makes inputs that fit the schema.
pub struct Maker<'a, F> {
    /// The schema.
    pub schema: &'a Schema,
    /// What stands in them.
    pub fill: F,
}

impl<F: Fill> Maker<'_, F> {
    /// An input object.
    pub fn input(&self, mutation: &str, kind: &str) -> Value {
        let input = self.schema.input(kind).unwrap_or_else(|| panic!("{kind} is no input object"));
        // Of which exactly one is given, the first.
        let is_first = |at: usize| at == 0 && self.schema.is_one_of(kind);
        let fields = input.fields.iter().enumerate();
        let wanted = fields
            .filter(|(at, field)| is_first(*at) || self.fill.wants(mutation, &field.node))
            .map(|(_, field)| field);
        let fields = wanted.map(|field| {
            let name = field.node.name.node.as_str();
            (name.to_owned(), self.value(mutation, name, &field.node.ty.node))
        });
        Value::Object(fields.collect::<Map<_, _>>())
    }

    /// A value of this type.
    pub fn value(&self, mutation: &str, name: &str, ty: &Type) -> Value {
        if let BaseType::List(inner) = &ty.base {
            return json!([self.value(mutation, name, inner)]);
        }
        let kind = named(ty);
        if self.schema.input(kind).is_some() {
            return self.input(mutation, kind);
        }
        self.fill.value(mutation, name, kind).unwrap_or_else(|| self.usual(mutation, name, kind))
    }

    fn usual(&self, mutation: &str, name: &str, kind: &str) -> Value {
        if let Some(TypeKind::Enum(values)) = self.schema.types.get(kind) {
            return json!(values.values[0].node.value.node.as_str());
        }
        match kind {
            "ID" => panic!("{mutation}: which id is {name}?"),
            "Int" | "CNY" => json!(1),
            "Float" if name == "longitude" => json!(120.2),
            "Float" => json!(29.7),
            "Boolean" => json!(true),
            "DateTime" => json!(self.fill.clock().now().to_rfc3339()),
            "Date" => json!(self.fill.clock().today().to_string()),
            "UUID" => json!("5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4b"),
            _ => match name {
                "phone" => json!("13957509999"),
                "password" | "newPassword" => json!("a long foreign secret"),
                "division" => json!("330681"),
                "branch" => json!("STATION"),
                _ => json!("越界"),
            },
        }
    }
}
