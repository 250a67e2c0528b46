//! Contacts in the schema. Phones are masked in every list.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{Id, association, contact, enterprise};
use uuid::Uuid;

use super::{
    contacts::{self, ContactChange, NewContact, Owner},
    graphql::Enterprise,
    policy::owns,
};
use crate::{
    features::associations::graphql::Association,
    platform::{Result, idempotency::ClientKey, input, viewer::ViewerContext},
};

/// A contact.
pub struct Contact(contact::Model);

impl From<contact::Model> for Contact {
    fn from(row: contact::Model) -> Self {
        Self(row)
    }
}

/// A contact 联系人: a person at an enterprise or an association, seen by those who see it.
#[Object]
impl Contact {
    /// The id.
    pub async fn id(&self) -> Id<contact::Entity> {
        self.0.id
    }

    /// The enterprise, unless an association's.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        let Some(id) = self.0.enterprise_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Enterprise::from))
    }

    /// The association, unless an enterprise's.
    async fn association(&self, ctx: &Context<'_>) -> Result<Option<Association>> {
        let Some(id) = self.0.association_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Association::from))
    }

    /// The name 姓名.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The post 职务.
    async fn post(&self) -> &str {
        &self.0.post
    }

    /// The work phone, masked as `139****1234`; whole for the firm's or association's own people.
    /// `revealPhone` opens one.
    async fn phone(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(if owns(&ctx.viewer()?.actor, &self.0) {
            self.0.phone.as_str().to_owned()
        } else {
            self.0.phone.masked()
        })
    }

    /// Counts the changes; `updateContact` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A contact to be entered.
#[derive(InputObject)]
struct CreateContactInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The enterprise; or give `associationId`.
    enterprise_id: Option<Id<enterprise::Entity>>,
    /// The association; or give `enterpriseId`.
    association_id: Option<Id<association::Entity>>,
    /// 姓名.
    name: String,
    /// 职务.
    #[graphql(default)]
    post: String,
    /// The work phone: a mobile number or a land line.
    phone: String,
}

/// What changes of a contact: left out stays.
#[derive(InputObject)]
struct UpdateContactInput {
    /// The contact.
    id: Id<contact::Entity>,
    /// The version that was seen.
    version: i32,
    /// 姓名.
    name: Option<String>,
    /// 职务.
    post: Option<String>,
    /// The work phone.
    phone: Option<String>,
}

/// Whose phone.
#[derive(InputObject)]
struct RevealPhoneInput {
    /// The contact.
    id: Id<contact::Entity>,
}

/// The contact as it stands now.
#[derive(SimpleObject)]
struct ContactPayload {
    /// The contact.
    contact: Contact,
}

/// One phone, opened.
#[derive(SimpleObject)]
struct RevealPhonePayload {
    /// The contact.
    contact: Contact,
    /// The whole number.
    phone: String,
}

/// Changes of contacts.
#[derive(Default)]
pub struct ContactsMutation;

/// Entering and correcting contacts.
#[Object]
impl ContactsMutation {
    /// Enters a contact. COORDINATOR, ADMIN with SYSTEM; ENTERPRISE and ASSOCIATION their own.
    async fn create_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A contact to be entered.")] input: CreateContactInput,
    ) -> Result<ContactPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewContact {
            owner: Owner::of(input.enterprise_id, input.association_id)?,
            name: input::line("name", &input.name)?,
            post: input::optional_text("post", Some(input.post))?,
            phone: input::phone("phone", &input.phone)?,
        };
        let row = contacts::create_contact(ctx.viewer()?, key, new).await?;
        Ok(ContactPayload { contact: row.into() })
    }

    /// Corrects a contact. COORDINATOR, ADMIN with SYSTEM; ENTERPRISE and ASSOCIATION their own.
    async fn update_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of a contact: left out stays.")] input: UpdateContactInput,
    ) -> Result<ContactPayload> {
        let change = ContactChange {
            name: input.name.map(|text| input::line("name", &text)).transpose()?,
            post: input.post.map(|text| input::optional_text("post", Some(text))).transpose()?,
            phone: input.phone.map(|text| input::phone("phone", &text)).transpose()?,
        };
        let row = contacts::update_contact(ctx.viewer()?, input.id, input.version, change).await?;
        Ok(ContactPayload { contact: row.into() })
    }

    /// Opens one contact's phone; the audit log notes who did. The assigned OFFICER, CHIEF,
    /// COORDINATOR, ADMIN with SYSTEM; ENTERPRISE and ASSOCIATION their own.
    async fn reveal_phone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose phone.")] input: RevealPhoneInput,
    ) -> Result<RevealPhonePayload> {
        let row = contacts::reveal_phone(ctx.viewer()?, input.id).await?;
        let phone = row.phone.as_str().to_owned();
        Ok(RevealPhonePayload { contact: row.into(), phone })
    }
}
