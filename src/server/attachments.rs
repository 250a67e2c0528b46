//! Attachments over HTTP: `POST /attachments` takes one file, `GET /attachments/{id}` gives it
//! back, `GET /attachments/{id}/thumbnail` a small picture of it. Signed in like `/graphql`; answers in JSON, errors in the form of GraphQL's.
//!
//! A file comes as the first file of a form (`multipart/form-data`), or as the body itself with
//! its name in `?name=`. It goes to the disk as it comes, so that a slow sender holds no memory.

use actix_multipart::Multipart;
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    body::SizedStream,
    http::{
        StatusCode,
        header::{
            self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
        },
    },
    web::{self, Bytes},
};
use entity::{Id, attachment};
use futures_util::{Stream, StreamExt};
use serde::Deserialize;
use serde_json::json;

use super::{State, graphql::caller, status::status_of};
use crate::{
    features::attachments::{
        Draft, Part,
        files::Opened,
        keep_attachment,
        media::{self, NotTaken},
        picture::THUMBNAIL_TYPE,
        policy, read_attachment,
    },
    platform::{
        Error, Result,
        error::{ErrorCode, Language, Reason},
        graphql_errors::record,
        tx::not_found,
        viewer::{Caller, Viewer},
    },
};

/// So much of what is too large is still read, since few clients hear an answer before they have
/// sent all.
const MOST_DRAINED: u64 = 100 << 20;

const TOO_LARGE: Reason =
    Reason { code: "too_large", zh: "文件超过 20 MB", en: "The file is larger than 20 MB" };
const OTHER_KIND: Reason = Reason {
    code: "unsupported_media_type",
    zh: "仅接受 XLSX、CSV、文本、PNG、JPEG、WebP 和 PDF 文件",
    en: "Only XLSX, CSV, plain text, PNG, JPEG, WebP and PDF are taken",
};
const ENCRYPTED_OR_OLD: Reason = Reason {
    code: "encrypted",
    zh: "文件已加密或为旧版 Excel 格式，请取消密码并另存为 .xlsx",
    en: "Encrypted, or an old Excel file: take the password off and save it as .xlsx",
};
const EMPTY: Reason = Reason { code: "empty", zh: "文件为空", en: "The file is empty" };
const NO_FILE: Reason =
    Reason {
        code: "no_file", zh: "表单中没有文件", en: "Send one file, as a form or as the body"
    };
const BROKEN: Reason =
    Reason {
        code: "broken_upload", zh: "文件未能完整接收", en: "The file did not come whole"
    };

/// Why a request is not answered with a file.
enum Problem {
    Platform(Error),
    Http(StatusCode, Reason),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Platform(error)
    }
}

impl From<NotTaken> for Problem {
    fn from(why: NotTaken) -> Self {
        match why {
            NotTaken::Empty => Self::Http(StatusCode::BAD_REQUEST, EMPTY),
            NotTaken::EncryptedOrOld => {
                Self::Http(StatusCode::UNSUPPORTED_MEDIA_TYPE, ENCRYPTED_OR_OLD)
            }
            NotTaken::OtherKind => Self::Http(StatusCode::UNSUPPORTED_MEDIA_TYPE, OTHER_KIND),
        }
    }
}

#[derive(Deserialize)]
struct Address {
    name: Option<String>,
}

/// `POST /attachments`.
pub async fn upload(
    state: web::Data<State>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let caller = caller(&state, &http).await;
    match take(&state, &caller, &http, payload).await {
        Ok(row) => HttpResponse::Created()
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::LOCATION, format!("/attachments/{}", row.id)))
            .json(json!({
                "id": row.id.to_string(),
                "name": row.file_name,
                "mediaType": row.media_type,
                "size": row.size,
                "sha256": row.sha256,
                "sourceSha256": row.source_sha256,
                "url": format!("/attachments/{}", row.id),
                "thumbnailUrl":
                    row.thumbnail_size.map(|_| format!("/attachments/{}/thumbnail", row.id)),
            })),
        Err(problem) => refuse(problem, &caller).await,
    }
}

async fn take(
    state: &State,
    caller: &Caller,
    http: &HttpRequest,
    payload: web::Payload,
) -> Result<attachment::Model, Problem> {
    let viewer = caller.viewer()?;
    if !policy::UPLOAD.allows(&viewer.actor) {
        return Err(Error::forbidden(policy::UPLOAD).into());
    }
    let is_form = http.headers().get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().to_ascii_lowercase().starts_with(b"multipart/form-data")
    });
    if !is_form {
        let address = web::Query::<Address>::from_query(http.query_string());
        let name = address.ok().and_then(|address| address.into_inner().name);
        return keep(state, viewer, &name.unwrap_or_default(), payload).await;
    }
    let mut form = Multipart::new(http.headers(), payload);
    while let Some(field) = form.next().await {
        let field = field.map_err(|_| Problem::Http(StatusCode::BAD_REQUEST, BROKEN))?;
        let given = field.content_disposition().and_then(|place| {
            let extended = place.get_filename_ext();
            let extended = extended.and_then(|name| String::from_utf8(name.value.clone()).ok());
            extended.or_else(|| place.get_filename().map(str::to_owned))
        });
        if let Some(name) = given {
            return keep(state, viewer, &name, field).await;
        }
    }
    Err(Problem::Http(StatusCode::BAD_REQUEST, NO_FILE))
}

async fn keep<E>(
    state: &State,
    viewer: &Viewer,
    name: &str,
    mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<attachment::Model, Problem> {
    let name = media::file_name(name);
    let mut draft: Draft = state.files.draft(viewer.clock().new_id()).await?;
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk.map_err(|_| Problem::Http(StatusCode::BAD_REQUEST, BROKEN))?;
        if !draft.add(&chunk).await? {
            drop(draft);
            drain(bytes).await;
            return Err(Problem::Http(StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE));
        }
    }
    let kind = media::sniff(draft.head(), &name)?;
    Ok(keep_attachment(viewer, &state.files, draft, name, kind).await?)
}

async fn drain<E>(mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin) {
    let mut drained = 0;
    while let Some(Ok(chunk)) = bytes.next().await {
        drained += chunk.len() as u64;
        if drained > MOST_DRAINED {
            break;
        }
    }
}

/// `GET /attachments/{id}`: always a download, whatever it is.
pub async fn download(
    state: web::Data<State>,
    http: HttpRequest,
    id: web::Path<String>,
) -> HttpResponse {
    give(&state, &http, &id, Part::Whole).await
}

/// `GET /attachments/{id}/thumbnail`: a small JPEG of a picture.
pub async fn thumbnail(
    state: web::Data<State>,
    http: HttpRequest,
    id: web::Path<String>,
) -> HttpResponse {
    give(&state, &http, &id, Part::Thumbnail).await
}

async fn give(state: &State, http: &HttpRequest, id: &str, part: Part) -> HttpResponse {
    let caller = caller(state, http).await;
    let (row, file) = match open(state, &caller, id, part).await {
        Ok(found) => found,
        Err(problem) => return refuse(problem, &caller).await,
    };
    let (media_type, file_name) = match part {
        Part::Whole => (row.media_type, row.file_name),
        Part::Thumbnail => (THUMBNAIL_TYPE.to_owned(), "thumbnail.jpg".to_owned()),
    };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header(named(file_name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .body(SizedStream::new(file.size, file.bytes))
}

async fn open(
    state: &State,
    caller: &Caller,
    id: &str,
    part: Part,
) -> Result<(attachment::Model, Opened), Problem> {
    let viewer = caller.viewer()?;
    let nobodys = Id::<attachment::Entity>::from_uuid(uuid::Uuid::nil());
    let id = Id::parse(id).ok_or_else(|| not_found::<attachment::Entity>(nobodys))?;
    let row = read_attachment(viewer, id).await?;
    if part == Part::Thumbnail && row.thumbnail_size.is_none() {
        return Err(not_found::<attachment::Entity>(id).into());
    }
    let file = state.files.read_part(row.id, part).await?;
    Ok((row, file))
}

fn named(file_name: String) -> ContentDisposition {
    let plain: String = file_name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' })
        .collect();
    let whole = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: file_name.into_bytes(),
    };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(whole)],
    }
}

async fn refuse(problem: Problem, caller: &Caller) -> HttpResponse {
    let (status, code, words, reason) = match &problem {
        Problem::Http(status, reason) => {
            let words = match caller.language {
                Language::Chinese => reason.zh,
                Language::English => reason.en,
            };
            (*status, ErrorCode::BadInput, words, Some(reason.code))
        }
        Problem::Platform(error) => {
            record(error, Some(caller)).await;
            if let Error::Internal(inside) = error {
                tracing::error!(trace_id = %caller.origin.trace_id, error = %inside, "attachment");
            }
            (status_of(error.code()), error.code(), error.message(caller.language), error.reason())
        }
    };
    let extensions = json!({
        "code": code.name(), "reason": reason, "traceId": caller.origin.trace_id,
    });
    HttpResponseBuilder::new(status)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(json!({ "errors": [{ "message": words, "extensions": extensions }] }))
}
