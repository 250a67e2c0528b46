//! Attachments in the schema: what a file is. Its bytes are at `/attachments/{id}`.

use async_graphql::Object;
use chrono::{DateTime, Utc};
use entity::{Id, attachment};

/// An attachment.
pub struct Attachment(attachment::Model);

impl From<attachment::Model> for Attachment {
    fn from(row: attachment::Model) -> Self {
        Self(row)
    }
}

/// A photo or a file 附件, sent to `POST /attachments`. Seen by its uploader alone until it is
/// linked to something.
#[Object]
impl Attachment {
    /// The id.
    pub async fn id(&self) -> Id<attachment::Entity> {
        self.0.id
    }

    /// What its sender called it.
    async fn name(&self) -> &str {
        &self.0.file_name
    }

    /// What its first bytes say it is.
    async fn media_type(&self) -> &str {
        &self.0.media_type
    }

    /// Bytes.
    async fn size(&self) -> i64 {
        self.0.size
    }

    /// SHA-256 of the bytes, in hexadecimal.
    async fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// Where the bytes are, on this server.
    async fn url(&self) -> String {
        format!("/attachments/{}", self.0.id)
    }

    /// When it came.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
