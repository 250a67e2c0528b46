//! Which terms a row is found by, and which terms a query asks for. Pure: what is written and what
//! is asked are made here by the same rules, so that both databases find the same.
//!
//! A term is made of `a-z0-9`: `h` with one or two Han characters, `w` with a word of letters and
//! digits, `s` with up to three syllables, `i` with up to four initials.

use std::collections::BTreeSet;

use super::pinyin::{Syllable, Ways, readings, stretches};
use crate::platform::search_index::{Match, SearchQuery};

const HAN_AT_ONCE: usize = 2;
const SYLLABLES_AT_ONCE: usize = 3;
const INITIALS_AT_ONCE: usize = 4;
/// A word is found from any of its first symbols on.
const SYMBOLS_TO_BEGIN_AT: usize = 20;

/// What names have in common, left out of a second, short form; the longer first.
const COMMON: [&str; 9] = [
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "股份",
    "公司",
    "诸暨市",
    "浙江省",
    "浙江",
    "诸暨",
];

/// A text that a row is found by.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// A name: by any part of it, by its pinyin, by its initials.
    Name(&'a str),
    /// A code: from its first symbol on.
    Code(&'a str),
}

/// What the index holds of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// The texts, folded, one a line.
    pub folded: String,
    /// The terms, parted by blanks.
    pub terms: String,
}

/// The terms of a row that is found by these texts.
pub fn index_terms(texts: &[Text<'_>]) -> Indexed {
    let (mut lines, mut terms) = (Vec::new(), BTreeSet::new());
    for text in texts {
        match text {
            Text::Name(name) => {
                let name = fold(name);
                let short = COMMON.iter().fold(name.clone(), |name, part| name.replace(part, ""));
                add_name(&name, &mut terms);
                if !short.is_empty() && short != name {
                    add_name(&short, &mut terms);
                    lines.push(name);
                    lines.push(short);
                } else {
                    lines.push(name);
                }
            }
            Text::Code(code) => {
                let code = fold(code);
                terms.extend(runs(&code).filter(|run| !run.is_han).map(|run| word(run.symbols)));
                lines.push(code);
            }
        }
    }
    Indexed { folded: lines.join("\n"), terms: terms.into_iter().collect::<Vec<_>>().join(" ") }
}

/// What a query asks for: each of its parts, which blanks divide. `None` when there is nothing in
/// it that could be looked up. Signs are signs: nothing in a query is an operator.
pub fn query_terms(text: &str) -> Option<SearchQuery> {
    let (mut all, mut exact) = (Vec::new(), Vec::new());
    for part in fold(text).split(' ').filter(|part| !part.is_empty()) {
        let runs: Vec<_> = runs(part).collect();
        let has_han = runs.iter().any(|run| run.is_han);
        for run in &runs {
            if run.is_han {
                all.extend(han_asked(run.symbols));
            } else if !has_han {
                all.push(word_asked(run.symbols, part));
            }
        }
        let told_by_terms = match &runs[..] {
            [run] if run.symbols.len() == part.len() => {
                part.is_ascii() || (run.is_han && part.chars().count() <= HAN_AT_ONCE)
            }
            _ => false,
        };
        if !told_by_terms {
            exact.push(part.to_owned());
        }
    }
    (!all.is_empty()).then_some(SearchQuery { terms: Match::All(all), exact })
}

/// One case, one width, one kind of blank: what people type without a thought.
fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    // In pinyin `v` stands for ü, in texts and queries alike.
    let typed = |c: char| if c == 'ü' { 'v' } else { c };
    let text = text.chars().map(narrow).flat_map(char::to_lowercase).map(typed);
    let text: String = text.collect();
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Han characters, or letters and digits, that follow each other.
struct Run<'a> {
    symbols: &'a str,
    is_han: bool,
}

fn runs(folded: &str) -> impl Iterator<Item = Run<'_>> {
    let kind = |c: char| if is_han(c) { Some(true) } else { c.is_alphanumeric().then_some(false) };
    let mut rest = folded;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| kind(c).is_none());
        let first = kind(rest.chars().next()?)?;
        let end = rest.find(|c| kind(c) != Some(first)).unwrap_or(rest.len());
        let (symbols, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(Run { symbols, is_han: first })
    })
}

fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
        || matches!(c, '\u{20000}'..='\u{3FFFF}')
}

fn add_name(name: &str, terms: &mut BTreeSet<String>) {
    for run in runs(name) {
        let symbols: Vec<char> = run.symbols.chars().collect();
        if run.is_han {
            terms.extend(parts(&symbols, HAN_AT_ONCE).map(han));
        } else {
            let begins = run.symbols.char_indices().map(|(at, _)| at).take(SYMBOLS_TO_BEGIN_AT);
            terms.extend(begins.filter_map(|at| run.symbols.get(at..)).map(word));
        }
    }
    let read: Vec<Vec<String>> = name.chars().filter(|c| is_han(*c)).map(readings).collect();
    for part in parts(&read, SYLLABLES_AT_ONCE) {
        let whole = |syllable: &str| Syllable::Whole(syllable.to_owned());
        terms.extend(choices(part).into_iter().map(|way| sounds(way.into_iter().map(whole))));
    }
    let initials: Vec<Vec<String>> = read.iter().map(|readings| firsts(readings)).collect();
    for part in parts(&initials, INITIALS_AT_ONCE) {
        terms.extend(choices(part).iter().map(|way| format!("i{}", way.concat())));
    }
}

fn firsts(readings: &[String]) -> Vec<String> {
    let firsts: BTreeSet<_> = readings.iter().filter_map(|reading| reading.get(..1)).collect();
    firsts.into_iter().map(str::to_owned).collect()
}

/// From each place on, as many as there are up to `most`. What begins so is found by prefix.
fn parts<T>(all: &[T], most: usize) -> impl Iterator<Item = &[T]> {
    (0..all.len()).filter_map(move |at| all.get(at..all.len().min(at + most)))
}

/// Every way to choose one reading of each.
fn choices(readings: &[Vec<String>]) -> Vec<Vec<&str>> {
    readings.iter().fold(vec![Vec::new()], |ways, next| {
        let longer = |way: &Vec<_>| {
            next.iter().map(|reading| [&way[..], &[reading.as_str()]].concat()).collect::<Vec<_>>()
        };
        ways.iter().flat_map(longer).collect()
    })
}

fn han(symbols: &[char]) -> String {
    symbols.iter().fold("h".to_owned(), |term, symbol| term + &letters_of(*symbol))
}

/// A symbol as five letters.
fn letters_of(symbol: char) -> String {
    let number = u32::from(symbol);
    let letter = |place| char::from_digit(10 + number / 26_u32.pow(place) % 26, 36);
    (0..5).rev().filter_map(letter).collect()
}

fn word(symbols: &str) -> String {
    symbols.chars().fold("w".to_owned(), |term, symbol| {
        if symbol.is_ascii() {
            term + symbol.encode_utf8(&mut [0; 4])
        } else {
            term + &letters_of(symbol)
        }
    })
}

/// Syllables as a term; `0` ends a whole one.
fn sounds(syllables: impl Iterator<Item = Syllable>) -> String {
    syllables.fold("s".to_owned(), |term, syllable| match syllable {
        Syllable::Whole(text) => term + &text + "0",
        Syllable::Begun(text) => term + &text,
    })
}

/// Each run of `most` that follow each other; all of them when there are fewer.
fn windows<T>(all: &[T], most: usize) -> impl Iterator<Item = &[T]> {
    all.windows(most.min(all.len()).max(1))
}

fn han_asked(symbols: &str) -> Vec<Match> {
    let symbols: Vec<char> = symbols.chars().collect();
    windows(&symbols, HAN_AT_ONCE).map(|window| Match::Prefix(han(window))).collect()
}

/// A word stands in a name as it is, or is the sound of it, or its initials.
fn word_asked(symbols: &str, part: &str) -> Match {
    let mut any = vec![Match::Prefix(word(symbols))];
    let is_alone = symbols.len() == part.len();
    if is_alone && symbols.chars().all(|c| c.is_ascii_lowercase()) {
        let stretches = stretches(symbols);
        if !stretches.is_empty() {
            any.push(Match::All(stretches.into_iter().map(sounds_asked).collect()));
        }
        let letters: Vec<char> = symbols.chars().collect();
        let initials = windows(&letters, INITIALS_AT_ONCE);
        let initial = |window: &[char]| Match::Prefix(format!("i{}", String::from_iter(window)));
        any.push(Match::All(initials.map(initial).collect()));
    }
    Match::Any(any)
}

fn sounds_asked(ways: Ways) -> Match {
    let way = |way: &Vec<Syllable>| {
        let windows = windows(way, SYLLABLES_AT_ONCE);
        Match::All(windows.map(|window| Match::Prefix(sounds(window.iter().cloned()))).collect())
    };
    Match::Any(ways.iter().map(way).collect())
}

#[cfg(test)]
mod tests;
