//! A timeline in plain words: what the requester reads of it, and who has the request now.

use entity::{
    request_event::Step,
    service_request::{Category, State},
};

use crate::platform::error::Language;

/// What happened, in the words of the one who asked. `agency` is the one that the step is about.
pub fn words(step: Step, agency: Option<&str>, language: Language) -> String {
    match language {
        Language::Chinese => chinese(step, agency.unwrap_or("承办单位")),
        Language::English => english(step, agency.unwrap_or("the handling agency")),
    }
}

fn chinese(step: Step, agency: &str) -> String {
    match step {
        Step::Submit => "已提交诉求".to_owned(),
        Step::Accept => format!("{agency}已受理"),
        Step::Reject => format!("{agency}不予受理"),
        Step::Route => format!("已转{agency}办理"),
        Step::Start => format!("{agency}开始办理"),
        Step::Note => "办理情况有补充说明".to_owned(),
        Step::Ask => "请补充材料或说明".to_owned(),
        Step::Answer => "已补充材料或说明".to_owned(),
        Step::Resolve => "已答复办理结果，请确认".to_owned(),
        Step::Confirm => "已确认，办结".to_owned(),
        Step::Reopen => "反映问题未解决，继续办理".to_owned(),
        Step::Withdraw => "已撤回诉求".to_owned(),
        Step::AutoClose => "答复后七日内未收到反馈，自动办结".to_owned(),
        Step::Escalate => format!("已报{agency}审批"),
        Step::Approve => format!("{agency}已同意"),
        Step::Refuse => format!("{agency}不同意"),
        Step::Return => format!("{agency}要求承办单位补充材料"),
        Step::Resubmit => format!("承办单位已补充材料，重新报{agency}审批"),
        Step::FormTaskForce => "已成立工作专班，合力办理".to_owned(),
        Step::ChangeTaskForce => "工作专班有调整".to_owned(),
        Step::Minute => "工作专班有新进展".to_owned(),
        Step::DissolveTaskForce => "工作专班任务结束".to_owned(),
        Step::FallDue => format!("{agency}已超过规定时限"),
    }
}

fn english(step: Step, agency: &str) -> String {
    match step {
        Step::Submit => "The request was filed".to_owned(),
        Step::Accept => format!("Accepted by {agency}"),
        Step::Reject => format!("Not accepted by {agency}"),
        Step::Route => format!("Passed on to {agency}"),
        Step::Start => format!("Work begun by {agency}"),
        Step::Note => "A note was added".to_owned(),
        Step::Ask => "More information is asked for".to_owned(),
        Step::Answer => "The information was given".to_owned(),
        Step::Resolve => "Answered: please confirm the result".to_owned(),
        Step::Confirm => "Confirmed as done".to_owned(),
        Step::Reopen => "Not solved: back in progress".to_owned(),
        Step::Withdraw => "The request was taken back".to_owned(),
        Step::AutoClose => "Closed after seven days without an answer".to_owned(),
        Step::Escalate => format!("Put before {agency} for approval"),
        Step::Approve => format!("Approved by {agency}"),
        Step::Refuse => format!("Refused by {agency}"),
        Step::Return => format!("{agency} asks the handling agency for more"),
        Step::Resubmit => format!("Completed by the handling agency and put before {agency} again"),
        Step::FormTaskForce => "A task force was formed".to_owned(),
        Step::ChangeTaskForce => "The task force was changed".to_owned(),
        Step::Minute => "The task force reports".to_owned(),
        Step::DissolveTaskForce => "The task force has finished".to_owned(),
        Step::FallDue => format!("{agency} is late"),
    }
}

/// Who has the request now. `asked` is the agency whose decision is waited for.
pub fn holder(
    state: State,
    agency: Option<&str>,
    asked: Option<&str>,
    language: Language,
) -> String {
    let (zh, en) = match (state, asked) {
        (State::InProgress, Some(asked)) => {
            (format!("{asked}正在审批"), format!("{asked} has to decide"))
        }
        (State::Submitted, _) => match agency {
            Some(agency) => (format!("等待{agency}受理"), format!("{agency} has to accept it")),
            None => ("等待联络办分派".to_owned(), "The liaison office has to route it".to_owned()),
        },
        (State::Accepted, _) => {
            let zh = agency.unwrap_or("承办单位");
            let en = agency.unwrap_or("the handling agency");
            (format!("{zh}已受理，待办理"), format!("{en} has accepted it"))
        }
        (State::InProgress, None) => {
            let zh = agency.unwrap_or("承办单位");
            let en = agency.unwrap_or("the handling agency");
            (format!("{zh}正在办理"), format!("In progress at {en}"))
        }
        (State::WaitingForRequester, _) => {
            ("等待诉求人补充".to_owned(), "The requester has to answer".to_owned())
        }
        (State::Resolved, _) => {
            ("等待诉求人确认".to_owned(), "The requester has to confirm".to_owned())
        }
        (State::Closed, _) => ("已办结".to_owned(), "Done".to_owned()),
        (State::Rejected, _) => ("未受理".to_owned(), "Not accepted".to_owned()),
        (State::Withdrawn, _) => ("已撤回".to_owned(), "Taken back".to_owned()),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// What a request is about, as officials call it.
pub const fn category_name(category: Category) -> &'static str {
    match category {
        Category::Permit => "证照办理",
        Category::Security => "治安保障",
        Category::Dispute => "纠纷调处",
        Category::Traffic => "交通",
        Category::Fraud => "防诈反诈",
        Category::Labour => "用工",
        Category::Other => "其他",
    }
}

/// An agency that decides, to those who do not see which.
pub const fn someone_above(language: Language) -> &'static str {
    match language {
        Language::Chinese => "上级单位",
        Language::English => "a higher agency",
    }
}

/// Whether it is the requester's turn.
pub const fn is_requesters_turn(state: State) -> bool {
    matches!(state, State::WaitingForRequester | State::Resolved)
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn every_step_reads_in_both_languages() {
        let mut lines = String::new();
        for step in Step::iter() {
            let zh = words(step, Some("绍兴市公安局出入境管理支队"), Language::Chinese);
            lines += &format!("{zh} | {}\n", words(step, None, Language::English));
        }
        for state in State::iter() {
            let zh = holder(state, Some("山下湖派出所"), None, Language::Chinese);
            lines += &format!("{zh} | {}\n", holder(state, None, None, Language::English));
        }
        insta::assert_snapshot!(lines);
    }
}
