//! Keeping and reading attachments.

use chrono::{DateTime, Utc};
use entity::{Id, attachment};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    Draft, Files,
    files::Kept,
    limits::{FORGOTTEN_AFTER, MOST_WAITING, has_room},
    media,
    picture::{NotDrawn, format_of},
    policy,
};
use crate::platform::{
    Error, Result, actor::Actor, error::Reason, select::Scoped, tx::not_found, viewer::Viewer,
};

const FIELD: &str = "file";

const BROKEN_PICTURE: Reason = Reason {
    code: "broken_picture",
    zh: "图片无法识别，请重新拍摄，或另存为 JPEG 后上传",
    en: "The picture cannot be read: take it again, or save it as a JPEG",
};
const TOO_MANY_PIXELS: Reason = Reason {
    code: "too_many_pixels",
    zh: "图片超过 5000 万像素，请缩小后上传",
    en: "The picture has more than 50 million pixels: make it smaller",
};
const TOO_MUCH_WAITS: Reason = Reason {
    code: "too_much_waits",
    zh: "您有过多附件尚未提交到走访或诉求，请先提交后再上传",
    en: "Too many of your files belong to nothing yet: use them before you send more",
};

/// What is kept of a draft.
struct Content {
    media_type: &'static str,
    bytes: Vec<u8>,
    sha256: String,
    thumbnail: Option<Vec<u8>>,
    pixels: Option<(u32, u32)>,
}

/// Keeps a draft as the viewer's attachment: a picture drawn anew, anything else as it came. The
/// files are in their place before the row is written.
///
/// # Errors
/// `Forbidden` for machines, `Invalid` for a picture that cannot be drawn, `LimitReached` where too
/// much of the viewer's belongs to nothing yet.
pub async fn keep_attachment(
    viewer: &Viewer,
    files: &Files,
    mut draft: Draft,
    file_name: String,
    media_type: &'static str,
) -> Result<attachment::Model> {
    let now = viewer.clock().now();
    check_room(viewer.scoped(), &viewer.actor, now, 0).await?;
    let content = content_of(files, &mut draft, media_type).await?;
    let side = |pixels: u32| i32::try_from(pixels).map_err(Error::internal);
    let bytes = |bytes: &Vec<u8>| i64::try_from(bytes.len()).map_err(Error::internal);
    let size = bytes(&content.bytes)?;
    let row = attachment::ActiveModel {
        id: Set(draft.id),
        uploader_id: Set(viewer.actor.user_id),
        file_name: Set(media::renamed(file_name, media_type, content.media_type)),
        media_type: Set(content.media_type.to_owned()),
        size: Set(size),
        sha256: Set(content.sha256),
        source_sha256: Set(draft.sha256()),
        width: Set(content.pixels.map(|(width, _)| side(width)).transpose()?),
        height: Set(content.pixels.map(|(_, height)| side(height)).transpose()?),
        thumbnail_size: Set(content.thumbnail.as_ref().map(bytes).transpose()?),
        linked_at: Set(None),
        export_run_id: Set(None),
        created_at: Set(now),
    };
    let kept = files.keep(draft.id, content.bytes, content.thumbnail).await?;
    write(viewer, row, size, kept).await
}

async fn content_of(files: &Files, draft: &mut Draft, media_type: &'static str) -> Result<Content> {
    let bytes = draft.bytes().await?;
    let Some(format) = format_of(media_type) else {
        let sha256 = draft.sha256();
        return Ok(Content { media_type, bytes, sha256, thumbnail: None, pixels: None });
    };
    let picture = files.draw(bytes, format).await?.map_err(|why| {
        Error::invalid(
            FIELD,
            match why {
                NotDrawn::Broken => BROKEN_PICTURE,
                NotDrawn::TooManyPixels => TOO_MANY_PIXELS,
            },
        )
    })?;
    Ok(Content {
        media_type: picture.media_type,
        bytes: picture.bytes,
        sha256: picture.sha256,
        thumbnail: Some(picture.thumbnail),
        pixels: Some((picture.width, picture.height)),
    })
}

async fn write(
    viewer: &Viewer,
    row: attachment::ActiveModel,
    coming: i64,
    kept: Kept,
) -> Result<attachment::Model> {
    let mut tx = viewer.begin(policy::UPLOAD).await?;
    // Two files of one person are counted one after the other.
    tx.claim(viewer.actor.user_id.uuid().as_u64_pair().1.cast_signed()).await?;
    check_room(tx.scoped(), &viewer.actor, tx.clock().now(), coming).await?;
    let attachment = tx.insert(row).await?;
    tx.commit().await?;
    kept.stay();
    Ok(attachment)
}

/// What waits longer is removed, or an import refers to it: it does not count. Nor do the files of
/// exports, which nobody sent.
async fn check_room(
    attachments: Scoped<'_, attachment::Entity>,
    actor: &Actor,
    now: DateTime<Utc>,
    coming: i64,
) -> Result<()> {
    use attachment::Column;
    let waiting = attachments
        .filter(Column::UploaderId.eq(actor.user_id))
        .filter(Column::LinkedAt.is_null())
        .filter(Column::ExportRunId.is_null())
        .filter(Column::CreatedAt.gt(now - FORGOTTEN_AFTER))
        .at_most(MOST_WAITING)
        .await?;
    let sizes: Vec<_> = waiting.iter().map(|row| row.size).collect();
    if has_room(&sizes, coming) { Ok(()) } else { Err(Error::LimitReached(TOO_MUCH_WAITS)) }
}

/// An attachment within reach.
///
/// # Errors
/// `NotFound` when it is not within reach.
pub async fn read_attachment(
    viewer: &Viewer,
    id: Id<attachment::Entity>,
) -> Result<attachment::Model> {
    viewer.row(id).await?.ok_or_else(|| not_found::<attachment::Entity>(id))
}
