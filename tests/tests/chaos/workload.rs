//! What the program does, and what it says: the same with telemetry and without.

use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::sync::{Arc, Mutex, RwLock, mpsc};
use std::thread;

use fork::Fork;
use futures_util::{FutureExt as _, StreamExt as _, stream};
use openinference_runtime::opentelemetry::global;
use openinference_runtime::opentelemetry::trace::{Span as _, Tracer as _};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::{agent_span, chain_span, current, llm_span, span, tool_span};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// A round; its answer is one line.
pub(crate) fn round(number: usize) -> String {
    let mut said = vec![
        chat(&request(number), &response(number)).to_string(),
        locked(number),
        thread_that_ends(number),
        panic_in_drop(number),
        takes(&Odd(number)).to_string(),
        calls_itself(number).to_string(),
        asynchronous(number),
        of_others(number),
        in_a_runtime(number),
    ];
    // A fork copies the whole process.
    if number == 7 {
        said.push(forked());
    }
    said.join(" | ").replace('\n', " ")
}

fn request(number: usize) -> Value {
    let question = format!("What is the weather in Bern on day {number}? My key is secret.");
    json!({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": question.repeat(1 + number)}]})
}

fn response(number: usize) -> Value {
    json!({
        "object": "chat.completion", "model": "gpt-4o-mini",
        "choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": format!("Sunny {number}")}}],
        "usage": {"prompt_tokens": 12, "completion_tokens": number, "total_tokens": 12 + number},
    })
}

#[llm_span]
fn chat(request: &Value, response: &Value) -> usize {
    tracing::info!(model = %request["model"], "asked");
    current().attribute("note", "my secret");
    response.to_string().len()
}

#[derive(Serialize)]
struct Agent {
    name: String,
    memory: Mutex<Vec<String>>,
    inner: Option<Arc<RwLock<usize>>>,
}

#[agent_span]
fn status(agent: &Agent) -> String {
    format!("{} {}", agent.name, if agent.memory.try_lock().is_ok() { "idle" } else { "busy" })
}

fn locked(number: usize) -> String {
    let inner = Arc::new(RwLock::new(number));
    let agent =
        Agent { name: format!("a{number}"), memory: Mutex::default(), inner: Some(Arc::clone(&inner)) };
    let _reading = agent.memory.lock();
    let _writing = inner.write();
    status(&agent)
}

#[tool_span]
fn work(number: usize) -> usize {
    number + 1
}

/// Makes spans while its thread ends.
struct Cleanup(usize, mpsc::Sender<usize>);

impl Drop for Cleanup {
    fn drop(&mut self) {
        current().attribute("closed", true);
        let _ = self.1.send(span(SpanKind::Chain, "cleanup").in_scope(|| work(self.0)));
    }
}

fn thread_that_ends(number: usize) -> String {
    thread_local! {
        static CLEANUP: Cell<Option<Cleanup>> = const { Cell::new(None) };
    }
    let (sender, received) = mpsc::channel();
    let thread = thread::spawn(move || {
        CLEANUP.set(Some(Cleanup(number, sender)));
        work(number)
    });
    let joined = thread.join().unwrap_or_default();
    format!("{joined} {:?}", received.iter().collect::<Vec<_>>())
}

/// Panics when it is dropped.
#[derive(Debug)]
struct Bomb(usize);

impl Drop for Bomb {
    fn drop(&mut self) {
        let _span = span(SpanKind::Chain, "dropped").start();
        panic!("bomb {}", self.0);
    }
}

#[chain_span]
fn holds(bomb: Bomb) -> usize {
    bomb.0
}

fn panic_in_drop(number: usize) -> String {
    let panic = catch_unwind(|| holds(Bomb(number))).err();
    let text = panic.and_then(|panic| panic.downcast::<String>().ok()).unwrap_or_default();
    format!("{text} {}", thread::panicking())
}

/// A value whose own code panics or makes spans.
struct Odd(usize);

impl Serialize for Odd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        assert!(self.0.is_multiple_of(2), "a value that panics");
        serializer.collect_str(&work(self.0))
    }
}

impl fmt::Debug for Odd {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("a value that panics")
    }
}

#[chain_span]
fn takes(odd: &Odd) -> usize {
    odd.0
}

/// The expression never ends where nobody bounds it; without telemetry nobody asks for it.
#[chain_span(attributes("note" = calls_itself(number) as i64))]
fn calls_itself(number: usize) -> usize {
    number * 2
}

#[tool_span]
async fn waits(number: usize) -> usize {
    if number.is_multiple_of(2) { number } else { std::future::pending().await }
}

#[chain_span(stream)]
fn items(number: usize) -> stream::BoxStream<'static, usize> {
    stream::iter(0..number).boxed()
}

fn asynchronous(number: usize) -> String {
    let sum = items(number + 3).take(5).fold(0, |sum, item| async move { sum + item }).now_or_never();
    format!("{:?} {sum:?}", waits(number).now_or_never())
}

/// Spans of other instrumentation.
fn of_others(number: usize) -> String {
    let mut span = global::tracer("of others").start("foreign");
    span.set_attribute(openinference_runtime::opentelemetry::KeyValue::new("number", number as i64));
    span.end();
    number.to_string()
}

fn in_a_runtime(number: usize) -> String {
    /// Asks a runtime of its own while it is dropped, as clients of databases do.
    struct Closes(usize);
    impl Drop for Closes {
        fn drop(&mut self) {
            let number = self.0;
            let _ =
                thread::spawn(move || runtime().map(|runtime| runtime.block_on(waits(number * 2)))).join();
        }
    }
    fn runtime() -> Option<tokio::runtime::Runtime> {
        tokio::runtime::Builder::new_current_thread().build().ok()
    }
    let Some(runtime) = runtime() else { return String::new() };
    let done = runtime.block_on(async {
        let _closes = Closes(number);
        let open = span(SpanKind::Chain, "in a runtime").start();
        let spawned = tokio::spawn(waits(number * 2));
        drop(open);
        spawned.await.ok()
    });
    format!("{done:?}")
}

/// A child makes spans and ends in order.
fn forked() -> String {
    match fork::fork() {
        Ok(Fork::Child) => {
            let answered = catch_unwind(AssertUnwindSafe(|| (0..10).map(work).sum::<usize>()));
            process::exit(if answered.ok() == Some(55) { 0 } else { 1 })
        }
        Ok(Fork::Parent(child)) => fork::waitpid(child)
            .map_or_else(|_| "no child".to_owned(), |status| format!("{}", fork::WEXITSTATUS(status))),
        Err(_) => "no fork".to_owned(),
    }
}
