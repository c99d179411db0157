include!("../../fail/types/mismatches.rs");
