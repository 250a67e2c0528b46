//! What has happened in the demo county: visits of the last months and the next days, and requests
//! in every state, told through the API by the people themselves.

use chrono::TimeDelta;
use entity::{text_list::TextList, visit};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use super::{
    BUILD, WHY,
    chance::Chance,
    county::County,
    people::{People, Voice},
    words::{self, FINDINGS, TOPICS},
};
use crate::platform::{
    Result,
    actor::{Behalf, Origin},
    clock::Clock,
    db::Database,
    tx::Tx,
};

/// How far back the visits go.
const DAYS: i64 = 60;
/// Between one request and the next.
const DAYS_BETWEEN: i64 = 8;
/// Between two steps of a request; six of them fit into the day before now.
const BETWEEN_STEPS: TimeDelta = TimeDelta::hours(3);

/// Tells the story. The clock is set back for it, and stands right again afterwards.
pub async fn tell(database: &Database, county: &County, people: &People) -> Result<()> {
    visits(database, county).await?;
    let told = requests(database, people).await;
    database.clock().set_right();
    told
}

/// Two visits to every firm in the last months, and one planned for every third.
async fn visits(database: &Database, county: &County) -> Result<()> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut tx = db.begin(BUILD).await?;
    let mut chance = Chance::new(20_260_207);
    let mut rows = Vec::new();
    for (number, link) in county.assignments.iter().enumerate() {
        for _ in 0..2 {
            let past = TimeDelta::minutes(-minutes(&mut chance, DAYS));
            let row = visit(&tx, &mut chance, link, past);
            rows.push(visit::ActiveModel {
                state: Set(visit::State::Done),
                findings: Set(words::line(&mut chance, FINDINGS)),
                people_met: Set(TextList(vec![words::person(&mut chance)])),
                ..row
            });
        }
        if number % 3 == 0 {
            let ahead = TimeDelta::minutes(minutes(&mut chance, 10));
            rows.push(visit(&tx, &mut chance, link, ahead));
        }
    }
    tx.insert_many(rows).await?;
    tx.commit().await
}

fn minutes(chance: &mut Chance, days: i64) -> i64 {
    let most = u64::try_from(days * 24 * 60).unwrap_or_default();
    i64::try_from(chance.below(most)).unwrap_or_default() + 1
}

fn visit(
    tx: &Tx,
    chance: &mut Chance,
    link: &entity::assignment::Model,
    from_now: TimeDelta,
) -> visit::ActiveModel {
    const KINDS: [visit::Kind; 3] =
        [visit::Kind::Visit, visit::Kind::Assistance, visit::Kind::CoBuilding];
    visit::ActiveModel {
        id: Set(tx.clock().new_id()),
        enterprise_id: Set(link.enterprise_id),
        officer_id: Set(link.officer_id),
        kind: Set(chance.pick(&KINDS).copied().unwrap_or(visit::Kind::Visit)),
        state: Set(visit::State::Planned),
        happens_at: Set(tx.clock().now() + from_now),
        people_met: Set(TextList::default()),
        topics: Set(TextList(vec![words::line(chance, TOPICS)])),
        findings: Set(String::new()),
        follow_up: Set(String::new()),
        follow_up_on: Set(None),
        latitude: Set(None),
        longitude: Set(None),
        accuracy_m: Set(None),
        cancel_reason: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    }
}

/// Who takes a step.
#[derive(Clone, Copy)]
enum Who {
    /// Whoever filed.
    Requester,
    /// Whoever handles it.
    Handler,
}
use Who::{Handler, Requester};

type Step = (Who, &'static str, &'static [(&'static str, &'static str)]);

/// What is asked for, and how far it came.
struct Case {
    title: &'static str,
    body: &'static str,
    category: &'static str,
    priority: &'static str,
    steps: &'static [Step],
}

const ACCEPT: Step = (Handler, "acceptRequest", &[]);
const START: Step = (Handler, "startRequest", &[("note", "已联系相关单位")]);
const ASK: Step = (Handler, "askRequester", &[("question", "请补充办理人数和希望的时间。")]);
const ANSWER: Step = (Requester, "answerQuestion", &[("answer", "共二十六人，三月上旬。")]);
const RESOLVE: Step =
    (Handler, "resolveRequest", &[("outcome", "DONE"), ("note", "已办妥，感谢配合。")]);
const CONFIRM: Step = (Requester, "confirmRequest", &[]);
const REJECT: Step =
    (Handler, "rejectRequest", &[("reason", "不属于公安职责，已告知对应部门电话。")]);
const REOPEN: Step = (Requester, "reopenRequest", &[("reason", "夜间仍有货车停放。")]);
const WITHDRAW: Step = (Requester, "withdrawRequest", &[("reason", "企业内部已解决。")]);

/// In the order in which they were filed. The one that waits for its requester to confirm is the last:
/// after seven days it would be closed.
const CASES: &[Case] = &[
    Case {
        title: "三月集中办理港澳通行证",
        body: "每年三月参展，员工需集中办理港澳通行证，希望安排专场。",
        category: "PERMIT",
        priority: "NORMAL",
        steps: &[ACCEPT, START, ASK, ANSWER, RESOLVE, CONFIRM],
    },
    Case {
        title: "与邻厂的排水纠纷",
        body: "邻厂排水管道占用本厂通道，多次协商未果。",
        category: "DISPUTE",
        priority: "NORMAL",
        steps: &[REJECT],
    },
    Case {
        title: "仓库监控维护",
        body: "仓库两处监控离线，请协助联系维护单位。",
        category: "OTHER",
        priority: "LOW",
        steps: &[WITHDRAW],
    },
    Case {
        title: "厂门口货车夜间乱停",
        body: "夜间大货车停放堵住出入口，影响发货和消防。",
        category: "TRAFFIC",
        priority: "URGENT",
        steps: &[ACCEPT, START, RESOLVE, REOPEN],
    },
    Case {
        title: "财务人员反诈培训",
        body: "近期收到多封假冒客户变更账户的邮件，请求安排一次培训。",
        category: "FRAUD",
        priority: "NORMAL",
        steps: &[ACCEPT, START, ASK],
    },
    Case {
        title: "展销会期间治安保障",
        body: "下月在厂区举办展销会，预计每日客流两千人。",
        category: "SECURITY",
        priority: "NORMAL",
        steps: &[ACCEPT],
    },
    Case {
        title: "外籍客户签证延期咨询",
        body: "两名外籍客户因验货需要延长停留，请问如何办理。",
        category: "PERMIT",
        priority: "LOW",
        steps: &[],
    },
    Case {
        title: "新员工居住登记上门办理",
        body: "春节后新招外来务工人员四十余名，请上门集中登记。",
        category: "LABOUR",
        priority: "NORMAL",
        steps: &[ACCEPT, START, RESOLVE],
    },
];

/// Each case once by a firm, handled by its officer, and once by an association, handled by the
/// liaison office.
async fn requests(database: &Database, people: &People) -> Result<()> {
    let clock = database.clock();
    let mut days_ago = DAYS_BETWEEN * i64::try_from(CASES.len() - 1).unwrap_or_default() + 1;
    for case in CASES {
        for (requester, handler) in people.pairs()? {
            clock.set_right();
            clock.advance(TimeDelta::days(-days_ago));
            tell_one(clock, &requester, &handler, case).await?;
        }
        days_ago -= DAYS_BETWEEN;
    }
    Ok(())
}

async fn tell_one(clock: &Clock, requester: &Voice, handler: &Voice, case: &Case) -> Result<()> {
    let mut filed = json!({
        "title": case.title, "body": case.body, "category": case.category, "priority": case.priority,
    });
    if let Some((field, id)) = requester.home() {
        put(&mut filed, field, id.into());
    }
    let request = requester.change("submitRequest", filed).await?;
    for (version, (who, mutation, fields)) in (1..).zip(case.steps) {
        let voice = match who {
            Requester => requester,
            Handler => handler,
        };
        let mut input = json!({ "id": request, "version": version });
        for (field, words) in *fields {
            put(&mut input, field, (*words).into());
        }
        clock.advance(BETWEEN_STEPS);
        voice.change(mutation, input).await?;
    }
    Ok(())
}

fn put(object: &mut Value, field: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(field.to_owned(), value);
    }
}
