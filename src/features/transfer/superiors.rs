//! Puts the agencies of a register in an order in which every superior comes first, and finds the
//! rows that cannot stand: they name an agency that does not land, or close a circle.
//!
//! Pure: it knows names, not rows of the database. Parents and guiding agencies count alike.

use std::collections::{HashMap, HashSet, VecDeque};

/// Who stands above an agency, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Superiors {
    /// The administrative parent.
    pub parent: Option<String>,
    /// The guiding agency.
    pub guiding: Option<String>,
}

impl Superiors {
    fn names(&self) -> impl Iterator<Item = (&str, Above)> {
        [
            self.parent.as_deref().map(|name| (name, Above::Parent)),
            self.guiding.as_deref().map(|name| (name, Above::Guiding)),
        ]
        .into_iter()
        .flatten()
    }
}

/// Which of the two superiors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Above {
    /// 上级单位.
    Parent,
    /// 业务指导单位.
    Guiding,
}

/// Why a row cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No agency of that name is there or lands.
    Unknown,
    /// It would be its own superior by way of others.
    Circle,
}

/// The rows in order, and those that cannot stand, by their places in the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Superiors first.
    pub order: Vec<usize>,
    /// Place, which superior, why; by place.
    pub refused: Vec<(usize, Above, Fault)>,
}

/// Settles the rows of a register, each by its name and the superiors it will have, over the
/// agencies that stand already. A refused row leaves its agency as it stands.
pub fn settle(rows: &[(String, Superiors)], standing: &HashMap<String, Superiors>) -> Settled {
    let mut refused: HashMap<usize, (Above, Fault)> = HashMap::new();
    loop {
        refuse_unknown(rows, standing, &mut refused);
        let graph = Graph::of(rows, standing, &refused);
        let (order, circles) = graph.sorted();
        if circles.is_empty() {
            let mut refused: Vec<_> =
                refused.into_iter().map(|(at, (above, fault))| (at, above, fault)).collect();
            refused.sort_by_key(|(at, ..)| *at);
            return Settled { order, refused };
        }
        refused.extend(circles.into_iter().map(|(at, above)| (at, (above, Fault::Circle))));
    }
}

/// Refuses rows whose superior is not there, then those that hang on them.
fn refuse_unknown(
    rows: &[(String, Superiors)],
    standing: &HashMap<String, Superiors>,
    refused: &mut HashMap<usize, (Above, Fault)>,
) {
    let mut landing: HashSet<&str> = HashSet::new();
    let mut below: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (name, superiors)) in rows.iter().enumerate() {
        if !refused.contains_key(&at) {
            landing.insert(name);
        }
        for (superior, _) in superiors.names() {
            below.entry(superior).or_default().push(at);
        }
    }
    let mut to_check: VecDeque<usize> = (0..rows.len()).collect();
    while let Some(at) = to_check.pop_front() {
        let Some((name, superiors)) = rows.get(at).filter(|_| !refused.contains_key(&at)) else {
            continue;
        };
        let missing = superiors
            .names()
            .find(|(superior, _)| !landing.contains(superior) && !standing.contains_key(*superior));
        if let Some((_, above)) = missing {
            refused.insert(at, (above, Fault::Unknown));
            landing.remove(name.as_str());
            to_check.extend(below.get(name.as_str()).into_iter().flatten());
        }
    }
}

/// The agencies as they would stand: rows of the file that are not refused, and the others.
struct Graph<'a> {
    /// Each agency's place in the file, if it has one, and its superiors.
    nodes: Vec<(Option<usize>, &'a Superiors)>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Graph<'a> {
    fn of(
        rows: &'a [(String, Superiors)],
        standing: &'a HashMap<String, Superiors>,
        refused: &HashMap<usize, (Above, Fault)>,
    ) -> Self {
        let mut graph = Self { nodes: Vec::new(), places: HashMap::new() };
        for (at, (name, superiors)) in rows.iter().enumerate() {
            if !refused.contains_key(&at) {
                graph.add(name, Some(at), superiors);
            }
        }
        for (name, superiors) in standing {
            if !graph.places.contains_key(name.as_str()) {
                graph.add(name, None, superiors);
            }
        }
        graph
    }

    fn add(&mut self, name: &'a str, at: Option<usize>, superiors: &'a Superiors) {
        self.places.insert(name, self.nodes.len());
        self.nodes.push((at, superiors));
    }

    fn above(&self, node: usize) -> impl Iterator<Item = (usize, Above)> {
        let superiors = self.nodes.get(node).map(|(_, superiors)| superiors.names());
        superiors
            .into_iter()
            .flatten()
            .filter_map(|(name, above)| Some((*self.places.get(name)?, above)))
    }

    /// The rows with superiors first, and the rows in circles.
    fn sorted(&self) -> (Vec<usize>, Vec<(usize, Above)>) {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for node in 0..self.nodes.len() {
            for (superior, _) in self.above(node) {
                if let Some(below) = below.get_mut(superior) {
                    below.push(node);
                }
            }
        }
        let ups = (0..self.nodes.len()).map(|node| self.above(node).count()).collect();
        let (placed, is_placed) = peel(ups, |node| below.get(node).cloned().unwrap_or_default());
        let row_of = |node: &usize| self.nodes.get(*node).and_then(|(at, _)| *at);
        let mut order: Vec<_> = placed.iter().filter_map(row_of).collect();

        // What is left holds circles and what hangs below them; peeled from below, circles stay.
        let is_left = |node: &usize| !is_placed.get(*node).copied().unwrap_or_default();
        let downs =
            below
                .iter()
                .enumerate()
                .map(|(node, below)| {
                    if is_left(&node) {
                        below.iter().filter(|node| is_left(node)).count()
                    } else {
                        1
                    }
                })
                .collect();
        let (hanging, _) =
            peel(downs, |node| self.above(node).map(|(up, _)| up).filter(is_left).collect());
        // Below a circle that stands already a row may hang all the same.
        order.extend(hanging.iter().rev().filter_map(row_of));
        let hanging: HashSet<usize> = hanging.into_iter().collect();
        let in_circle = |node: &usize| is_left(node) && !hanging.contains(node);
        let circles = (0..self.nodes.len())
            .filter(in_circle)
            .filter_map(|node| {
                let (_, above) = self.above(node).find(|(up, _)| in_circle(up))?;
                Some((row_of(&node)?, above))
            })
            .collect();
        (order, circles)
    }
}

/// Takes away nodes that wait for nothing, again and again; those taken in order, and which.
fn peel(mut waits: Vec<usize>, frees: impl Fn(usize) -> Vec<usize>) -> (Vec<usize>, Vec<bool>) {
    let mut is_taken = vec![false; waits.len()];
    let mut taken: Vec<usize> =
        waits.iter().enumerate().filter(|(_, waits)| **waits == 0).map(|(node, _)| node).collect();
    let mut next = 0;
    while let Some(&node) = taken.get(next) {
        next += 1;
        if let Some(is_taken) = is_taken.get_mut(node) {
            *is_taken = true;
        }
        for freed in frees(node) {
            if let Some(waits) = waits.get_mut(freed) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 {
                    taken.push(freed);
                }
            }
        }
    }
    (taken, is_taken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(name: &str, parent: &str, guiding: &str) -> (String, Superiors) {
        let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        (name.to_owned(), Superiors { parent: named(parent), guiding: named(guiding) })
    }

    fn none() -> HashMap<String, Superiors> {
        HashMap::new()
    }

    #[test]
    fn superiors_further_down_come_first() {
        let rows = [row("站", "局", "大队"), row("大队", "局", ""), row("局", "", "")];
        assert_eq!(settle(&rows, &none()), Settled { order: vec![2, 1, 0], refused: vec![] });
    }

    #[test]
    fn a_circle_is_refused_and_what_hangs_on_it_too() {
        let rows = [
            row("甲", "乙", ""),
            row("乙", "", "丙"),
            row("丙", "甲", ""),
            row("丁", "甲", ""),
            row("戊", "", ""),
        ];
        let settled = settle(&rows, &none());
        assert_eq!(settled.order, [4]);
        assert_eq!(
            settled.refused,
            [
                (0, Above::Parent, Fault::Circle),
                (1, Above::Guiding, Fault::Circle),
                (2, Above::Parent, Fault::Circle),
                (3, Above::Parent, Fault::Unknown),
            ]
        );
    }

    #[test]
    fn a_circle_by_way_of_an_agency_that_stands_is_seen() {
        let standing = HashMap::from([row("甲", "", ""), row("乙", "甲", "")]);
        let settled = settle(&[row("甲", "乙", "")], &standing);
        assert_eq!(settled.refused, [(0, Above::Parent, Fault::Circle)]);
        // What stands stays as it is, and may have more below it.
        let settled = settle(&[row("甲", "乙", ""), row("丙", "乙", "甲")], &standing);
        assert_eq!(settled.order, [1]);
    }

    #[test]
    fn a_circle_that_stands_already_refuses_nobody_else() {
        let standing = HashMap::from([row("甲", "乙", ""), row("乙", "甲", "")]);
        let rows = [row("丁", "丙", ""), row("丙", "甲", "")];
        assert_eq!(settle(&rows, &standing), Settled { order: vec![1, 0], refused: vec![] });
    }

    proptest! {
        #[test]
        fn every_row_is_settled_and_no_superior_comes_late(
            links in prop::collection::vec((0_usize..12, 0_usize..12), 1..12),
        ) {
            let name = |at: usize| if at == 11 { String::new() } else { format!("n{at}") };
            let rows: Vec<_> = links
                .iter()
                .enumerate()
                .map(|(at, (parent, guiding))| row(&name(at), &name(*parent), &name(*guiding)))
                .collect();
            let settled = settle(&rows, &none());
            let mut all: Vec<_> = settled.order.clone();
            all.extend(settled.refused.iter().map(|(at, ..)| *at));
            all.sort_unstable();
            prop_assert_eq!(all, (0..rows.len()).collect::<Vec<_>>());
            let mut landed = HashSet::new();
            for at in settled.order {
                for (superior, _) in rows[at].1.names() {
                    prop_assert!(landed.contains(superior));
                }
                landed.insert(rows[at].0.as_str());
            }
        }
    }
}
