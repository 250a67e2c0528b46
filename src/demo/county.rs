//! The registers of the demo county: towns and agencies as in the sample files, officers, firms,
//! contacts, associations and assignments made up.

use chrono::{Datelike, Days};
use entity::{
    Id, agency, assignment, association, association_member, contact, credit_code::CreditCode,
    enterprise, import_run::RegisterKind, officer, phone::Phone, town,
};
use sea_orm::{ActiveValue::Set, Order};

use super::{
    BUILD, WHY,
    chance::Chance,
    words::{self, POSTS, RANKS},
};
use crate::{
    features::{
        search::service as search,
        transfer::{Import, Register, Source},
    },
    platform::{
        Error, Result,
        actor::{Behalf, Origin},
        db::Database,
        tx::Tx,
    },
};

const TOWNS: &[u8] = include_bytes!("../../tests/data/towns.csv");
const AGENCIES: &[u8] = include_bytes!("../../tests/data/agencies.csv");
const MECHANISMS: &[u8] = include_bytes!("../../tests/data/mechanisms.csv");

/// The middle of the 8 to 10 firms that the programme wants.
const FIRMS_AN_OFFICER: usize = 9;
/// Since when the links have stood.
const LINKED_DAYS: u64 = 120;
const MOST: u64 = 1_000;
/// How far from the middle of a town its people and firms are, degrees: some two kilometres.
const AROUND: f64 = 0.02;

/// What the rest of the demo hangs on.
pub struct County {
    /// All agencies.
    pub agencies: Vec<agency::Model>,
    /// All officers, by station.
    pub officers: Vec<officer::Model>,
    /// Who looks after whom.
    pub assignments: Vec<assignment::Model>,
    /// Three associations.
    pub associations: Vec<association::Model>,
}

impl County {
    /// The agency of that name.
    ///
    /// # Errors
    /// `Internal` when the sample register has none.
    pub fn agency(&self, name: &str) -> Result<&agency::Model> {
        let found = self.agencies.iter().find(|agency| agency.name == name);
        found.ok_or_else(|| Error::internal(format!("the sample register has no {name}")))
    }
}

/// Builds the registers.
pub async fn build(database: &Database, firms: usize) -> Result<County> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    for (kind, name, bytes) in [
        (RegisterKind::Towns, "towns.csv", TOWNS),
        (RegisterKind::Agencies, "agencies.csv", AGENCIES),
        (RegisterKind::Mechanisms, "mechanisms.csv", MECHANISMS),
    ] {
        let register = Register::read(bytes, name.to_owned(), kind).map_err(Error::internal)?;
        Import::begin(db.clone(), register, Source::default()).await?.finish().await?;
    }

    let mut tx = db.begin(BUILD).await?;
    let towns = tx.scoped::<town::Entity>().order_by(town::Column::Code, Order::Asc);
    let towns = towns.at_most(MOST).await?;
    let agencies = tx.scoped::<agency::Entity>().order_by(agency::Column::Name, Order::Asc);
    let agencies = agencies.at_most(MOST).await?;
    let mut chance = Chance::new(330_681);

    let officers = officers(&tx, &mut chance, &towns, &agencies, firms.div_ceil(FIRMS_AN_OFFICER));
    let officers = tx.insert_many(officers?).await?;
    search::index_officers(&tx, &officers).await?;
    let enterprises = enterprises(&tx, &mut chance, &towns, firms)?;
    let enterprises = tx.insert_many(enterprises).await?;
    search::index_enterprises(&tx, &enterprises).await?;
    let contacts = enterprises.iter().map(|firm| contact(&tx, &mut chance, firm));
    let contacts = contacts.collect::<Result<Vec<_>>>()?;
    tx.insert_many(contacts).await?;
    let assignments = tx.insert_many(assignments(&tx, &officers, &enterprises)).await?;
    let associations = associations(&mut tx, &enterprises).await?;
    search::index_associations(&tx, &associations).await?;
    tx.commit().await?;
    Ok(County { agencies, officers, assignments, associations })
}

/// Officers of the towns' stations, turn by turn.
fn officers(
    tx: &Tx,
    chance: &mut Chance,
    towns: &[town::Model],
    agencies: &[agency::Model],
    count: usize,
) -> Result<Vec<officer::ActiveModel>> {
    let stations: Vec<_> = towns
        .iter()
        .filter_map(|town| {
            let is_its = |agency: &&agency::Model| {
                agency.town_id == Some(town.id) && agency.branch.as_deref() == Some("STATION")
            };
            Some((town, agencies.iter().find(is_its)?))
        })
        .collect();
    // In the order of the towns, so that the firms of a town fall to its own station.
    let mut order: Vec<_> = stations.iter().cycle().take(count).collect();
    order.sort_by_key(|(town, _)| &town.code);
    let officer = |(number, (town, station)): (usize, &&(&town::Model, &agency::Model))| {
        Ok(officer::ActiveModel {
            id: Set(tx.clock().new_id()),
            badge_number: Set(format!("0689{number:05}")),
            name: Set(words::person(chance)),
            rank: Set(words::line(chance, RANKS)),
            branch: Set("STATION".to_owned()),
            agency_id: Set(station.id),
            town_id: Set(town.id),
            phone: Set(phone(chance)?),
            latitude: Set(town.latitude + chance.spread() * AROUND),
            longitude: Set(town.longitude + chance.spread() * AROUND),
            version: Set(1),
            created_at: Set(tx.clock().now()),
        })
    };
    order.iter().enumerate().map(officer).collect()
}

fn enterprises(
    tx: &Tx,
    chance: &mut Chance,
    towns: &[town::Model],
    count: usize,
) -> Result<Vec<enterprise::ActiveModel>> {
    let mut order: Vec<_> = towns.iter().cycle().take(count).collect();
    order.sort_by_key(|town| &town.code);
    let year = tx.clock().today().year();
    let firm = |(number, town): (usize, &&town::Model)| {
        let industries: Vec<_> = town.leading_industries.0.iter().map(String::as_str).collect();
        let industry = words::line(chance, &industries);
        let name = words::firm(chance, &industry);
        let revenue = i64::try_from(chance.below(60_000)).unwrap_or_default() * 1_000;
        Ok(enterprise::ActiveModel {
            id: Set(tx.clock().new_id()),
            name: Set(name),
            credit_code: Set(credit_code(number)?),
            town_id: Set(town.id),
            industry: Set(industry),
            employees: Set(i32::try_from(4 + chance.below(400)).ok()),
            revenue_cny: Set(Some(revenue)),
            above_scale: Set(revenue >= ABOVE_SCALE_CNY),
            above_scale_year: Set(Some(year)),
            above_scale_source: Set(Some("演示数据".to_owned())),
            address: Set(words::address(chance, &town.name)),
            latitude: Set(Some(town.latitude + chance.spread() * AROUND)),
            longitude: Set(Some(town.longitude + chance.spread() * AROUND)),
            merged_into_id: Set(None),
            version: Set(1),
            created_at: Set(tx.clock().now()),
        })
    };
    order.iter().enumerate().map(firm).collect()
}

/// 规上 for industry: a main business revenue of 20 million a year.
const ABOVE_SCALE_CNY: i64 = 20_000_000;

/// A well-formed code that no register has: the registration body `MADEM` is made up.
fn credit_code(number: usize) -> Result<CreditCode> {
    let stem = format!("91330681MADE{number:05}");
    "0123456789ABCDEFGHJKLMNPQRTUWXY"
        .chars()
        .find_map(|check| CreditCode::parse(&format!("{stem}{check}")).ok())
        .ok_or_else(|| Error::internal("no check symbol fits"))
}

fn phone(chance: &mut Chance) -> Result<Phone> {
    Phone::parse(&words::mobile(chance)).map_err(|_| Error::internal("a made-up number is none"))
}

fn contact(tx: &Tx, chance: &mut Chance, firm: &enterprise::Model) -> Result<contact::ActiveModel> {
    Ok(contact::ActiveModel {
        id: Set(tx.clock().new_id()),
        enterprise_id: Set(Some(firm.id)),
        association_id: Set(None),
        name: Set(words::person(chance)),
        post: Set(words::line(chance, POSTS)),
        phone: Set(phone(chance)?),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    })
}

/// Nine firms in a row to each officer: both stand in the order of the towns. The last dozen firms
/// have nobody yet, so that there is something to assign.
fn assignments(
    tx: &Tx,
    officers: &[officer::Model],
    enterprises: &[enterprise::Model],
) -> Vec<assignment::ActiveModel> {
    const LEFT_OVER: usize = 12;
    let assigned = enterprises.len().saturating_sub(LEFT_OVER);
    enterprises
        .iter()
        .take(assigned)
        .enumerate()
        .filter_map(|(place, firm)| Some((firm, officers.get(place / FIRMS_AN_OFFICER)?)))
        .map(|(firm, officer)| assignment::ActiveModel {
            id: Set(tx.clock().new_id()),
            enterprise_id: Set(firm.id),
            officer_id: Set(officer.id),
            started_on: Set(tx.clock().today() - Days::new(LINKED_DAYS)),
            ended_on: Set(None),
            start_note: Set("首批挂联".to_owned()),
            end_note: Set(None),
            plan_id: Set(None),
            handover_note: Set(None),
            version: Set(1),
            created_at: Set(tx.clock().now()),
        })
        .collect()
}

/// Three associations, each with the firms of its trade.
async fn associations(
    tx: &mut Tx,
    enterprises: &[enterprise::Model],
) -> Result<Vec<association::Model>> {
    let mut associations = Vec::new();
    for (name, trade) in
        [("诸暨市珍珠行业协会", "珍珠"), ("诸暨市袜业协会", "袜业"), ("诸暨市五金行业协会", "五金")]
    {
        let row = association::ActiveModel {
            id: Set(tx.clock().new_id()),
            name: Set(name.to_owned()),
            town_id: Set(enterprises.iter().find(|f| f.industry == trade).map(|firm| firm.town_id)),
            version: Set(1),
            created_at: Set(tx.clock().now()),
        };
        let association = tx.insert(row).await?;
        let members = enterprises
            .iter()
            .filter(|firm| firm.industry == trade)
            .map(|firm| member(tx, association.id, firm))
            .collect();
        tx.insert_many::<association_member::ActiveModel>(members).await?;
        associations.push(association);
    }
    Ok(associations)
}

fn member(
    tx: &Tx,
    association_id: Id<association::Entity>,
    firm: &enterprise::Model,
) -> association_member::ActiveModel {
    association_member::ActiveModel {
        id: Set(tx.clock().new_id()),
        association_id: Set(association_id),
        enterprise_id: Set(firm.id),
        joined_on: Set(tx.clock().today()),
        left_on: Set(None),
        created_at: Set(tx.clock().now()),
    }
}
