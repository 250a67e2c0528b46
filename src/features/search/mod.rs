//! Search: firms, officers and associations by a part of their names, by pinyin, initials, codes
//! and former town names. `terms` and `pinyin` hold the rules, `service` keeps the index; whoever
//! writes a row that is found calls it in the same transaction.

pub mod graphql;
pub mod policy;
pub mod service;

mod pinyin;
mod terms;
