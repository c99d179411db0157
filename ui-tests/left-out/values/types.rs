include!("../../fail/values/types.rs");
