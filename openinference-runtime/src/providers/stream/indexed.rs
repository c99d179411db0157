//! What arrives in pieces under an index.

/// Values by their index: choices, blocks, items. Bounded: beyond so many indices, pieces of further ones are dropped.
#[derive(Debug)]
pub(crate) struct Indexed<T>(Vec<(u64, T)>);

impl<T> Default for Indexed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Default> Indexed<T> {
    const MOST: usize = 1024;

    /// The value at an index, which is made where there is none.
    pub(crate) fn at(&mut self, index: u64) -> Option<&mut T> {
        let place = match self.0.binary_search_by_key(&index, |(known, _)| *known) {
            Ok(place) => place,
            Err(_) if self.0.len() >= Self::MOST => return None,
            Err(place) => {
                self.0.insert(place, (index, T::default()));
                place
            }
        };
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// One above the highest index.
    pub(crate) fn next(&self) -> u64 {
        self.0.last().map_or(0, |(index, _)| index.saturating_add(1))
    }

    /// The highest index.
    pub(crate) fn last(&self) -> Option<u64> {
        self.0.last().map(|(index, _)| *index)
    }

    /// What has come, in order.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (u64, &mut T)> {
        self.0.iter_mut().map(|(index, value)| (*index, value))
    }
}
