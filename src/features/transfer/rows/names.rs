//! Finds a town by what a register calls it: its name, a former name, or either without its
//! ending 街道, 镇 or 乡.
//!
//! It guesses nothing: a short form that two towns share finds neither.

use std::collections::HashMap;

use crate::features::transfer::clean;

/// Names of towns, and what the caller wants to get for each.
#[derive(Clone, Debug)]
pub struct TownNames<T> {
    present: HashMap<String, T>,
    former: HashMap<String, Option<T>>,
    short: HashMap<String, Option<T>>,
}

impl<T> Default for TownNames<T> {
    fn default() -> Self {
        Self { present: HashMap::new(), former: HashMap::new(), short: HashMap::new() }
    }
}

impl<T: Clone + PartialEq> TownNames<T> {
    /// Adds a town under its name and its former names.
    pub fn add<'n>(&mut self, name: &str, former: impl IntoIterator<Item = &'n str>, town: T) {
        let name = canonical(name);
        enter(&mut self.short, stem(&name).to_owned(), &town);
        for former in former {
            let former = canonical(former);
            enter(&mut self.short, stem(&former).to_owned(), &town);
            enter(&mut self.former, former, &town);
        }
        self.present.insert(name, town);
    }

    /// The town that a register means. A present name wins over a former one, and a full name
    /// over a short one.
    pub fn resolve(&self, name: &str) -> Option<T> {
        let name = canonical(name);
        let present = self.present.get(&name).cloned();
        present
            .or_else(|| self.former.get(&name).cloned().flatten())
            .or_else(|| self.short.get(&name).cloned().flatten())
    }
}

/// Two towns under one name leave it to neither.
fn enter<T: Clone + PartialEq>(names: &mut HashMap<String, Option<T>>, name: String, town: &T) {
    let entry = names.entry(name).or_insert_with(|| Some(town.clone()));
    if entry.as_ref() != Some(town) {
        *entry = None;
    }
}

fn canonical(name: &str) -> String {
    let name = clean::text(name);
    let name = name.strip_prefix("浙江省").unwrap_or(&name);
    let name = name.strip_prefix("绍兴市").unwrap_or(name);
    name.strip_prefix("诸暨市").unwrap_or(name).to_owned()
}

fn stem(name: &str) -> &str {
    let endings = ["街道", "镇", "乡"];
    let stem = endings.iter().find_map(|ending| name.strip_suffix(ending));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> TownNames<u8> {
        let mut names = TownNames::default();
        names.add("大唐街道", ["草塔镇"], 1);
        names.add("暨南街道", ["街亭镇", "王家井镇"], 2);
        names.add("浬浦镇", ["里浦镇"], 3);
        names.add("东和乡", [], 4);
        names.add("东和镇", [], 5);
        names
    }

    #[test]
    fn present_former_and_short_names_find_the_town() {
        for (name, town) in [
            ("大唐街道", 1),
            (" 大唐 ", 1),
            ("草塔镇", 1),
            ("草塔", 1),
            ("诸暨市王家井镇", 2),
            ("里浦镇", 3),
            ("东和乡", 4),
            ("东和镇", 5),
        ] {
            assert_eq!(names().resolve(name), Some(town), "{name}");
        }
    }

    #[test]
    fn an_unknown_or_ambiguous_name_finds_none() {
        for name in ["", "不存在镇", "镇", "东和", "唐"] {
            assert_eq!(names().resolve(name), None, "{name}");
        }
    }

    #[test]
    fn a_present_name_wins_over_a_former_one() {
        let mut names = names();
        names.add("新镇", ["东和乡"], 6);
        assert_eq!(names.resolve("东和乡"), Some(4));
    }
}
