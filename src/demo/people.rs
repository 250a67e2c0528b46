//! The people of the demo county: two of every role, in different agencies, associations or firms.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use entity::{
    Id,
    user::{self, Duty, Role},
};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{BUILD, SignIn, WHY, county::County};
use crate::{
    features::auth::{Home, NewUser, Passwords, insert_user},
    platform::{
        Error, Result,
        actor::{Actor, Behalf, Origin},
        clock::random_bytes,
        db::Database,
        error::Language,
        viewer::{Caller, Viewer},
    },
    schema::{self, WanqiSchema},
};

/// Somebody of the demo county.
struct Person {
    user: user::Model,
    sign_in: SignIn,
}

/// The people of the demo county.
pub struct People {
    database: Database,
    schema: WanqiSchema,
    people: Vec<Person>,
}

impl People {
    /// How they sign in.
    pub fn sign_ins(&self) -> Vec<SignIn> {
        self.people.iter().map(|person| person.sign_in.clone()).collect()
    }

    /// Who asks and who handles it: a firm and its officer, an association and the liaison office.
    ///
    /// # Errors
    /// `Internal` when the county is too small for one of them.
    pub fn pairs(&self) -> Result<Vec<(Voice, Voice)>> {
        let pairs = [
            ("enterprise1", "officer1"),
            ("enterprise2", "officer2"),
            ("association1", "coordinator1"),
            ("association2", "coordinator2"),
        ];
        pairs.iter().map(|(asks, handles)| Ok((self.voice(asks)?, self.voice(handles)?))).collect()
    }

    /// Somebody, to speak to the API.
    ///
    /// # Errors
    /// `Internal` when there is nobody of that name.
    pub fn voice(&self, username: &str) -> Result<Voice> {
        let person = self.people.iter().find(|person| person.user.username == username);
        let person = person.ok_or_else(|| Error::internal(format!("nobody is {username}")))?;
        let (database, schema) = (self.database.clone(), self.schema.clone());
        Ok(Voice { database, schema, user: person.user.clone() })
    }
}

/// Speaks to the API as one person, inside this process.
pub struct Voice {
    database: Database,
    schema: WanqiSchema,
    user: user::Model,
}

impl Voice {
    /// The user.
    pub const fn id(&self) -> Id<user::Entity> {
        self.user.id
    }

    /// The requester that this person speaks for, as a field of an input.
    pub fn home(&self) -> Option<(&'static str, String)> {
        let firm = self.user.enterprise_id.map(|id| ("enterpriseId", id.to_string()));
        firm.or_else(|| self.user.association_id.map(|id| ("associationId", id.to_string())))
    }

    /// Runs a mutation about a request; gives its id.
    ///
    /// # Errors
    /// `Internal` with the answer, when there is an error in it.
    pub async fn change(&self, mutation: &str, input: Value) -> Result<String> {
        self.change_one("serviceRequest", mutation, input).await
    }

    /// Runs a mutation about something else, as its payload names it; gives its id.
    ///
    /// # Errors
    /// As `change`.
    pub async fn change_one(&self, row: &str, mutation: &str, input: Value) -> Result<String> {
        let (first, rest) = mutation.split_at(1);
        let kind = format!("{}{rest}Input", first.to_uppercase());
        let query = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {row} {{ id }} }} }}"
        );
        let data = self.ask(query, json!({ "input": input })).await?;
        text(&data, &format!("/{mutation}/{row}/id"))
    }

    /// The version of a row, as its root field names it.
    ///
    /// # Errors
    /// As `change`.
    pub async fn version(&self, row: &str, id: &str) -> Result<i64> {
        let query = format!("query($id: ID!) {{ {row}(id: $id) {{ version }} }}");
        let data = self.ask(query, json!({ "id": id })).await?;
        let version = data.pointer(&format!("/{row}/version")).and_then(Value::as_i64);
        version.ok_or_else(|| Error::internal(format!("no {row} is {id}")))
    }

    /// The step of a chain of this request that waits for this person.
    ///
    /// # Errors
    /// As `change`.
    pub async fn step_to_decide(&self, request: &str) -> Result<String> {
        let query = "query($id: ID!) { escalations(filter: { request: $id, state: PENDING }) {
            nodes { id } } }";
        let data = self.ask(query.to_owned(), json!({ "id": request })).await?;
        text(&data, "/escalations/nodes/0/id")
    }

    /// The errand of this person's unit at an incident.
    ///
    /// # Errors
    /// As `change`.
    pub async fn errand(&self, incident: &str) -> Result<String> {
        let query = "{ inbox { dispatchesToAnswer(first: 100) { nodes { id incident { id } } } } }";
        let data = self.ask(query.to_owned(), json!({})).await?;
        let nodes = data.pointer("/inbox/dispatchesToAnswer/nodes").and_then(Value::as_array);
        let is_there = |node: &&Value| node.pointer("/incident/id") == Some(&incident.into());
        let errand = nodes.into_iter().flatten().find(is_there);
        let errand = errand.ok_or_else(|| Error::internal("no unit is on its way"))?;
        text(errand, "/id")
    }

    /// The data of an answer.
    async fn ask(&self, query: String, variables: Value) -> Result<Value> {
        let viewer = Viewer::new(&self.database, Arc::new(self.actor()), Origin::default());
        let caller = Caller::new(Ok(viewer), Origin::default(), Language::Chinese);
        let request = Request::new(query).variables(Variables::from_json(variables));
        // A task of its own begins on an empty stack, as a request to the server does.
        let schema = self.schema.clone();
        let request = request.data(Arc::new(caller));
        let answer = tokio::spawn(async move { schema.execute(request).await }).await;
        let answer = answer.map_err(Error::internal)?;
        if !answer.errors.is_empty() {
            return Err(Error::internal(format!("{}: {:?}", self.user.username, answer.errors)));
        }
        answer.data.into_json().map_err(Error::internal)
    }

    fn actor(&self) -> Actor {
        let user = self.user.clone();
        Actor {
            user_id: user.id,
            session_id: Some(self.database.clock().new_id()),
            name: user.name,
            role: user.role,
            reads_as: user.role,
            machine: None,
            duties: user.duties.0,
            agency_id: user.agency_id,
            // The story needs no chief.
            agencies_led: Vec::new(),
            association_id: user.association_id,
            enterprise_id: user.enterprise_id,
            officer_id: user.officer_id,
        }
    }
}

fn text(data: &Value, pointer: &str) -> Result<String> {
    let found = data.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    found.ok_or_else(|| Error::internal(format!("{pointer}: {data}")))
}

/// Makes the people.
pub async fn build(database: &Database, county: &County) -> Result<People> {
    let passwords = Passwords::new()?;
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut tx = db.begin(BUILD).await?;
    let mut people = Vec::new();
    for (username, name, role, duties, home) in places(county)? {
        let password = random_password();
        let new = NewUser {
            username: username.clone(),
            name,
            password: SecretString::from(password.clone()),
            role,
            duties,
            home,
        };
        let user = insert_user(&mut tx, &passwords, new).await?;
        let role = sea_orm::ActiveEnum::to_value(&role);
        people.push(Person { user, sign_in: SignIn { role, username, password } });
    }
    tx.commit().await?;
    Ok(People { database: database.clone(), schema: schema::without_sign_in(), people })
}

type Place = (String, String, Role, Vec<Duty>, Home);

fn places(county: &County) -> Result<Vec<Place>> {
    let at = |name: &str| {
        let agency_id = Some(county.agency(name)?.id);
        Ok::<_, Error>(Home { agency_id, ..Home::default() })
    };
    let all = vec![Duty::System, Duty::Security, Duty::Audit];
    let mut places: Vec<Place> = Vec::new();
    let mut add = |username: &str, name: &str, role, duties, home| {
        places.push((username.to_owned(), name.to_owned(), role, duties, home));
    };
    add("admin1", "管理员甲", Role::Admin, all, at("诸暨市公安局")?);
    add("admin2", "审计员乙", Role::Admin, vec![Duty::Audit], at("网安大队")?);
    add("leader1", "局领导甲", Role::Leader, vec![], at("诸暨市公安局")?);
    add("leader2", "局领导乙", Role::Leader, vec![], at("治安大队")?);
    add("coordinator1", "联络办甲", Role::Coordinator, vec![], at("诸暨市公安局")?);
    add("coordinator2", "联络办乙", Role::Coordinator, vec![], at("经侦大队")?);
    add("auxiliary1", "网格辅警甲", Role::Auxiliary, vec![], at("大唐派出所")?);
    add("auxiliary2", "网格辅警乙", Role::Auxiliary, vec![], at("枫桥派出所")?);
    add("partner1", "出入境支队", Role::Partner, vec![], at("绍兴市公安局出入境支队")?);
    add("partner2", "大唐治理中心", Role::Partner, vec![], at("大唐街道社会治理中心")?);
    add("partner3", "出入境总队", Role::Partner, vec![], at("浙江省公安厅出入境总队")?);
    add("partner4", "大唐劳动保障所", Role::Partner, vec![], at("大唐街道劳动保障所")?);
    add("chief3", "出入境大队长", Role::Chief, vec![], at("出入境大队")?);
    add("integrator1", "接入系统甲", Role::Integrator, vec![], at("大唐派出所")?);
    add("integrator2", "接入系统乙", Role::Integrator, vec![], at("大唐街道社会治理中心")?);
    // The first officers of two stations, and the chiefs of the same.
    let first = county.officers.first();
    let other = county.officers.iter().find(|o| first.is_some_and(|f| f.agency_id != o.agency_id));
    for (number, officer) in first.into_iter().chain(other).enumerate() {
        let station = Home { agency_id: Some(officer.agency_id), ..Home::default() };
        let own = Home { officer_id: Some(officer.id), ..station };
        let number = number + 1;
        add(&format!("officer{number}"), &officer.name, Role::Officer, vec![], own);
        add(&format!("chief{number}"), &format!("所长{number}"), Role::Chief, vec![], station);
    }
    for (number, association) in (1..).zip(county.associations.iter().take(2)) {
        let home = Home { association_id: Some(association.id), ..Home::default() };
        add(&format!("association{number}"), "协会秘书", Role::Association, vec![], home);
    }
    // Firms of the two officers, so that what one files the other reads.
    let firms = [first, other].into_iter().flatten().filter_map(|officer| {
        let link = county.assignments.iter().find(|link| link.officer_id == officer.id)?;
        Some(link.enterprise_id)
    });
    for (number, enterprise_id) in (1..).zip(firms) {
        let home = Home { enterprise_id: Some(enterprise_id), ..Home::default() };
        add(&format!("enterprise{number}"), "企业联系人", Role::Enterprise, vec![], home);
    }
    Ok(places)
}

/// A random password that can be read out: four groups of five letters and digits.
fn random_password() -> String {
    const SYMBOLS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";
    let bytes: [u8; 20] = random_bytes();
    let symbols: Vec<char> = bytes
        .iter()
        .filter_map(|byte| SYMBOLS.get(usize::from(*byte) % SYMBOLS.len()))
        .map(|symbol| char::from(*symbol))
        .collect();
    symbols.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
