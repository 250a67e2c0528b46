//! Attachments in the schema: what a file is. Its bytes are at `/attachments/{id}`.

use async_graphql::Object;
use chrono::{DateTime, Utc};
use entity::{Id, attachment, attachment_link};
use futures_util::future::try_join_all;

use crate::platform::{
    Result,
    loader::ChildOf,
    page::{Page, PageArgs},
    viewer::Viewer,
};

/// An attachment.
pub struct Attachment(attachment::Model);

impl From<attachment::Model> for Attachment {
    fn from(row: attachment::Model) -> Self {
        Self(row)
    }
}

/// The attachments of a visit or of a request's event, in the order they were given.
pub async fn attachments_of<P>(
    viewer: &Viewer,
    holder: Id<P>,
    args: PageArgs,
) -> Result<Page<Attachment>>
where
    P: 'static,
    attachment_link::Entity: ChildOf<P, Narrow = ()>,
{
    let lead = async |links: Vec<attachment_link::Model>| {
        let rows = try_join_all(links.iter().map(|link| viewer.row(link.attachment_id))).await?;
        Ok(rows.into_iter().map(|row| row.map(Attachment::from)).collect())
    };
    viewer.children_leading_to::<attachment_link::Entity, P, _, _>(holder, (), args, lead).await
}

/// A photo or a file 附件, sent to `POST /attachments`. Seen by its uploader alone until it belongs
/// to a visit or to an event of a request, then by whoever sees that; not by ENTERPRISE at a visit.
/// A file that belongs to nothing after seven days is removed; so is the file of an export, which
/// whoever exported it sees alone.
///
/// Pictures are drawn anew: upright, and without anything that stood beside the pixels (a place, a
/// serial number, comments). JPEG and PNG stay what they are, WebP becomes JPEG, or PNG where
/// something shows through. Everything else is kept as it was sent.
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

    /// What is kept: the media type of what `url` gives.
    async fn media_type(&self) -> &str {
        &self.0.media_type
    }

    /// Bytes that are kept.
    async fn size(&self) -> i64 {
        self.0.size
    }

    /// SHA-256 of the bytes that are kept, in hexadecimal.
    async fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// SHA-256 of the bytes as they were sent, in hexadecimal: a phone that finds the hash of its
    /// photo here may delete it.
    async fn source_sha256(&self) -> &str {
        &self.0.source_sha256
    }

    /// Pixels across; null where it is no picture.
    async fn width(&self) -> Option<i32> {
        self.0.width
    }

    /// Pixels down; null where it is no picture.
    async fn height(&self) -> Option<i32> {
        self.0.height
    }

    /// Where the bytes are, on this server.
    async fn url(&self) -> String {
        format!("/attachments/{}", self.0.id)
    }

    /// Where a JPEG of at most 320 pixels a side is, on this server; null where it is no picture.
    async fn thumbnail_url(&self) -> Option<String> {
        self.0.thumbnail_size.map(|_| format!("/attachments/{}/thumbnail", self.0.id))
    }

    /// When it came.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
