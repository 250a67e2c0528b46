//! Cleans the cells of a register as a careful person would: spaces, full-width symbols, yes and
//! no, thousands separators.
//!
//! Pure text work. What a value has to be in order to be accepted is decided in `rows`.

/// A name, an address or another text: trimmed, spaces run together, and no space between two
/// Chinese characters. Full-width letters and digits become ASCII; punctuation stays as it is.
pub fn text(cell: &str) -> String {
    let mut cleaned = String::with_capacity(cell.len());
    let mut is_after_space = false;
    for symbol in cell.chars() {
        if is_blank(symbol) {
            is_after_space = true;
            continue;
        }
        let symbol = match half_width(symbol) {
            plain if plain.is_ascii_alphanumeric() => plain,
            _ => symbol,
        };
        let is_between_chinese =
            cleaned.chars().next_back().is_none_or(is_chinese) && is_chinese(symbol);
        if is_after_space && !cleaned.is_empty() && !is_between_chinese {
            cleaned.push(' ');
        }
        is_after_space = false;
        cleaned.push(symbol);
    }
    cleaned
}

/// A code such as a badge number or a division code: half-width, upper case, without spaces.
pub fn code(cell: &str) -> String {
    squeezed(cell).to_uppercase()
}

/// A heading in the form in which headings are compared: half-width, lower case, without spaces,
/// underscores, hyphens, colons and the asterisk of an obligatory column.
pub fn heading(cell: &str) -> String {
    let is_kept = |symbol: &char| !matches!(symbol, '_' | '-' | ':' | '*');
    squeezed(cell).to_lowercase().chars().filter(is_kept).collect()
}

/// 是, yes, y, true, 1, √ and 否, no, n, false, 0, ×; anything else is `None`.
pub fn yes_or_no(cell: &str) -> Option<bool> {
    match squeezed(cell).to_lowercase().as_str() {
        "是" | "yes" | "y" | "true" | "1" | "√" => Some(true),
        "否" | "no" | "n" | "false" | "0" | "×" => Some(false),
        _ => None,
    }
}

/// A number in digits, with or without thousands separators (`1,234.0`). No exponents: Excel
/// writes them where digits were lost.
pub fn number(cell: &str) -> Option<f64> {
    let plain = squeezed(cell);
    let (sign, digits) = match plain.strip_prefix(['+', '-']) {
        Some(digits) => (if plain.starts_with('-') { -1.0 } else { 1.0 }, digits),
        None => (1.0, plain.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| part.bytes().all(|symbol| symbol.is_ascii_digit());
    if !is_digits(fraction) || fraction.is_empty() {
        return None;
    }
    let whole = match whole.split_once(',') {
        None => whole.to_owned(),
        Some((first, rest)) => {
            let is_group = |group: &str| group.len() == 3 && is_digits(group);
            if !(1..=3).contains(&first.len()) || !rest.split(',').all(is_group) {
                return None;
            }
            whole.replace(',', "")
        }
    };
    if whole.is_empty() || !is_digits(&whole) {
        return None;
    }
    format!("{whole}.{fraction}").parse::<f64>().ok().map(|value| sign * value)
}

/// The parts of a list in one cell, such as 袜业、针织; empty ones are dropped.
pub fn list(cell: &str) -> Vec<String> {
    let is_separator = |symbol| matches!(symbol, '、' | ',' | '，' | ';' | '；' | '/' | '|' | '\n');
    cell.split(is_separator).map(text).filter(|part| !part.is_empty()).collect()
}

/// Whether a cell shows nothing.
pub fn is_empty(cell: &str) -> bool {
    cell.chars().all(is_blank)
}

fn squeezed(cell: &str) -> String {
    cell.chars().filter(|&symbol| !is_blank(symbol)).map(half_width).collect()
}

fn half_width(symbol: char) -> char {
    match symbol {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(symbol) - 0xfee0).unwrap_or(symbol),
        other => other,
    }
}

/// Spaces of every kind, control characters, and what takes no room at all.
fn is_blank(symbol: char) -> bool {
    symbol.is_whitespace()
        || symbol.is_control()
        || matches!(symbol, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn is_chinese(symbol: char) -> bool {
    matches!(symbol, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_lose_what_nobody_sees() {
        assert_eq!(text("  浙江宏源旺智能装备厂\u{3000}"), "浙江宏源旺智能装备厂");
        assert_eq!(text("张 三"), "张三");
        assert_eq!(text("Zhuji   Pearl\tCo. Ltd"), "Zhuji Pearl Co. Ltd");
        assert_eq!(text("Ａ１（诸暨）\u{feff}\0"), "A1（诸暨）");
        assert_eq!(text(" \u{200b}\u{3000} "), "");
    }

    #[test]
    fn codes_and_headings_are_compared_without_their_dress() {
        assert_eq!(code(" ０68 100 001"), "068100001");
        assert_eq!(heading("年主营业务收入（万元）"), "年主营业务收入(万元)");
        assert_eq!(heading("* Credit_Code："), "creditcode");
    }

    #[test]
    fn yes_and_no_come_in_many_words() {
        for yes in ["是", " YES", "true", "１", "1", "y", "√"] {
            assert_eq!(yes_or_no(yes), Some(true), "{yes}");
        }
        for no in ["否", "No", "FALSE", "0", "n"] {
            assert_eq!(yes_or_no(no), Some(false), "{no}");
        }
        for neither in ["", "也许", "2", "是否"] {
            assert_eq!(yes_or_no(neither), None, "{neither}");
        }
    }

    #[test]
    fn numbers_may_have_separators() {
        for (cell, value) in [
            ("26", 26.0),
            ("1,234.0", 1234.0),
            ("１２，３４５．５", 12345.5),
            ("-1,000", -1000.0),
            (" 4530.5 ", 4530.5),
            ("12,345,678", 12_345_678.0),
        ] {
            assert_eq!(number(cell), Some(value), "{cell}");
        }
        for cell in [
            "",
            "约三十人",
            "1,23",
            "1234,567",
            ",123",
            "1.",
            ".5",
            "1.2.3",
            "1e5",
            "NaN",
            "-",
            "--1",
            "30人",
        ] {
            assert_eq!(number(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_list_has_many_separators() {
        assert_eq!(list("袜业、针织，化纤; "), ["袜业", "针织", "化纤"]);
        assert!(list("").is_empty());
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(cell in any::<String>()) {
            prop_assert_eq!(text(&text(&cell)), text(&cell));
            prop_assert_eq!(code(&code(&cell)), code(&cell));
            prop_assert_eq!(heading(&heading(&cell)), heading(&cell));
            prop_assert_eq!(is_empty(&cell), text(&cell).is_empty());
        }

        #[test]
        fn a_written_number_reads_as_itself(whole in 0_u32..2_000_000_000, cents in 0_u8..100) {
            let written = format!("{whole}.{cents:02}");
            prop_assert_eq!(number(&written), written.parse().ok());
        }
    }
}
