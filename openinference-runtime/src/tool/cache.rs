//! Schemas are made once for each annotated function.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::arguments::Arguments;
use crate::json::Json;

type Declare = fn(&mut Arguments);

/// The schema of what is declared.
///
/// By the address of the declaring function, of which there is one for each set of generic parameters. Two functions at one
/// address have the same code, so they declare the same.
pub(crate) fn schema(declare: Declare) -> Arc<Json> {
    static SCHEMAS: OnceLock<RwLock<HashMap<usize, Arc<Json>>>> = OnceLock::new();
    let schemas = SCHEMAS.get_or_init(RwLock::default);
    let address = declare as usize;
    let known = schemas.read().unwrap_or_else(PoisonError::into_inner).get(&address).cloned();
    known.unwrap_or_else(|| {
        // Made without the lock: a type's schema is the application's own code.
        let json = Arc::new(Json::parse(&Arguments::schema(declare).to_string()).unwrap_or_default());
        let mut schemas = schemas.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(schemas.entry(address).or_insert(json))
    })
}
