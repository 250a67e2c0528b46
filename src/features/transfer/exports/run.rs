//! One export from its first row to its end: a stretch of rows is read, turned into cells, written
//! and let go, and how far it is stands in the row for whoever asks, on whichever server.

use std::fs::File;

use entity::export_run::{self, List};
use sea_orm::ActiveValue::Set;

use super::{
    cell::Cell,
    ending::{fail, finish},
    limits::STRETCH,
    lists::Listed,
    policy,
    sheet::{Sheet, kind_of},
};
use crate::{
    features::attachments::{ExportFile, Files, store_export},
    platform::{Error, Result, clock::local, viewer::Viewer, walk::Walk},
};

/// An export that has begun.
pub struct Export<E: Listed> {
    /// Its row.
    pub run: export_run::Model,
    /// Within whose reach its rows are.
    pub viewer: Viewer,
    /// Where its file goes.
    pub files: Files,
    /// The rows.
    pub rows: Walk<E>,
}

impl<E: Listed> Export<E>
where
    E::Model: Sync + 'static,
{
    /// Writes the file and puts it in its place; or writes down why not.
    ///
    /// # Errors
    /// What the export failed with; there is no file then.
    pub async fn finish(mut self) -> Result<()> {
        let ended = self.write_and_end().await;
        if let Err(error) = &ended {
            let mut tx = self.viewer.begin(policy::FINISH).await?;
            let before = tx.edit::<export_run::Entity>(self.run.id).await?;
            fail(&mut tx, &before, error).await?;
            tx.commit().await?;
        }
        ended
    }

    async fn write_and_end(&mut self) -> Result<()> {
        let (content, rows) = self.write().await?;
        let (ending, media_type) = kind_of(self.run.format);
        let began = local(self.run.started_at).format("%Y%m%d-%H%M");
        let file = ExportFile {
            id: self.viewer.clock().new_id(),
            run_id: self.run.id,
            owner_id: self.run.started_by_id,
            name: format!("{}-{began}.{ending}", title(E::LIST)),
            media_type,
        };
        let stored = store_export(&self.files, file, content).await?;
        let mut tx = self.viewer.begin(policy::FINISH).await?;
        finish(&mut tx, self.run.id, rows).await?;
        let standing = stored.enter(&mut tx).await?;
        tx.commit().await?;
        standing.stay();
        Ok(())
    }

    /// The file, and how many rows are in it.
    async fn write(&mut self) -> Result<(File, i32)> {
        let (blank, folder) = (self.files.blank().await?, self.files.incoming().to_owned());
        let format = self.run.format;
        let begin = move || Sheet::begin(blank, format, E::HEADINGS, &folder);
        let mut sheet = aside(begin).await?;
        let mut done = 0;
        loop {
            let rows = self.rows.next(STRETCH).await?;
            // What was read of related rows goes with the stretch.
            let lines = E::lines(&self.viewer.afresh(), &rows).await?;
            done += rows.len();
            sheet = aside(move || with(sheet, &lines)).await?;
            if (rows.len() as u64) < STRETCH {
                break;
            }
            self.note(number(done)?).await?;
        }
        Ok((aside(move || sheet.finish()).await?, number(done)?))
    }

    async fn note(&self, rows_done: i32) -> Result<()> {
        let mut tx = self.viewer.begin(policy::FINISH).await?;
        let before = tx.edit::<export_run::Entity>(self.run.id).await?;
        let so_far = export_run::ActiveModel { rows_done: Set(rows_done), ..Default::default() };
        tx.update(&before, so_far).await?;
        tx.commit().await
    }
}

fn with(mut sheet: Sheet, lines: &[Vec<Cell>]) -> Result<Sheet> {
    sheet.write(lines)?;
    Ok(sheet)
}

/// Does what blocks on a thread where nobody waits for it.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

fn number(rows: usize) -> Result<i32> {
    i32::try_from(rows).map_err(Error::internal)
}

/// What a file of the list is called.
const fn title(list: List) -> &'static str {
    match list {
        List::Enterprises => "企业",
        List::Officers => "民警",
        List::Associations => "行业协会",
        List::Agencies => "单位",
        List::Assignments => "挂联",
        List::Visits => "走访",
        List::ServiceRequests => "诉求",
        List::Escalations => "上报",
        List::TaskForces => "专班",
        List::LiaisonStations => "联络站",
        List::LiaisonOffices => "在外联络室",
        List::Kiosks => "自助机",
    }
}
