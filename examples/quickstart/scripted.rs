//! An HTTP server that answers like the OpenAI API, so that the example runs without a key: the client's code
//! and its requests over HTTP are the same as with the real one.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io,
    net::{Ipv4Addr, SocketAddr},
};

use axum::{Json, Router, routing::post};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Starts the server on a free port of the loopback interface; it ends with the process.
pub(crate) async fn start() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .route("/v1/chat/completions", post(chat_completions))
        .route("/v1/embeddings", post(embeddings));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// The first turn asks for the weather, the second one answers with it.
async fn chat_completions(Json(request): Json<Value>) -> Json<Value> {
    let messages = request["messages"].as_array().map_or(&[][..], Vec::as_slice);
    let content = |role: &str| {
        let found = messages.iter().rfind(|message| message["role"] == role);
        found.and_then(|message| message["content"].as_str())
    };
    let city = city_in(content("user").unwrap_or_default());
    let (message, finish_reason) = match content("tool") {
        Some(result) => (json!({ "role": "assistant", "content": answer(city, result) }), "stop"),
        None => {
            let function = json!({ "name": "get_weather", "arguments": json!({ "city": city }).to_string() });
            let call = json!({ "id": "call_1", "type": "function", "function": function });
            (json!({ "role": "assistant", "content": null, "tool_calls": [call] }), "tool_calls")
        }
    };
    let (prompt, completion) = (tokens(&request["messages"]), tokens(&message));
    Json(json!({
        "id": format!("chatcmpl-{}", messages.len()),
        "object": "chat.completion",
        "created": 0,
        "model": format!("{}-2024-07-18", request["model"].as_str().unwrap_or_default()),
        "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason }],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
            "prompt_tokens_details": { "cached_tokens": 0 },
        },
    }))
}

fn answer(city: &str, tool_result: &str) -> String {
    let weather: Value = serde_json::from_str(tool_result).unwrap_or_default();
    match (weather["celsius"].as_i64(), weather["sky"].as_str()) {
        (Some(celsius), Some(sky)) => {
            let clothes = if celsius < 5 { "a warm coat and gloves" } else { "layers and a light jacket" };
            format!("{city} will have {celsius} °C, {sky}. Pack {clothes}, and shoes with a good grip.")
        }
        _ => format!("I have no forecast for {city}. Pack layers, and look again the day before."),
    }
}

/// The last word with a capital letter is the city in every question worth scripting.
fn city_in(question: &str) -> &str {
    let mut words = question.split(|c: char| !c.is_alphanumeric());
    words.rfind(|word| word.starts_with(char::is_uppercase)).unwrap_or("Lisbon")
}

async fn embeddings(Json(request): Json<Value>) -> Json<Value> {
    let texts = request["input"].as_array().map_or(&[][..], Vec::as_slice);
    let vectors = texts.iter().enumerate().map(|(index, text)| {
        let embedding = embed(text.as_str().unwrap_or_default());
        json!({ "object": "embedding", "index": index, "embedding": embedding })
    });
    let used = tokens(&request["input"]);
    Json(json!({
        "object": "list",
        "model": request["model"],
        "data": vectors.collect::<Vec<_>>(),
        "usage": { "prompt_tokens": used, "total_tokens": used },
    }))
}

/// Each word counts in the dimension it hashes to: texts that share words are near each other.
fn embed(text: &str) -> [f32; 32] {
    let mut vector = [0.0; 32];
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3) {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        vector[hasher.finish() as usize % vector.len()] += 1.0;
    }
    vector
}

/// Four characters to the token, the usual rule of thumb.
fn tokens(value: &Value) -> usize {
    value.to_string().len().div_ceil(4)
}
