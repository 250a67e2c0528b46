//! The sample registers as a problem: distance only, and every officer with the same bounds.

use std::path::PathBuf;

use caseload_solver::{Firm, Officer, Point, Problem, Weights};

/// What a public network-flow solver found over all pairs, distance only.
pub struct Known {
    /// The first so many good rows of the register.
    pub firms: usize,
    /// Every officer's bounds.
    pub lower: u32,
    pub upper: u32,
    /// The least total distance.
    pub metres: i64,
}

pub const TOTALS: [Known; 3] = [
    Known { firms: 10_000, lower: 8, upper: 10, metres: 15_075_496 },
    Known { firms: 9_000, lower: 8, upper: 10, metres: 12_057_674 },
    Known { firms: 10_000, lower: 8, upper: 12, metres: 12_612_398 },
];

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(name)
}

fn rows(text: &str) -> Vec<csv::StringRecord> {
    csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.expect("a row"))
        .collect()
}

/// A number for each different name, in order of appearance.
fn number(names: &mut Vec<String>, name: &str) -> u32 {
    let at = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    at as u32
}

fn point(row: &csv::StringRecord, longitude: usize) -> Point {
    let degrees = |at: usize| row[at].parse().expect("degrees");
    Point { longitude: degrees(longitude), latitude: degrees(longitude + 1) }
}

/// The first `firms` good rows of the register, and all officers.
pub fn problem(firms: usize, lower: u32, upper: u32) -> Problem {
    let read = |name: &str| std::fs::read(path(name)).expect("the sample registers");
    let mut towns = Vec::new();
    let mut branches = Vec::new();
    let officers = String::from_utf8(read("officers.csv")).expect("UTF-8");
    let officers = rows(officers.trim_start_matches('\u{feff}'))
        .iter()
        .map(|row| Officer {
            at: point(row, 7),
            town: number(&mut towns, &row[5]),
            branch: number(&mut branches, &row[3]),
            lower,
            upper,
        })
        .collect();
    let rejects = String::from_utf8(read("enterprises.rejects.csv")).expect("UTF-8");
    let bad: Vec<usize> = rows(rejects.trim_start_matches('\u{feff}'))
        .iter()
        .map(|row| row[1].parse().expect("a row number"))
        .collect();
    let register = read("enterprises.gb18030.csv");
    let (register, _, _) = encoding_rs::GB18030.decode(&register);
    let firms = rows(&register)
        .iter()
        .zip(2..)
        .filter(|(_, number)| !bad.contains(number))
        .take(firms)
        .map(|(row, _)| Firm {
            at: point(row, 10),
            town: number(&mut towns, &row[2]),
            fitting_branch: None,
            present: None,
            pinned: None,
            banned: Vec::new(),
        })
        .collect();
    Problem { firms, officers, weights: Weights::default() }
}
