//! The unified social credit code 统一社会信用代码 (GB 32100-2015), which cannot hold a wrong one.
//!
//! Checks the form and the check symbol. It does not look up whether the firm exists, and it
//! never corrects a code by itself: it only offers a hint.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;

/// The symbols in order; the place of a symbol is its value. I, O, S, V and Z are left out.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^i mod 31 for the first 17 symbols.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// GB 11714, over symbols 9 to 16.
const ENTITY_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A unified social credit code whose form and check symbol are right: 18 symbols, upper case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct CreditCode(String);

/// Why a text is not a credit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreditCodeError {
    /// Not 18 symbols of the alphabet.
    Format {
        /// The code that a common misreading (O for 0, I for 1, S for 5, Z for 2, V for U) was
        /// meant to be, when it is valid. To be shown to a person, never to be used unasked.
        hint: Option<String>,
    },
    /// Well formed, but the last symbol does not follow from the others.
    Checksum,
}

impl CreditCode {
    /// Reads a code as people write it: full-width symbols, lower case and spaces are accepted.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let code: String = text.chars().filter_map(normalised).collect();
        match fault(&code) {
            None => Ok(Self(code)),
            Some(CreditCodeError::Format { .. }) => {
                let meant: String = code.chars().map(reread).collect();
                let hint = fault(&meant).is_none().then_some(meant);
                Err(CreditCodeError::Format { hint })
            }
            Some(fault) => Err(fault),
        }
    }

    /// The 18 symbols.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether symbol 17, the entity id's own check (GB 11714), holds as well. Codes exist for
    /// which it does not, so a failure is worth a warning and no more.
    pub fn entity_check_holds(&self) -> bool {
        let entity = self.0.chars().skip(8);
        let sum: u32 = entity
            .zip(ENTITY_WEIGHTS)
            .map(|(symbol, weight)| symbol.to_digit(36).unwrap_or_default() * weight)
            .sum();
        let expected = match 11 - sum % 11 {
            10 => 'X',
            11 => '0',
            check => char::from_digit(check, 10).unwrap_or_default(),
        };
        self.0.chars().nth(16) == Some(expected)
    }

    /// Whether it belongs to a sole trader 个体工商户 (92…), who is a person in privacy law.
    pub fn is_sole_trader(&self) -> bool {
        self.0.starts_with("92")
    }
}

/// ASCII upper case for a full-width or lower-case symbol; nothing for a space.
fn normalised(symbol: char) -> Option<char> {
    let half_width = match symbol {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(symbol) - 0xfee0).unwrap_or(symbol),
        '\u{200b}' | '\u{feff}' => ' ',
        other => other,
    };
    (!half_width.is_whitespace()).then_some(half_width.to_ascii_uppercase())
}

/// The symbol that one outside the alphabet is commonly mistaken for.
fn reread(symbol: char) -> char {
    match symbol {
        'O' => '0',
        'I' => '1',
        'S' => '5',
        'Z' => '2',
        'V' => 'U',
        other => other,
    }
}

fn fault(code: &str) -> Option<CreditCodeError> {
    let value = |symbol| ALPHABET.iter().position(|&known| known == symbol);
    let values: Option<Vec<usize>> = code.bytes().map(value).collect();
    let Some((check, body)) = values.as_deref().and_then(<[usize]>::split_last) else {
        return Some(CreditCodeError::Format { hint: None });
    };
    if body.len() != WEIGHTS.len() {
        return Some(CreditCodeError::Format { hint: None });
    }
    let sum: usize = body.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    (*check != (31 - sum % 31) % 31).then_some(CreditCodeError::Checksum)
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for CreditCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format { .. } => "not 18 symbols of a unified social credit code",
            Self::Checksum => "the check symbol of the unified social credit code does not hold",
        })
    }
}

impl std::error::Error for CreditCodeError {}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    const VECTORS: &str = include_str!("../../tests/data/uscc_vectors.json");

    fn vectors(list: &str) -> Vec<String> {
        let vectors: serde_json::Value = serde_json::from_str(VECTORS).expect("JSON");
        let codes = vectors.get(list).and_then(|codes| codes.as_array()).expect("a list");
        codes.iter().filter_map(|code| Some(code.get("code")?.as_str()?.to_owned())).collect()
    }

    fn completed(body: &[u8]) -> String {
        let value = |symbol: &u8| ALPHABET.iter().position(|known| known == symbol).expect("known");
        let sum: usize = body.iter().map(value).zip(WEIGHTS).map(|(v, w)| v * w).sum();
        let check = ALPHABET.get((31 - sum % 31) % 31).expect("below 31");
        String::from_utf8([body, &[*check]].concat()).expect("ASCII")
    }

    fn a_code() -> impl Strategy<Value = String> {
        prop::collection::vec(select(ALPHABET.to_vec()), 17).prop_map(|body| completed(&body))
    }

    #[test]
    fn every_good_vector_is_read_and_every_bad_one_refused() {
        let (valid, invalid) = (vectors("valid"), vectors("invalid"));
        assert!(valid.len() >= 10 && invalid.len() >= 4);
        for code in valid {
            assert_eq!(CreditCode::parse(&code).expect(&code).as_str(), code);
        }
        for code in invalid {
            assert!(CreditCode::parse(&code).is_err(), "{code}");
        }
    }

    #[test]
    fn the_reason_tells_form_from_check_symbol() {
        let format =
            |hint: Option<&str>| Err(CreditCodeError::Format { hint: hint.map(str::to_owned) });
        assert_eq!(CreditCode::parse("91350100M000100Y44"), Err(CreditCodeError::Checksum));
        assert_eq!(CreditCode::parse("91350100M000100Y4"), format(None));
        assert_eq!(CreditCode::parse("91350100M000100Y4Z"), format(None));
        assert_eq!(CreditCode::parse("9135010OM000100Y43"), format(Some("91350100M000100Y43")));
        assert_eq!(CreditCode::parse(""), format(None));
        assert_eq!(CreditCode::parse("统一社会信用代码统一社会信用代码统一"), format(None));
    }

    #[test]
    fn the_entity_check_is_a_second_opinion() {
        assert!(CreditCode::parse("91330100799655058B").expect("valid").entity_check_holds());
        assert!(CreditCode::parse("9144030071526726XG").expect("valid").entity_check_holds());
        let other = completed(b"91330100799655059");
        assert!(!CreditCode::parse(&other).expect("valid").entity_check_holds());
    }

    #[test]
    fn a_sole_trader_is_told_from_a_firm() {
        assert!(CreditCode::parse("92330681MA0WQ0024X").expect("valid").is_sole_trader());
        assert!(!CreditCode::parse("91330681MA0WQ00166").expect("valid").is_sole_trader());
    }

    proptest! {
        #[test]
        fn writing_it_otherwise_changes_nothing(code in a_code(), at in 0_usize..18) {
            let full_width = |symbol: char| char::from_u32(u32::from(symbol) + 0xfee0);
            let wide: String = code.chars().filter_map(full_width).collect();
            let mut spaced = code.to_lowercase();
            spaced.insert_str(at, " \u{3000}");
            let read = CreditCode::parse(&code).expect("valid");
            prop_assert_eq!(CreditCode::parse(&wide), Ok(read.clone()));
            prop_assert_eq!(CreditCode::parse(&spaced), Ok(read.clone()));
            prop_assert_eq!(read.to_string().parse(), Ok(read));
        }

        #[test]
        fn one_wrong_symbol_is_always_noticed(
            code in a_code(),
            at in 0_usize..18,
            other in select(ALPHABET.to_vec()),
        ) {
            let mut wrong = code.clone().into_bytes();
            *wrong.get_mut(at).expect("within 18") = other;
            let wrong = String::from_utf8(wrong).expect("ASCII");
            prop_assume!(wrong != code);
            prop_assert_eq!(CreditCode::parse(&wrong), Err(CreditCodeError::Checksum));
        }

        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in any::<String>()) {
            if let Ok(code) = CreditCode::parse(&text) {
                prop_assert_eq!(code.as_str().len(), 18);
            }
        }

        #[test]
        fn a_hint_is_always_valid(code in a_code(), at in 2_usize..18) {
            let mut wrong = code.into_bytes();
            let symbol = wrong.get_mut(at).expect("within 18");
            *symbol = match *symbol {
                b'0' => b'O',
                b'1' => b'I',
                b'5' => b'S',
                b'2' => b'Z',
                _ => b'V',
            };
            let wrong = String::from_utf8(wrong).expect("ASCII");
            let Err(CreditCodeError::Format { hint }) = CreditCode::parse(&wrong) else {
                return Err(TestCaseError::fail("outside the alphabet"));
            };
            prop_assert!(hint.is_none_or(|hint| CreditCode::parse(&hint).is_ok()));
        }
    }
}
