//! Keeps the bytes of attachments in a folder or in a bucket, named by their row's id. A file
//! appears whole or not at all, and is on the disk before it is acknowledged.
//!
//! What is still coming in lies in a file without a name, which is gone with whoever holds it,
//! however that ends.

mod written;

use std::{
    io::SeekFrom,
    path::{Path, PathBuf},
    sync::Arc,
};

use entity::{Id, attachment};
use futures_util::stream::BoxStream;
use object_store::{ObjectStore, ObjectStoreExt, path};
use sha2::{Digest, Sha256};
use tokio::{
    fs::{self, File},
    io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
    runtime::Handle,
    sync::Semaphore,
};

use super::{
    media::HEAD_BYTES,
    picture::{self, MOST_MEGAPIXELS, NotDrawn, Picture},
    place::Place,
};
use crate::platform::{Error, Result};

pub use written::Written;

/// The largest file that is taken.
pub const MOST_BYTES: u64 = 20 << 20;

/// A picture counts for this many megapixels at least, so that no more than two are drawn at once.
const LEAST_SHARE: u32 = MOST_MEGAPIXELS / 2;

/// Where attachments are kept.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    incoming: PathBuf,
    /// As many permits as there may be megapixels in memory at once.
    drawing: Arc<Semaphore>,
}

/// The two files an attachment may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is kept.
    Whole,
    /// The thumbnail of a picture.
    Thumbnail,
}

/// A file to be read.
pub struct Opened {
    /// Its bytes.
    pub size: u64,
    /// They come in pieces.
    pub bytes: BoxStream<'static, object_store::Result<actix_web::web::Bytes>>,
}

fn name(id: Id<attachment::Entity>, part: Part) -> path::Path {
    match part {
        Part::Whole => path::Path::from(id.to_string()),
        Part::Thumbnail => path::Path::from(format!("{id}.thumbnail")),
    }
}

impl Files {
    /// The files of the place that the setting names; makes its folder.
    ///
    /// # Errors
    /// `Internal` when the setting is no place, or the folder cannot be made.
    pub fn open(data_dir: &Path, setting: Option<&str>) -> Result<Self> {
        // Whatever speaks TLS in this process does so with ring; it may have been named before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            store: Place::parse(setting, data_dir)?.open()?,
            incoming: data_dir.join("incoming"),
            drawing: Arc::new(Semaphore::new(MOST_MEGAPIXELS as usize)),
        })
    }

    /// Where what is still coming in lies.
    pub fn incoming(&self) -> &Path {
        &self.incoming
    }

    /// Begins a file.
    ///
    /// # Errors
    /// `Internal` when the data folder cannot be written to.
    pub async fn draft(&self, id: Id<attachment::Entity>) -> Result<Draft> {
        fs::create_dir_all(&self.incoming).await.map_err(Error::internal)?;
        let path = self.incoming.join(id.to_string());
        let mut options = File::options();
        let file = options.read(true).write(true).create_new(true).open(&path).await;
        let file = file.map_err(Error::internal)?;
        fs::remove_file(&path).await.map_err(Error::internal)?;
        Ok(Draft { id, file, digest: Sha256::new(), head: Vec::new(), size: 0 })
    }

    /// Draws a picture anew, beside others as long as all of them fit into memory.
    ///
    /// # Errors
    /// `Internal` when the work cannot be handed to a thread.
    pub(super) async fn draw(
        &self,
        bytes: Vec<u8>,
        format: image::ImageFormat,
    ) -> Result<Result<Picture, NotDrawn>> {
        let share = match picture::megapixels(&bytes, format) {
            Ok(megapixels) => megapixels.clamp(LEAST_SHARE, MOST_MEGAPIXELS),
            Err(why) => return Ok(Err(why)),
        };
        let share = Arc::clone(&self.drawing).acquire_many_owned(share).await;
        let share = share.map_err(Error::internal)?;
        let drawn = tokio::task::spawn_blocking(move || {
            // Held until the work is done, also where nobody waits for it any more.
            let _share = share;
            picture::redraw(&bytes, format)
        });
        // A decoder that gives up on a picture has met a broken one.
        Ok(drawn.await.unwrap_or(Err(NotDrawn::Broken)))
    }

    /// Puts bytes in their place for good. They go away again unless they are told to stay.
    ///
    /// # Errors
    /// `Internal` when the place refuses.
    pub(super) async fn keep(
        &self,
        id: Id<attachment::Entity>,
        whole: Vec<u8>,
        thumbnail: Option<Vec<u8>>,
    ) -> Result<Kept> {
        let kept = Kept { files: self.clone(), id: Some(id) };
        if let Some(thumbnail) = thumbnail {
            self.put(&name(id, Part::Thumbnail), thumbnail).await?;
        }
        self.put(&name(id, Part::Whole), whole).await?;
        Ok(kept)
    }

    async fn put(&self, name: &path::Path, bytes: Vec<u8>) -> Result<()> {
        self.store.put(name, bytes.into()).await.map(drop).map_err(Error::internal)
    }

    /// Takes the files of a row away that is no more.
    ///
    /// # Errors
    /// `Internal` when the place refuses.
    pub(super) async fn discard(&self, id: Id<attachment::Entity>) -> Result<()> {
        for part in [Part::Thumbnail, Part::Whole] {
            match self.store.delete(&name(id, part)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(Error::internal(error)),
            }
        }
        Ok(())
    }

    /// Opens a file to be read.
    ///
    /// # Errors
    /// `Internal` when it is not there.
    pub async fn read_part(&self, id: Id<attachment::Entity>, part: Part) -> Result<Opened> {
        let file = self.store.get(&name(id, part)).await.map_err(Error::internal)?;
        Ok(Opened { size: file.meta.size, bytes: file.into_stream() })
    }

    /// All bytes of a file.
    ///
    /// # Errors
    /// `Internal` when it is not there.
    pub async fn read(&self, id: Id<attachment::Entity>) -> Result<Vec<u8>> {
        let file = self.store.get(&name(id, Part::Whole)).await.map_err(Error::internal)?;
        Ok(file.bytes().await.map_err(Error::internal)?.into())
    }
}

/// Files in their place whose row is not written yet.
#[must_use]
pub struct Kept {
    files: Files,
    id: Option<Id<attachment::Entity>>,
}

impl Kept {
    /// Their row is written: they stay.
    pub(super) fn stay(mut self) {
        self.id = None;
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let Some(id) = self.id else { return };
        let files = self.files.clone();
        // A file without a row is in nobody's reach: where it cannot be taken away it may stay.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { files.discard(id).await });
        }
    }
}

/// A file that is still coming in. Dropped, it leaves nothing.
pub struct Draft {
    /// The id it will have.
    pub id: Id<attachment::Entity>,
    file: File,
    digest: Sha256,
    head: Vec<u8>,
    size: u64,
}

impl Draft {
    /// Adds bytes; tells whether the file is still within `MOST_BYTES`.
    ///
    /// # Errors
    /// `Internal` when they cannot be written.
    pub async fn add(&mut self, bytes: &[u8]) -> Result<bool> {
        self.size += bytes.len() as u64;
        if self.size > MOST_BYTES {
            return Ok(false);
        }
        let room = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(room));
        self.digest.update(bytes);
        self.file.write_all(bytes).await.map_err(Error::internal)?;
        Ok(true)
    }

    /// The first bytes.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// All of them.
    ///
    /// # Errors
    /// `Internal` when they cannot be read back.
    pub(super) async fn bytes(&mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).map_err(Error::internal)?);
        self.file.flush().await.map_err(Error::internal)?;
        self.file.seek(SeekFrom::Start(0)).await.map_err(Error::internal)?;
        self.file.read_to_end(&mut bytes).await.map_err(Error::internal)?;
        Ok(bytes)
    }

    /// SHA-256 of what was sent, in hexadecimal.
    pub(super) fn sha256(&self) -> String {
        hexadecimal(self.digest.clone())
    }
}

/// SHA-256 of bytes, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(Sha256::new_with_prefix(bytes))
}

fn hexadecimal(digest: Sha256) -> String {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
