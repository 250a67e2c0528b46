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
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// The sentence.
pub fn body(kind: Kind, args: &Value, language: Language) -> String {
    let number = args.get("number").and_then(Value::as_str).unwrap_or_default();
    match (language, kind) {
        (Language::Chinese, Kind::RequestToAccept) => {
            format!("诉求 {number} 已转至您处，请及时受理。")
        }
        (Language::Chinese, Kind::QuestionToAnswer) => {
            format!("诉求 {number} 需要您补充说明，请登录答复。")
        }
        (Language::Chinese, Kind::QuestionAnswered) => {
            format!("诉求 {number} 已收到补充说明，请继续办理。")
        }
        (Language::Chinese, Kind::RequestResolved) => {
            format!("诉求 {number} 已办结，请在 7 日内确认；逾期视为确认。")
        }
        (Language::Chinese, Kind::RequestRejected) => {
            format!("诉求 {number} 不予受理，原因请登录查看。")
        }
        (Language::English, Kind::RequestToAccept) => {
            format!("Request {number} has come to you: please accept it.")
        }
        (Language::English, Kind::QuestionToAnswer) => {
            format!("There is a question about request {number}: please answer it.")
        }
        (Language::English, Kind::QuestionAnswered) => {
            format!("The question about request {number} is answered: please go on.")
        }
        (Language::English, Kind::RequestResolved) => format!(
            "Request {number} is resolved: please confirm within 7 days, or it closes by itself."
        ),
        (Language::English, Kind::RequestRejected) => {
            format!("Request {number} is refused: the reason stands with it.")
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_has_words_that_name_the_case() {
        for kind in Kind::iter() {
            for language in [Language::Chinese, Language::English] {
                assert!(!title(kind, language).is_empty());
                let body = body(kind, &json!({ "number": "2026-000123" }), language);
                assert!(body.contains("2026-000123"), "{body}");
            }
        }
    }
}
