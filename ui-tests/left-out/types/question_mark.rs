include!("../../fail/types/question_mark.rs");
