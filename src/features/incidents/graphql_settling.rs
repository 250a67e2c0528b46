//! What is written down of a settlement, in the schema.

use async_graphql::InputObject;
use entity::{Id, enterprise, incident, incident_category};

use super::service::{NewSettlement, Party};
use crate::{
    features::inbound::without_personal_number,
    platform::{Error, Result, error::Reason, input, scalars::Cny},
};

const NOBODY: Reason = Reason {
    code: "party_empty",
    zh: "请填写企业或当事方称谓",
    en: "Name a firm, or say who it is",
};

/// A party of a settlement: a firm, or words, or both.
#[derive(InputObject)]
struct SettlementPartyInput {
    /// A firm whose name the caller reads.
    enterprise_id: Option<Id<enterprise::Entity>>,
    /// What it is called, `用工方`, `工人代表`; never who a person is.
    words: Option<String>,
}

/// How an incident was settled. A text with the identity number of a person in it is refused.
#[derive(InputObject)]
pub struct SettleIncidentInput {
    /// The incident.
    pub id: Id<incident::Entity>,
    /// The version that was seen.
    pub version: i32,
    /// The kind of dispute, where it turned out to be another than it was sorted as.
    category_id: Option<Id<incident_category::Entity>>,
    /// Who agreed, 1 to 20.
    parties: Vec<SettlementPartyInput>,
    /// What was agreed.
    agreement: String,
    /// How much is paid.
    amount: Option<Cny>,
}

impl SettleIncidentInput {
    /// What it says.
    ///
    /// # Errors
    /// `Invalid` by the field that is wrong.
    pub fn read(self) -> Result<NewSettlement> {
        match self.parties.len() {
            0 => return Err(Error::invalid("parties", input::EMPTY)),
            1..=input::ENTRIES => {}
            _ => return Err(Error::invalid("parties", input::TOO_MANY)),
        }
        let amount_cny = self.amount.map(|amount| amount.0);
        if amount_cny.is_some_and(|yuan| yuan < 0) {
            return Err(Error::invalid("amount", input::OUT_OF_RANGE));
        }
        let parties = self.parties.into_iter().enumerate().map(|(place, party)| {
            party.read().map_err(|error| error.within(&format!("parties.{place}")))
        });
        Ok(NewSettlement {
            category_id: self.category_id,
            parties: parties.collect::<Result<_>>()?,
            agreement: text("agreement", &self.agreement)?,
            amount_cny,
        })
    }
}

impl SettlementPartyInput {
    fn read(self) -> Result<Party> {
        let words = self.words.filter(|words| !words.trim().is_empty());
        let words = words.map(|words| input::line("words", &words)).transpose()?;
        let words = without_personal_number("words", words.unwrap_or_default())?;
        if self.enterprise_id.is_none() && words.is_empty() {
            return Err(Error::invalid("words", NOBODY));
        }
        Ok(Party { enterprise_id: self.enterprise_id, words })
    }
}

/// Text that says something and holds no identity number.
///
/// # Errors
/// `Invalid` where it does not, or does.
pub fn text(field: &'static str, value: &str) -> Result<String> {
    without_personal_number(field, input::text(field, value)?)
}
