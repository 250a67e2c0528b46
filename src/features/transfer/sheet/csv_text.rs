//! Reads CSV text: UTF-8 with or without a byte-order mark, else GB18030 as Chinese Excel saves.
//!
//! Commas separate cells. A row's number is the line on which it begins.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::{BeyondHeader, Builder, Limits, Sheet, SheetError};
use crate::features::transfer::columns::RegisterKind;

pub(super) fn read(bytes: &[u8], kind: RegisterKind, limits: &Limits) -> Result<Sheet, SheetError> {
    let text = decoded(bytes)?;
    if text.contains('\0') {
        return Err(SheetError::NotARegister);
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut builder = Builder::new(kind, limits, BeyondHeader::Kept);
    let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(SheetError::NotARegister),
        }
        let row = lines.of_record_after(usize::try_from(start).unwrap_or(usize::MAX));
        builder.push(row, record.iter().map(str::to_owned).collect())?;
    }
    builder.finish()
}

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(SheetError::BadEncoding)
}

/// Counts lines as an editor does. The reader's own count is off after blank lines and CRLF.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl LineCounter<'_> {
    /// The line of the first record that begins at or after `start`, which may be in front of
    /// line ends. Must be asked in order.
    fn of_record_after(&mut self, start: usize) -> u32 {
        while let Some(&symbol) = self.text.get(self.at) {
            let is_line_end = matches!(symbol, b'\r' | b'\n');
            if self.at >= start && !is_line_end {
                break;
            }
            let is_pair = symbol == b'\r' && self.text.get(self.at + 1) == Some(&b'\n');
            if is_line_end && !is_pair {
                self.line = self.line.saturating_add(1);
            }
            self.at += 1;
        }
        self.line
    }
}
