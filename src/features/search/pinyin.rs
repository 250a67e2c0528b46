//! Han characters as they are read, and letters as the syllables they may be. Tones are left out,
//! ü is `v` or `u`. A character has all its readings: which one a name means, nobody can tell.

use std::{collections::BTreeSet, sync::LazyLock};

use pinyin::{Pinyin, ToPinyinMulti};

/// More ways to read one stretch of letters than this are not followed.
const MOST_WAYS: usize = 16;

/// Where the crate's list has ages-old readings of words that half of all names hold, or none at
/// all that has a vowel.
const OVERRIDES: [(char, &[&str]); 10] = [
    ('司', &["si"]),
    ('有', &["you"]),
    ('限', &["xian"]),
    ('份', &["fen"]),
    ('厂', &["chang"]),
    ('市', &["shi"]),
    ('行', &["hang", "xing"]),
    ('重', &["chong", "zhong"]),
    ('暨', &["ji"]),
    ('嗯', &["en"]),
];

/// How a Han character may be read; nothing for a character that is none.
pub fn readings(c: char) -> Vec<String> {
    if let Some((_, readings)) = OVERRIDES.iter().find(|(han, _)| *han == c) {
        return readings.iter().map(ToString::to_string).collect();
    }
    let mut readings = Vec::new();
    for plain in c.to_pinyin_multi().into_iter().flatten().map(Pinyin::plain) {
        for reading in [plain.replace('ü', "v"), plain.replace('ü', "u")] {
            if has_vowel(&reading) && !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

fn has_vowel(syllable: &str) -> bool {
    syllable.is_ascii() && syllable.contains(['a', 'e', 'i', 'o', 'u', 'v'])
}

/// Every syllable that some character is read as.
static SYLLABLES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let common = '\u{4E00}'..='\u{9FFF}';
    common.flat_map(readings).collect()
});

/// One syllable of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syllable {
    /// As a character is read.
    Whole(String),
    /// The beginning of one, at the end of what was typed so far.
    Begun(String),
}

/// Ways to read a stretch of letters, each a row of syllables.
pub type Ways = Vec<Vec<Syllable>>;

/// Letters as syllables: stretches that follow each other, each with the ways to read it. Where
/// all ways agree on a boundary a stretch may end, so that long names do not multiply their ways.
/// Nothing when the letters are no pinyin.
pub fn stretches(letters: &str) -> Vec<Ways> {
    let steps = Steps::through(letters, false).or_else(|| Steps::through(letters, true));
    let Some(steps) = steps else { return Vec::new() };
    let mut stretches: Vec<Ways> = Vec::new();
    for pair in steps.agreed().windows(2) {
        let &[from, to] = pair else { continue };
        let mut ways = Ways::new();
        steps.walk(from, to, &mut Vec::new(), &mut ways);
        match stretches.last_mut() {
            Some(last) if last.len() * ways.len() <= MOST_WAYS => {
                let joined = |first: &Vec<_>| {
                    ways.iter().map(|way| [&first[..], way].concat()).collect::<Vec<_>>()
                };
                *last = last.iter().flat_map(joined).collect();
            }
            _ => stretches.push(ways),
        }
    }
    stretches
}

/// All syllables that lie on a way from the beginning of the letters to their end.
struct Steps {
    /// From which place to which, the longest first of each place.
    steps: Vec<(usize, usize, Syllable)>,
    length: usize,
}

impl Steps {
    /// `None` when no way leads through. With `may_be_begun` the last syllable may lack its end.
    fn through(letters: &str, may_be_begun: bool) -> Option<Self> {
        const LONGEST: usize = 6;
        let length = letters.len();
        let mut ends = vec![false; length + 1];
        *ends.last_mut()? = true;
        let mut steps = Vec::new();
        for from in (0..length).rev() {
            for to in (from + 1..=length.min(from + LONGEST)).rev() {
                let (Some(text), Some(true)) = (letters.get(from..to), ends.get(to)) else {
                    continue;
                };
                let syllable = if SYLLABLES.contains(text) {
                    Syllable::Whole(text.to_owned())
                } else if may_be_begun && to == length && is_begun(text) {
                    Syllable::Begun(text.to_owned())
                } else {
                    continue;
                };
                steps.push((from, to, syllable));
                if let Some(end) = ends.get_mut(from) {
                    *end = true;
                }
            }
        }
        let mut reached = vec![false; length + 1];
        *reached.first_mut()? = true;
        steps.sort_by_key(|(from, to, _)| (*from, length - to));
        steps.retain(|(from, to, _)| {
            let is_reached = reached.get(*from) == Some(&true);
            if let (true, Some(next)) = (is_reached, reached.get_mut(*to)) {
                *next = true;
            }
            is_reached
        });
        (reached.last() == Some(&true)).then_some(Self { steps, length })
    }

    /// The places where every way has a boundary, with the beginning and the end.
    fn agreed(&self) -> Vec<usize> {
        let is_crossed =
            |place| self.steps.iter().any(|(from, to, _)| *from < place && place < *to);
        (0..=self.length).filter(|place| !is_crossed(*place)).collect()
    }

    fn walk(&self, from: usize, to: usize, way: &mut Vec<Syllable>, ways: &mut Ways) {
        if ways.len() == MOST_WAYS {
            return;
        }
        if from == to {
            ways.push(way.clone());
            return;
        }
        for (_, next, syllable) in self.steps.iter().filter(|step| step.0 == from) {
            way.push(syllable.clone());
            self.walk(*next, to, way, ways);
            way.pop();
        }
    }
}

fn is_begun(text: &str) -> bool {
    let mut from_here = SYLLABLES.range(text.to_owned()..);
    from_here.next().is_some_and(|syllable| syllable.starts_with(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(letters: &str) -> String {
        let way = |way: &Vec<Syllable>| {
            let syllable = |syllable: &Syllable| match syllable {
                Syllable::Whole(text) => text.clone(),
                Syllable::Begun(text) => format!("{text}…"),
            };
            way.iter().map(syllable).collect::<Vec<_>>().join(" ")
        };
        let ways = |ways: &Ways| ways.iter().map(way).collect::<Vec<_>>().join(" | ");
        stretches(letters).iter().map(ways).collect::<Vec<_>>().join(" + ")
    }

    #[test]
    fn letters_are_read_in_every_way() {
        assert_eq!(read("zhenzhu"), "zhen zhu");
        assert_eq!(read("xian"), "xian | xi an");
        assert_eq!(read("fangan"), "fang an | fan gan");
        assert_eq!(read("zhenz"), "zhen z…");
        assert_eq!(read("lv"), "lv");
        assert_eq!(read("zz"), "");
        assert_eq!(read("sock"), "");
    }

    #[test]
    fn characters_of_two_readings_have_both() {
        assert_eq!(readings('行'), ["hang", "xing"]);
        assert_eq!(readings('重'), ["chong", "zhong"]);
        assert_eq!(readings('女'), ["nv", "nu", "ru"]);
        assert!(readings('a').is_empty());
    }

    proptest! {
        #[test]
        fn what_was_joined_is_found_again(
            syllables in prop::collection::vec(prop::sample::select(SYLLABLES.iter().collect::<Vec<_>>()), 1..6),
        ) {
            let letters: String = syllables.iter().map(|s| s.as_str()).collect();
            let wanted: Vec<_> = syllables.into_iter().cloned().map(Syllable::Whole).collect();
            let mut whole: Ways = vec![vec![]];
            for ways in stretches(&letters) {
                prop_assert!(ways.len() <= MOST_WAYS);
                whole = whole
                    .iter()
                    .flat_map(|first| ways.iter().map(|way| [&first[..], way].concat()).collect::<Vec<_>>())
                    .collect();
            }
            prop_assert!(whole.contains(&wanted) || whole.len() >= MOST_WAYS);
        }

        #[test]
        fn any_letters_are_read_in_time(letters in "[a-z]{0,200}") {
            stretches(&letters);
        }

        #[test]
        fn doubtful_letters_are_read_in_time(letters in "(an|ang|ga|n|a){0,80}") {
            stretches(&letters);
        }
    }
}
