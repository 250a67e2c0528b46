//! A workbook of one sheet. Texts are texts: no cell of it is ever a formula or a link.

use std::{fs::File, path::Path};

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{super::cell::Cell, failed};
use crate::platform::Result;

/// As many characters as a cell can hold.
const MOST_CHARS: usize = 32_767;
const WIDTH: f64 = 18.0;
const SHEET: &str = "导出";

/// A workbook that is being written.
pub struct Book {
    file: File,
    workbook: Workbook,
    row: u32,
}

impl Book {
    pub(super) fn begin(file: File, headings: &[&str], folder: &Path) -> Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder).map_err(failed)?;
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        head(sheet, headings).map_err(failed)?;
        Ok(Self { file, workbook, row: 1 })
    }

    pub(super) fn write(&mut self, row: &[Cell]) -> Result<()> {
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        for (column, cell) in (0u16..).zip(row) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => {
                    let text: String = text.chars().take(MOST_CHARS).collect();
                    sheet.write_string(self.row, column, text)
                }
                // Up to 2^53 whole numbers are exact here, and money ends at 10^15.
                Cell::Whole(number) => sheet.write_number(self.row, column, *number as f64),
                Cell::Decimal(number) => sheet.write_number(self.row, column, *number),
            }
            .map_err(failed)?;
        }
        self.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<File> {
        self.workbook.save_to_writer(&mut self.file).map_err(failed)?;
        Ok(self.file)
    }
}

fn head(sheet: &mut Worksheet, headings: &[&str]) -> Result<(), rust_xlsxwriter::XlsxError> {
    sheet.set_name(SHEET)?.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0u16..).zip(headings) {
        sheet.set_column_width(column, WIDTH)?;
        sheet.write_string_with_format(0, column, *heading, &bold)?;
    }
    Ok(())
}
