//! What the agent can do.

use std::fmt;

use openinference_runtime::record::Json;
use openinference_runtime::tool_span;
use serde::Serialize;
use thiserror::Error;

/// The weather somewhere.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Weather {
    /// Where.
    pub city: String,
    /// How warm it is, in °C.
    pub celsius: i32,
}

impl fmt::Display for Weather {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} °C in {}", self.celsius, self.city)
    }
}

/// Why the weather is not known.
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum WeatherError {
    /// There is no station.
    #[error("no station in {0}")]
    NoStation(String),
}

/// Current weather of a city.
///
/// # Errors
/// When no station is there.
#[tool_span(id = call_id, skip(call_id))]
pub async fn get_weather(call_id: &str, city: &str) -> Result<Weather, WeatherError> {
    match city {
        "Rome" => Ok(Weather { city: city.to_owned(), celsius: 21 }),
        "Oslo" => Ok(Weather { city: city.to_owned(), celsius: -3 }),
        _ => Err(WeatherError::NoStation(city.to_owned())),
    }
}

/// The city that the arguments of a call name.
pub(crate) fn city(arguments: &Json) -> Option<String> {
    let parsed = arguments.as_str().and_then(Json::parse);
    parsed.as_ref().unwrap_or(arguments).get("city")?.as_str().map(str::to_owned)
}
