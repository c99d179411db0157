include!("../../fail/types/moved.rs");
