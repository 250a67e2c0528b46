//! A register as it stands in a file: the rows, and which column means what.

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::Path,
};

use entity::import_run::RegisterKind;

use super::{
    columns::{Columns, MissingColumns},
    rows::{Parsed, Remark},
    sheet::{Limits, Sheet, SheetError},
};
use crate::platform::{Error, Result, error::Reason};

/// A file that has been read.
#[derive(Debug)]
pub struct Register {
    /// What it registers.
    pub kind: RegisterKind,
    /// What the file is called.
    pub file_name: String,
    /// Where its columns are.
    pub columns: Columns,
    /// The rows below the header, by number.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// Why a file is no register.
#[derive(Clone, Debug)]
pub enum Unreadable {
    /// It cannot be read.
    Sheet(SheetError),
    /// It lacks columns that this register must have.
    Columns(RegisterKind, MissingColumns),
}

impl Register {
    /// Reads a file. Takes up to seconds: run it off the async threads.
    ///
    /// # Errors
    /// One clear reason for the whole file.
    pub fn read(bytes: &[u8], file_name: String, kind: RegisterKind) -> Result<Self, Unreadable> {
        let sheet =
            Sheet::read(bytes, &file_name, kind, &Limits::default()).map_err(Unreadable::Sheet)?;
        let columns = Columns::find(kind, &sheet.header)
            .map_err(|missing| Unreadable::Columns(kind, missing))?;
        Ok(Self { kind, file_name, columns, rows: sheet.rows })
    }
}

impl Register {
    /// Reads a file of this machine, and no more of it than is accepted. Takes up to seconds.
    ///
    /// # Errors
    /// Those of the file system; within, one clear reason for the whole file.
    pub fn read_file(
        path: &Path,
        file_name: String,
        kind: RegisterKind,
    ) -> io::Result<Result<Self, Unreadable>> {
        let most = Limits::default().file_bytes as u64;
        let mut bytes = Vec::new();
        File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        Ok(Self::read(&bytes, file_name, kind))
    }
}

impl Unreadable {
    /// The stable code, and the words for it.
    pub const fn reason(&self) -> Reason {
        match self {
            Self::Sheet(error) => error.reason(),
            Self::Columns(kind, _) => Reason {
                code: "missing_columns",
                zh: match kind {
                    RegisterKind::Towns => "表头缺少必需的列：须有代码、镇街、纬度、经度",
                    RegisterKind::Agencies => "表头缺少必需的列：须有单位名称、层级",
                    RegisterKind::Officers => {
                        "表头缺少必需的列：须有警号、姓名、警种、所属单位、驻地镇街、联系电话"
                    }
                    RegisterKind::Enterprises => {
                        "表头缺少必需的列：须有企业名称、统一社会信用代码、所属镇街"
                    }
                    RegisterKind::Mechanisms => "表头缺少必需的列：须有编号、机制名称、内容",
                },
                en: match kind {
                    RegisterKind::Towns => "Columns are missing: code, name, latitude, longitude",
                    RegisterKind::Agencies => "Columns are missing: name, level",
                    RegisterKind::Officers => {
                        "Columns are missing: badge number, name, branch, agency, home base, phone"
                    }
                    RegisterKind::Enterprises => "Columns are missing: name, credit code, town",
                    RegisterKind::Mechanisms => "Columns are missing: number, title, text",
                },
            },
        }
    }

    /// The same as an error of an input's field.
    pub fn of_field(&self, field: &'static str) -> Error {
        Error::invalid(field, self.reason())
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sheet(error) => error.fmt(f),
            Self::Columns(_, missing) => missing.fmt(f),
        }
    }
}

impl std::error::Error for Unreadable {}

/// The rows of a register, sorted into good and bad.
#[derive(Debug)]
pub struct Sorted<T> {
    /// Those that can land.
    pub good: Vec<Parsed<T>>,
    /// Why the others cannot.
    pub refusals: Vec<Remark>,
}

impl<T> Sorted<T> {
    /// Reads each row.
    pub fn read(
        rows: &[(u32, Vec<String>)],
        mut read: impl FnMut(u32, &[String]) -> Result<Parsed<T>, Remark>,
    ) -> Self {
        let mut sorted = Self { good: Vec::with_capacity(rows.len()), refusals: Vec::new() };
        for (row, cells) in rows {
            match read(*row, cells) {
                Ok(parsed) => sorted.good.push(parsed),
                Err(refusal) => sorted.refusals.push(refusal),
            }
        }
        sorted
    }
}
