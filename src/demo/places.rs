//! The places of the demo county: three stations, one of them with a kiosk that has run for some
//! days, and the offices in Kunming, Haidong and Lanzhou, each with a few merchants.

use chrono::{Days, NaiveDate};
use entity::{
    Id, agency, kiosk, kiosk_day, liaison_office, liaison_station, office_merchant, office_partner,
    text_list::TextList, user,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{BUILD, WHY, chance::Chance, county::County};
use crate::{
    features::{
        auth::{Home, NewMachine, insert_machine},
        search::service::index_stations,
    },
    platform::{
        Error, Result,
        actor::{Behalf, Origin},
        db::Database,
        tx::Tx,
    },
};

/// How many days the kiosk has run.
const DAYS: u64 = 14;
const MERCHANTS: usize = 3;
const PERMIT: &str = "往来港澳通行证";
const PASSPORT: &str = "普通护照";
const WEEKDAYS: &str = "周一至周五 08:30-17:30";

/// Name, the police station that runs it, latitude, longitude, what there is.
const STATIONS: &[(&str, &str, f64, f64, &[&str])] = &[
    (
        "珍珠小镇警企联络站",
        "山下湖派出所",
        29.8571,
        120.3362,
        &["自助一体机", "调解室", "反诈宣传角"],
    ),
    ("大唐袜业警企联络站", "大唐派出所", 29.6925, 120.1612, &["调解室", "咨询台"]),
    ("店口五金警企联络站", "店口派出所", 29.9398, 120.2671, &["咨询台"]),
];

/// An office elsewhere.
struct Office {
    name: &'static str,
    division: &'static str,
    address: &'static str,
    latitude: f64,
    longitude: f64,
    opened_on: (i32, u32, u32),
    /// The police and the federation of commerce there.
    partners: [&'static str; 2],
}

const OFFICES: &[Office] = &[
    Office {
        name: "驻云南昆明警企联络室",
        division: "530100",
        address: "昆明市官渡区螺蛳湾商贸城",
        latitude: 24.9732,
        longitude: 102.7341,
        opened_on: (2025, 5, 20),
        partners: ["昆明市公安局", "昆明市工商业联合会"],
    },
    Office {
        name: "驻青海海东警企联络室",
        division: "630200",
        address: "海东市平安区平安大道",
        latitude: 36.5029,
        longitude: 102.1084,
        opened_on: (2025, 6, 18),
        partners: ["海东市公安局", "海东市工商业联合会"],
    },
    Office {
        name: "驻甘肃兰州警企联络室",
        division: "620100",
        address: "兰州市城关区东部批发市场",
        latitude: 36.0564,
        longitude: 103.8712,
        opened_on: (2025, 7, 9),
        partners: ["兰州市公安局", "兰州市工商业联合会"],
    },
];

/// Builds the places.
pub async fn build(database: &Database, county: &County) -> Result<()> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut tx = db.begin(BUILD).await?;
    let mut stations = Vec::new();
    for (name, agency, latitude, longitude, facilities) in STATIONS {
        let agency = county.agency(agency)?;
        let town_id = agency.town_id.ok_or_else(|| Error::internal("a station has no town"))?;
        let row = liaison_station::ActiveModel {
            id: Set(tx.clock().new_id()),
            name: Set((*name).to_owned()),
            town_id: Set(town_id),
            agency_id: Set(agency.id),
            address: Set(format!("{name}一楼")),
            latitude: Set(*latitude),
            longitude: Set(*longitude),
            facilities: Set(TextList(facilities.iter().map(|&what| what.to_owned()).collect())),
            opening_hours: Set(WEEKDAYS.to_owned()),
            closed_on: Set(None),
            version: Set(1),
            created_at: Set(tx.clock().now()),
        };
        stations.push(tx.insert(row).await?);
    }
    index_stations(&tx, &stations).await?;
    if let Some(station) = stations.first() {
        kiosk(&mut tx, station).await?;
    }
    let mut firms = county.assignments.iter().map(|link| link.enterprise_id);
    for office in OFFICES {
        let office = insert_office(&mut tx, county, office).await?;
        for enterprise_id in firms.by_ref().take(MERCHANTS) {
            let row = office_merchant::ActiveModel {
                id: Set(tx.clock().new_id()),
                office_id: Set(office.id),
                enterprise_id: Set(enterprise_id),
                since: Set(office.opened_on),
                left_on: Set(None),
                created_at: Set(tx.clock().now()),
            };
            tx.insert(row).await?;
        }
    }
    tx.commit().await
}

/// An office with an agency of its own, run with the police and the federation of commerce there.
async fn insert_office(
    tx: &mut Tx,
    county: &County,
    new: &Office,
) -> Result<liaison_office::Model> {
    let (year, month, day) = new.opened_on;
    let opened_on = NaiveDate::from_ymd_opt(year, month, day)
        .ok_or_else(|| Error::internal("an office was opened on no day"))?;
    let own = agency::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(format!("诸暨市公安局{}", new.name)),
        level: Set(agency::Level::County),
        division: Set(new.division.to_owned()),
        branch: Set(None),
        parent_id: Set(Some(county.agency("诸暨市公安局")?.id)),
        guiding_id: Set(None),
        town_id: Set(None),
        successor_id: Set(None),
        predecessor_id: Set(None),
        began_on: Set(None),
        ended_on: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let own = tx.insert(own).await?;
    let office = liaison_office::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(new.name.to_owned()),
        division: Set(new.division.to_owned()),
        address: Set(new.address.to_owned()),
        latitude: Set(new.latitude),
        longitude: Set(new.longitude),
        agency_id: Set(own.id),
        opened_on: Set(opened_on),
        closed_on: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let office = tx.insert(office).await?;
    for partner in new.partners {
        tx.insert(office_partner::ActiveModel {
            id: Set(tx.clock().new_id()),
            office_id: Set(office.id),
            agency_id: Set(county.agency(partner)?.id),
            created_at: Set(tx.clock().now()),
        })
        .await?;
    }
    Ok(office)
}

/// A kiosk that is online, and what it counted.
async fn kiosk(tx: &mut Tx, station: &liaison_station::Model) -> Result<()> {
    let coordinators = tx.scoped::<user::Entity>();
    let coordinators = coordinators.filter(user::Column::Role.eq(user::Role::Coordinator));
    let proposer = coordinators.one().await?;
    let proposer = proposer.ok_or_else(|| Error::internal("the county has no coordinator"))?;
    let id: Id<kiosk::Entity> = tx.clock().new_id();
    let machine = NewMachine {
        username: id.to_string(),
        name: "出入境自助机".to_owned(),
        home: Home { agency_id: Some(station.agency_id), ..Home::default() },
    };
    let machine = insert_machine(tx, machine).await?;
    let now = tx.clock().now();
    let since = now - Days::new(DAYS);
    tx.insert(kiosk::ActiveModel {
        id: Set(id),
        station_id: Set(station.id),
        name: Set(machine.name),
        services: Set(TextList(vec![PERMIT.to_owned(), PASSPORT.to_owned()])),
        daily_capacity: Set(60),
        reason: Set("珍珠行业每年三月参展，千余人集中办理港澳通行证".to_owned()),
        request_id: Set(None),
        proposed_by_id: Set(proposer.id),
        state: Set(kiosk::State::Online),
        user_id: Set(Some(machine.id)),
        approved_at: Set(Some(since)),
        installed_at: Set(Some(since)),
        last_beat_at: Set(Some(now)),
        last_sequence: Set(0),
        seen_sequences: Set(0),
        retired_at: Set(None),
        retire_reason: Set(None),
        version: Set(1),
        created_at: Set(since),
    })
    .await?;
    let mut chance = Chance::new(12);
    let mut days = Vec::new();
    for ago in 0..DAYS {
        for (kind, most) in [(PERMIT, 36), (PASSPORT, 12)] {
            days.push(kiosk_day::ActiveModel {
                id: Set(tx.clock().new_id()),
                kiosk_id: Set(id),
                day: Set(tx.clock().today() - Days::new(ago)),
                kind: Set(kind.to_owned()),
                count: Set(i32::try_from(1 + chance.below(most)).map_err(Error::internal)?),
            });
        }
    }
    tx.insert_many(days).await?;
    Ok(())
}
