//! Why a file cannot be read as a register.

use std::fmt;

use crate::platform::error::Reason;

/// Why a file cannot be read as a register. `reason` says it to clients, `Display` to a person at
/// a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetError {
    /// Neither a readable XLSX nor text.
    NotARegister,
    /// No content, or nothing below the header.
    Empty,
    /// More bytes, or more text, than is accepted.
    TooLarge,
    /// Protected with a password.
    Encrypted,
    /// A workbook of Excel 97-2003 (.xls).
    OldExcel,
    /// An archive that unpacks to far more than a register needs.
    ZipBomb,
    /// More rows than one import accepts.
    TooManyRows,
    /// More columns than any register has.
    TooManyColumns,
    /// A cell so long that a quotation mark is probably left open.
    CellTooLong {
        /// Where the cell begins.
        row: u32,
    },
    /// Text that is neither UTF-8 nor GB18030.
    BadEncoding,
    /// None of the first rows has the headings of this register.
    NoHeader,
}

impl SheetError {
    /// The stable code, and the words for it.
    pub const fn reason(self) -> Reason {
        match self {
            Self::NotARegister => Reason {
                code: "not_a_register",
                zh: "文件不是可读取的 XLSX 或 CSV 名录",
                en: "Not a register in XLSX or CSV that can be read",
            },
            Self::Empty => {
                Reason {
                    code: "empty", zh: "文件中没有数据", en: "There is no data in the file"
                }
            }
            Self::TooLarge => {
                Reason { code: "too_large", zh: "文件过大", en: "The file is too large" }
            }
            Self::Encrypted => Reason {
                code: "encrypted",
                zh: "文件已加密，请取消密码后重新导入",
                en: "The file is encrypted: take the password off and import it again",
            },
            Self::OldExcel => Reason {
                code: "old_excel_format",
                zh: "旧版 Excel 文件，请另存为 .xlsx 后重新导入",
                en: "An old Excel file: save it as .xlsx and import it again",
            },
            Self::ZipBomb => Reason {
                code: "zip_bomb",
                zh: "文件解压后过大，已拒绝",
                en: "Unpacks to far more than a register needs: refused",
            },
            Self::TooManyRows => Reason {
                code: "too_many_rows",
                zh: "行数过多，请拆分后导入",
                en: "Too many rows: split the file",
            },
            Self::TooManyColumns => {
                Reason { code: "too_many_columns", zh: "列数过多", en: "Too many columns" }
            }
            Self::CellTooLong { .. } => Reason {
                code: "cell_too_long",
                zh: "单元格过长，可能缺少引号",
                en: "A cell is too long: a quotation mark may be missing",
            },
            Self::BadEncoding => Reason {
                code: "bad_encoding",
                zh: "文字编码无法识别，请使用 UTF-8 或 GB18030",
                en: "Neither UTF-8 nor GB18030",
            },
            Self::NoHeader => Reason {
                code: "no_header",
                zh: "前几行中没有找到表头",
                en: "None of the first rows is a header of this register",
            },
        }
    }

    /// The stable code.
    pub const fn code(self) -> &'static str {
        self.reason().code
    }
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::CellTooLong { row } = self {
            write!(f, "第 {row} 行：")?;
        }
        f.write_str(self.reason().zh)
    }
}

impl std::error::Error for SheetError {}
