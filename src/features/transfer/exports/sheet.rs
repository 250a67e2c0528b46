//! The file of an export as it grows, row by row: what has been written leaves memory.
//!
//! It blocks: it is written to on threads where nobody waits.

mod csv_text;
mod workbook;

use std::{fs::File, path::Path};

use entity::export_run::Format;

use self::{csv_text::CsvText, workbook::Book};
use super::cell::Cell;
use crate::{
    features::attachments::media,
    platform::{Error, Result},
};

/// A file that is being written.
pub enum Sheet {
    /// Comma-separated text.
    Csv(Box<CsvText>),
    /// A workbook.
    Xlsx(Box<Book>),
}

impl Sheet {
    /// Begins a file with its headings. What a workbook puts aside lies in `folder` meanwhile.
    ///
    /// # Errors
    /// `Internal` when it cannot be written.
    pub fn begin(
        file: File,
        format: Format,
        headings: &'static [&'static str],
        folder: &Path,
    ) -> Result<Self> {
        Ok(match format {
            Format::Csv => Self::Csv(Box::new(CsvText::begin(file, headings)?)),
            Format::Xlsx => Self::Xlsx(Box::new(Book::begin(file, headings, folder)?)),
        })
    }

    /// Writes rows below those that stand.
    ///
    /// # Errors
    /// As `begin`.
    pub fn write(&mut self, rows: &[Vec<Cell>]) -> Result<()> {
        rows.iter().try_for_each(|row| match self {
            Self::Csv(text) => text.write(row),
            Self::Xlsx(book) => book.write(row),
        })
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As `begin`.
    pub fn finish(self) -> Result<File> {
        match self {
            Self::Csv(text) => text.finish(),
            Self::Xlsx(book) => book.finish(),
        }
    }
}

/// What a file of this format ends in, and its media type.
pub const fn kind_of(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Csv => ("csv", media::CSV),
        Format::Xlsx => ("xlsx", media::XLSX),
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::internal(format!("an export was not written: {error}"))
}

#[cfg(test)]
mod tests;
