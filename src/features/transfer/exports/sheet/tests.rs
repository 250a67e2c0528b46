//! What is written reads back, and no text of it is active.

use std::io::{Read, Seek};

use calamine::{Data, Reader, Xlsx};

use super::*;

const HEADINGS: &[&str] = &["名称", "数", "小数", "空"];
const HOSTILE: [&str; 5] =
    ["=HYPERLINK(\"http://x\",\"a\")", "+1", "甲,\"乙\"\r\n丙", "{=1}", "http://x/\u{1}"];

fn rows() -> Vec<Vec<Cell>> {
    let row = |text: &str| {
        vec![Cell::text(text), Cell::Whole(-999_999_999_999_999), Cell::Decimal(29.5), Cell::Empty]
    };
    HOSTILE.map(row).to_vec()
}

fn written(format: Format) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = tempfile::tempfile().unwrap();
    let mut sheet = Sheet::begin(file, format, HEADINGS, folder.path()).unwrap();
    sheet.write(&rows()).unwrap();
    let mut file = sheet.finish().unwrap();
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_csv_reads_back_and_begins_with_its_mark() {
    let bytes = written(Format::Csv);
    let text = String::from_utf8(bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    assert!(text.starts_with("名称,数,小数,空\r\n") && text.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    for (record, hostile) in records.iter().zip(HOSTILE) {
        let expected = super::super::cell::defused(hostile);
        assert_eq!(record.iter().collect::<Vec<_>>(), [&expected, "-999999999999999", "29.5", ""]);
    }
    assert_eq!(records.len(), HOSTILE.len());
}

#[test]
fn a_workbook_reads_back_without_formulas() {
    let bytes = written(Format::Xlsx);
    let mut book = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("导出").unwrap();
    let head: Vec<_> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(head, HEADINGS);
    for (row, hostile) in range.rows().skip(1).zip(HOSTILE) {
        assert_eq!(row[0], Data::String(hostile.to_owned()));
        assert_eq!(row[1..3], [Data::Float(-999_999_999_999_999.0), Data::Float(29.5)]);
        assert!(row.get(3).is_none_or(|cell| *cell == Data::Empty));
    }
    assert!(book.worksheet_formula("导出").unwrap().is_empty());
}
