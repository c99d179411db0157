use std::collections::HashMap;
use std::hash::BuildHasher;

pub trait Injector {
    fn set(&mut self, key: &str, value: String);
}

pub trait Extractor {
    fn get(&self, key: &str) -> Option<&str>;

    fn keys(&self) -> Vec<&str>;

    fn get_all(&self, key: &str) -> Option<Vec<&str>> {
        self.get(key).map(|value| vec![value])
    }
}

impl<S: BuildHasher> Injector for HashMap<String, String, S> {
    fn set(&mut self, key: &str, value: String) {
        self.insert(key.to_lowercase(), value);
    }
}

impl<S: BuildHasher> Extractor for HashMap<String, String, S> {
    fn get(&self, key: &str) -> Option<&str> {
        self.get(&key.to_lowercase()).map(String::as_str)
    }

    fn keys(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }
}
