//! The timeline 往来记录 of a firm: everything that happened with it, of whatever kind, in one order.
//! It reads the rows of other features within the viewer's reach, and stores nothing.

pub mod graphql;
