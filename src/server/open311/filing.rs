//! A request as a form of the standard files it: for the firm with a credit code.

use entity::{
    position::Position,
    service_request::{Category, Priority},
};
use uuid::Uuid;

use super::parameters::Parameters;
use crate::{
    features::{enterprises::credit_code, requests::NewRequest},
    platform::{Error, Result, error::Reason, idempotency::ClientKey, input},
};

/// The attribute that every service demands.
pub const CREDIT_CODE: &str = "attribute[credit_code]";

const NO_UUID: Reason =
    Reason { code: "not_a_uuid", zh: "client_id 应为 UUID", en: "A client_id is a UUID" };

/// What is to be filed, and the key under which a retry finds it.
///
/// # Errors
/// `Invalid` by the parameter that is missing or wrong.
pub fn read(given: &Parameters, category: Category) -> Result<(Option<ClientKey>, NewRequest)> {
    let required =
        |name: &'static str| given.get(name).ok_or_else(|| Error::invalid(name, input::REQUIRED));
    let code = credit_code(CREDIT_CODE, required(CREDIT_CODE)?)?;
    let description = input::text("description", required("description")?)?;
    let title = match given.get("title") {
        Some(title) => input::line("title", title)?,
        None => first_line(&description),
    };
    let body = input::text("description", &with_place(given, description)?)?;
    let client_id = given.get("client_id").map(|id| id.trim().parse::<Uuid>()).transpose();
    let client_id = client_id.map_err(|_| Error::invalid("client_id", NO_UUID))?;
    let content = format!("open311\n{category:?}\n{code}\n{title}\n{body}");
    let new = NewRequest {
        enterprise_id: None,
        credit_code: Some(code),
        association_id: None,
        visit_id: None,
        title,
        body,
        category,
        priority: Priority::Normal,
        demand: None,
        office_id: None,
        attachment_ids: Vec::new(),
    };
    Ok((ClientKey::of_text(client_id, &content), new))
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().replace('\t', " ");
    line.trim().chars().take(input::LINE).collect()
}

/// Where it is stands below what is asked for: a request has no place of its own.
fn with_place(given: &Parameters, mut text: String) -> Result<String> {
    if let Some(address) = given.get("address_string") {
        text += &format!("\n地点：{}", input::line("address_string", address)?);
    }
    if let Some(place) = position(given)? {
        text += &format!("\n坐标：{}, {}", place.latitude(), place.longitude());
    }
    Ok(text)
}

fn position(given: &Parameters) -> Result<Option<Position>> {
    let degrees = |name: &'static str| {
        let text = given.get(name).map(|text| text.trim().parse::<f64>()).transpose();
        text.map_err(|_| Error::invalid(name, input::OUT_OF_RANGE))
    };
    input::position(degrees("lat")?, degrees("long")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_title() {
        assert_eq!(first_line("出国参展\t办证\n三月"), "出国参展 办证");
        assert_eq!(first_line(&"长".repeat(300)).chars().count(), input::LINE);
    }
}
