//! Files that the programme itself writes, of any size: they go to their place in pieces, and lie
//! meanwhile in a file without a name.

use std::fs::File;

use entity::{Id, attachment};
use object_store::{ObjectStoreExt, WriteMultipart};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::{Files, Kept, Part, hexadecimal, name};
use crate::platform::{Error, Result};

/// Pieces of so many bytes: the least that a bucket takes.
const PIECE: usize = 5 << 20;
/// So many pieces may be on their way at once.
const ON_THEIR_WAY: usize = 2;

/// What lies in its place by now.
pub struct Written {
    pub(in crate::features::attachments) size: u64,
    pub(in crate::features::attachments) sha256: String,
    pub(in crate::features::attachments) kept: Kept,
}

impl Files {
    /// A file to write into. It has no name: it is gone with whoever holds it, however that ends.
    ///
    /// # Errors
    /// `Internal` when the data folder cannot be written to.
    pub async fn blank(&self) -> Result<File> {
        let incoming = self.incoming.clone();
        let made = tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&incoming)?;
            tempfile::tempfile_in(&incoming)
        });
        made.await.map_err(Error::internal)?.map_err(Error::internal)
    }

    /// Puts what was written in its place for good. It goes away again unless it is told to stay.
    ///
    /// # Errors
    /// `Internal` when it cannot be read back, or the place refuses.
    pub(in crate::features::attachments) async fn keep_written(
        &self,
        id: Id<attachment::Entity>,
        file: File,
    ) -> Result<Written> {
        let kept = Kept { files: self.clone(), id: Some(id) };
        let upload = self.store.put_multipart(&name(id, Part::Whole)).await;
        let mut upload =
            WriteMultipart::new_with_chunk_size(upload.map_err(Error::internal)?, PIECE);
        match copy(file, &mut upload).await {
            Ok((size, sha256)) => {
                upload.finish().await.map_err(Error::internal)?;
                Ok(Written { size, sha256, kept })
            }
            Err(error) => {
                upload.abort().await.map_err(Error::internal)?;
                Err(error)
            }
        }
    }
}

/// The size and the SHA-256 of what was copied.
async fn copy(file: File, upload: &mut WriteMultipart) -> Result<(u64, String)> {
    let mut file = tokio::fs::File::from_std(file);
    file.rewind().await.map_err(Error::internal)?;
    let (mut size, mut digest) = (0, Sha256::new());
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = file.read(&mut piece).await.map_err(Error::internal)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        upload.wait_for_capacity(ON_THEIR_WAY).await.map_err(Error::internal)?;
        digest.update(bytes);
        upload.write(bytes);
        size += bytes.len() as u64;
    }
    Ok((size, hexadecimal(digest)))
}
