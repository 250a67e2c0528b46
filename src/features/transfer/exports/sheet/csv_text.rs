//! Comma-separated text as RFC 4180 has it, in UTF-8 with a byte-order mark, without which Excel
//! takes Chinese for another encoding.

use std::{
    borrow::Cow,
    fs::File,
    io::{BufWriter, Write},
};

use csv::{Terminator, Writer, WriterBuilder};

use super::{
    super::cell::{Cell, defused},
    failed,
};
use crate::platform::Result;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A text that is being written.
pub struct CsvText(Writer<BufWriter<File>>);

impl CsvText {
    pub(super) fn begin(mut file: File, headings: &[&str]) -> Result<Self> {
        file.write_all(BYTE_ORDER_MARK).map_err(failed)?;
        let rows =
            WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BufWriter::new(file));
        let mut text = Self(rows);
        text.0.write_record(headings).map_err(failed)?;
        Ok(text)
    }

    pub(super) fn write(&mut self, row: &[Cell]) -> Result<()> {
        self.0.write_record(row.iter().map(|cell| written(cell).into_owned())).map_err(failed)
    }

    pub(super) fn finish(self) -> Result<File> {
        let buffer = self.0.into_inner().map_err(failed)?;
        buffer.into_inner().map_err(failed)
    }
}

fn written(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => defused(text),
        Cell::Whole(number) => Cow::Owned(number.to_string()),
        Cell::Decimal(number) => Cow::Owned(number.to_string()),
    }
}
