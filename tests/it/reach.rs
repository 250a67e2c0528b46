//! Walks the schema as every role whose reach is limited, over two separate worlds: no list, no
//! `node`, no nested field and no search shows anything of the other world, and no mutation
//! touches it. The walk is made from the schema itself, so that a new field is walked unasked.

use std::collections::HashMap;

use async_graphql::parser::{
    parse_schema,
    types::{
        BaseType, FieldDefinition, InputValueDefinition, ObjectType, Type, TypeKind,
        TypeSystemDefinition,
    },
};
use serde_json::{Map, Value, json};

use crate::{
    on_both,
    support::{Client, World, world::MARK},
};

/// How deep fields are followed: a list, its node, a list of that, its node, and its scalars.
const DEPTH: usize = 5;

struct Schema {
    types: HashMap<String, TypeKind>,
}

impl Schema {
    fn new() -> Self {
        let document = parse_schema(wanqi::schema::sdl()).unwrap();
        let mut types = HashMap::new();
        for definition in document.definitions {
            if let TypeSystemDefinition::Type(definition) = definition {
                types.insert(definition.node.name.node.to_string(), definition.node.kind);
            }
        }
        Self { types }
    }

    fn root(&self, name: &str) -> &ObjectType {
        match &self.types[name] {
            TypeKind::Object(object) => object,
            _ => panic!("{name} is no object"),
        }
    }

    /// Everything that can be selected of a type without arguments, to this depth.
    fn selection(&self, name: &str, depth: usize) -> String {
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

    /// What a root field is asked for: as deep as fits into a query of 20,000 characters.
    fn question(&self, name: &str) -> String {
        let all = (2..=DEPTH).rev().map(|depth| self.selection(name, depth));
        all.into_iter().find(|selection| selection.chars().count() < 19_000).unwrap()
    }

    fn fields(
        &self,
        fields: &[async_graphql::Positioned<FieldDefinition>],
        depth: usize,
    ) -> String {
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
            if is_leaf {
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

fn is_demanded(argument: &InputValueDefinition) -> bool {
    !argument.ty.node.nullable && argument.default_value.is_none()
}

fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => named(inner),
    }
}

/// The ids of the other world that nobody of this one may reach; the directory is everybody's.
fn foreign_ids(world: &World) -> Vec<String> {
    let other = &world.second;
    vec![
        other.enterprise.to_string(),
        other.unassigned.to_string(),
        other.association.to_string(),
        other.assignment.to_string(),
        other.contact.to_string(),
        other.visit.to_string(),
        other.request.to_string(),
        other.officer.id.to_string(),
    ]
}

fn assert_nothing_leaks(world: &World, answer: &Value, asked: &str) {
    let told = answer["data"].to_string();
    assert!(!told.contains(MARK), "{asked} tells of the other world: {told}");
    for id in foreign_ids(world) {
        // An id that was asked for may stand in an error, never in the data.
        assert!(!told.contains(&id), "{asked} shows {id}: {told}");
    }
}

async fn walk_root(world: &World, client: &Client, who: &str, field: &FieldDefinition) {
    let schema = Schema::new();
    let name = field.name.node.as_str();
    let selection = schema.question(named(&field.ty.node));
    let mut asked = vec![json!({})];
    for argument in field.arguments.iter().filter(|argument| is_demanded(&argument.node)) {
        let argument = &argument.node;
        let name = argument.name.node.as_str();
        let values: Vec<Value> = match (name, named(&argument.ty.node)) {
            ("ids", _) => vec![json!(foreign_ids(world))],
            ("text", _) => vec![json!(MARK), json!("珍珠"), json!("乙")],
            (_, "ID") => foreign_ids(world).into_iter().map(Value::from).collect(),
            (_, kind) => panic!("{name}: {kind} needs a value to walk {}", field.name.node),
        };
        asked = values
            .iter()
            .flat_map(|value| {
                asked.iter().cloned().map(move |mut arguments| {
                    arguments[name] = value.clone();
                    arguments
                })
            })
            .collect();
    }
    for arguments in asked {
        let given = written(&arguments);
        let answer = client.query(&format!("{{ {name}{given} {selection} }}")).await;
        let place = format!("{who}: {name}{given}");
        assert!(
            matches!(answer.code(), None | Some("BAD_INPUT" | "FORBIDDEN" | "NOT_FOUND")),
            "{place}: {:#}",
            answer.body["errors"]
        );
        assert!(answer.body.get("data").is_some(), "{place}: {:#}", answer.body["errors"]);
        assert_nothing_leaks(world, &answer.body, &place);
    }
}

/// `(id: "x")`, or nothing.
fn written(arguments: &Value) -> String {
    let arguments = arguments.as_object().unwrap();
    if arguments.is_empty() {
        return String::new();
    }
    let pairs: Vec<_> = arguments.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("({})", pairs.join(", "))
}

/// Inputs that would change the other world: its ids wherever an id is asked for.
struct Foreign<'a> {
    schema: &'a Schema,
    world: &'a World,
}

impl Foreign<'_> {
    fn input(&self, mutation: &str, kind: &str) -> Value {
        let TypeKind::InputObject(input) = &self.schema.types[kind] else {
            panic!("{kind} is no input object");
        };
        let fields = input.fields.iter().filter_map(|field| {
            let field = &field.node;
            let name = field.name.node.as_str();
            // One owner at a time, and no key of a client.
            let is_needed = is_demanded(field) || named(&field.ty.node) == "ID";
            let is_other_owner = name == "associationId" && !is_demanded(field);
            if !is_needed || name == "planId" || is_other_owner {
                return None;
            }
            let value = self.value(mutation, name, &field.ty.node);
            Some((name.to_owned(), value))
        });
        Value::Object(fields.collect::<Map<_, _>>())
    }

    fn value(&self, mutation: &str, name: &str, ty: &Type) -> Value {
        if let BaseType::List(inner) = &ty.base {
            return json!([self.value(mutation, name, inner)]);
        }
        let kind = named(ty);
        match self.schema.types.get(kind) {
            Some(TypeKind::InputObject(_)) => self.input(mutation, kind),
            Some(TypeKind::Enum(values)) => json!(values.values[0].node.value.node.as_str()),
            _ => match kind {
                "ID" => json!(self.id(mutation, name)),
                "Int" => json!(1),
                "Float" if name == "longitude" => json!(120.2),
                "Float" => json!(29.7),
                "Boolean" => json!(true),
                "DateTime" => json!(self.world.clock.now().to_rfc3339()),
                "Date" => json!(self.world.clock.today().to_string()),
                "UUID" => json!("5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4b"),
                "CNY" => json!(1),
                _ => json!(self.text(name)),
            },
        }
    }

    fn text(&self, name: &str) -> String {
        match name {
            "creditCode" => crate::support::world::credit_code(900).as_str().to_owned(),
            "phone" => "13957509999".to_owned(),
            "password" | "newPassword" => "a long foreign secret".to_owned(),
            "username" => "foreign.user".to_owned(),
            "division" => "330681".to_owned(),
            "branch" => "STATION".to_owned(),
            _ => "越界".to_owned(),
        }
    }

    fn id(&self, mutation: &str, name: &str) -> String {
        let other = &self.world.second;
        match name {
            "enterpriseId" | "firstEnterpriseId" | "survivorId" => other.enterprise.to_string(),
            "secondEnterpriseId" | "mergedId" => other.unassigned.to_string(),
            "officerId" | "toOfficerId" | "handlerId" => other.officer_id.to_string(),
            "townId" => other.town.to_string(),
            "agencyId" | "parentId" | "guidingId" | "from" => other.agency.to_string(),
            "into" => self.world.first.agency.to_string(),
            "associationId" => other.association.to_string(),
            "visitId" => other.visit.to_string(),
            // Nobody of the other world has sent a file: an id that nobody has.
            "attachmentId" => "att_00000000000000000000000001".to_owned(),
            "id" => self.subject(mutation),
            name => panic!("{mutation}: which id of the other world is {name}?"),
        }
    }

    /// The row of the other world that a mutation by `id` would change.
    fn subject(&self, mutation: &str) -> String {
        let other = &self.world.second;
        match mutation {
            "amendVisit" | "cancelVisit" => other.visit.to_string(),
            "endAssignment" => other.assignment.to_string(),
            "updateContact" | "revealPhone" => other.contact.to_string(),
            "updateEnterprise" => other.enterprise.to_string(),
            "updateAssociation" => other.association.to_string(),
            "updateAgency" => other.agency.to_string(),
            "updateOfficer" => other.officer_id.to_string(),
            name if name.contains("Request") || name == "answerQuestion" => {
                other.request.to_string()
            }
            "updateUser" | "deactivateUser" | "resetPassword" => other.officer.id.to_string(),
            // Nobody of the other world has signed in: an id that nobody has.
            "endSession" => "ses_00000000000000000000000001".to_owned(),
            _ => panic!("which row of the other world does {mutation} change?"),
        }
    }
}

/// Mutations about the caller alone: they take no id of anybody else.
const ABOUT_ONESELF: &[&str] = &["login", "logout", "refreshSession", "changePassword"];

on_both! {
    async fn nothing_of_the_other_world_is_seen(world: World) {
        let schema = Schema::new();
        for person in world.limited() {
            let client = world.as_(person).await;
            for field in &schema.root("Query").fields {
                walk_root(&world, &client, &person.username, &field.node).await;
            }
        }
    }

    async fn the_walk_sees_what_it_may(world: World) {
        // A walk that sees nothing at all would prove nothing.
        let schema = Schema::new();
        let field = schema.root("Query").fields.iter().find(|f| f.node.name.node == "visits").unwrap();
        let selection = schema.selection(named(&field.node.ty.node), DEPTH);
        let leader = world.as_(&world.leader).await;
        let told = leader.query(&format!("{{ visits {selection} }}")).await.body["data"].to_string();
        assert!(told.contains(MARK) && told.contains(&world.second.enterprise.to_string()));
        let officer = world.as_(&world.second.officer).await;
        let told = officer.query(&format!("{{ visits {selection} }}")).await.body["data"].to_string();
        assert!(told.contains(MARK));
    }

    async fn no_mutation_touches_the_other_world(world: World) {
        let schema = Schema::new();
        let foreign = Foreign { schema: &schema, world: &world };
        let coordinator = world.as_(&world.coordinator).await;
        let everything = schema.selection("VisitConnection", DEPTH);
        let everything = format!("{{ visits {everything} }}");
        let before = coordinator.query(&everything).await.body;
        for person in world.limited() {
            let client = world.as_(person).await;
            for field in &schema.root("Mutation").fields {
                let name = field.node.name.node.as_str();
                if ABOUT_ONESELF.contains(&name) {
                    continue;
                }
                let kind = named(&field.node.arguments[0].node.ty.node);
                let answer = client.change(name, foreign.input(name, kind), "__typename").await;
                assert!(
                    matches!(answer.code(), Some("NOT_FOUND" | "FORBIDDEN" | "ILLEGAL_STATE")),
                    "{} {name}: {:#}",
                    person.username,
                    answer.body
                );
            }
        }
        assert_eq!(coordinator.query(&everything).await.body, before);
    }

    async fn nobody_reaches_anything_without_signing_in(world: World) {
        let schema = Schema::new();
        let anonymous = world.anonymous();
        for (root, keyword) in [("Query", "query"), ("Mutation", "mutation")] {
            for field in &schema.root(root).fields {
                let name = field.node.name.node.as_str();
                if ["login", "refreshSession"].contains(&name) {
                    continue;
                }
                let (mut given, mut declared, mut variables) = (vec![], vec![], json!({}));
                for argument in field.node.arguments.iter().filter(|a| is_demanded(&a.node)) {
                    let (argument, ty) = (argument.node.name.node.as_str(), &argument.node.ty.node);
                    given.push(format!("{argument}: ${argument}"));
                    declared.push(format!("${argument}: {ty}"));
                    variables[argument] = Foreign { schema: &schema, world: &world }
                        .anything(name, argument, ty);
                }
                let wrap = |parts: &[String]| {
                    if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) }
                };
                let selection = match schema.types.get(named(&field.node.ty.node)) {
                    Some(TypeKind::Scalar | TypeKind::Enum(_)) | None => "",
                    _ => "{ __typename }",
                };
                let query = format!("{keyword}{} {{ {name}{} {selection} }}", wrap(&declared), wrap(&given));
                anonymous.ask(&query, variables).await.assert_code("UNAUTHENTICATED");
            }
        }
    }
}

impl Foreign<'_> {
    /// Any value that fits an argument of a root field.
    fn anything(&self, root: &str, name: &str, ty: &Type) -> Value {
        match (name, named(ty)) {
            ("input", _) => self.value(root, name, ty),
            ("ids", _) => json!(foreign_ids(self.world)),
            (_, "ID") => json!(self.world.second.enterprise.to_string()),
            _ => self.value(root, name, ty),
        }
    }
}
