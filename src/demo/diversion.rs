//! What was diverted in the demo county, told through the API by the people themselves: eight towns
//! that divert, and incidents of the last weeks in every state.

use chrono::TimeDelta;
use entity::{agency, incident_category};
use serde_json::{Value, json};

use super::{
    WHY,
    county::County,
    people::{People, Voice},
};
use crate::platform::{
    Error, Result,
    actor::{Behalf, Origin},
    clock::Clock,
    db::Database,
};

/// The towns that divert; the first is the one whose centre and unit have people.
const TOWNS: [&str; 8] =
    ["大唐街道", "暨阳街道", "浣东街道", "陶朱街道", "店口镇", "枫桥镇", "山下湖镇", "安华镇"];
const STARTS_ON: &str = "2026-01-01";
const MOST: u64 = 1_000;

/// How far an incident came.
#[derive(Clone, Copy)]
enum Came {
    Received,
    ClosedByPolice,
    Diverted,
    OnTheWay,
    Settled,
    Closed,
    Returned,
}

/// Days ago, the caller's words, what it was sorted as, and how far it came.
const CALLS: &[(i64, &str, &str, &str, Came)] = &[
    (40, "袜厂门口多名工人讨要工资", "LABOUR_DISPUTE", "LABOUR.WAGES", Came::Closed),
    (33, "夜间加工噪音扰民", "NOISE", "ENVIRONMENT.NOISE", Came::Settled),
    (26, "电动车被盗", "THEFT", "CRIME.THEFT", Came::ClosedByPolice),
    (12, "邻里因排水沟争执，已动手", "NEIGHBOUR_DISPUTE", "NEIGHBOURS.QUARREL", Came::Returned),
    (1, "网购退货纠纷", "CONSUMER_DISPUTE", "TRADE.CONSUMER", Came::OnTheWay),
    (1, "离职工人追讨加班费", "LABOUR_DISPUTE", "LABOUR.WAGES", Came::Diverted),
    (0, "沿街店铺占道经营", "OTHER", "ENVIRONMENT.STREET", Came::Received),
];

/// Tells it. The clock is set back for it, and stands right again afterwards.
pub async fn tell(database: &Database, county: &County, people: &People) -> Result<()> {
    let teller = Teller {
        clock: database.clock(),
        county,
        categories: categories(database).await?,
        office: people.voice("coordinator1")?,
        centre: people.voice("partner2")?,
        unit: people.voice("partner4")?,
    };
    let told = async {
        for town in TOWNS {
            teller.roll_out(town).await?;
        }
        for call in CALLS {
            teller.call("大唐街道", call).await?;
        }
        // The other towns have nobody at their centres here: what came in there waits, or is closed.
        for (days, town) in (2..).zip(TOWNS.iter().skip(1)) {
            let theft = (days + 20, "入室盗窃", "THEFT", "CRIME.THEFT", Came::ClosedByPolice);
            teller.call(town, &theft).await?;
            let noise = (days, "广场舞噪音", "NOISE", "ENVIRONMENT.NOISE", Came::Diverted);
            teller.call(town, &noise).await?;
        }
        Ok(())
    };
    let told = Box::pin(told).await;
    database.clock().set_right();
    told
}

async fn categories(database: &Database) -> Result<Vec<incident_category::Model>> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    db.scoped::<incident_category::Entity>().at_most(MOST).await
}

struct Teller<'a> {
    clock: &'a Clock,
    county: &'a County,
    categories: Vec<incident_category::Model>,
    office: Voice,
    centre: Voice,
    unit: Voice,
}

impl Teller<'_> {
    fn centre_of(&self, town: &str) -> Result<&agency::Model> {
        self.county.agency(&format!("{town}社会治理中心"))
    }

    fn town_id(&self, town: &str) -> Result<String> {
        let id = self.centre_of(town)?.town_id;
        id.map(|id| id.to_string()).ok_or_else(|| Error::internal("a centre has no town"))
    }

    async fn roll_out(&self, town: &str) -> Result<()> {
        let input = json!({
            "townId": self.town_id(town)?, "centreId": self.centre_of(town)?.id.to_string(),
            "startsOn": STARTS_ON,
        });
        self.office.change_one("diversionRollout", "saveDiversionRollout", input).await?;
        Ok(())
    }

    async fn call(&self, town: &str, call: &(i64, &str, &str, &str, Came)) -> Result<()> {
        let (days, words, category, sorted, came) = *call;
        self.clock.set_right();
        self.clock.advance(TimeDelta::days(-days) - TimeDelta::hours(1));
        let reported = json!({
            "category": category, "summary": words, "receivedAt": self.clock.now().to_rfc3339(),
            "townId": self.town_id(town)?, "place": format!("{town}集镇"),
        });
        let id = self.office.change_one("incident", "reportIncident", reported).await?;
        if let Came::Received = came {
            return Ok(());
        }
        let sorted = self.categories.iter().find(|category| category.code == sorted);
        let sorted = sorted.ok_or_else(|| Error::internal("the taxonomy has no such kind"))?;
        let triage = json!({ "categoryId": sorted.id.to_string() });
        self.take(&self.office, "triageIncident", &id, triage).await?;
        let closing = json!({ "note": "已处置，当事人无异议" });
        if let Came::ClosedByPolice = came {
            return self.take(&self.office, "closeIncident", &id, closing).await;
        }
        self.take(&self.office, "divertIncident", &id, json!({})).await?;
        match came {
            Came::Received | Came::ClosedByPolice | Came::Diverted => Ok(()),
            Came::Returned => {
                let reason = json!({ "reason": "双方已动手，请公安依法处置" });
                self.take(&self.centre, "returnIncident", &id, reason).await
            }
            Came::OnTheWay => self.send(town, &id).await.map(drop),
            Came::Settled => self.settle(town, &id).await,
            Came::Closed => {
                self.settle(town, &id).await?;
                self.take(&self.office, "closeIncident", &id, closing).await
            }
        }
    }

    /// Sends the labour staff, who accept at once; gives their errand.
    async fn send(&self, town: &str, id: &str) -> Result<String> {
        let unit = self.county.agency(&format!("{town}劳动保障所"))?;
        let sent = json!({
            "incidentId": id, "version": self.office.version("incident", id).await?,
            "units": [{ "agencyId": unit.id.to_string(), "role": "LEAD" }],
        });
        self.centre.change_one("incident", "dispatchUnits", sent).await?;
        let errand = self.unit.errand(id).await?;
        let accepted = json!({ "id": errand, "version": 1 });
        self.unit.change_one("dispatch", "acceptDispatch", accepted).await?;
        Ok(errand)
    }

    async fn settle(&self, town: &str, id: &str) -> Result<()> {
        let errand = self.send(town, id).await?;
        self.clock.advance(TimeDelta::minutes(3));
        let arrived = json!({ "id": errand, "version": 2 });
        self.unit.change_one("dispatch", "arriveAtIncident", arrived).await?;
        self.clock.advance(TimeDelta::minutes(40));
        let settlement = json!({
            "parties": [{ "words": "投诉方" }, { "words": "被投诉企业" }],
            "agreement": "双方当场达成一致，三日内履行。", "amount": 36_000,
        });
        self.take(&self.centre, "settleIncident", id, settlement).await
    }

    async fn take(&self, who: &Voice, mutation: &str, id: &str, mut input: Value) -> Result<()> {
        self.clock.advance(TimeDelta::minutes(1));
        if let Some(object) = input.as_object_mut() {
            object.insert("id".to_owned(), id.into());
            let version = self.office.version("incident", id).await?;
            object.insert("version".to_owned(), version.into());
        }
        who.change_one("incident", mutation, input).await?;
        Ok(())
    }
}
