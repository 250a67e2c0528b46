//! Identity numbers of people 公民身份号码 (GB 11643-1999), which have no place in what other
//! platforms push in.

use crate::platform::{Error, Result, error::Reason};

const LENGTH: usize = 18;
/// 2^(17 - i) mod 11 for the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The last symbol by the remainder.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

const PERSONAL_NUMBER: Reason = Reason {
    code: "personal_number",
    zh: "请勿填写公民身份号码",
    en: "Holds the identity number of a person: leave it out",
};

/// The text, where no identity number of a person stands in it.
///
/// # Errors
/// `Invalid` where one does.
pub fn without_personal_number(field: &'static str, text: String) -> Result<String> {
    if holds_personal_number(&text) {
        return Err(Error::invalid(field, PERSONAL_NUMBER));
    }
    Ok(text)
}

/// Whether an identity number stands in the text, however it is written: with full-width digits, a
/// small x, or spaces and hyphens in it. A longer row of digits is another number.
fn holds_personal_number(text: &str) -> bool {
    let symbols: Vec<char> = text.chars().filter_map(plain).collect();
    let is_digit = |at: usize| symbols.get(at).is_some_and(char::is_ascii_digit);
    symbols.windows(LENGTH).enumerate().any(|(at, window)| {
        let goes_on = at > 0 && is_digit(at - 1) || is_digit(at + LENGTH);
        !goes_on && is_personal_number(window)
    })
}

/// ASCII upper case; nothing for what people write between digits.
fn plain(symbol: char) -> Option<char> {
    let half_width = match symbol {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(symbol) - 0xfee0).unwrap_or(symbol),
        other => other,
    };
    let is_between = half_width.is_whitespace() || half_width == '-';
    (!is_between).then_some(half_width.to_ascii_uppercase())
}

/// A region of the mainland, a day, an order and the check symbol (MOD 11-2). Codes of firms begin
/// with 9.
fn is_personal_number(symbols: &[char]) -> bool {
    let Some((check, body)) = symbols.split_last() else { return false };
    let digits: Option<Vec<u32>> = body.iter().map(|symbol| symbol.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let number = |from: usize, to: usize| {
        digits.get(from..to).unwrap_or_default().iter().fold(0, |sum, digit| sum * 10 + digit)
    };
    let year = i32::try_from(number(6, 10)).unwrap_or_default();
    let is_day = (1800..2200).contains(&year)
        && chrono::NaiveDate::from_ymd_opt(year, number(10, 12), number(12, 14)).is_some();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = usize::try_from(sum % 11).ok().and_then(|place| CHECKS.get(place));
    (1..9).contains(&number(0, 1)) && is_day && expected == Some(check)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn completed(body: &str) -> String {
        let digits = body.chars().filter_map(|digit| digit.to_digit(10));
        let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
        format!("{body}{}", CHECKS[sum as usize % 11])
    }

    fn a_number() -> impl Strategy<Value = String> {
        (110_000_u32..660_000, 1900_u32..2030, 1_u32..13, 1_u32..29, 0_u32..1000).prop_map(
            |(region, year, month, day, order)| {
                completed(&format!("{region:06}{year:04}{month:02}{day:02}{order:03}"))
            },
        )
    }

    #[test]
    fn the_example_of_the_standard_is_one_and_a_firms_code_is_none() {
        assert!(holds_personal_number("11010519491231002X"));
        assert!(holds_personal_number("其身份证号：１１０１０５ 19491231 002x，请核查"));
        for other in ["", "91330681MA0WQ00166", "110105194912310021", "3306810120261128000001"] {
            assert!(!holds_personal_number(other), "{other}");
        }
        // As long as one, and no day.
        assert!(!holds_personal_number(&completed("33068119901301001")));
    }

    #[test]
    fn what_holds_one_is_refused_by_its_field() {
        let refused = without_personal_number("title", "11010519491231002x".to_owned());
        assert!(matches!(refused, Err(Error::Invalid { field, .. }) if field == "title"));
        assert_eq!(without_personal_number("title", "路面塌陷".to_owned()).unwrap(), "路面塌陷");
    }

    proptest! {
        #[test]
        fn it_is_found_wherever_and_however_it_stands(
            number in a_number(),
            before in "[^0-9０-９]{0,8}",
            after in "[^0-9０-９]{0,8}",
            at in 1_usize..18,
        ) {
            let wide: String = number.chars()
                .filter_map(|symbol| char::from_u32(u32::from(symbol) + 0xfee0)).collect();
            let mut spaced = number.to_lowercase();
            spaced.insert_str(at, " - ");
            for written in [number, wide, spaced] {
                let text = format!("{before}{written}{after}");
                prop_assert!(holds_personal_number(&text), "{}", text);
            }
        }

        #[test]
        fn one_wrong_digit_makes_it_another_number(
            number in a_number(), at in 0_usize..17, other in 0_u32..10,
        ) {
            let mut symbols: Vec<char> = number.chars().collect();
            symbols[at] = char::from_digit(other, 10).unwrap();
            let wrong: String = symbols.into_iter().collect();
            prop_assume!(wrong != number);
            prop_assert!(!holds_personal_number(&wrong));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in any::<String>()) {
            holds_personal_number(&text);
        }
    }
}
