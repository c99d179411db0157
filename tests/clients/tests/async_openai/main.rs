//! Two releases of the client `async-openai`, one of today and one much older: their types are read by what they serialise to,
//! so that the same program has the same spans with either.

mod newest;
mod older;
