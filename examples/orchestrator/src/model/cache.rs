//! What models have said already.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;

/// Answers by request, for as long as the program runs.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<HashMap<String, String>>);

impl Cache {
    pub(super) fn get(&self, request: &Value) -> Option<String> {
        self.answers().get(&request.to_string()).cloned()
    }

    pub(super) fn put(&self, request: &Value, answer: &str) {
        self.answers().insert(request.to_string(), answer.to_owned());
    }

    fn answers(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
