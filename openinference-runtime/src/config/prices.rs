//! Prices that a configuration carries for a layer that knows them.

use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

/// What a layer above prices with.
pub(crate) trait PriceList: Any + Debug + Send + Sync {
    /// Whether `other` prices alike.
    fn is_same(&self, other: &dyn PriceList) -> bool;
}

/// None where nothing was said about prices.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prices(Option<Arc<dyn PriceList>>);

impl Prices {
    pub(crate) fn new(list: impl PriceList) -> Self {
        Self(Some(Arc::new(list)))
    }

    /// The list, if it is of that type.
    pub(crate) fn get<T: PriceList>(&self) -> Option<&T> {
        let list: &dyn Any = &**self.0.as_ref()?;
        list.downcast_ref()
    }

    pub(crate) fn is_none(&self) -> bool {
        self.0.is_none()
    }
}

impl PartialEq for Prices {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => one.is_same(&**other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Eq for Prices {}
