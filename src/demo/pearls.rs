//! What climbs in the demo county, told through the API by the people themselves: the pearl
//! association's yearly demand with its task force and its chain up to the province, a chain that was
//! returned, and a request that is overdue.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};

use super::{
    county::County,
    people::{People, Voice},
};
use crate::{
    features::requests::note_overdue,
    platform::{Result, clock::Clock, db::Database},
};

const BRIGADE: &str = "出入境大队";
const DETACHMENT: &str = "绍兴市公安局出入境支队";
const CORPS: &str = "浙江省公安厅出入境总队";
/// How long the task force lasts.
const FORCE_DAYS: u64 = 120;

/// Tells it. The clock is set back for it, and stands right again afterwards; what is overdue by
/// then is noted as the worker does.
pub async fn tell(database: &Database, county: &County, people: &People) -> Result<()> {
    let clock = database.clock();
    let told = async {
        kiosk_for_pearls(clock, county, people).await?;
        returned(clock, county, people).await?;
        overdue(clock, people).await
    };
    let told = Box::pin(told).await;
    clock.set_right();
    told?;
    Box::pin(note_overdue(database)).await?;
    Ok(())
}

/// Sets the clock to that many days ago.
fn days_ago(clock: &Clock, days: i64) {
    clock.set_right();
    clock.advance(TimeDelta::days(-days));
}

async fn kiosk_for_pearls(clock: &Clock, county: &County, people: &People) -> Result<()> {
    let association = people.voice("association1")?;
    let office = people.voice("coordinator1")?;
    let detachment = people.voice("partner1")?;
    days_ago(clock, 45);
    let filed = json!({
        "title": "三月港澳通行证集中办理",
        "body": "每年三月香港珠宝展，四百余家会员的千余名参展人员需办理往来港澳通行证，\
                 希望在珍珠小镇就近办理。",
        "category": "PERMIT",
        "demand": { "firms": 420, "people": 1_050, "months": [3] },
    });
    let id = association.change("submitRequest", filed).await?;
    days_ago(clock, 44);
    take(&office, "acceptRequest", &id, json!({})).await?;
    take(&office, "startRequest", &id, json!({ "note": "已会商出入境大队" })).await?;
    days_ago(clock, 43);
    let ends_on = clock.today() + Days::new(FORCE_DAYS);
    let force = json!({
        "requestId": id, "version": office.version("serviceRequest", &id).await?,
        "name": "珍珠企业办证专班", "goal": "三月前在珍珠小镇联络站启用自助一体机",
        "leadAgencyId": county.agency(BRIGADE)?.id.to_string(), "endsOn": ends_on.to_string(),
        "members": [{ "agencyId": county.agency("山下湖派出所")?.id.to_string() }],
    });
    office.change_one("taskForce", "formTaskForce", force).await?;
    days_ago(clock, 42);
    escalate(
        &office,
        county,
        (&id, "申请在珍珠小镇设置出入境自助一体机"),
        &[BRIGADE, DETACHMENT, CORPS],
    )
    .await?;
    days_ago(clock, 41);
    decide(&people.voice("chief3")?, &id, "APPROVE", "情况属实，同意上报。").await?;
    days_ago(clock, 39);
    let step = decide(&detachment, &id, "RETURN", "请补充每日办理量测算。").await?;
    days_ago(clock, 37);
    let again = json!({
        "id": step, "version": office.version("escalation", &step).await?,
        "note": "附测算：三月日均办理五十人次。", "visibility": "SHARED",
    });
    office.change_one("escalation", "resubmitEscalation", again).await?;
    days_ago(clock, 36);
    decide(&detachment, &id, "APPROVE", "同意，请总队审批。").await?;
    days_ago(clock, 33);
    decide(&people.voice("partner3")?, &id, "APPROVE", "同意设置。").await?;
    days_ago(clock, 3);
    let served = json!({ "requestId": id, "version": 1, "firmsServed": 160 });
    office.change_one("demand", "recordDemandServed", served).await?;
    Ok(())
}

/// A chain that was returned and waits for its sender.
async fn returned(clock: &Clock, county: &County, people: &People) -> Result<()> {
    let office = people.voice("coordinator2")?;
    days_ago(clock, 12);
    let filed = json!({
        "title": "袜艺展期间外籍客商签证延期",
        "body": "下月袜艺展约有六十名外籍客商到会，部分人员需要延长停留，希望集中受理。",
        "category": "PERMIT",
    });
    let id = people.voice("association2")?.change("submitRequest", filed).await?;
    take(&office, "acceptRequest", &id, json!({})).await?;
    take(&office, "startRequest", &id, json!({})).await?;
    days_ago(clock, 11);
    escalate(&office, county, (&id, "申请展会期间集中受理外籍客商签证延期"), &[DETACHMENT, CORPS])
        .await?;
    days_ago(clock, 8);
    decide(&people.voice("partner1")?, &id, "RETURN", "请附客商名册和展会批准文件。").await?;
    Ok(())
}

/// A request that was begun and left lying.
async fn overdue(clock: &Clock, people: &People) -> Result<()> {
    let officer = people.voice("officer1")?;
    days_ago(clock, 30);
    let filed = json!({
        "title": "厂区外围夜间偷盗", "category": "SECURITY", "priority": "URGENT",
        "body": "半月内外围仓库两次被盗，希望加强夜间巡逻并指导加装防护。",
    });
    let id = people.voice("enterprise1")?.change("submitRequest", filed).await?;
    take(&officer, "acceptRequest", &id, json!({})).await?;
    take(&officer, "startRequest", &id, json!({ "note": "已调看周边监控" })).await
}

/// Takes a step of a request at the version that stands.
async fn take(voice: &Voice, mutation: &str, id: &str, mut input: Value) -> Result<()> {
    let version = voice.version("serviceRequest", id).await?;
    if let Some(fields) = input.as_object_mut() {
        fields.insert("id".to_owned(), id.into());
        fields.insert("version".to_owned(), version.into());
    }
    voice.change(mutation, input).await?;
    Ok(())
}

async fn escalate(
    voice: &Voice,
    county: &County,
    (id, subject): (&str, &str),
    agencies: &[&str],
) -> Result<()> {
    let steps =
        agencies.iter().map(|name| Ok(json!({ "agencyId": county.agency(name)?.id.to_string() })));
    let input = json!({
        "requestId": id, "version": voice.version("serviceRequest", id).await?,
        "subject": subject, "note": "情况紧迫，请予支持。", "visibility": "SHARED",
        "steps": steps.collect::<Result<Vec<_>>>()?,
    });
    voice.change_one("escalation", "escalateRequest", input).await?;
    Ok(())
}

/// Decides the step that waits for this person; gives its id.
async fn decide(voice: &Voice, request: &str, decision: &str, opinion: &str) -> Result<String> {
    let id = voice.step_to_decide(request).await?;
    let input = json!({
        "id": id, "version": voice.version("escalation", &id).await?,
        "decision": decision, "opinion": opinion, "visibility": "SHARED",
    });
    voice.change_one("escalation", "decideEscalation", input).await
}
