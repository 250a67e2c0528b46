//! The words for levels and branches in registers, and the codes that they stand for.
//!
//! The branches themselves are reference data in the database; this is only how files spell them.

use crate::features::transfer::clean;

const LEVELS: &[(&str, &[&str])] = &[
    ("TOWN", &["镇", "镇级", "镇街", "乡镇", "镇乡", "街道"]),
    ("COUNTY", &["县", "县级", "区县", "县市", "县(市)", "区"]),
    ("CITY", &["市", "市级", "地市", "设区市"]),
    ("PROVINCE", &["省", "省级"]),
];

const BRANCHES: &[(&str, &[&str])] = &[
    ("HOUSEHOLD", &["户籍", "户政"]),
    ("PUBLIC_ORDER", &["治安"]),
    ("TRAFFIC", &["交警", "交通"]),
    ("EXIT_ENTRY", &["出入境"]),
    ("NARCOTICS", &["禁毒"]),
    ("CYBER", &["网安", "网警"]),
    ("DETENTION", &["监管"]),
    ("ECONOMIC_CRIME", &["经侦"]),
    ("STATION", &["派出所"]),
    ("COMMAND", &["情指"]),
    ("LEGAL", &["法制"]),
];

/// TOWN, COUNTY, CITY or PROVINCE for 镇, 县, 市, 省 and their variants, or for the code itself.
pub fn level_code(word: &str) -> Option<&'static str> {
    code_of(LEVELS, word)
}

/// HOUSEHOLD, PUBLIC_ORDER and the like for 户籍, 治安 and the like, or for the code itself.
pub fn branch_code(word: &str) -> Option<&'static str> {
    code_of(BRANCHES, word)
}

fn code_of(known: &[(&'static str, &[&str])], word: &str) -> Option<&'static str> {
    let word = clean::code(word);
    let is_it =
        |(code, words): &&(&'static str, &[&str])| *code == word || words.contains(&word.as_str());
    known.iter().find(is_it).map(|&(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes_both_name_a_level_or_a_branch() {
        assert_eq!(level_code(" 镇 "), Some("TOWN"));
        assert_eq!(level_code("city"), Some("CITY"));
        assert_eq!(level_code("国"), None);
        assert_eq!(branch_code("出入境"), Some("EXIT_ENTRY"));
        assert_eq!(branch_code("exit_entry"), Some("EXIT_ENTRY"));
        assert_eq!(branch_code("骑警"), None);
        assert_eq!(branch_code(""), None);
    }
}
