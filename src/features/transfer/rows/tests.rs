//! The sample registers whole, and every reason for which a row is refused.

use std::collections::HashMap;
use std::path::Path;

use super::*;
use crate::features::transfer::columns::RegisterKind;
use crate::features::transfer::sheet::{Limits, Sheet};

fn sample(name: &str, kind: RegisterKind) -> (Sheet, Columns) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let bytes = std::fs::read(path).expect("a file of the repository");
    let sheet = Sheet::read(&bytes, name, kind, &Limits::default()).expect("a register");
    let columns = Columns::find(kind, &sheet.header).expect("all obligatory columns");
    assert!(columns.unknown().is_empty());
    (sheet, columns)
}

fn sample_towns() -> Vec<TownRow> {
    let (sheet, columns) = sample("towns.csv", RegisterKind::Towns);
    let mut reader = TownReader::new(&columns);
    let rows = sheet.rows.iter().map(|(row, cells)| reader.read(*row, cells));
    rows.map(|row| row.expect("a good row").value).collect()
}

fn town_names() -> TownNames<String> {
    let mut names = TownNames::default();
    for town in sample_towns() {
        names.add(&town.name, town.former_names.iter().map(String::as_str), town.code.clone());
    }
    names
}

fn sample_rejects(row_column: &str) -> Vec<(u32, String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/enterprises.rejects.csv");
    let mut reader = csv::Reader::from_path(path).expect("a file of the repository");
    let rows = reader.deserialize::<HashMap<String, String>>().map(|row| row.expect("a row"));
    let rejects = rows.map(|mut row| {
        let mut cell = |column: &str| row.remove(column).expect(column);
        (cell(row_column).parse().expect("a number"), cell("column"), cell("reason"))
    });
    rejects.collect()
}

#[test]
fn the_sample_of_enterprises_lands_but_for_the_rejects() {
    let names = town_names();
    let town_of = |name: &str| names.resolve(name);
    for (file, row_column) in
        [("enterprises.xlsx", "xlsx_row"), ("enterprises.gb18030.csv", "csv_row")]
    {
        let (sheet, columns) = sample(file, RegisterKind::Enterprises);
        let mut reader = EnterpriseReader::new(&columns, &town_of);
        let (mut landed, mut refused) = (Vec::new(), Vec::new());
        for (row, cells) in &sheet.rows {
            match reader.read(*row, cells) {
                Ok(parsed) => landed.push(parsed),
                Err(refusal) => {
                    refused.push((refusal.row, refusal.column, refusal.reason.to_owned()))
                }
            }
        }
        assert_eq!(refused, sample_rejects(row_column), "{file}");
        assert_eq!(landed.len(), 10_000, "{file}");
        let warnings: Vec<_> = landed.iter().flat_map(|parsed| &parsed.warnings).collect();
        assert_eq!(warnings.len(), 20, "{file}");
        assert!(warnings.iter().all(|warning| warning.reason == "credit_code_entity_check"));
        let first = &landed.first().expect("the first row").value;
        assert_eq!(first.name, "浙江宏旺电子科技厂");
        assert_eq!(first.revenue_cny, Some(45_305_000));
        assert_eq!((first.employees, first.above_scale), (Some(26), Some(true)));
        let renamed = landed.iter().filter(|parsed| parsed.value.town == "330681005");
        assert_eq!(renamed.count(), 1_384, "大唐街道 and 草塔镇");
    }
}

#[test]
fn the_sample_of_towns_lands_whole() {
    let towns = sample_towns();
    assert_eq!(towns.len(), 23);
    let south = towns.iter().find(|town| town.name == "暨南街道").expect("a town");
    assert_eq!(south.former_names, ["街亭镇", "王家井镇"]);
    assert_eq!(south.leading_industries, ["弹簧", "机械", "化纤"]);
    for former in ["草塔", "王家井", "街亭", "阮市", "江藻", "直埠", "里浦"] {
        assert!(town_names().resolve(former).is_some(), "{former}");
    }
}

#[test]
fn the_samples_of_agencies_and_officers_land_whole() {
    let names = town_names();
    let town_of = |name: &str| names.resolve(name);
    let (sheet, columns) = sample("agencies.csv", RegisterKind::Agencies);
    let agencies = agency_names(&columns, &sheet.rows);
    let is_known = |name: &str| agencies.contains(name);
    let mut reader = AgencyReader::new(&columns, &is_known, &town_of);
    for (row, cells) in &sheet.rows {
        reader.read(*row, cells).expect("a good row");
    }
    assert_eq!(agencies.len(), 172);

    let agency_of = |name: &str| agencies.get(name).cloned();
    let (sheet, columns) = sample("officers.csv", RegisterKind::Officers);
    let mut reader = OfficerReader::new(&columns, &agency_of, &town_of);
    let rows = sheet.rows.iter().map(|(row, cells)| reader.read(*row, cells).expect("a good row"));
    let officers: Vec<_> = rows.map(|parsed| parsed.value).collect();
    assert_eq!(officers.len(), 1_000);
    let first = officers.first().expect("the first row");
    assert_eq!((first.badge_number.as_str(), first.branch), ("068100001", "STATION"));
    assert!(officers.iter().all(|officer| officer.position.is_some()));
}

const ENTERPRISE: [&str; 12] = [
    "企业名称",
    "统一社会信用代码",
    "所属镇街",
    "行业",
    "是否规上",
    "从业人员",
    "年主营业务收入(万元)",
    "联系人",
    "联系电话",
    "地址",
    "经度",
    "纬度",
];
const GOOD: [&str; 12] = [
    "浙江宏旺电子科技厂",
    "91330681LCR63F0W04",
    "浣东街道",
    "电子科技",
    "是",
    "26",
    "4,530.5",
    "胡强英",
    "１３００８０６３６０８",
    "诸暨市浣东街道创业路783号",
    "120.252012",
    "29.725343",
];

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|&cell| cell.to_owned()).collect()
}

fn enterprise(cells: &[&str]) -> Result<Parsed<EnterpriseRow<()>>, Refusal> {
    let columns =
        Columns::find(RegisterKind::Enterprises, &strings(&ENTERPRISE)).expect("complete");
    let town_of = |name: &str| (name == "浣东街道").then_some(());
    EnterpriseReader::new(&columns, &town_of).read(3, &strings(cells))
}

fn with(changes: &[(usize, &'static str)]) -> Result<Parsed<EnterpriseRow<()>>, Refusal> {
    let mut cells = GOOD;
    for &(at, cell) in changes {
        *cells.get_mut(at).expect("a column") = cell;
    }
    enterprise(&cells)
}

#[test]
fn a_good_row_is_cleaned() {
    let value = with(&[]).expect("a good row").value;
    assert_eq!(value.revenue_cny, Some(45_305_000));
    assert_eq!(value.phone.map(|phone| phone.to_string()).as_deref(), Some("13008063608"));
    let value = enterprise(GOOD.get(..3).expect("three cells")).expect("the rest may lack").value;
    assert_eq!((value.industry.as_str(), value.above_scale, value.phone), ("", None, None));
    assert_eq!((value.employees, value.revenue_cny, value.position), (None, None, None));
}

#[test]
fn each_fault_of_an_enterprise_has_its_column_and_reason() {
    for (at, cell, reason) in [
        (0, " \u{3000}", "name_missing"),
        (1, "", "credit_code_format"),
        (1, "91330681LCR63F0W05", "credit_code_checksum"),
        (2, "", "unknown_town"),
        (2, "不存在镇", "unknown_town"),
        (4, "也许", "not_yes_or_no"),
        (5, "约三十人", "not_a_number"),
        (5, "26.5", "not_a_number"),
        (5, "-1", "number_out_of_range"),
        (6, "不详", "not_a_number"),
        (6, "99999999999999", "number_out_of_range"),
        (8, "电话保密", "phone_format"),
        (10, "20.1", "coordinates_out_of_range"),
        (11, "300", "coordinates_out_of_range"),
        (11, "", "coordinates_incomplete"),
        (11, "北纬29", "not_a_number"),
    ] {
        let refusal = with(&[(at, cell)]).expect_err(reason);
        assert_eq!((refusal.reason, refusal.row), (reason, 3), "{cell}");
        assert_eq!(Some(&refusal.column.as_str()), ENTERPRISE.get(at), "{cell}");
        assert!(!refusal.words.is_empty());
    }
}

#[test]
fn of_several_faults_the_first_column_is_named() {
    let refusal = with(&[(0, ""), (1, "x"), (8, "x")]).expect_err("three faults");
    assert_eq!(refusal.reason, "name_missing");
    let refusal = with(&[(10, "20.1"), (11, "300")]).expect_err("two faults");
    assert_eq!(refusal.column, "经度");
}

#[test]
fn a_misread_code_comes_with_a_hint() {
    let refusal = with(&[(1, "91330681LCR63FOW04")]).expect_err("O for 0");
    assert!(refusal.words.contains("91330681LCR63F0W04"), "{}", refusal.words);
}

#[test]
fn only_symbol_17_wrong_lands_with_a_warning() {
    let parsed = with(&[(1, "91330681PJT66AFE78")]).expect("a valid code");
    let warnings = parsed.warnings.iter();
    let warnings: Vec<_> = warnings.map(|it| (it.row, it.column.as_str(), it.reason)).collect();
    assert_eq!(warnings, [(3, "统一社会信用代码", "credit_code_entity_check")]);
    assert!(with(&[]).expect("a good row").warnings.is_empty());
}

#[test]
fn a_file_with_english_headings_is_read_the_same() {
    let header = ["Credit code", "Name", "Town", "Above scale", "Revenue (10,000 CNY)"];
    let columns = Columns::find(RegisterKind::Enterprises, &strings(&header)).expect("complete");
    let town_of = |_: &str| Some(());
    let mut reader = EnterpriseReader::new(&columns, &town_of);
    let cells = ["91330681LCR63F0W04", "Zhuji Pearl Co.", "枫桥镇", "yes", "1,000"];
    let value = reader.read(2, &strings(&cells)).expect("a good row").value;
    assert_eq!((value.above_scale, value.revenue_cny), (Some(true), Some(10_000_000)));
    let refusal = reader.read(3, &strings(&["x"])).expect_err("no name, and a bad code");
    assert_eq!((refusal.column.as_str(), refusal.reason), ("Name", "name_missing"));
}

#[test]
fn a_comma_too_many_refuses_the_row() {
    let mut cells = GOOD.to_vec();
    cells.push("29.7");
    assert_eq!(enterprise(&cells).expect_err("13 cells").reason, "cells_beyond_header");
    cells.pop();
    cells.push(" ");
    assert!(enterprise(&cells).is_ok());
}

#[test]
fn of_one_code_the_first_row_that_lands_wins() {
    let columns =
        Columns::find(RegisterKind::Enterprises, &strings(&ENTERPRISE)).expect("complete");
    let town_of = |_: &str| Some(());
    let mut reader = EnterpriseReader::new(&columns, &town_of);
    let mut faulty = strings(&GOOD);
    *faulty.get_mut(8).expect("a column") = "x".to_owned();
    assert_eq!(reader.read(2, &faulty).expect_err("a bad phone").reason, "phone_format");
    assert!(reader.read(3, &strings(&GOOD)).is_ok());
    let refusal = reader.read(4, &strings(&GOOD)).expect_err("the same code");
    assert_eq!((refusal.row, refusal.reason), (4, "duplicate_credit_code"));
}

#[test]
fn each_fault_of_an_officer_has_its_reason() {
    let header = ["警号", "姓名", "警种", "所属单位", "驻地镇街", "联系电话"];
    let columns = Columns::find(RegisterKind::Officers, &strings(&header)).expect("complete");
    let (agency_of, town_of) = (
        |name: &str| (name == "治安大队").then_some(1),
        |name: &str| (name == "枫桥镇").then_some(2),
    );
    let good = ["068100001", "黄霞涵", "治安", "治安大队", "枫桥镇", "13233420612"];
    for (at, cell, reason) in [
        (0, "", "badge_number_format"),
        (0, "六八一", "badge_number_format"),
        (1, "", "name_missing"),
        (2, "", "unknown_branch"),
        (2, "骑警", "unknown_branch"),
        (3, "某队", "unknown_agency"),
        (4, "某镇", "unknown_town"),
        (5, "", "phone_format"),
    ] {
        let mut cells = good;
        *cells.get_mut(at).expect("a column") = cell;
        let mut reader = OfficerReader::new(&columns, &agency_of, &town_of);
        assert_eq!(reader.read(2, &strings(&cells)).expect_err(reason).reason, reason);
    }
    let mut reader = OfficerReader::new(&columns, &agency_of, &town_of);
    let value = reader.read(2, &strings(&good)).expect("a good row").value;
    assert_eq!((value.branch, value.agency, value.town), ("PUBLIC_ORDER", 1, 2));
    let again = reader.read(3, &strings(&good)).expect_err("the same number");
    assert_eq!(again.reason, "duplicate_badge_number");
}

#[test]
fn each_fault_of_an_agency_or_a_town_has_its_reason() {
    let header = ["name", "level", "branch", "parent", "town"];
    let columns = Columns::find(RegisterKind::Agencies, &strings(&header)).expect("complete");
    let (is_known, town_of) =
        (|name: &str| name == "诸暨市公安局", |name: &str| (name == "枫桥镇").then_some(()));
    for (cells, reason) in [
        (["", "县", "", "", ""], "name_missing"),
        (["甲", "", "", "", ""], "unknown_level"),
        (["甲", "国", "", "", ""], "unknown_level"),
        (["甲", "县", "骑警", "", ""], "unknown_branch"),
        (["甲", "县", "", "乙", ""], "unknown_agency"),
        (["甲", "县", "", "甲", ""], "own_superior"),
        (["甲", "县", "", "诸暨市公安局", "某镇"], "unknown_town"),
    ] {
        let mut reader = AgencyReader::new(&columns, &is_known, &town_of);
        assert_eq!(reader.read(2, &strings(&cells)).expect_err(reason).reason, reason);
    }
    let columns = Columns::find(RegisterKind::Towns, &strings(&["code", "name", "lat", "lng"]))
        .expect("complete");
    for (cells, reason) in [
        (["33068", "甲", "29.7", "120.2"], "town_code_format"),
        (["330681001", "", "29.7", "120.2"], "name_missing"),
        (["330681001", "甲", "", ""], "coordinates_incomplete"),
        (["330681001", "甲", "120.2", "29.7"], "coordinates_out_of_range"),
    ] {
        let mut reader = TownReader::new(&columns);
        assert_eq!(reader.read(2, &strings(&cells)).expect_err(reason).reason, reason);
    }
}
