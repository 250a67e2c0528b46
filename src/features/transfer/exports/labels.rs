//! What the values of the lists are called in Chinese: one table, in the words of the screens.

use entity::{
    agency, escalation, kiosk,
    service_request::{self, Category, DueKind, Outcome, Priority},
    visit,
};

/// Where an agency stands in the administration, as a register of agencies says it.
pub const fn level(level: agency::Level) -> &'static str {
    match level {
        agency::Level::Town => "镇级",
        agency::Level::County => "县级",
        agency::Level::City => "市级",
        agency::Level::Province => "省级",
    }
}

/// What a visit is for.
pub const fn visit_kind(kind: visit::Kind) -> &'static str {
    match kind {
        visit::Kind::Visit => "走访",
        visit::Kind::CoBuilding => "共建",
        visit::Kind::Assistance => "帮扶",
    }
}

/// Where a visit stands.
pub const fn visit_state(state: visit::State) -> &'static str {
    match state {
        visit::State::Planned => "已计划",
        visit::State::Done => "已完成",
        visit::State::Cancelled => "已取消",
    }
}

/// What a request is about.
pub const fn category(category: Category) -> &'static str {
    match category {
        Category::Permit => "证照办理",
        Category::Security => "治安防范",
        Category::Dispute => "矛盾纠纷",
        Category::Traffic => "交通出行",
        Category::Fraud => "反诈防骗",
        Category::Labour => "用工劳资",
        Category::Other => "其他",
    }
}

/// How pressing a request is.
pub const fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "不急",
        Priority::Normal => "一般",
        Priority::Urgent => "紧急",
    }
}

/// Where a request stands.
pub const fn request_state(state: service_request::State) -> &'static str {
    use service_request::State;
    match state {
        State::Submitted => "待受理",
        State::Accepted => "已受理",
        State::InProgress => "办理中",
        State::WaitingForRequester => "待补充",
        State::Resolved => "待确认",
        State::Closed => "已办结",
        State::Rejected => "不予受理",
        State::Withdrawn => "已撤回",
    }
}

/// What came of a request.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "已办成",
        Outcome::Partly => "部分办成",
        Outcome::NotPossible => "无法办理",
    }
}

/// What is due of a request.
pub const fn due_kind(kind: DueKind) -> &'static str {
    match kind {
        DueKind::Accept => "受理时限",
        DueKind::Resolve => "办结时限",
    }
}

/// Where a step of a chain stands.
pub const fn escalation_state(state: escalation::State) -> &'static str {
    match state {
        escalation::State::Pending => "待审批",
        escalation::State::Approved => "已同意",
        escalation::State::Refused => "不同意",
        escalation::State::Returned => "已退回",
        escalation::State::Ended => "已终止",
    }
}

/// Where a kiosk stands.
pub const fn kiosk_state(state: kiosk::State) -> &'static str {
    match state {
        kiosk::State::Proposed => "待审批",
        kiosk::State::Approved => "已批准",
        kiosk::State::Refused => "未批准",
        kiosk::State::Installed => "已安装",
        kiosk::State::Online => "在线",
        kiosk::State::Offline => "离线",
        kiosk::State::Retired => "已停用",
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ActiveEnum, Iterable};

    use super::*;

    const SCREENS: &str = include_str!("../../../../web/src/platform/words.zh.ts");

    fn stands_on_screen<E: ActiveEnum<Value = String> + Iterable>(
        name: &str,
        label: fn(E) -> &'static str,
    ) {
        let (_, table) = SCREENS.split_once(&format!("{name}: {{")).unwrap();
        let (table, _) = table.split_once('}').unwrap();
        for value in E::iter() {
            let value = (value.to_value(), label(value));
            let line = format!("{}: \"{}\"", value.0, value.1);
            assert!(table.contains(&line), "{name} on the screens: {table}");
        }
    }

    #[test]
    fn the_screens_say_the_same() {
        stands_on_screen("VisitState", visit_state);
        stands_on_screen("VisitKind", visit_kind);
        stands_on_screen("RequestState", request_state);
        stands_on_screen("RequestOutcome", outcome);
        stands_on_screen("RequestPriority", priority);
        stands_on_screen("RequestCategory", category);
        stands_on_screen("EscalationState", escalation_state);
        stands_on_screen("KioskState", kiosk_state);
    }

    #[test]
    fn a_register_of_agencies_reads_its_levels_back() {
        use crate::features::transfer::rows::level_code;
        for value in agency::Level::iter() {
            assert_eq!(level_code(level(value)), Some(value.to_value().as_str()));
        }
    }
}
