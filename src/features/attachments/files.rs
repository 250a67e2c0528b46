//! Keeps the bytes of attachments, one file each, named by the row's id. A file appears whole or
//! not at all: it is written under another name, synced, and then renamed.

use std::path::{Path, PathBuf};

use entity::{Id, attachment};
use sha2::{Digest, Sha256};
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt,
};

use super::media::HEAD_BYTES;
use crate::platform::{Error, Result};

/// The largest file that is taken.
pub const MOST_BYTES: u64 = 20 << 20;

/// The folder of attachments.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The folder `attachments` in the data folder; made when the first file comes.
    pub fn within(data_dir: &Path) -> Self {
        Self { folder: data_dir.join("attachments") }
    }

    fn path(&self, id: Id<attachment::Entity>) -> PathBuf {
        self.folder.join(id.to_string())
    }

    /// Begins a file.
    ///
    /// # Errors
    /// `Internal` when the folder cannot be written to.
    pub async fn draft(&self, id: Id<attachment::Entity>) -> Result<Draft> {
        fs::create_dir_all(&self.folder).await.map_err(Error::internal)?;
        let path = self.folder.join(format!("{id}.part"));
        let file = File::create_new(&path).await.map_err(Error::internal)?;
        Ok(Draft {
            id,
            file,
            unfinished: Unfinished(path),
            digest: Sha256::new(),
            head: Vec::new(),
            size: 0,
        })
    }

    /// Puts a draft in its place for good.
    ///
    /// # Errors
    /// `Internal` when the file system refuses.
    pub(super) async fn keep(&self, draft: Draft) -> Result<()> {
        let Draft { id, mut file, unfinished, .. } = draft;
        file.flush().await.map_err(Error::internal)?;
        file.sync_all().await.map_err(Error::internal)?;
        fs::rename(&unfinished.0, self.path(id)).await.map_err(Error::internal)?;
        let folder = File::open(&self.folder).await.map_err(Error::internal)?;
        folder.sync_all().await.map_err(Error::internal)
    }

    /// Takes a file away whose row was not written after all.
    pub(super) async fn discard(&self, id: Id<attachment::Entity>) {
        // A file without a row is in nobody's reach.
        let _ = fs::remove_file(self.path(id)).await;
    }

    /// Opens a file to be read.
    ///
    /// # Errors
    /// `Internal` when it is not there.
    pub async fn open(&self, id: Id<attachment::Entity>) -> Result<File> {
        File::open(self.path(id)).await.map_err(Error::internal)
    }

    /// All bytes of a file.
    ///
    /// # Errors
    /// `Internal` when it is not there.
    pub async fn read(&self, id: Id<attachment::Entity>) -> Result<Vec<u8>> {
        fs::read(self.path(id)).await.map_err(Error::internal)
    }
}

/// A file that is still coming in. Dropped before it is kept, it leaves nothing.
pub struct Draft {
    /// The id it will have.
    pub id: Id<attachment::Entity>,
    file: File,
    unfinished: Unfinished,
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

    /// How many bytes there are.
    pub(super) const fn size(&self) -> u64 {
        self.size
    }

    /// SHA-256 of them, in hexadecimal.
    pub(super) fn sha256(&self) -> String {
        let digest = self.digest.clone().finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The path of a file that goes away unless it was renamed.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Gone already when it was kept.
        let _ = std::fs::remove_file(&self.0);
    }
}
