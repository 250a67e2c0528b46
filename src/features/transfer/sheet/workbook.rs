//! Reads the sheets of an XLSX workbook, cell by cell, without holding a sheet twice.
//!
//! Expects that `archive` has let the file pass. Formulas give their last result; formats,
//! colours and hidden sheets are not looked at.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{BeyondHeader, Builder, Limits, Sheet, SheetError};
use crate::features::transfer::{clean, columns::RegisterKind};

/// Above this, a number with a fraction of none has lost digits in Excel.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

/// Reads the first visible sheet that has a header of this register.
pub(super) fn read(bytes: &[u8], kind: RegisterKind, limits: &Limits) -> Result<Sheet, SheetError> {
    // The parser indexes and adds unchecked in places, which a forged file can reach.
    let attempt = catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, kind, limits)));
    attempt.unwrap_or(Err(SheetError::NotARegister))
}

fn read_sheets(bytes: &[u8], kind: RegisterKind, limits: &Limits) -> Result<Sheet, SheetError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(parser_error)?;
    let sheets = workbook.sheets_metadata().iter();
    let names: Vec<String> = sheets
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut outcome = Err(SheetError::Empty);
    for name in names {
        match read_sheet(&mut workbook, &name, kind, limits) {
            // Only a sheet without this register leaves the next ones a chance.
            Err(SheetError::NoHeader) => outcome = Err(SheetError::NoHeader),
            Err(SheetError::Empty) => {}
            settled => return settled,
        }
    }
    outcome
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    kind: RegisterKind,
    limits: &Limits,
) -> Result<Sheet, SheetError> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(parser_error)?;
    let mut builder = Builder::new(kind, limits, BeyondHeader::Dropped);
    let mut current: Option<(u32, Vec<String>)> = None;
    while let Some(cell) = reader.next_cell().map_err(parser_error)? {
        let (row, column) = cell.get_position();
        let text = cell_text(cell.get_value());
        if clean::is_empty(&text) {
            continue;
        }
        let column = column as usize;
        if column >= limits.columns {
            return Err(SheetError::TooManyColumns);
        }
        let row = row.saturating_add(1);
        let cells = match current.take() {
            Some((same, cells)) if same == row => cells,
            // Rows are in order in every file that a program wrote.
            Some((later, _)) if later > row => return Err(SheetError::NotARegister),
            Some((before, cells)) => {
                builder.push(before, cells)?;
                Vec::new()
            }
            None => Vec::new(),
        };
        let (_, cells) = current.insert((row, cells));
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(place) = cells.get_mut(column) {
            *place = text;
        }
    }
    if let Some((row, cells)) = current {
        builder.push(row, cells)?;
    }
    builder.finish()
}

fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        // No register has a column of dates, so this is a number in the wrong format.
        DataRef::DateTime(moment) => number_text(moment.as_f64()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number as it was typed. One that Excel has rounded stays in exponent form, so that no code
/// with made-up zeros comes out of it.
fn number_text(number: f64) -> String {
    if number.abs() >= EXACT_INTEGERS { format!("{number:E}") } else { number.to_string() }
}

fn parser_error(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Encrypted,
        _ => SheetError::NotARegister,
    }
}
