//! Walks the schema as every role whose reach is limited, over two separate worlds: no list, no
//! `node`, no nested field and no search shows anything of the other world, and no mutation
//! touches it. The walk is made from the schema itself, so that a new field is walked unasked.

use std::collections::{BTreeSet, HashMap};

use async_graphql::parser::types::{FieldDefinition, InputValueDefinition, Type};
use chrono::Datelike;
use serde_json::{Value, json};
use wanqi::platform::clock::Clock;

use crate::{
    on_both,
    support::{
        Client, World,
        schema::{DEPTH, Fill, Maker, Schema, is_demanded, named},
        world::{MARK, credit_code},
    },
};

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
        other.attachment.to_string(),
        other.request.to_string(),
        other.officer.id.to_string(),
        other.merchant.to_string(),
        other.alert.to_string(),
        other.incident.to_string(),
        world.climbing.escalation.to_string(),
        world.climbing.task_force.to_string(),
        world.climbing.member.to_string(),
        world.climbing.demand.to_string(),
        world.climbing.on_roster.to_string(),
        world.diverted.incident.to_string(),
        world.diverted.event.to_string(),
        world.diverted.dispatch.to_string(),
        world.diverted.settlement.to_string(),
        world.diverted.party.to_string(),
        world.planned.plan.to_string(),
        world.planned.firm.to_string(),
        other.exported.to_string(),
        other.feed.to_string(),
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

/// What each id of the other world is, as those say who see it.
async fn kinds(world: &World) -> HashMap<String, String> {
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
    let mut kinds = HashMap::new();
    for person in [&world.coordinator, &world.admin] {
        let seen = world.as_(person).await.ask(query, json!({ "ids": foreign_ids(world) })).await;
        for node in seen.at("/nodes").as_array().unwrap().iter().filter(|node| !node.is_null()) {
            let text = |name: &str| node[name].as_str().unwrap().to_owned();
            kinds.insert(text("id"), text("__typename"));
        }
    }
    assert_eq!(kinds.len(), foreign_ids(world).len(), "an id that nobody sees proves nothing");
    kinds
}

/// What is asked of a root field given these arguments. Of anything at all, an id is only asked for
/// what it is: another type's fields cannot tell of it.
fn questions(
    schema: &Schema,
    kinds: &HashMap<String, String>,
    ty: &str,
    arguments: &Value,
) -> Vec<String> {
    if ty != "Node" {
        return schema.questions(ty);
    }
    let given = arguments.to_string();
    let own: BTreeSet<_> =
        kinds.iter().filter(|(id, _)| given.contains(*id)).map(|(_, kind)| kind).collect();
    let below = own.into_iter().flat_map(|kind| {
        let below = schema.questions(kind).into_iter();
        below.map(move |below| format!("{{ __typename ... on {kind} {below} }}"))
    });
    below.collect()
}

async fn walk_root(
    world: &World,
    kinds: &HashMap<String, String>,
    (client, who): (&Client, &str),
    field: &FieldDefinition,
) {
    let schema = Schema::new();
    let name = field.name.node.as_str();
    let mut asked = vec![json!({})];
    for argument in field.arguments.iter().filter(|argument| is_demanded(&argument.node)) {
        let argument = &argument.node;
        let name = argument.name.node.as_str();
        let values: Vec<Value> = match (name, named(&argument.ty.node)) {
            ("ids", _) => vec![json!(foreign_ids(world))],
            ("people", _) => vec![json!(1_000)],
            ("year", _) => vec![json!(world.clock.today().year() + 1)],
            ("from" | "to", "Date") => vec![json!(world.clock.today().to_string())],
            ("text", _) => vec![json!(MARK), json!("珍珠"), json!("乙")],
            (_, "Date") => vec![json!(world.clock.today().to_string())],
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
    let asked = asked.iter().flat_map(|arguments| {
        let questions = questions(&schema, kinds, named(&field.ty.node), arguments).into_iter();
        questions.map(move |question| (arguments, question))
    });
    for (arguments, selection) in asked {
        let given = written(arguments);
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
    world: &'a World,
}

impl Fill for Foreign<'_> {
    fn wants(&self, _: &str, field: &InputValueDefinition) -> bool {
        let name = field.name.node.as_str();
        // One owner at a time, and no key of a client.
        // An id that may be left out comes with the version that was seen.
        let is_needed = is_demanded(field) || named(&field.ty.node) == "ID" || name == "version";
        let is_other_owner = ["associationId", "webhookId"].contains(&name) && !is_demanded(field);
        is_needed && name != "planId" && !is_other_owner
    }

    fn clock(&self) -> &Clock {
        &self.world.clock
    }

    fn value(&self, mutation: &str, field: &str, kind: &str) -> Option<Value> {
        match (kind, field) {
            ("ID", _) => Some(json!(self.id(mutation, field))),
            (_, "creditCode") => Some(json!(credit_code(900).as_str())),
            (_, "username") => Some(json!("foreign.user")),
            (_, "code") => Some(json!("FOREIGN.1")),
            (_, "url") => Some(json!("http://127.0.0.1:9/walk")),
            (_, "topics") => Some(json!("*")),
            ("ApiScope", _) => Some(json!("registers:read")),
            _ => None,
        }
    }
}

impl Foreign<'_> {
    fn id(&self, mutation: &str, name: &str) -> String {
        let other = &self.world.second;
        match name {
            "enterpriseId" | "firstEnterpriseId" | "survivorId" | "servedEnterpriseIds" => {
                other.enterprise.to_string()
            }
            "secondEnterpriseId" | "mergedId" => other.unassigned.to_string(),
            "officerId" | "officerIds" | "toOfficerId" | "handlerId" | "away" => {
                other.officer_id.to_string()
            }
            "townId" | "towns" => other.town.to_string(),
            "agencyId" | "leadAgencyId" | "parentId" | "guidingId" | "from" => {
                other.agency.to_string()
            }
            "removeMemberIds" => self.world.climbing.member.to_string(),
            // Templates are everybody's: one that nobody has.
            "templateId" => "etp_00000000000000000000000001".to_owned(),
            "into" => self.world.first.agency.to_string(),
            "associationId" => other.association.to_string(),
            "stationId" => other.station.to_string(),
            "officeId" => other.office.to_string(),
            "incidentId" => self.world.diverted.incident.to_string(),
            // Taxonomy and procedures are everybody's: ones that nobody has.
            "categoryId" => "icc_00000000000000000000000001".to_owned(),
            "mechanismId" => "mec_00000000000000000000000001".to_owned(),
            "partnerIds" | "centreId" => other.partner_agency.to_string(),
            "requestId" => other.request.to_string(),
            "kioskId" => other.kiosk.to_string(),
            "visitId" => other.visit.to_string(),
            "attachmentId" | "attachmentIds" => other.attachment.to_string(),
            "apiClientId" => self.world.other_client.to_string(),
            "webhookId" => self.world.other_webhook.to_string(),
            "deliveryId" => "whd_00000000000000000000000001".to_owned(),
            "ownerId" => other.officer.id.to_string(),
            "id" => self.subject(mutation),
            name => panic!("{mutation}: which id of the other world is {name}?"),
        }
    }

    /// The row of the other world that a mutation by `id` would change.
    fn subject(&self, mutation: &str) -> String {
        let other = &self.world.second;
        match mutation {
            "amendVisit" | "cancelVisit" => other.visit.to_string(),
            "endAssignment" | "addHandoverNote" => other.assignment.to_string(),
            "updateContact" | "revealPhone" => other.contact.to_string(),
            "updateEnterprise" => other.enterprise.to_string(),
            "updateAssociation" => other.association.to_string(),
            "updateAgency" => other.agency.to_string(),
            "updateOfficer" => other.officer_id.to_string(),
            "updateLiaisonStation" => other.station.to_string(),
            "updateLiaisonOffice" => other.office.to_string(),
            "installKiosk" | "retireKiosk" => other.kiosk.to_string(),
            "decideEscalation" | "resubmitEscalation" => self.world.climbing.escalation.to_string(),
            "saveEscalationTemplate" => self.id(mutation, "templateId"),
            "saveIncidentCategory" => self.id(mutation, "categoryId"),
            "saveMechanism" => self.id(mutation, "mechanismId"),
            "saveDiversionRollout" => "dro_00000000000000000000000001".to_owned(),
            "acceptDispatch" | "arriveAtIncident" => self.world.diverted.dispatch.to_string(),
            name if name.contains("Incident") => self.world.diverted.incident.to_string(),
            name if name.contains("Webhook") => self.world.other_webhook.to_string(),
            name if name.contains("ApiClient") => self.world.other_client.to_string(),
            name if name.contains("CaseloadPlan") => self.world.planned.plan.to_string(),
            name if name.contains("TaskForce") => self.world.climbing.task_force.to_string(),
            name if name.contains("Request") || name == "answerQuestion" => {
                other.request.to_string()
            }
            "updateUser" | "deactivateUser" | "resetPassword" => other.officer.id.to_string(),
            // Nobody of the other world has signed in: an id that nobody has.
            "endSession" => "ses_00000000000000000000000001".to_owned(),
            "revokeCalendarFeed" => other.feed.to_string(),
            // Nothing has happened in the other world that anybody was told of.
            "markNoticeRead" => "ntc_00000000000000000000000001".to_owned(),
            _ => panic!("which row of the other world does {mutation} change?"),
        }
    }
}

/// Mutations about the caller alone: they take no id of anybody else, or one only narrows.
const ABOUT_ONESELF: &[&str] = &[
    "login",
    "logout",
    "refreshSession",
    "changePassword",
    "markAllNoticesRead",
    "exportRegister",
    "createCalendarFeed",
];

on_both! {
    async fn nothing_of_the_other_world_is_seen(world: World) {
        let schema = Schema::new();
        let kinds = kinds(&world).await;
        for person in world.limited() {
            let client = world.as_(person).await;
            for field in &schema.root("Query").fields {
                walk_root(&world, &kinds, (&client, &person.username), &field.node).await;
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
        let foreign = Maker { schema: &schema, fill: Foreign { world: &world } };
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
                    variables[argument] = anything(&schema, &world, (name, argument, ty));
                }
                let wrap = |parts: &[String]| {
                    if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) }
                };
                let selection = schema.shortest(&field.node.ty.node);
                let query = format!("{keyword}{} {{ {name}{} {selection} }}", wrap(&declared), wrap(&given));
                anonymous.ask(&query, variables).await.assert_code("UNAUTHENTICATED");
            }
        }
    }
}

/// Any value that fits an argument of a root field.
fn anything(schema: &Schema, world: &World, (root, name, ty): (&str, &str, &Type)) -> Value {
    match (name, named(ty)) {
        ("ids", _) => json!(foreign_ids(world)),
        ("input", _) => Maker { schema, fill: Foreign { world } }.value(root, name, ty),
        (_, "ID") => json!(world.second.enterprise.to_string()),
        _ => Maker { schema, fill: Foreign { world } }.value(root, name, ty),
    }
}
