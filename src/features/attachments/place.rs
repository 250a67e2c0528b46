//! Where the files of attachments go: a folder, or a bucket.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use object_store::{
    ObjectStore, aws::AmazonS3Builder, local::LocalFileSystem, path, prefix::PrefixStore,
};

use crate::platform::{Error, Result};

/// Where files go, as the setting says it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A folder of this machine, or one it shares.
    Folder(PathBuf),
    /// A bucket of S3 or of something that speaks like it.
    Bucket { name: String, prefix: String },
}

impl Place {
    /// A folder, or `s3://bucket/prefix`; the folder `attachments` of the data folder by default.
    ///
    /// # Errors
    /// `Internal` for anything else; the text is for the operator.
    pub(super) fn parse(setting: Option<&str>, data_dir: &Path) -> Result<Self> {
        let refused = || Error::internal("WANQI_ATTACHMENTS_URL: a folder or s3://BUCKET/PREFIX");
        let setting = match setting.map(str::trim) {
            None | Some("") => return Ok(Self::Folder(data_dir.join("attachments"))),
            Some(setting) => setting,
        };
        let Some((scheme, rest)) = setting.split_once("://") else {
            return Ok(Self::Folder(setting.into()));
        };
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
        if scheme != "s3" || name.is_empty() || !name.chars().all(fits) {
            return Err(refused());
        }
        let prefix = path::Path::parse(prefix).map_err(|_| refused())?;
        Ok(Self::Bucket { name: name.to_owned(), prefix: prefix.to_string() })
    }

    /// Opens it; makes the folder.
    ///
    /// # Errors
    /// `Internal` when the folder cannot be made, or the settings of the bucket fit nothing.
    pub(super) fn open(self) -> Result<Arc<dyn ObjectStore>> {
        match self {
            Self::Folder(folder) => {
                let failed = |error: &dyn std::fmt::Display| {
                    Error::internal(format!("cannot keep files in {}: {error}", folder.display()))
                };
                std::fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
                let store =
                    LocalFileSystem::new_with_prefix(&folder).map_err(|error| failed(&error))?;
                Ok(Arc::new(store.with_fsync(true)))
            }
            Self::Bucket { name, prefix } => {
                bucket(AmazonS3Builder::from_env().with_bucket_name(name), prefix)
            }
        }
    }
}

fn bucket(settings: AmazonS3Builder, prefix: String) -> Result<Arc<dyn ObjectStore>> {
    let bucket = settings.build();
    let bucket = bucket
        .map_err(|error| Error::internal(format!("cannot keep files in the bucket: {error}")))?;
    Ok(Arc::new(PrefixStore::new(bucket, prefix)))
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, net::TcpListener, sync::Mutex};

    use actix_web::{
        App, HttpRequest, HttpResponse, HttpServer,
        web::{self, Bytes},
    };
    use object_store::ObjectStoreExt;

    use super::*;

    #[test]
    fn a_place_is_a_folder_or_a_bucket() {
        let place = |setting| Place::parse(setting, Path::new("data"));
        let folder = |path: &str| Place::Folder(path.into());
        let bucket = |name: &str, prefix: &str| Place::Bucket {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
        };
        for (setting, expected) in [
            (None, folder("data/attachments")),
            (Some(" "), folder("data/attachments")),
            (Some("/srv/wanqi"), folder("/srv/wanqi")),
            (Some("s3://county"), bucket("county", "")),
            (Some("s3://county/"), bucket("county", "")),
            (Some("s3://county/wanqi/files"), bucket("county", "wanqi/files")),
        ] {
            assert_eq!(place(setting).unwrap(), expected, "{setting:?}");
        }
        for nonsense in
            ["s3://", "s3:///prefix", "s3://County", "s3://a b/c", "http://x/y", "s3://a/../b"]
        {
            assert!(place(Some(nonsense)).is_err(), "{nonsense}");
        }
    }

    type Objects = web::Data<Mutex<HashMap<String, Bytes>>>;

    /// As much of S3 as one file needs.
    async fn answer(http: HttpRequest, body: Bytes, objects: Objects) -> HttpResponse {
        let mut objects = objects.lock().unwrap();
        let mut found = HttpResponse::Ok();
        found.insert_header(("ETag", "\"1\""));
        found.insert_header(("Last-Modified", "Mon, 23 Nov 2026 00:00:00 GMT"));
        match http.method().as_str() {
            "PUT" => drop(objects.insert(http.path().to_owned(), body)),
            "GET" => match objects.get(http.path()) {
                Some(bytes) => return found.body(bytes.clone()),
                None => return HttpResponse::NotFound().finish(),
            },
            _ => {
                let asked = String::from_utf8(body.to_vec()).unwrap();
                objects.retain(|path, _| !asked.contains(path.trim_start_matches("/county/")));
                let gone = "<Deleted><Key>wanqi/att_1</Key></Deleted>";
                return found.body(format!("<DeleteResult>{gone}</DeleteResult>"));
            }
        }
        found.finish()
    }

    #[tokio::test]
    async fn a_bucket_takes_gives_and_forgets() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let objects = Objects::default();
        let served = objects.clone();
        let app = move || App::new().app_data(served.clone()).default_service(web::to(answer));
        let server = HttpServer::new(app).workers(1).listen(listener).unwrap().run();
        let server = tokio::spawn(server);
        let settings = AmazonS3Builder::new()
            .with_bucket_name("county")
            .with_endpoint(endpoint)
            .with_allow_http(true)
            .with_access_key_id("key")
            .with_secret_access_key("secret");
        let store = bucket(settings, "wanqi".to_owned()).unwrap();
        let name = path::Path::from("att_1");
        store.put(&name, b"bytes".to_vec().into()).await.unwrap();
        assert_eq!(objects.lock().unwrap().keys().next().unwrap(), "/county/wanqi/att_1");
        assert_eq!(store.get(&name).await.unwrap().bytes().await.unwrap(), "bytes");
        store.delete(&name).await.unwrap();
        let gone = store.get(&name).await;
        assert!(matches!(gone, Err(object_store::Error::NotFound { .. })), "{gone:?}");
        server.abort();
    }
}
