//! Lists with one row a firm, an officer or a node, which only an index of that sort opens.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A list whose rows are found by `I`. It never changes its length.
#[derive(Clone, Debug)]
pub(crate) struct Table<I, T> {
    rows: Vec<T>,
    sort: PhantomData<I>,
}

impl<I, T: Clone> Table<I, T> {
    pub(crate) fn filled(length: usize, row: T) -> Self {
        vec![row; length].into()
    }
}

impl<I, T> Table<I, T> {
    pub(crate) fn rows(&self) -> &[T] {
        &self.rows
    }

    pub(crate) fn rows_mut(&mut self) -> &mut [T] {
        &mut self.rows
    }

    pub(crate) fn into_rows(self) -> Vec<T> {
        self.rows
    }
}

impl<I, T> From<Vec<T>> for Table<I, T> {
    fn from(rows: Vec<T>) -> Self {
        Self { rows, sort: PhantomData }
    }
}

impl<I: Into<usize>, T> Index<I> for Table<I, T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "a checked problem hands out only its own indices")]
    fn index(&self, index: I) -> &T {
        &self.rows[index.into()]
    }
}

impl<I: Into<usize>, T> IndexMut<I> for Table<I, T> {
    #[expect(clippy::indexing_slicing, reason = "a checked problem hands out only its own indices")]
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.rows[index.into()]
    }
}
