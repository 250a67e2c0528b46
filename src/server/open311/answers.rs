//! What is answered, as documents of the standard.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use entity::service_request::{self, Category};
use sea_orm::{ActiveEnum, Iterable};

use super::format::{Document, Item, Record, Records};
use crate::{
    features::requests::{Followed, category_name, number_text},
    platform::error::Language,
};

/// Shanghai is eight hours ahead of UTC.
const SHANGHAI_SECS: i32 = 8 * 3600;

const GROUP: &str = "企业诉求";

fn text(words: impl Into<String>) -> Item {
    Item::Text(words.into())
}

const fn chosen(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

fn w3c(at: DateTime<Utc>) -> Item {
    let written = FixedOffset::east_opt(SHANGHAI_SECS)
        .map(|offset| at.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::Secs, true));
    Item::maybe(written)
}

/// What may be asked for.
pub fn services() -> Document {
    let service = |category: Category| {
        let name = category_name(category);
        Record(vec![
            ("service_code", text(category.to_value())),
            ("service_name", text(name)),
            ("description", text(format!("企业提出的{name}类诉求"))),
            ("metadata", Item::Truth(true)),
            ("type", text("realtime")),
            ("keywords", text(name)),
            ("group", text(GROUP)),
        ])
    };
    Document::Many(
        "services",
        Records { each: "service", all: Category::iter().map(service).collect() },
    )
}

/// What a service demands beside the words: whose request it is.
pub fn definition(category: Category, language: Language) -> Document {
    let zh = "企业的统一社会信用代码，18 位";
    let en = "The enterprise's unified social credit code, 18 symbols";
    let attribute = Record(vec![
        ("variable", Item::Truth(true)),
        ("code", text("credit_code")),
        ("datatype", text("string")),
        ("required", Item::Truth(true)),
        ("datatype_description", text(chosen(language, zh, en))),
        ("order", Item::Whole(1)),
        ("description", text(chosen(language, "统一社会信用代码", "Unified social credit code"))),
    ]);
    let attributes = Records { each: "attribute", all: vec![attribute] };
    let fields = vec![
        ("service_code", text(category.to_value())),
        ("attributes", Item::Records(attributes)),
    ];
    Document::One("service_definition", Record(fields))
}

fn requests(all: Vec<Record>) -> Document {
    Document::Many("service_requests", Records { each: "request", all })
}

/// A request was filed.
pub fn filed(request: &service_request::Model, language: Language) -> Document {
    let zh = "已提交，可凭编号查询办理情况";
    let en = "Filed: ask for it by its number";
    requests(vec![Record(vec![
        ("service_request_id", text(number_text(request.year, request.serial))),
        ("service_notice", text(chosen(language, zh, en))),
        ("account_id", Item::Nothing),
    ])])
}

/// How requests stand.
pub fn followed(all: Vec<Followed>) -> Document {
    requests(all.into_iter().map(one).collect())
}

fn one(followed: Followed) -> Record {
    let Followed { request, number, agency, notes, updated_at } = followed;
    let status = if request.closed_at.is_some() { "closed" } else { "open" };
    Record(vec![
        ("service_request_id", text(number)),
        ("status", text(status)),
        ("status_notes", text(notes)),
        ("service_name", text(category_name(request.category))),
        ("service_code", text(request.category.to_value())),
        ("description", text(request.body)),
        ("agency_responsible", Item::maybe(agency)),
        ("service_notice", Item::Nothing),
        ("requested_datetime", w3c(request.created_at)),
        ("updated_datetime", w3c(updated_at)),
        ("expected_datetime", request.due_at.map_or(Item::Nothing, w3c)),
        ("address", Item::Nothing),
        ("address_id", Item::Nothing),
        ("zipcode", Item::Nothing),
        ("lat", Item::Nothing),
        ("long", Item::Nothing),
        ("media_url", Item::Nothing),
    ])
}

/// Why there is no other answer.
pub fn errors(status: u16, words: String) -> Document {
    let error = Record(vec![("code", Item::Whole(status.into())), ("description", text(words))]);
    Document::Many("errors", Records { each: "error", all: vec![error] })
}
