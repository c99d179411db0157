include!("../../fail/values/parents.rs");
