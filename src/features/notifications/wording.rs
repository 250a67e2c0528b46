//! What a notice says, in the two languages. It names a case by its number and tells nothing of
//! its content: a notice outlives the right to read the case, and an SMS lies open on a phone.

use entity::notice::Kind;
use serde_json::Value;

use crate::platform::error::Language;

/// The headline.
pub const fn title(kind: Kind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        Kind::RequestToAccept => ("有诉求待受理", "A request waits for acceptance"),
        Kind::QuestionToAnswer => ("诉求需要补充材料", "A question about your request"),
        Kind::QuestionAnswered => ("企业已补充材料", "The requester has answered"),
        Kind::RequestResolved => ("诉求已办结，请确认", "A request is resolved: please confirm"),
        Kind::RequestRejected => ("诉求不予受理", "A request is refused"),
        Kind::StepToDecide => ("有上报事项待审批", "A step waits for your decision"),
        Kind::StepApproved => ("上报事项已同意", "A step is approved"),
        Kind::StepRefused => ("上报事项未获同意", "A step is refused"),
        Kind::StepReturned => ("上报事项被退回", "A step is returned"),
        Kind::RequestOverdue => ("诉求已超期", "A request is overdue"),
        Kind::StepOverdue => ("上报事项审批超期", "A decision is overdue"),
        Kind::TaskForceFormed => ("已成立专班", "A task force is formed"),
        Kind::DemandReturns => ("批量需求即将再次到期", "A yearly demand is near again"),
        Kind::KioskOffline => ("自助终端离线", "A kiosk is offline"),
        Kind::PlanToApprove => ("挂联方案待批准", "A caseload plan waits for your decision"),
        Kind::PlanApproved => ("挂联方案已批准", "A caseload plan is approved"),
        Kind::PlanRejected => ("挂联方案未获批准", "A caseload plan is not approved"),
        Kind::HandoverNotesWanted => ("请补写交接说明", "Handover notes are wanted"),
        Kind::WebhookPaused => ("推送已暂停", "A webhook is paused"),
        Kind::IncidentDiverted => ("有分流警情待处置", "An incident has been diverted to you"),
        Kind::UnitDispatched => ("有派单待接", "Your unit is sent to an incident"),
        Kind::IncidentReturned => ("分流警情被退回", "An incident comes back to the police"),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// The sentence.
pub fn body(kind: Kind, args: &Value, language: Language) -> String {
    let text = |name| args.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = text("number");
    let (zh, en) = match kind {
        Kind::RequestToAccept => (
            format!("诉求 {number} 已转至您处，请及时受理。"),
            format!("Request {number} has come to you: please accept it."),
        ),
        Kind::QuestionToAnswer => (
            format!("诉求 {number} 需要您补充说明，请登录答复。"),
            format!("There is a question about request {number}: please answer it."),
        ),
        Kind::QuestionAnswered => (
            format!("诉求 {number} 已收到补充说明，请继续办理。"),
            format!("The question about request {number} is answered: please go on."),
        ),
        Kind::RequestResolved => (
            format!("诉求 {number} 已办结，请在 7 日内确认；逾期视为确认。"),
            format!(
                "Request {number} is resolved: please confirm within 7 days, or it closes by \
                 itself."
            ),
        ),
        Kind::RequestRejected => (
            format!("诉求 {number} 不予受理，原因请登录查看。"),
            format!("Request {number} is refused: the reason stands with it."),
        ),
        Kind::StepToDecide => (
            format!("诉求 {number} 的上报事项已报至您单位，请及时审批。"),
            format!("A step of request {number} has come to your agency: please decide it."),
        ),
        Kind::StepApproved => (
            format!("诉求 {number} 的上报事项已获同意，意见请登录查看。"),
            format!("A step of request {number} is approved: the opinion stands with it."),
        ),
        Kind::StepRefused => (
            format!("诉求 {number} 的上报事项未获同意，意见请登录查看。"),
            format!("A step of request {number} is refused: the opinion stands with it."),
        ),
        Kind::StepReturned => (
            format!("诉求 {number} 的上报事项被退回，请补充后重新上报。"),
            format!("A step of request {number} is returned: please add to it and send it again."),
        ),
        Kind::RequestOverdue => (
            format!("诉求 {number} 已超过办理期限，请及时办理或督办。"),
            format!("Request {number} has passed its due date: please see to it."),
        ),
        Kind::StepOverdue => (
            format!("诉求 {number} 的上报事项已超过审批期限，请及时跟进或督办。"),
            format!("A step of request {number} was not decided in time: please see to it."),
        ),
        Kind::TaskForceFormed => (
            format!("诉求 {number} 已成立专班，您或您单位为成员。"),
            format!("A task force is formed for request {number}: you take part."),
        ),
        Kind::DemandReturns => (
            format!("往年诉求 {number} 的批量需求将于 {} 再次到来，请提前准备。", text("month")),
            format!("The demand of request {number} is to come again in {}.", text("month")),
        ),
        Kind::KioskOffline => (
            format!("{}的{}已离线，请派人查看。", text("station"), text("kiosk")),
            format!("{} at {} is offline: please have a look.", text("kiosk"), text("station")),
        ),
        Kind::PlanToApprove => (
            format!("涉及 {} 家企业的挂联方案已提出，请审阅。", text("firms")),
            format!("A caseload plan for {} firms is proposed: please decide.", text("firms")),
        ),
        Kind::PlanApproved => (
            format!("涉及 {} 家企业的挂联方案已批准，可以执行。", text("firms")),
            format!(
                "The caseload plan for {} firms is approved and can be applied.",
                text("firms")
            ),
        ),
        Kind::PlanRejected => (
            format!("涉及 {} 家企业的挂联方案未获批准，意见请登录查看。", text("firms")),
            format!("The caseload plan for {} firms is not approved.", text("firms")),
        ),
        Kind::HandoverNotesWanted => (
            "挂联方案已执行，您原挂联的企业有调整，请为接手民警补写交接说明。".to_owned(),
            "A caseload plan moved firms of yours: please leave notes for who takes over."
                .to_owned(),
        ),
        Kind::WebhookPaused => (
            format!("{}的事件推送连续三天失败，已暂停，请联系对方排查后恢复。", text("client")),
            format!(
                "A webhook of {} failed for three days and is paused: please have it mended.",
                text("client")
            ),
        ),
        Kind::IncidentDiverted => (
            format!("分流警情 {number} 已转至贵中心，请及时派单处置。"),
            format!("Incident {number} has been diverted to your centre: please send units."),
        ),
        Kind::UnitDispatched => (
            format!("分流警情 {number} 已派贵单位，请接单并到场。"),
            format!("Your unit is sent to incident {number}: please accept and go."),
        ),
        Kind::IncidentReturned => (
            format!("分流警情 {number} 已退回公安，原因请登录查看。"),
            format!("Incident {number} comes back to the police: the reason stands with it."),
        ),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_has_words_that_name_the_case() {
        let of_request = json!({ "number": "2026-000123", "month": "2027-03" });
        let of_plan = json!({ "firms": "9000" });
        let of_client = json!({ "client": "县数据平台" });
        let of_kiosk = json!({ "kiosk": "自助机", "station": "山下湖站" });
        for kind in Kind::iter() {
            for language in [Language::Chinese, Language::English] {
                assert!(!title(kind, language).is_empty());
                let (args, names) = match kind {
                    Kind::KioskOffline => (&of_kiosk, ["自助机", "山下湖站"]),
                    Kind::PlanToApprove | Kind::PlanApproved | Kind::PlanRejected => {
                        (&of_plan, ["9000", ""])
                    }
                    Kind::HandoverNotesWanted => (&of_plan, ["", ""]),
                    Kind::WebhookPaused => (&of_client, ["县数据平台", ""]),
                    Kind::DemandReturns => (&of_request, ["2026-000123", "2027-03"]),
                    _ => (&of_request, ["2026-000123", ""]),
                };
                let body = body(kind, args, language);
                assert!(names.iter().all(|name| body.contains(name)), "{body}");
            }
        }
    }
}
