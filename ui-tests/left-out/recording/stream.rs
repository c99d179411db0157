include!("../../fail/recording/stream.rs");
