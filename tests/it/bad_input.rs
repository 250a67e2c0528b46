//! Walks every argument of every query and every field of every mutation's input, and puts values
//! there that nobody in their right mind sends. Whatever is refused is refused with a code, names
//! the field, and changes nothing. The walk is made from the schema itself.

mod valid;

use std::time::Duration;

use async_graphql::parser::types::{FieldDefinition, Type};
use serde_json::{Value, json};

use self::valid::{Valid, instead_of, request_state};
use crate::{
    on_both,
    support::{
        Answer, Client, Fingerprint, World,
        hostile::{self, Hostile},
        schema::{Maker, Schema, is_demanded, named},
        world::{Person, subjects::Subjects},
    },
};

/// An answer that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// One place in an input, and what stands there.
struct Place {
    path: Vec<String>,
    ty: Type,
}

/// Every field of an input object, and of those within it.
fn places(schema: &Schema, kind: &str, above: &[String]) -> Vec<Place> {
    let mut places = Vec::new();
    for field in &schema.input(kind).unwrap().fields {
        let (name, ty) = (field.node.name.node.to_string(), field.node.ty.node.clone());
        let path: Vec<_> = above.iter().cloned().chain([name]).collect();
        let below = named(&ty).to_owned();
        places.push(Place { path: path.clone(), ty });
        if schema.input(&below).is_some() {
            places.extend(self::places(schema, &below, &path));
        }
    }
    places
}

struct Walk<'a> {
    world: &'a World,
    schema: &'a Schema,
    fingerprint: Fingerprint,
    /// What went wrong; told at once at the end.
    found: Vec<String>,
    calls: usize,
    subjects: u64,
}

impl<'a> Walk<'a> {
    async fn new(world: &'a World, schema: &'a Schema) -> Self {
        let fingerprint = Fingerprint::of(world.url()).await;
        Self { world, schema, fingerprint, found: Vec::new(), calls: 0, subjects: 0 }
    }

    async fn ask(&mut self, client: &Client, query: &str, variables: Value) -> Answer {
        self.calls += 1;
        tokio::time::timeout(PATIENCE, client.ask(query, variables)).await.unwrap()
    }

    /// Everything that an answer to a hostile value owes its reader.
    fn check(&mut self, answer: &Answer, place: &str, field: &str, hostile: &Hostile, must: bool) {
        let told = hostile.value.to_string().chars().take(60).collect::<String>();
        let mut found = |what: &str| {
            self.found.push(format!("{place} {field} = {told}: {what}: {:#}", answer.body));
        };
        let Some(errors) = answer.body["errors"].as_array() else {
            if must {
                found("accepted");
            }
            return;
        };
        for error in errors {
            let extensions = &error["extensions"];
            match extensions["code"].as_str() {
                None => found("no code"),
                Some("INTERNAL" | "UNAVAILABLE") => found("unforeseen"),
                Some("BAD_INPUT") => {
                    let named = without_places(extensions["field"].as_str().unwrap_or_default());
                    let is_about = |one: &str, other: &str| {
                        one == other || one.strip_prefix(other).is_some_and(|r| r.starts_with('.'))
                    };
                    // A period that runs backwards or too long is wrong at its end.
                    let is_period = field == "from" && named == "to";
                    if !is_period && !is_about(&named, field) && !is_about(field, &named) {
                        found("another field");
                    }
                }
                Some(_) => {}
            }
        }
    }

    async fn query(&mut self, client: &Client, who: &str, field: &FieldDefinition) {
        let name = field.name.node.as_str();
        let subjects = self.fresh(name).await;
        let maker = Maker { schema: self.schema, fill: Valid::new(self.world, &subjects) };
        let place = format!("{who}: {name}");
        for argument in &field.arguments {
            let (argument, ty) = (argument.node.name.node.as_str(), &argument.node.ty.node);
            let others = field.arguments.iter().map(|other| &other.node);
            let others = others.filter(|o| is_demanded(o) && o.name.node.as_str() != argument);
            let others = others.map(|other| {
                let name = other.name.node.as_str();
                format!(", {name}: {}", maker.value(field.name.node.as_str(), name, &other.ty.node))
            });
            let query = format!(
                "query($value: {ty}) {{ {name}({argument}: $value{}) {} }}",
                others.collect::<String>(),
                self.schema.shortest(&field.ty.node)
            );
            let valid = maker.value(name, argument, ty);
            for hostile in hostile::values(self.schema, ty, &valid) {
                let answer = self.ask(client, &query, json!({ "value": hostile.value })).await;
                self.check(&answer, &place, argument, &hostile, hostile.is_wrong);
            }
            if self.schema.input(named(ty)).is_none() {
                continue;
            }
            for inside in places(self.schema, named(ty), &[]) {
                let key = inside.path.last().unwrap();
                let valid = maker.value(name, key, &inside.ty);
                for hostile in hostile::values(self.schema, &inside.ty, &valid) {
                    let mut value = json!({});
                    put(&maker, (name, named(ty)), &mut value, &inside.path, &hostile.value);
                    let answer = self.ask(client, &query, json!({ "value": value })).await;
                    let path = format!("{argument}.{}", inside.path.join("."));
                    self.check(&answer, &place, &path, &hostile, hostile.is_wrong);
                }
            }
        }
    }

    /// Waits until nothing is written any more by what was accepted: plans are computed beside the
    /// requests.
    async fn settle(&self, mutation: &str) {
        if mutation != "proposeCaseloadPlan" {
            return;
        }
        let coordinator = self.world.as_(&self.world.coordinator).await;
        let running = "{ caseloadPlans(filter: { state: RUNNING }) { totalCount } }";
        while coordinator.query(running).await.at("/caseloadPlans/totalCount") != 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn fresh(&mut self, mutation: &str) -> Subjects {
        self.subjects += 1;
        self.world.subjects(self.subjects, request_state(mutation)).await
    }

    /// Somebody who may call it, shown by a call that succeeds.
    async fn caller(&mut self, mutation: &str, query: &str, kind: &str) -> Option<Person> {
        let mut answers = String::new();
        let people = self.world.everybody().into_iter().cloned().collect::<Vec<_>>();
        for person in people {
            let subjects = self.fresh(mutation).await;
            let fill = Valid::ready(self.world, &subjects, mutation, &person).await;
            let client = valid::client(self.world, &subjects, mutation, &person).await;
            let input = Maker { schema: self.schema, fill }.input(mutation, kind);
            let answer = self.ask(&client, query, json!({ "input": input })).await;
            if answer.code().is_none() {
                return Some(person);
            }
            answers += &format!("{}: {}\n", person.username, answer.body);
        }
        self.found.push(format!("nobody can call {mutation}:\n{answers}"));
        None
    }

    async fn mutation(&mut self, field: &FieldDefinition) {
        let name = field.name.node.as_str();
        let Some(argument) = field.arguments.first() else { return };
        let kind = named(&argument.node.ty.node);
        let selection = self.schema.shortest(&field.ty.node);
        let query = format!("mutation($input: {kind}!) {{ {name}(input: $input) {selection} }}");
        let Some(person) = self.caller(name, &query, kind).await else { return };
        let whole = Place { path: Vec::new(), ty: argument.node.ty.node.clone() };
        let mut subjects = self.fresh(name).await;
        let mut client = valid::client(self.world, &subjects, name, &person).await;
        let mut fill = Valid::ready(self.world, &subjects, name, &person).await;
        self.settle(name).await;
        let mut before = self.fingerprint.take().await;
        // What stands in the filter of a list is walked with the list's own query.
        let in_filter = |place: &Place| place.path.iter().rev().skip(1).any(|it| it == "filter");
        let places = places(self.schema, kind, &[]).into_iter().filter(|place| !in_filter(place));
        for place in std::iter::once(whole).chain(places) {
            let key = place.path.last().map_or("input", String::as_str);
            let maker = Maker { schema: self.schema, fill: fill.clone() };
            let valid = maker.value(name, key, &place.ty);
            for hostile in hostile::values(self.schema, &place.ty, &valid) {
                let maker = Maker { schema: self.schema, fill: fill.clone() };
                let mut input = maker.input(name, kind);
                let other = instead_of(name, key).filter(|_| !hostile.value.is_null());
                if let Some(other) = other {
                    input.as_object_mut().unwrap().remove(other);
                }
                put(&maker, (name, kind), &mut input, &place.path, &hostile.value);
                let answer = self.ask(&client, &query, json!({ "input": input })).await;
                let path = place.path.join(".");
                let path = if path.is_empty() { "input" } else { &path };
                let is_id = named(&place.ty) == "ID" && hostile.value.is_string();
                self.check(&answer, name, path, &hostile, hostile.is_wrong || is_id);
                let after = self.fingerprint.take().await;
                if answer.code().is_some() {
                    if after != before {
                        let told = (&before, &after, &answer.body);
                        self.found.push(format!("{name} {path} changed something: {told:?}"));
                    }
                    before = after;
                } else {
                    // What was taken may have used its subjects up.
                    subjects = self.fresh(name).await;
                    client = valid::client(self.world, &subjects, name, &person).await;
                    fill = Valid::ready(self.world, &subjects, name, &person).await;
                    self.settle(name).await;
                    before = self.fingerprint.take().await;
                }
            }
        }
    }

    fn end(self) {
        let many = self.found.len();
        let first = self.found.into_iter().take(400).collect::<Vec<_>>().join("\n");
        assert!(many == 0, "{many} of {} calls:\n{first}", self.calls);
    }
}

/// Puts a value at this place, and makes what is above it where that is missing.
fn put(
    maker: &Maker<'_, Valid>,
    (root, kind): (&str, &str),
    input: &mut Value,
    path: &[String],
    value: &Value,
) {
    let Some((name, rest)) = path.split_first() else {
        *input = value.clone();
        return;
    };
    let fields = &maker.schema.input(kind).unwrap().fields;
    if maker.schema.is_one_of(kind) {
        input.as_object_mut().unwrap().retain(|given, _| given == name);
    }
    let field = fields.iter().find(|field| field.node.name.node == *name).unwrap();
    if rest.is_empty() {
        input[name] = value.clone();
        return;
    }
    let below = named(&field.node.ty.node);
    if input.get(name).is_none_or(Value::is_null) {
        input[name] = maker.input(root, below);
    }
    let inner = match &mut input[name] {
        Value::Array(elements) => &mut elements[0],
        object => object,
    };
    put(maker, (root, below), inner, rest, value);
}

/// `years.0.off` without the places in lists: what the walk puts there stands first.
fn without_places(field: &str) -> String {
    let steps = field.split('.').filter(|step| step.parse::<usize>().is_err());
    steps.collect::<Vec<_>>().join(".")
}

on_both! {
    async fn bad_arguments_of_queries_end_in_an_error_with_a_field(world: World) {
        let schema = Schema::new();
        let mut walk = Walk::new(&world, &schema).await;
        for person in [&world.coordinator, &world.admin, &world.first.officer] {
            let client = world.as_(person).await;
            for field in &schema.root("Query").fields {
                walk.query(&client, &person.username, &field.node).await;
            }
        }
        walk.end();
    }

    async fn bad_fields_of_mutations_end_in_an_error_and_change_nothing(world: World) {
        let schema = Schema::new();
        let mut walk = Walk::new(&world, &schema).await;
        for field in &schema.root("Mutation").fields {
            walk.mutation(&field.node).await;
        }
        walk.end();
    }
}
