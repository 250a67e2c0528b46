//! For comparison: the plain way, one shortest path a firm over all pairs, without lists, index or
//! prices to start from.

use caseload_solver::{FirmIndex, OfficerIndex, Problem};

/// The least cost of the pairs. Every pair must be allowed.
pub fn total_cost(problem: &Problem) -> i64 {
    let officers = problem.officers.len();
    let costs: Vec<i64> = problem
        .firm_indices()
        .flat_map(|firm| problem.officer_indices().filter_map(move |it| problem.cost(firm, it)))
        .collect();
    let row = |firm: usize| &costs[firm * officers..(firm + 1) * officers];
    let marginal =
        |officer: usize, load: usize| problem.marginal(OfficerIndex(officer as u32), load as i64);
    let mut held: Vec<Vec<usize>> = vec![Vec::new(); officers];
    let mut seats: Vec<Option<i64>> = vec![None; problem.firms.len()];
    let mut prices: Vec<i64> = (0..officers).map(|officer| marginal(officer, 0)).collect();
    for FirmIndex(firm) in problem.firm_indices() {
        let firm = firm as usize;
        let start = row(firm).iter().zip(&prices).map(|(cost, price)| cost + price);
        let mut distance: Vec<i64> = start.collect();
        let base = distance.iter().copied().min().unwrap_or(0);
        distance.iter_mut().for_each(|it| *it -= base);
        let mut step: Vec<(usize, Option<usize>)> = vec![(firm, None); officers];
        let mut is_settled = vec![false; officers];
        let mut end: Option<(i64, usize)> = None;
        loop {
            let open = (0..officers).filter(|officer| !is_settled[*officer]);
            let Some(here) = open.min_by_key(|officer| distance[*officer]) else { break };
            if end.is_some_and(|(nearest, _)| nearest <= distance[here]) {
                break;
            }
            is_settled[here] = true;
            let leave = distance[here] + marginal(here, held[here].len()) - prices[here];
            end = Some(end.map_or((leave, here), |end| end.min((leave, here))));
            for moved in &held[here] {
                let paid = seats[*moved].unwrap_or(0) + prices[here];
                for (to, cost) in row(*moved).iter().enumerate() {
                    let reached = distance[here] + cost + prices[to] - paid;
                    if reached < distance[to] {
                        distance[to] = reached;
                        step[to] = (*moved, Some(here));
                    }
                }
            }
        }
        let Some((nearest, mut officer)) = end else { break };
        for (price, distance) in prices.iter_mut().zip(&distance) {
            *price += (nearest - distance).max(0);
        }
        loop {
            let (moved, from) = step[officer];
            held[officer].push(moved);
            seats[moved] = Some(row(moved)[officer]);
            let Some(from) = from else { break };
            held[from].retain(|held| *held != moved);
            officer = from;
        }
    }
    seats.iter().flatten().sum()
}
