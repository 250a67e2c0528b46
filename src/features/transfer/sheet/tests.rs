//! Good files, files as people save them, and files made to do harm.

use std::io::{Cursor, Write};
use std::path::Path;

use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

const HEADER: &str = "企业名称,统一社会信用代码,所属镇街";
const ROW: &str = "浙江宏旺电子科技厂,91330681LCR63F0W04,浣东街道";

fn data(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(path).expect("a file of the repository")
}

fn read(bytes: &[u8], file_name: &str) -> Result<Sheet, SheetError> {
    Sheet::read(bytes, file_name, RegisterKind::Enterprises, &Limits::default())
}

#[track_caller]
fn refused(bytes: &[u8], file_name: &str, error: SheetError) {
    assert_eq!(read(bytes, file_name).map(|sheet| sheet.rows.len()), Err(error), "{file_name}");
}

/// An XLSX with these parts besides the description of a workbook with one sheet.
fn workbook(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let sheets =
        "<workbook><sheets><sheet name=\"名录\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let root = relations("officeDocument", "xl/workbook.xml");
    let of_workbook = relations("worksheet", "worksheets/sheet1.xml");
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("xl/_rels/workbook.xml.rels", of_workbook.as_str()),
        ("xl/workbook.xml", sheets),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend_from_slice(more);
    archive_of(&parts)
}

fn archive_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default().compression_level(Some(1)))
            .expect("a part");
        archive.write_all(content.as_bytes()).expect("its content");
    }
    archive.finish().expect("an archive").into_inner()
}

fn inline(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn header_row(row: u32) -> String {
    let cells = HEADER.split(',').zip(["A", "B", "C"]);
    cells.map(|(heading, column)| inline(&format!("{column}{row}"), heading)).collect()
}

fn sheet_of(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

#[test]
fn the_sample_registers_are_read_whole() {
    let xlsx = read(&data("enterprises.xlsx"), "enterprises.xlsx").expect("a register");
    let csv = read(&data("enterprises.gb18030.csv"), "enterprises.csv").expect("a register");
    assert_eq!((xlsx.header_row, csv.header_row), (2, 1));
    assert_eq!((xlsx.rows.len(), csv.rows.len()), (10_040, 10_040));
    assert_eq!(xlsx.header, csv.header);
    assert_eq!(xlsx.header.len(), 12);
    for ((xlsx_row, _), (csv_row, _)) in xlsx.rows.iter().zip(&csv.rows) {
        assert_eq!(*xlsx_row, csv_row + 1);
    }
}

#[test]
fn both_encodings_and_the_byte_order_mark_are_understood() {
    let text = format!("{HEADER}\r\n{ROW}\r\n");
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let plain = read(text.as_bytes(), "a.csv").expect("UTF-8");
    assert_eq!(plain.rows.first().map(|(row, cells)| (*row, cells.len())), Some((2, 3)));
    assert_eq!(read(&gb, "a.csv").as_ref(), Ok(&plain));
    assert_eq!(read(&with_mark, "a.CSV").as_ref(), Ok(&plain));
}

#[test]
fn rows_are_numbered_as_an_editor_shows_them() {
    for line_end in ["\n", "\r\n", "\r"] {
        let lines = [
            "名录",
            "",
            ",,",
            HEADER,
            ROW,
            "",
            " ,\u{3000},",
            "\"两\n行\",x,y",
            ROW,
            "",
            "",
            ROW,
            "",
        ];
        let sheet = read(lines.join(line_end).as_bytes(), "a.csv").expect("a register");
        assert_eq!(sheet.header_row, 4, "{line_end:?}");
        let rows: Vec<u32> = sheet.rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [5, 8, 10, 13], "{line_end:?}");
    }
}

#[test]
fn cells_of_every_type_become_text() {
    let shared = "<sst uniqueCount=\"1\"><si><r><t>共享</t></r><r><t>文本</t></r></si></sst>";
    let row = "<c t=\"s\"><v>0</v></c><c><v>26</v></c><c t=\"n\"><v>4530.5</v></c>";
    let others =
        "<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"str\"><f>A1</f><v>x</v></c>";
    let rounded = "<c><v>9.1330681000000013E+17</v></c><c><v>13008063608</v></c>";
    let rows = format!(
        "<row r=\"3\">{}{}</row><row r=\"7\"/><row r=\"9\">{row}{others}{rounded}</row>",
        header_row(3),
        ["D3", "E3", "F3", "G3", "H3"].map(|cell| inline(cell, "其他")).concat(),
    );
    let bytes = workbook(&sheet_of(&rows), &[("xl/sharedStrings.xml", shared)]);
    let sheet = read(&bytes, "a.xlsx").expect("a register");
    assert_eq!(sheet.header_row, 3);
    let cells: Vec<String> =
        ["共享文本", "26", "4530.5", "true", "#N/A", "x", "9.133068100000001E17", "13008063608"]
            .map(str::to_owned)
            .into();
    assert_eq!(sheet.rows, [(9, cells)]);
}

#[test]
fn notes_beside_the_table_of_a_workbook_are_left_out() {
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}{}</row><row r=\"3\">{}</row>",
        header_row(1),
        inline("A2", "甲"),
        inline("F2", "待核"),
        inline("H3", "待核"),
    );
    let sheet = read(&workbook(&sheet_of(&rows), &[]), "a.xlsx").expect("a register");
    assert_eq!(sheet.rows, [(2, vec!["甲".to_owned()])]);
}

#[test]
fn the_first_visible_sheet_with_a_header_is_read() {
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"o/relationships/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: &str| format!("<Relationships>{inner}</Relationships>");
    let root = relations(&relation(1, "officeDocument", "xl/workbook.xml"));
    let sheets: String =
        (1..=3).map(|id| relation(id, "worksheet", &format!("worksheets/s{id}.xml"))).collect();
    let table = |name: &str| {
        let header = header_row(1);
        sheet_of(&format!("<row r=\"1\">{header}</row><row r=\"2\">{}</row>", inline("A2", name)))
    };
    let list = "<workbook><sheets><sheet name=\"旧\" state=\"hidden\" r:id=\"r1\"/>\
                <sheet name=\"说明\" r:id=\"r2\"/><sheet name=\"名录\" r:id=\"r3\"/></sheets></workbook>";
    let bytes = archive_of(&[
        ("_rels/.rels", &root),
        ("xl/_rels/workbook.xml.rels", &relations(&sheets)),
        ("xl/workbook.xml", list),
        ("xl/worksheets/s1.xml", &table("旧")),
        ("xl/worksheets/s2.xml", &sheet_of(&format!("<row>{}</row>", inline("A1", "填表说明")))),
        ("xl/worksheets/s3.xml", &table("新")),
    ]);
    let sheet = read(&bytes, "a.xlsx").expect("a register");
    assert_eq!(sheet.rows, [(2, vec!["新".to_owned()])]);
}

#[test]
fn what_holds_no_rows_is_refused() {
    refused(b"", "a.csv", SheetError::Empty);
    refused(b" \r\n ", "a.xlsx", SheetError::Empty);
    refused(",,\n,,".as_bytes(), "a.csv", SheetError::Empty);
    refused(HEADER.as_bytes(), "a.csv", SheetError::Empty);
    refused(ROW.as_bytes(), "a.csv", SheetError::NoHeader);
    refused(&workbook(&sheet_of(""), &[]), "a.xlsx", SheetError::Empty);
    let only_header = sheet_of(&format!("<row r=\"1\">{}</row>", header_row(1)));
    refused(&workbook(&only_header, &[]), "a.xlsx", SheetError::Empty);
}

#[test]
fn what_is_no_register_is_refused() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    for name in ["a.png", "a.csv"] {
        let error = read(png, name).expect_err("a picture");
        assert!(matches!(error, SheetError::BadEncoding | SheetError::NotARegister), "{error:?}");
    }
    refused(png, "a.xlsx", SheetError::NotARegister);
    refused(HEADER.as_bytes(), "a.xlsx", SheetError::NotARegister);
    refused(b"\xff\xfe\x01\x4f", "a.csv", SheetError::BadEncoding);
    refused(b"PK\x03\x04 and nothing more", "a.xlsx", SheetError::NotARegister);
    refused(
        &archive_of(&[("word/document.xml", "<document/>")]),
        "a.docx",
        SheetError::NotARegister,
    );
    let late = format!("{}{HEADER}\n{ROW}", "说明\n".repeat(10));
    refused(late.as_bytes(), "a.csv", SheetError::NoHeader);
}

#[test]
fn a_compound_file_is_encrypted_or_old() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let with = |name: &str| [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", utf16(name).as_slice()].concat();
    refused(&with(""), "a.xlsx", SheetError::Encrypted);
    refused(&with("EncryptedPackage"), "a.xls", SheetError::Encrypted);
    refused(&with("Workbook"), "a.xlsx", SheetError::OldExcel);
    refused(&with(""), "旧名录.XLS", SheetError::OldExcel);
}

#[test]
fn limits_hold() {
    let limits =
        Limits { rows: 3, columns: 4, text_bytes: 2_000, cell_bytes: 300, ..Limits::default() };
    let attempt = |text: &str| {
        let sheet = Sheet::read(text.as_bytes(), "a.csv", RegisterKind::Enterprises, &limits);
        sheet.map(|sheet| sheet.rows.len())
    };
    let rows = |count| format!("{HEADER}\n{}", format!("{ROW}\n").repeat(count));
    assert_eq!(attempt(&rows(3)), Ok(3));
    assert_eq!(attempt(&rows(4)), Err(SheetError::TooManyRows));
    assert_eq!(attempt(&rows(20)), Err(SheetError::TooManyRows));
    assert_eq!(attempt(&format!("{HEADER}\n{ROW},a,,,,")), Ok(1));
    assert_eq!(attempt(&format!("{HEADER}\n{ROW},a,b")), Err(SheetError::TooManyColumns));
    let open = format!("{HEADER}\n{ROW}\n\"{}", format!("{ROW}\n").repeat(10));
    assert_eq!(attempt(&open), Err(SheetError::CellTooLong { row: 3 }));
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    let answer = Sheet::read(rows(1).as_bytes(), "a.csv", RegisterKind::Enterprises, &limits);
    assert_eq!(answer, Err(SheetError::TooLarge));
}

#[test]
fn sixty_five_columns_are_one_too_many() {
    let wide = format!("{HEADER}{}\n{ROW}", ",列".repeat(62));
    refused(wide.as_bytes(), "a.csv", SheetError::TooManyColumns);
    let at_limit = format!("{HEADER}{}\n{ROW}", ",列".repeat(61));
    assert!(read(at_limit.as_bytes(), "a.csv").is_ok());
    let far = sheet_of(&format!("<row r=\"1\">{}{}</row>", header_row(1), inline("XFD1", "远")));
    refused(&workbook(&far, &[]), "a.xlsx", SheetError::TooManyColumns);
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let bomb = workbook(&" ".repeat(2 << 20), &[]);
    assert!(bomb.len() < 100_000);
    let answer = Sheet::read(&bomb, "a.xlsx", RegisterKind::Enterprises, &limits);
    assert_eq!(answer, Err(SheetError::ZipBomb));

    refused(&workbook(&" ".repeat(201 << 20), &[]), "a.xlsx", SheetError::ZipBomb);
    // Within the limit, but no register packs so well, and the parser would hold it whole.
    refused(&workbook(&"<row/>".repeat(2 << 20), &[]), "a.xlsx", SheetError::ZipBomb);
    refused(&workbook(&" ".repeat(5 << 20), &[]), "a.xlsx", SheetError::ZipBomb);

    let many: Vec<String> = (0..1_001).map(|part| format!("xl/{part}.xml")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "")).collect();
    refused(&archive_of(&many), "a.xlsx", SheetError::ZipBomb);

    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1 << 20));
    refused(&workbook(&sheet_of(""), &[("xl/styles.xml", &styles)]), "a.xlsx", SheetError::ZipBomb);
}

#[test]
fn a_directory_that_lies_about_sizes_is_noticed() {
    let mut bytes = workbook(&" ".repeat(2 << 20), &[]);
    let size = (2_u32 << 20).to_le_bytes();
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, window)| *window == size)
        .map(|(at, _)| at)
        .collect();
    assert_eq!(places.len(), 2, "in the part and in the directory");
    for at in places {
        bytes.get_mut(at..at + 4).expect("found there").copy_from_slice(&1_000_u32.to_le_bytes());
    }
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let answer = Sheet::read(&bytes, "a.xlsx", RegisterKind::Enterprises, &limits);
    assert_eq!(answer, Err(SheetError::NotARegister));
}

#[test]
fn a_table_of_texts_that_claims_to_be_endless_is_refused() {
    for claim in ["99999999999", "9223372036854775807", "99999999999999999999999", "-1", ""] {
        let table = format!("<sst uniqueCount = '{claim}'><si><t>x</t></si></sst>");
        let bytes = workbook(&sheet_of(""), &[("xl/SharedStrings.xml", &table)]);
        refused(&bytes, "a.xlsx", SheetError::NotARegister);
    }
    let table = format!("<sst>{}</sst>", "<si/>".repeat(1_500_001));
    let bytes = workbook(&sheet_of(""), &[("xl/sharedStrings.xml", &table)]);
    refused(&bytes, "a.xlsx", SheetError::TooLarge);
}

#[test]
fn forged_sheets_are_refused_without_a_panic() {
    for sheet in [
        "",
        "<worksheet/>",
        "<worksheet><dimension ref=\"B2:A1\"/><sheetData/></worksheet>",
        "<worksheet><sheetData><row r=\"99999999999\"><c r=\"A99999999999\"><v>1</v></c></row>",
        "<worksheet><sheetData><row><c r=\"ZZZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c r=\"A2\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
    ] {
        let error = read(&workbook(sheet, &[]), "a.xlsx").expect_err(sheet);
        let expected = [SheetError::NotARegister, SheetError::TooManyColumns, SheetError::Empty];
        assert!(expected.contains(&error), "{sheet}: {error:?}");
    }
}

#[test]
fn every_error_has_its_own_code_and_words() {
    let errors = [
        SheetError::NotARegister,
        SheetError::Empty,
        SheetError::TooLarge,
        SheetError::Encrypted,
        SheetError::OldExcel,
        SheetError::ZipBomb,
        SheetError::TooManyRows,
        SheetError::TooManyColumns,
        SheetError::CellTooLong { row: 7 },
        SheetError::BadEncoding,
        SheetError::NoHeader,
    ];
    let codes: std::collections::HashSet<_> = errors.iter().map(|error| error.code()).collect();
    assert_eq!(codes.len(), errors.len());
    assert!(SheetError::CellTooLong { row: 7 }.to_string().contains('7'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_bytes_are_never_a_register(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        for name in ["a.csv", "a.xlsx"] {
            prop_assert!(read(&bytes, name).is_err());
        }
        prop_assert!(read(&[ARCHIVE, &bytes].concat(), "a.xlsx").is_err());
        prop_assert!(read(&[COMPOUND_FILE, &bytes].concat(), "a.xlsx").is_err());
    }

    #[test]
    fn a_damaged_workbook_never_panics(at in 0_usize..3_000, symbol in any::<u8>()) {
        let rows = format!("<row r=\"1\">{}</row><row r=\"2\">{}</row>", header_row(1), inline("A2", "甲"));
        let mut bytes = workbook(&sheet_of(&rows), &[]);
        let at = at % bytes.len();
        if let Some(place) = bytes.get_mut(at) {
            *place = symbol;
        }
        let _ = read(&bytes, "a.xlsx");
    }
}
