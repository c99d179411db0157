//! Amazon Bedrock, by `aws-sdk-bedrockruntime`: Converse, its stream, and the bodies of models that are invoked directly.

mod content;
mod document;
mod fields;
mod operations;
mod records;
mod stream;
