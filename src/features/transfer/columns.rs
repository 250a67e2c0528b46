//! Finds the columns of a register: which row is the header, and which column means what.
//!
//! Knows the Chinese and English headings of the registers. It reads no cells below them.

mod known;

use std::fmt;

use super::clean;

pub use entity::import_run::RegisterKind;
use entity::import_run::{FileColumn, FileColumns};
pub use known::Field;
use known::{KnownColumn, field_of, known_columns};

/// How many rows that are not blank may stand before the header ends.
pub const HEADER_WITHIN_ROWS: usize = 10;
/// A row with fewer known headings is a title or a note.
const LEAST_HEADINGS: usize = 2;

/// Which of the first rows is the header: the one with the most known headings, the first of
/// equals. `None` when no row has two.
pub fn find_header(kind: RegisterKind, rows: &[(u32, Vec<String>)]) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (at, (_, cells)) in rows.iter().enumerate() {
        let count = cells.iter().filter(|cell| field_of(kind, cell).is_some()).count();
        if count >= LEAST_HEADINGS && best.is_none_or(|(_, most)| count > most) {
            best = Some((at, count));
        }
    }
    best.map(|(at, _)| at)
}

/// Obligatory columns that a file lacks, by their Chinese headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingColumns {
    /// The headings, in the register's usual order.
    pub headings: Vec<&'static str>,
}

/// Where the columns of one file are.
#[derive(Clone, Debug)]
pub struct Columns {
    header: Vec<String>,
    found: Vec<(Field, usize)>,
    unknown: Vec<String>,
}

impl Columns {
    /// Matches a header row. Of two columns with the same meaning the first is read and the
    /// second counts as unknown.
    pub fn find(kind: RegisterKind, header: &[String]) -> Result<Self, MissingColumns> {
        let header: Vec<String> = header.iter().map(|heading| clean::text(heading)).collect();
        let mut found: Vec<(Field, usize)> = Vec::new();
        let mut unknown = Vec::new();
        for (at, heading) in header.iter().enumerate() {
            match field_of(kind, heading) {
                Some(field) if !found.iter().any(|&(known, _)| known == field) => {
                    found.push((field, at));
                }
                _ if heading.is_empty() => {}
                _ => unknown.push(heading.clone()),
            }
        }
        let is_missing = |known: &&KnownColumn| {
            known.is_obligatory && !found.iter().any(|&(field, _)| field == known.field)
        };
        let missing = known_columns(kind).iter().filter(is_missing);
        let headings: Vec<_> = missing.filter_map(|known| known.headings().next()).collect();
        if headings.is_empty() {
            Ok(Self { header, found, unknown })
        } else {
            Err(MissingColumns { headings })
        }
    }

    /// The index of a field's column, counted from 0.
    pub fn index(&self, field: Field) -> Option<usize> {
        self.found.iter().find(|&&(known, _)| known == field).map(|&(_, at)| at)
    }

    /// The heading of a field's column as it stands in the file; empty when there is none.
    pub fn heading(&self, field: Field) -> &str {
        self.index(field).and_then(|at| self.header.get(at)).map_or("", String::as_str)
    }

    /// How many columns the header has, known or not.
    pub fn width(&self) -> usize {
        self.header.len()
    }

    /// Every column that has a heading, in the order of the file, and what it was taken for.
    pub fn of_file(&self, kind: RegisterKind) -> FileColumns {
        let usual = |field: Field| {
            let known = known_columns(kind).iter().find(|known| known.field == field)?;
            known.headings().next()
        };
        let column = |(at, heading): (usize, &String)| FileColumn {
            heading: heading.clone(),
            read_as: self
                .found
                .iter()
                .find(|&&(_, found)| found == at)
                .and_then(|&(field, _)| usual(field))
                .map(str::to_owned),
        };
        let headed = self.header.iter().enumerate().filter(|(_, heading)| !heading.is_empty());
        FileColumns(headed.map(column).collect())
    }

    /// Headings that mean nothing to this register; their columns are not read.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

impl fmt::Display for MissingColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "缺少必需的列：{}", self.headings.join("、"))
    }
}

impl std::error::Error for MissingColumns {}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|&cell| cell.to_owned()).collect()
    }

    const ALL: [RegisterKind; 5] = [
        RegisterKind::Towns,
        RegisterKind::Agencies,
        RegisterKind::Officers,
        RegisterKind::Enterprises,
        RegisterKind::Mechanisms,
    ];

    #[test]
    fn a_kind_is_named_by_its_plural() {
        for kind in ALL {
            assert_eq!(RegisterKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(RegisterKind::parse(" Enterprises "), Some(RegisterKind::Enterprises));
        assert_eq!(RegisterKind::parse("visits"), None);
    }

    #[test]
    fn known_headings_are_spelt_as_they_are_compared_and_mean_one_thing() {
        for kind in ALL {
            let headings: Vec<_> =
                known_columns(kind).iter().flat_map(|known| known.headings()).collect();
            for (at, heading) in headings.iter().enumerate() {
                assert_eq!(clean::heading(heading), *heading);
                assert!(!headings.iter().skip(at + 1).any(|other| other == heading), "{heading}");
            }
        }
    }

    #[test]
    fn the_header_is_found_under_a_title_and_a_note() {
        let rows = [
            (1, row(&["诸暨市千警联万企企业名录(样例)"])),
            (2, row(&["填表人", "联系电话", "13900001234"])),
            (4, row(&["企业名称", "统一社会信用代码", "所属镇街"])),
            (5, row(&["名称", "地址"])),
        ];
        assert_eq!(find_header(RegisterKind::Enterprises, &rows), Some(2));
        assert_eq!(find_header(RegisterKind::Enterprises, rows.get(..2).unwrap_or_default()), None);
    }

    #[test]
    fn chinese_and_english_headings_are_matched_in_any_order() {
        let header = row(&[
            "Town",
            "备注",
            " Credit code*",
            "Name",
            "",
            "联系 电话",
            "手机",
            "Revenue (10,000 CNY)",
        ]);
        let columns = Columns::find(RegisterKind::Enterprises, &header).expect("complete");
        assert_eq!(columns.index(Field::Town), Some(0));
        assert_eq!(columns.index(Field::CreditCode), Some(2));
        assert_eq!(columns.index(Field::Phone), Some(5));
        assert_eq!(columns.index(Field::RevenueTenThousandCny), Some(7));
        assert_eq!(columns.index(Field::Address), None);
        assert_eq!(columns.heading(Field::CreditCode), "Credit code*");
        assert_eq!(columns.unknown(), ["备注", "手机"]);
        let of_file = columns.of_file(RegisterKind::Enterprises).0;
        let taken: Vec<_> = of_file
            .iter()
            .map(|column| (column.heading.as_str(), column.read_as.as_deref()))
            .collect();
        assert_eq!(
            taken,
            [
                ("Town", Some("所属镇街")),
                ("备注", None),
                ("Credit code*", Some("统一社会信用代码")),
                ("Name", Some("企业名称")),
                ("联系电话", Some("联系电话")),
                ("手机", None),
                ("Revenue (10,000 CNY)", Some("年主营业务收入(万元)")),
            ]
        );
    }

    #[test]
    fn revenue_in_another_unit_is_not_taken_for_ten_thousands() {
        let header = row(&["企业名称", "统一社会信用代码", "所属镇街", "年主营业务收入(元)"]);
        let columns = Columns::find(RegisterKind::Enterprises, &header).expect("complete");
        assert_eq!(columns.index(Field::RevenueTenThousandCny), None);
        assert_eq!(columns.unknown(), ["年主营业务收入(元)"]);
    }

    #[test]
    fn missing_obligatory_columns_are_named() {
        let missing = Columns::find(RegisterKind::Enterprises, &row(&["所属镇街", "行业"]));
        let missing = missing.expect_err("incomplete");
        assert_eq!(missing.headings, ["企业名称", "统一社会信用代码"]);
        assert_eq!(missing.to_string(), "缺少必需的列：企业名称、统一社会信用代码");
    }
}
