//! The leader's screen 工作概览: a few figures, each with its definition, what it counts and of how
//! many. They count rows within the viewer's reach, each time anew; nothing is stored.
//!
//! `figures` is the table of what is shown and how it is said, `count` counts, `rows` names the list
//! behind a figure.

mod count;
mod figures;
pub mod graphql;
mod period;
mod rows;
