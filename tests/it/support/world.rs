//! Two separate worlds in one county: each with a station, a town, an association, firms and a
//! person of every role. What a person of the first sees of the second is a leak.

pub mod caseload_plans;
pub mod climbing;
pub mod diversion;
mod exports;
mod feeds;
mod inbound;
mod integrations;
mod places;
mod requests;
pub mod subjects;

use std::{collections::HashMap, time::Duration};

use entity::{
    Id, agency, alert, api_client, assignment, association, association_member, attachment,
    attachment_link, calendar_feed, contact,
    credit_code::CreditCode,
    enterprise, export_run, incident, kiosk, liaison_office, liaison_station, office_merchant,
    officer,
    phone::Phone,
    service_request,
    text_list::TextList,
    town,
    user::{self, Duties, Duty, Role},
    visit, webhook,
};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use tokio::{
    sync::{Mutex, OnceCell},
    time::Instant,
};
use wanqi::{
    features::{auth::Passwords, search::service as search},
    platform::{
        action::{Action, Allowed},
        actor::{Behalf, Origin},
        clock::Clock,
        db::Database,
        tx::Tx,
    },
};

use super::{Answer, Client, Kind, Served, TestDatabase};

/// Half of what a token lasts.
const SIGNED_IN: Duration = Duration::from_secs(300);
/// Every person's password.
pub const PASSWORD: &str = "a long test secret";
/// Stands in every name of the second world that the first must not read.
pub const MARK: &str = "乙方机密";

const BUILD: Action =
    Action { name: "world.build", event: "world.built", allowed: Allowed::System };

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct Person {
    /// What one signs in with.
    pub username: String,
    /// The role.
    pub role: Role,
    /// The user.
    pub id: Id<user::Entity>,
}

/// One of the two worlds.
pub struct Side {
    /// Its station.
    pub agency: Id<agency::Entity>,
    /// Its town.
    pub town: Id<town::Entity>,
    /// The officer who looks after `enterprise`.
    pub officer: Person,
    /// That officer.
    pub officer_id: Id<officer::Entity>,
    /// An officer of the same station who has no firms yet.
    pub colleague: Person,
    /// That officer.
    pub colleague_id: Id<officer::Entity>,
    /// The chief of the station.
    pub chief: Person,
    /// An auxiliary.
    pub auxiliary: Person,
    /// Somebody of a partner agency.
    pub partner: Person,
    /// Somebody of the association.
    pub association_person: Person,
    /// Somebody of the enterprise.
    pub enterprise_person: Person,
    /// A machine.
    pub integrator: Person,
    /// The association, of which `enterprise` is a member.
    pub association: Id<association::Entity>,
    /// A firm that `officer` looks after.
    pub enterprise: Id<enterprise::Entity>,
    /// That link.
    pub assignment: Id<assignment::Entity>,
    /// A firm that nobody looks after.
    pub unassigned: Id<enterprise::Entity>,
    /// A contact of `enterprise`.
    pub contact: Id<contact::Entity>,
    /// A visit to `enterprise` that took place.
    pub visit: Id<visit::Entity>,
    /// The agency of `partner`.
    pub partner_agency: Id<agency::Entity>,
    /// A photo of `visit`; a row without its file.
    pub attachment: Id<attachment::Entity>,
    /// A request of `enterprise`, filed by `officer`, with an internal note.
    pub request: Id<service_request::Entity>,
    /// An export of `officer`'s.
    pub exported: Id<export_run::Entity>,
    /// A calendar feed of `officer`'s.
    pub feed: Id<calendar_feed::Entity>,
    /// A liaison station in the town.
    pub station: Id<liaison_station::Entity>,
    /// A kiosk proposed for it, at the wish of `request`.
    pub kiosk: Id<kiosk::Entity>,
    /// A liaison office elsewhere.
    pub office: Id<liaison_office::Entity>,
    /// That `enterprise` is a merchant of it.
    pub merchant: Id<office_merchant::Entity>,
    /// An alert on `enterprise` that the machine sent.
    pub alert: Id<alert::Entity>,
    /// An incident there that the machine sent.
    pub incident: Id<incident::Entity>,
    /// An officer posted to the office.
    pub posted: Person,
    /// Somebody of the office who is no officer.
    pub office_partner: Person,
}

/// A server on a database of its own, and the people of both worlds.
pub struct World {
    /// The address of the server.
    pub base: String,
    /// The database, to count statements and to build more.
    pub database: Database,
    /// The server's clock.
    pub clock: Clock,
    /// The first world.
    pub first: Side,
    /// The second world.
    pub second: Side,
    /// What climbs from the second world's request.
    pub climbing: climbing::Climbing,
    /// A plan with the second world's firm.
    pub planned: caseload_plans::Planned,
    /// An incident of the second world that was diverted and settled.
    pub diverted: diversion::Diverted,
    /// The client that the second world's machine is.
    pub other_client: Id<api_client::Entity>,
    /// A webhook of it.
    pub other_webhook: Id<webhook::Entity>,
    /// An administrator with all duties.
    pub admin: Person,
    /// The leader.
    pub leader: Person,
    /// The coordinator.
    pub coordinator: Person,
    clients: Mutex<HashMap<String, (Instant, Client)>>,
    /// Where the database is.
    pub files: TestDatabase,
}

impl World {
    /// Both worlds, served; `None` where there is no PostgreSQL and none is demanded.
    pub async fn new(kind: Kind) -> Option<Self> {
        let files = TestDatabase::new(kind).await?;
        let clock = Clock::default();
        let database = files.open(clock.clone()).await;
        let mut build = Builder::new(&database).await;
        let bureau = build.agency("诸暨市公安局", agency::Level::County, None, None).await;
        let duties = vec![Duty::System, Duty::Security, Duty::Audit];
        let admin = build.person("admin", Role::Admin, duties, Home::Agency(bureau)).await;
        let leader = build.person("leader", Role::Leader, vec![], Home::Agency(bureau)).await;
        let coordinator =
            build.person("coordinator", Role::Coordinator, vec![], Home::Agency(bureau)).await;
        let first = build.side("甲", "", bureau).await;
        let second = build.side("乙", MARK, bureau).await;
        let climbing = build.climbing(&second, &format!("乙上报{MARK}")).await;
        let diverted = build.settled(&second, MARK).await;
        let note = format!("乙方案{MARK}");
        let planned = build.planned(coordinator.id, second.enterprise, &note).await;
        build.tx.commit().await.unwrap();

        let base = Served::on(database.clone(), files.folder()).base;
        let clients = Mutex::default();
        let other_client = integrations::client_of(&database, &second.integrator).await;
        let other_webhook = integrations::webhook_of(&database, other_client).await;
        Some(Self {
            base,
            database,
            clock,
            first,
            second,
            climbing,
            planned,
            diverted,
            other_client,
            other_webhook,
            admin,
            leader,
            coordinator,
            clients,
            files,
        })
    }

    /// The address of the database, for a command that runs beside the server.
    pub fn url(&self) -> &str {
        &self.files.url
    }

    /// A caller who is not signed in.
    pub fn anonymous(&self) -> Client {
        Client::anonymous(&self.base)
    }

    /// Signs a person in, once a test; again where the test takes longer than a token lasts.
    pub async fn as_(&self, person: &Person) -> Client {
        let mut clients = self.clients.lock().await;
        match clients.get(&person.username) {
            Some((since, client)) if since.elapsed() < SIGNED_IN => return client.clone(),
            Some(_) | None => {}
        }
        let answer = self.sign_in(&person.username, PASSWORD).await;
        let client = self.anonymous().with_token(&answer.text("/login/accessToken"));
        clients.insert(person.username.clone(), (Instant::now(), client.clone()));
        client
    }

    /// Signs in with a name and a password.
    pub async fn sign_in(&self, username: &str, password: &str) -> Answer {
        let input = json!({ "username": username, "password": password });
        self.anonymous().change("login", input, "accessToken refreshToken").await
    }

    /// The people of the first world, one of each role whose reach is limited.
    pub fn limited(&self) -> Vec<&Person> {
        let side = &self.first;
        vec![
            &side.officer,
            &side.colleague,
            &side.chief,
            &side.auxiliary,
            &side.partner,
            &side.association_person,
            &side.enterprise_person,
            &side.integrator,
            &side.posted,
        ]
    }

    /// One person of every role, of the first world where there is a choice.
    pub fn everybody(&self) -> Vec<&Person> {
        let mut people = self.limited();
        people.extend([&self.admin, &self.leader, &self.coordinator]);
        people
    }

    /// How many statements a query runs. Whose rights were read half a second ago is looked up again,
    /// which is not what is counted: they are read just before, and the fewest of three tries count.
    pub async fn statements_of(&self, client: &Client, query: &str, variables: Value) -> u64 {
        let mut fewest = u64::MAX;
        for _ in 0..3 {
            client.query("{ viewer { __typename } }").await;
            let before = self.database.statements();
            client.ask(query, variables.clone()).await.assert_ok();
            fewest = fewest.min(self.database.statements() - before);
        }
        fewest
    }

    /// More firms in the first world, in one write.
    pub async fn more_enterprises(&self, count: usize) -> Vec<Id<enterprise::Entity>> {
        let mut build = Builder::new(&self.database).await;
        build.codes = 1_000;
        let mut ids = Vec::new();
        for number in 0..count {
            ids.push(build.enterprise(&format!("企业{number:04}"), self.first.town).await);
        }
        build.tx.commit().await.unwrap();
        ids
    }
}

impl World {
    /// Uploads of somebody that belong to nothing yet; rows without their files.
    pub async fn waiting_uploads(&self, of: &Person, count: usize) -> Vec<Id<attachment::Entity>> {
        let mut build = Builder::new(&self.database).await;
        let rows = (0..count).map(|_| attachment::ActiveModel {
            linked_at: Set(None),
            ..build.attachment_row(of.id, "a.pdf")
        });
        let rows = rows.collect();
        let rows = build.tx.insert_many(rows).await.unwrap();
        build.tx.commit().await.unwrap();
        rows.iter().map(|row| row.id).collect()
    }

    /// Firms and visits of somebody else's by the hundred, so that the planner has to think. Gives
    /// the firms.
    pub async fn crowd(&self, firms: usize, visits: usize) -> Vec<Id<enterprise::Entity>> {
        let mut build = Builder::new(&self.database).await;
        build.codes = 100_000;
        let town = self.second.town;
        let rows =
            (0..firms).map(|n| build.enterprise_row(&format!("群众企业{n:05}"), town)).collect();
        let rows = build.tx.insert_many(rows).await.unwrap();
        let officer = self.second.officer_id;
        let visits = rows.iter().cycle().take(visits);
        let visits = visits.map(|firm| build.visit_row(firm.id, officer, "所见")).collect();
        let visits = build.tx.insert_many(visits).await.unwrap();
        let links =
            rows.iter().map(|firm| build.assignment_row(firm.id, officer, "挂联")).collect();
        build.tx.insert_many(links).await.unwrap();
        let contacts = rows.iter().map(|firm| build.contact_row(firm.id, "联系人")).collect();
        build.tx.insert_many(contacts).await.unwrap();
        let association = self.second.association;
        let members = rows.iter().map(|firm| build.member_row(association, firm.id)).collect();
        build.tx.insert_many(members).await.unwrap();
        let photos =
            visits.iter().map(|_| build.attachment_row(self.second.officer.id, "照片.jpg"));
        let photos = build.tx.insert_many(photos.collect()).await.unwrap();
        let held = photos.iter().zip(&visits);
        let held =
            held.map(|(photo, visit)| build.attachment_link_row(photo.id, visit.id)).collect();
        build.tx.insert_many(held).await.unwrap();
        build.tx.commit().await.unwrap();
        rows.iter().map(|firm| firm.id).collect()
    }
}

enum Home {
    Agency(Id<agency::Entity>),
    Officer(Id<agency::Entity>, Id<officer::Entity>),
    Association(Id<association::Entity>),
    Enterprise(Id<enterprise::Entity>),
}

struct Builder {
    tx: Tx,
    hash: String,
    codes: u64,
    requests: i32,
}

impl Builder {
    async fn new(database: &Database) -> Self {
        static HASH: OnceCell<String> = OnceCell::const_new();
        let hash = HASH
            .get_or_init(|| async {
                Passwords::new().unwrap().hash(PASSWORD.into()).await.unwrap()
            })
            .await;
        let db = database.on_behalf_of(Behalf::System("a test's world"), Origin::default());
        Self { tx: db.begin(BUILD).await.unwrap(), hash: hash.clone(), codes: 0, requests: 0 }
    }

    async fn side(&mut self, name: &str, mark: &str, bureau: Id<agency::Entity>) -> Side {
        let login = if mark.is_empty() { "first" } else { "second" };
        let secret = |text: &str| format!("{name}{text}{mark}");
        let town = self.town(&format!("{name}镇")).await;
        let agency = self
            .agency(&format!("{name}派出所"), agency::Level::Town, Some(bureau), Some(town))
            .await;
        let partner_agency =
            self.agency(&format!("{name}镇社会治理中心"), agency::Level::Town, None, None).await;
        let officer_id = self.officer(&format!("{name}警官"), agency, town).await;
        let colleague_id = self.officer(&format!("{name}同事"), agency, town).await;
        let association = self.association(&secret("珍珠协会"), town).await;
        let enterprise = self.enterprise(&secret("珍珠有限公司"), town).await;
        let unassigned = self.enterprise(&secret("袜业有限公司"), town).await;
        self.member(association, enterprise).await;
        let contact = self.contact(enterprise, &secret("联系人")).await;
        let assignment = self.assignment(enterprise, officer_id, &secret("挂联")).await;
        let visit = self.visit(enterprise, officer_id, &secret("走访所见")).await;
        let login_name = format!("{login}.officer");
        let home = Home::Officer(agency, officer_id);
        let officer = self.person(&login_name, Role::Officer, vec![], home).await;
        let request = self.request((enterprise, visit), officer.id, agency, &secret("诉求")).await;
        let attachment = self.attachment(visit, officer.id, &secret("照片.jpg")).await;
        let station = self.station(&format!("{name}联络站"), (town, agency)).await;
        let kiosk = self.kiosk(station, request, officer.id).await;
        let exported = self.exported(officer.id).await;
        let feed = self.feed(officer.id).await;
        let office_agency =
            self.agency(&format!("{name}方驻外联络组"), agency::Level::County, None, None).await;
        let posted_id = self.officer(&format!("{name}外派"), office_agency, town).await;
        let office = self.office(&format!("{name}联络室"), office_agency).await;
        let merchant = self.merchant(office, enterprise).await;
        let machine = format!("{login}.integrator");
        let home = Home::Agency(agency);
        let integrator = self.person(&machine, Role::Integrator, vec![], home).await;
        let words = secret("推送");
        let (alert, incident) = self.pushed(integrator.id, (enterprise, town), &words).await;
        let mut person = async |role: &str, kind, home| {
            self.person(&format!("{login}.{role}"), kind, vec![], home).await
        };
        Side {
            officer,
            colleague: person("colleague", Role::Officer, Home::Officer(agency, colleague_id))
                .await,
            chief: person("chief", Role::Chief, Home::Agency(agency)).await,
            auxiliary: person("auxiliary", Role::Auxiliary, Home::Agency(agency)).await,
            partner: person("partner", Role::Partner, Home::Agency(partner_agency)).await,
            association_person: person(
                "association",
                Role::Association,
                Home::Association(association),
            )
            .await,
            enterprise_person: person("enterprise", Role::Enterprise, Home::Enterprise(enterprise))
                .await,
            posted: person("posted", Role::Officer, Home::Officer(office_agency, posted_id)).await,
            office_partner: person("office", Role::Partner, Home::Agency(office_agency)).await,
            agency,
            town,
            officer_id,
            colleague_id,
            association,
            enterprise,
            assignment,
            unassigned,
            contact,
            visit,
            partner_agency,
            attachment,
            request,
            exported,
            feed,
            station,
            kiosk,
            office,
            merchant,
            integrator,
            alert,
            incident,
        }
    }

    async fn agency(
        &mut self,
        name: &str,
        level: agency::Level,
        parent: Option<Id<agency::Entity>>,
        town: Option<Id<town::Entity>>,
    ) -> Id<agency::Entity> {
        let row = agency::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            name: Set(name.to_owned()),
            level: Set(level),
            division: Set("330681".to_owned()),
            branch: Set(None),
            parent_id: Set(parent),
            guiding_id: Set(None),
            town_id: Set(town),
            successor_id: Set(None),
            predecessor_id: Set(None),
            began_on: Set(None),
            ended_on: Set(None),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        self.tx.insert(row).await.unwrap().id
    }

    async fn town(&mut self, name: &str) -> Id<town::Entity> {
        let row = town::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            code: Set(format!("330681{name}")),
            name: Set(name.to_owned()),
            former_names: Set(TextList::default()),
            leading_industries: Set(TextList::default()),
            latitude: Set(29.7),
            longitude: Set(120.2),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        self.tx.insert(row).await.unwrap().id
    }

    async fn officer(
        &mut self,
        name: &str,
        agency: Id<agency::Entity>,
        town: Id<town::Entity>,
    ) -> Id<officer::Entity> {
        let row = officer::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            badge_number: Set(format!("068{name}")),
            name: Set(name.to_owned()),
            rank: Set("二级警司".to_owned()),
            branch: Set("STATION".to_owned()),
            agency_id: Set(agency),
            town_id: Set(town),
            phone: Set(Phone::parse("13233420612").unwrap()),
            latitude: Set(29.7),
            longitude: Set(120.2),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        let row = self.tx.insert(row).await.unwrap();
        search::index_officers(&self.tx, std::slice::from_ref(&row)).await.unwrap();
        row.id
    }

    async fn association(&mut self, name: &str, town: Id<town::Entity>) -> Id<association::Entity> {
        let row = association::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            name: Set(name.to_owned()),
            town_id: Set(Some(town)),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        let row = self.tx.insert(row).await.unwrap();
        search::index_associations(&self.tx, std::slice::from_ref(&row)).await.unwrap();
        row.id
    }

    async fn member(&mut self, association: Id<association::Entity>, firm: Id<enterprise::Entity>) {
        let row = self.member_row(association, firm);
        self.tx.insert(row).await.unwrap();
    }

    fn member_row(
        &self,
        association: Id<association::Entity>,
        firm: Id<enterprise::Entity>,
    ) -> association_member::ActiveModel {
        association_member::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            association_id: Set(association),
            enterprise_id: Set(firm),
            joined_on: Set(self.tx.clock().today()),
            left_on: Set(None),
            created_at: Set(self.tx.clock().now()),
        }
    }

    async fn enterprise(&mut self, name: &str, town: Id<town::Entity>) -> Id<enterprise::Entity> {
        let row = self.enterprise_row(name, town);
        let row = self.tx.insert(row).await.unwrap();
        search::index_enterprises(&self.tx, std::slice::from_ref(&row)).await.unwrap();
        row.id
    }

    fn enterprise_row(&mut self, name: &str, town: Id<town::Entity>) -> enterprise::ActiveModel {
        self.codes += 1;
        enterprise::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            name: Set(name.to_owned()),
            credit_code: Set(credit_code(self.codes)),
            town_id: Set(town),
            industry: Set("珍珠".to_owned()),
            employees: Set(Some(12)),
            revenue_cny: Set(Some(23_000_000)),
            above_scale: Set(true),
            above_scale_year: Set(Some(2026)),
            above_scale_source: Set(None),
            address: Set(name.to_owned()),
            latitude: Set(Some(29.7)),
            longitude: Set(Some(120.2)),
            merged_into_id: Set(None),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        }
    }

    async fn contact(&mut self, firm: Id<enterprise::Entity>, name: &str) -> Id<contact::Entity> {
        let row = self.contact_row(firm, name);
        self.tx.insert(row).await.unwrap().id
    }

    fn contact_row(&self, firm: Id<enterprise::Entity>, name: &str) -> contact::ActiveModel {
        contact::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            enterprise_id: Set(Some(firm)),
            association_id: Set(None),
            name: Set(name.to_owned()),
            post: Set("厂长".to_owned()),
            phone: Set(Phone::parse("13957501234").unwrap()),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        }
    }

    async fn assignment(
        &mut self,
        firm: Id<enterprise::Entity>,
        officer: Id<officer::Entity>,
        note: &str,
    ) -> Id<assignment::Entity> {
        let row = self.assignment_row(firm, officer, note);
        self.tx.insert(row).await.unwrap().id
    }

    fn assignment_row(
        &self,
        firm: Id<enterprise::Entity>,
        officer: Id<officer::Entity>,
        note: &str,
    ) -> assignment::ActiveModel {
        assignment::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            enterprise_id: Set(firm),
            officer_id: Set(officer),
            started_on: Set(self.tx.clock().today()),
            ended_on: Set(None),
            start_note: Set(note.to_owned()),
            end_note: Set(None),
            plan_id: Set(None),
            handover_note: Set(None),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        }
    }

    async fn visit(
        &mut self,
        firm: Id<enterprise::Entity>,
        officer: Id<officer::Entity>,
        findings: &str,
    ) -> Id<visit::Entity> {
        let row = self.visit_row(firm, officer, findings);
        self.tx.insert(row).await.unwrap().id
    }

    fn visit_row(
        &self,
        firm: Id<enterprise::Entity>,
        officer: Id<officer::Entity>,
        findings: &str,
    ) -> visit::ActiveModel {
        visit::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            enterprise_id: Set(firm),
            officer_id: Set(officer),
            kind: Set(visit::Kind::Visit),
            state: Set(visit::State::Done),
            happens_at: Set(self.tx.clock().now()),
            people_met: Set(TextList(vec![findings.to_owned()])),
            topics: Set(TextList(vec![findings.to_owned()])),
            findings: Set(findings.to_owned()),
            follow_up: Set(String::new()),
            follow_up_on: Set(None),
            latitude: Set(None),
            longitude: Set(None),
            accuracy_m: Set(None),
            cancel_reason: Set(None),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        }
    }

    async fn attachment(
        &mut self,
        visit: Id<visit::Entity>,
        uploader: Id<user::Entity>,
        name: &str,
    ) -> Id<attachment::Entity> {
        let row = self.attachment_row(uploader, name);
        let id = self.tx.insert(row).await.unwrap().id;
        let link = self.attachment_link_row(id, visit);
        self.tx.insert(link).await.unwrap();
        id
    }

    fn attachment_row(&self, uploader: Id<user::Entity>, name: &str) -> attachment::ActiveModel {
        attachment::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            uploader_id: Set(uploader),
            file_name: Set(name.to_owned()),
            media_type: Set("image/jpeg".to_owned()),
            size: Set(1),
            sha256: Set("0".repeat(64)),
            source_sha256: Set("0".repeat(64)),
            width: Set(Some(1)),
            height: Set(Some(1)),
            thumbnail_size: Set(Some(1)),
            linked_at: Set(Some(self.tx.clock().now())),
            export_run_id: Set(None),
            created_at: Set(self.tx.clock().now()),
        }
    }

    fn attachment_link_row(
        &self,
        id: Id<attachment::Entity>,
        visit: Id<visit::Entity>,
    ) -> attachment_link::ActiveModel {
        attachment_link::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            attachment_id: Set(id),
            visit_id: Set(Some(visit)),
            request_event_id: Set(None),
            place: Set(1),
            created_at: Set(self.tx.clock().now()),
        }
    }

    async fn person(
        &mut self,
        username: &str,
        role: Role,
        duties: Vec<Duty>,
        home: Home,
    ) -> Person {
        let id = self.tx.clock().new_id();
        let mut row = user::ActiveModel {
            id: Set(id),
            username: Set(username.to_owned()),
            name: Set(username.to_owned()),
            password_hash: Set(self.hash.clone()),
            role: Set(role),
            duties: Set(Duties(duties)),
            agency_id: Set(None),
            association_id: Set(None),
            enterprise_id: Set(None),
            officer_id: Set(None),
            state: Set(user::State::Active),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        match home {
            Home::Agency(agency) => row.agency_id = Set(Some(agency)),
            Home::Officer(agency, officer) => {
                row.agency_id = Set(Some(agency));
                row.officer_id = Set(Some(officer));
            }
            Home::Association(association) => row.association_id = Set(Some(association)),
            Home::Enterprise(enterprise) => row.enterprise_id = Set(Some(enterprise)),
        }
        self.tx.insert(row).await.unwrap();
        if role == Role::Integrator {
            let client = integrations::client_row(&self.tx, id, username);
            self.tx.insert(client).await.unwrap();
        }
        Person { username: username.to_owned(), role, id }
    }
}

/// The credit code with this number: only the check symbol is computed, by GB 32100-2015.
pub fn credit_code(number: u64) -> CreditCode {
    let stem = format!("91330681{number:09}");
    "0123456789ABCDEFGHJKLMNPQRTUWXY"
        .chars()
        .find_map(|check| CreditCode::parse(&format!("{stem}{check}")).ok())
        .unwrap()
}
