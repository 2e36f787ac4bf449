//! Rows in an order, most of which a plan shares with the plan it was made from.

use std::fmt;
use std::ops::{Index, IndexMut};
use std::sync::Arc;

/// How many rows are shared, or copied, together: fewer make a copy of the table dearer, more that
/// of a row.
const CHUNK: usize = 64;

/// Rows in an order. A copy shares them; a row that is changed afterwards is copied with its
/// neighbours, and no others.
#[derive(Clone)]
pub struct Table<T> {
    chunks: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Table<T> {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All rows, in order.
    pub fn iter(&self) -> Rows<'_, T> {
        Rows { table: self, next: 0 }
    }
}

impl<T: Clone> Table<T> {
    /// Adds a row at the end.
    pub(super) fn push(&mut self, row: T) {
        if self.len.is_multiple_of(CHUNK) {
            self.chunks.push(Arc::new(Vec::with_capacity(CHUNK)));
        }
        if let Some(last) = self.chunks.last_mut() {
            Arc::make_mut(last).push(row);
            self.len += 1;
        }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<T> Index<usize> for Table<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        &self.chunks[index / CHUNK][index % CHUNK]
    }
}

impl<T: Clone> IndexMut<usize> for Table<T> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut Arc::make_mut(&mut self.chunks[index / CHUNK])[index % CHUNK]
    }
}

impl<T> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        let mut rows = rows.into_iter();
        let mut table = Self::default();
        loop {
            let mut chunk: Vec<T> = rows.by_ref().take(CHUNK).collect();
            chunk.shrink_to_fit();
            if chunk.is_empty() {
                return table;
            }
            table.len += chunk.len();
            table.chunks.push(Arc::new(chunk));
        }
    }
}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = Rows<'a, T>;

    fn into_iter(self) -> Rows<'a, T> {
        self.iter()
    }
}

/// The rows of a table, in order.
pub struct Rows<'a, T> {
    table: &'a Table<T>,
    next: usize,
}

impl<'a, T> Iterator for Rows<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let row = (self.next < self.table.len).then(|| &self.table[self.next])?;
        self.next += 1;
        Some(row)
    }
}

impl<T: fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_copy_shares_all_other_chunks() {
        let mut table: Table<usize> = (0..3 * CHUNK).collect();
        table.push(7);
        let before = table.clone();
        table[CHUNK] = 0;
        assert_eq!((before[CHUNK], table[CHUNK], table.len()), (CHUNK, 0, 3 * CHUNK + 1));
        let shared = before.chunks.iter().zip(&table.chunks).filter(|(a, b)| Arc::ptr_eq(a, b));
        assert_eq!(shared.count(), 3);
        assert_eq!((table.iter().count(), table.iter().last()), (table.len(), Some(&7)));
    }
}
