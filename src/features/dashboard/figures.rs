//! What the dashboard shows, and how each figure says what it is.

use async_graphql::Enum;
use chrono::NaiveDate;

use crate::platform::error::Language;

/// A figure of the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "FigureKind")]
pub enum Kind {
    /// 挂联覆盖: firms that have their liaison officer.
    Coverage,
    /// 户数达标: officers whose caseload is within the limits.
    CaseloadWithinLimits,
    /// 按期走访: assigned firms visited within the cadence.
    VisitsWithinCadence,
    /// 走访企业: assigned firms visited in the period.
    FirmsVisited,
    /// 诉求办结: requests filed in the period that have ended.
    RequestsClosed,
    /// 超期诉求: open requests that passed their due date.
    OverdueRequests,
    /// 待批上报: steps of chains that wait for a decision.
    EscalationsWaiting,
    /// 超期审批: of these, those that were not decided in time.
    EscalationsOverdue,
    /// 离线终端: kiosks in service that are silent.
    KiosksOffline,
}

/// Every figure, in the order of the screen.
pub const KINDS: &[Kind] = &[
    Kind::Coverage,
    Kind::CaseloadWithinLimits,
    Kind::VisitsWithinCadence,
    Kind::FirmsVisited,
    Kind::RequestsClosed,
    Kind::OverdueRequests,
    Kind::EscalationsWaiting,
    Kind::EscalationsOverdue,
    Kind::KiosksOffline,
];

/// Whether it counts what happened in a period; else what stands now.
pub const fn is_of_period(kind: Kind) -> bool {
    matches!(kind, Kind::FirmsVisited | Kind::RequestsClosed)
}

/// What the words of a definition need.
#[derive(Clone, Copy, Debug)]
pub struct Measures {
    /// The lower caseload limit.
    pub lower: i32,
    /// The upper caseload limit.
    pub upper: i32,
    /// Within how many days a firm is to be visited.
    pub cadence_days: i32,
    /// The day since when a firm was to be visited.
    pub visited_since: NaiveDate,
}

/// The headline.
pub const fn title(kind: Kind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        Kind::Coverage => ("挂联覆盖", "Firms with an officer"),
        Kind::CaseloadWithinLimits => ("挂联户数达标", "Officers within the limits"),
        Kind::VisitsWithinCadence => ("按期走访", "Firms visited in time"),
        Kind::FirmsVisited => ("走访企业", "Firms visited"),
        Kind::RequestsClosed => ("诉求办结", "Requests ended"),
        Kind::OverdueRequests => ("超期诉求", "Overdue requests"),
        Kind::EscalationsWaiting => ("待批上报", "Decisions waiting"),
        Kind::EscalationsOverdue => ("超期审批", "Decisions overdue"),
        Kind::KiosksOffline => ("离线自助机", "Kiosks offline"),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// What is counted, and of how many.
pub fn definition(kind: Kind, measures: Measures, language: Language) -> String {
    let Measures { lower, upper, cadence_days, .. } = measures;
    let (zh, en) = match kind {
        Kind::Coverage => (
            "已有挂联民警的企业数 ÷ 企业总数（不含已合并的记录）".to_owned(),
            "Firms that have a liaison officer, of all firms (merged records left out)".to_owned(),
        ),
        Kind::CaseloadWithinLimits => (
            format!("挂联户数在 {lower} 至 {upper} 户之间的民警数 ÷ 有挂联企业的民警数"),
            format!("Officers with {lower} to {upper} firms, of all officers who have any"),
        ),
        Kind::VisitsWithinCadence => (
            format!("近 {cadence_days} 天内已走访的挂联企业数 ÷ 挂联企业数"),
            format!("Assigned firms visited within the last {cadence_days} days, of all assigned"),
        ),
        Kind::FirmsVisited => (
            "统计区间内走访过的挂联企业数 ÷ 挂联企业数".to_owned(),
            "Assigned firms visited within the period, of all assigned".to_owned(),
        ),
        Kind::RequestsClosed => (
            "统计区间内提交且已办结的诉求数 ÷ 统计区间内提交的诉求数".to_owned(),
            "Requests filed within the period that have ended, of all filed within it".to_owned(),
        ),
        Kind::OverdueRequests => (
            "已超过办理期限仍未办结的诉求数 ÷ 未办结诉求数".to_owned(),
            "Open requests that passed their due date, of all open requests".to_owned(),
        ),
        Kind::EscalationsWaiting => (
            "等待审批的上报事项数 ÷ 未了结的上报事项数（含被退回待补充的）".to_owned(),
            "Steps that wait for a decision, of all that are open (returned ones included)"
                .to_owned(),
        ),
        Kind::EscalationsOverdue => (
            "已超过审批期限的上报事项数 ÷ 等待审批的上报事项数".to_owned(),
            "Steps not decided in time, of all that wait for a decision".to_owned(),
        ),
        Kind::KiosksOffline => (
            "离线的自助机数 ÷ 在用的自助机数（在线和离线）".to_owned(),
            "Kiosks that are silent, of all in service (online and offline)".to_owned(),
        ),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}
