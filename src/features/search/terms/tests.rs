//! What is indexed is found, and signs in a query are no operators.

use pinyin::{Pinyin, ToPinyinMulti};
use proptest::prelude::*;

use super::*;

/// What both databases do with a query.
fn finds(indexed: &Indexed, query: &SearchQuery) -> bool {
    fn fits(terms: &[&str], wanted: &Match) -> bool {
        match wanted {
            Match::Prefix(start) => terms.iter().any(|term| term.starts_with(start)),
            Match::All(parts) => parts.iter().all(|part| fits(terms, part)),
            Match::Any(parts) => parts.iter().any(|part| fits(terms, part)),
        }
    }
    let terms: Vec<_> = indexed.terms.split(' ').collect();
    fits(&terms, &query.terms) && query.exact.iter().all(|text| indexed.folded.contains(text))
}

fn found_by(name: &str, query: &str) -> bool {
    let indexed = index_terms(&[Text::Name(name), Text::Code("91330681LCR63F0W04")]);
    query_terms(query).is_some_and(|query| finds(&indexed, &query))
}

const FIRM: &str = "诸暨市新珠珍珠有限公司";

#[test]
fn a_firm_is_found_by_parts_sounds_and_initials() {
    for query in [
        "珍",
        "珍珠",
        "珍珠有限",
        "新珠珍珠",
        "zhenzhu",
        "zhen zhu",
        "ZhenZhu",
        "zhenz",
        "zz",
        "ZZ",
        "xzzzyxgs",
        "zhujishixinzhuzhenzhuyouxiangongsi",
        "9133",
        "91330681lcr63f0w04",
        "９１３３０６８１",
        "ｚｈｅｎｚｈｕ",
        "珍珠　诸暨",
        "珍珠 9133",
        " 珠 ",
    ] {
        assert!(found_by(FIRM, query), "{query}");
    }
}

#[test]
fn nothing_else_finds_it() {
    for query in [
        "珠新",
        "珠珍珠新",
        "珍珠公司",
        "袜业",
        "zhuzhen zhubao",
        "shanzhen",
        "zzz9",
        "0681",
        "珍%",
        "珍_",
        "珍*",
        "\"珍珠\"",
        "珍-珠",
        "NEAR",
        "珍 OR 袜",
        "terms:珍",
        "珍珠%有限",
        "珍 %",
    ] {
        assert!(!found_by(FIRM, query), "{query}");
    }
    assert!(found_by("甲（中国）A-B有限公司", "(中国)a-b"), "signs are found as they stand");
    assert!(!found_by("甲珠宝与珍珠宝有限公司", "珠宝珍珠"), "parts of different places");
}

#[test]
fn every_reading_finds_a_name() {
    for (name, query) in [
        ("重庆银行", "chongqingyinhang"),
        ("五金行业协会", "wujinhangye"),
        ("行者袜业", "xingzhe"),
        ("绿园", "lvyuan"),
        ("绿园", "lüyuan"),
        ("西安路", "xian"),
        ("西安路", "xianlu"),
        ("ABC袜业", "bc"),
        ("ABC袜业", "c袜"),
    ] {
        assert!(found_by(name, query), "{name} by {query}");
    }
}

#[test]
fn the_short_form_is_found_too() {
    assert!(found_by("甲浙江珍珠股份有限公司", "甲珍珠"));
}

#[test]
fn signs_alone_ask_for_nothing() {
    for query in ["", " ", "%", "_", "\"\"", "*", "- :", "（）", "\u{0}"] {
        assert_eq!(query_terms(query), None, "{query:?}");
    }
}

fn a_name() -> impl Strategy<Value = String> {
    "[诸暨市浙江新珠珍袜行重庆绿女西安方案长乐单曾区会车厂有限公司股份AaBｂ1（）·\u{20000} ]{0,12}[一-龥][诸暨珍珠袜业有限公司]{0,6}"
}

fn part(name: &str, from: usize, length: usize) -> String {
    name.chars().skip(from).take(length).collect()
}

proptest! {
    #[test]
    fn any_part_with_a_han_character_finds_the_name(name in a_name(), from in 0..20_usize, length in 1..20_usize) {
        let query = part(&name, from, length);
        if query.chars().any(is_han) {
            prop_assert!(found_by(&name, &query), "{query}");
        }
    }

    #[test]
    fn the_pinyin_finds_the_name(name in a_name(), from in 0..20_usize, length in 1..20_usize, choice in 0..5_usize) {
        let han: String = name.chars().filter(|c| is_han(*c)).collect();
        let read = |c: char| {
            let readings: Vec<_> = c.to_pinyin_multi()?.into_iter().map(Pinyin::plain).collect();
            let chosen = *readings.get(choice % readings.len())?;
            // Readings that are left out by intention find nothing.
            super::readings(c).contains(&chosen.replace('ü', "v")).then_some(chosen)
        };
        if let Some(sounds) = part(&han, from, length).chars().map(read).collect::<Option<Vec<_>>>()
            && !sounds.is_empty()
        {
            prop_assert!(found_by(&name, &sounds.concat()), "{}", sounds.concat());
            prop_assert!(found_by(&name, &sounds.join(" ")));
            let initials: String = sounds.iter().filter_map(|sound| sound.chars().next()).collect();
            prop_assert!(found_by(&name, &initials), "{initials}");
        }
    }

    #[test]
    fn the_beginning_of_a_code_finds_it(code in "[0-9A-HJ-NP-RTUW-Y]{18}", length in 4..19_usize) {
        let indexed = index_terms(&[Text::Name(FIRM), Text::Code(&code)]);
        let query = query_terms(&part(&code, 0, length).to_lowercase()).unwrap();
        prop_assert!(finds(&indexed, &query));
    }

    #[test]
    fn terms_need_no_quotes(name in "\\PC{0,40}", query in "\\PC{0,40}") {
        fn is_plain(wanted: &Match) -> bool {
            match wanted {
                Match::Prefix(text) => {
                    text.starts_with(|c: char| c.is_ascii_lowercase())
                        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                }
                Match::All(parts) | Match::Any(parts) => !parts.is_empty() && parts.iter().all(is_plain),
            }
        }
        let terms = index_terms(&[Text::Name(&name)]).terms;
        let is_term = |term: &str| is_plain(&Match::Prefix(term.to_owned()));
        prop_assert!(terms.split(' ').filter(|term| !term.is_empty()).all(is_term), "{terms}");
        prop_assert!(query_terms(&query).is_none_or(|query| is_plain(&query.terms)));
    }
}
