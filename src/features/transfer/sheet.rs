//! Turns an uploaded file, XLSX or CSV, into a header and rows of plain text, within limits.
//!
//! Row numbers are those that a person sees in Excel or in a text editor. It knows headings only
//! in so far as it has to find the header; what the cells mean is read in `rows`.

mod archive;
mod csv_text;
mod error;
mod workbook;

pub use error::SheetError;

use super::clean;
use super::columns::{self, HEADER_WITHIN_ROWS, RegisterKind};

/// The beginning of a compound file: an encrypted XLSX or a workbook of Excel 97-2003.
const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
/// The beginning of a ZIP archive, which an XLSX is.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// What a file may cost before it is refused.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Size of the file as uploaded, in bytes.
    pub file_bytes: usize,
    /// Size of everything in an XLSX once unpacked, in bytes.
    pub unpacked_bytes: u64,
    /// Size of the text of all cells, in bytes.
    pub text_bytes: usize,
    /// Files inside an XLSX.
    pub parts: usize,
    /// Entries of an XLSX's table of shared texts.
    pub shared_strings: usize,
    /// Rows below the header that are not blank.
    pub rows: usize,
    /// Columns in use.
    pub columns: usize,
    /// Length of one cell, in bytes of UTF-8.
    pub cell_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            unpacked_bytes: 200 << 20,
            text_bytes: 64 << 20,
            parts: 1_000,
            shared_strings: 1_500_000,
            rows: 100_000,
            columns: 64,
            cell_bytes: 8 << 10,
        }
    }
}

/// A table as it stands in a file. Blank rows are left out; numbers count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The headings, one a column from the first column on; some may be empty.
    pub header: Vec<String>,
    /// The row of the header.
    pub header_row: u32,
    /// Each row's number and cells. A row can be shorter than the header, and one of a CSV file
    /// longer.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl Sheet {
    /// Reads a file. The content decides what it is; the name only keeps text that calls itself
    /// a workbook from being taken for CSV. Of a workbook, the first visible sheet with a header
    /// of this register is read. Takes up to seconds: run it off the async threads.
    pub fn read(
        bytes: &[u8],
        file_name: &str,
        kind: RegisterKind,
        limits: &Limits,
    ) -> Result<Self, SheetError> {
        if bytes.len() > limits.file_bytes {
            return Err(SheetError::TooLarge);
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(SheetError::Empty);
        }
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(compound_file(bytes, file_name));
        }
        if bytes.starts_with(ARCHIVE) {
            archive::check(bytes, limits)?;
            return workbook::read(bytes, kind, limits);
        }
        if has_ending(file_name, &[".xlsx", ".xlsm", ".xls"]) {
            return Err(SheetError::NotARegister);
        }
        csv_text::read(bytes, kind, limits)
    }
}

fn has_ending(file_name: &str, endings: &[&str]) -> bool {
    let name = file_name.trim().to_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

fn compound_file(bytes: &[u8], file_name: &str) -> SheetError {
    let contains = |entry: &str| {
        let name: Vec<u8> = entry.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    let is_old = has_ending(file_name, &[".xls"]) || contains("Workbook");
    if is_old && !contains("EncryptedPackage") {
        SheetError::OldExcel
    } else {
        SheetError::Encrypted
    }
}

/// What becomes of cells to the right of the last heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BeyondHeader {
    /// Notes beside the table of a workbook are no part of it.
    Dropped,
    /// In CSV they show that a comma has moved the cells of a row.
    Kept,
}

/// Takes rows one by one, keeps the first until the header shows, and counts what they cost.
struct Builder<'a> {
    kind: RegisterKind,
    limits: &'a Limits,
    beyond_header: BeyondHeader,
    header: Option<(u32, Vec<String>)>,
    rows: Vec<(u32, Vec<String>)>,
    text_bytes: usize,
}

impl<'a> Builder<'a> {
    fn new(kind: RegisterKind, limits: &'a Limits, beyond_header: BeyondHeader) -> Self {
        Self { kind, limits, beyond_header, header: None, rows: Vec::new(), text_bytes: 0 }
    }

    fn push(&mut self, row: u32, mut cells: Vec<String>) -> Result<(), SheetError> {
        self.trim(&mut cells);
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > self.limits.columns {
            return Err(SheetError::TooManyColumns);
        }
        if cells.iter().any(|cell| cell.len() > self.limits.cell_bytes) {
            return Err(SheetError::CellTooLong { row });
        }
        self.text_bytes += cells.iter().map(String::len).sum::<usize>();
        if self.text_bytes > self.limits.text_bytes {
            return Err(SheetError::TooLarge);
        }
        self.rows.push((row, cells));
        if self.header.is_none() && self.rows.len() == HEADER_WITHIN_ROWS {
            self.settle_header()?;
        }
        if self.header.is_some() && self.rows.len() > self.limits.rows {
            return Err(SheetError::TooManyRows);
        }
        Ok(())
    }

    fn settle_header(&mut self) -> Result<(), SheetError> {
        let at = columns::find_header(self.kind, &self.rows).ok_or(SheetError::NoHeader)?;
        self.header = self.rows.drain(..=at).next_back();
        let mut rows = std::mem::take(&mut self.rows);
        for (_, cells) in &mut rows {
            self.trim(cells);
        }
        rows.retain(|(_, cells)| !cells.is_empty());
        self.rows = rows;
        Ok(())
    }

    fn trim(&self, cells: &mut Vec<String>) {
        if let (Some((_, header)), BeyondHeader::Dropped) = (&self.header, self.beyond_header) {
            cells.truncate(header.len());
        }
        while cells.last().is_some_and(|cell| clean::is_empty(cell)) {
            cells.pop();
        }
    }

    fn finish(mut self) -> Result<Sheet, SheetError> {
        if self.header.is_none() && !self.rows.is_empty() {
            self.settle_header()?;
        }
        let (header_row, header) = self.header.ok_or(SheetError::Empty)?;
        if self.rows.is_empty() {
            return Err(SheetError::Empty);
        }
        if self.rows.len() > self.limits.rows {
            return Err(SheetError::TooManyRows);
        }
        Ok(Sheet { header, header_row, rows: self.rows })
    }
}

#[cfg(test)]
mod tests;
