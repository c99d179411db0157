//! The shop's own counters, and those that are made of spans.

use anyhow::Result;
use xtask::{live, prometheus::Server};

use super::{QUESTION, measured};

#[test]
fn prometheus_reads_what_the_shop_does_and_how_fast() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let mut stage = measured(None, |_| {})?;
    let prometheus = Server::start(&programs, &stage.urls(), None, None)?;
    // What each question asks of the shop; the models have their calls and tokens too.
    let of_each_question = [
        ("sum(shop_product_searches_total{outcome='ok'})", 1.0),
        ("sum(shop_inventory_checks_total{outcome='ok'})", 1.0),
        ("sum(shop_sales_analyses_total{outcome='ok'})", 1.0),
        ("sum(a2a_messages_total{from='sales',to='product',outcome='ok'})", 1.0),
        ("sum(a2a_messages_total{from='sales',to='inventory',outcome='ok'})", 1.0),
        ("sum(gen_ai_invoke_agent_duration_seconds_count)", 3.0),
        ("sum(gen_ai_execute_tool_duration_seconds_count)", 5.0),
        ("sum(gen_ai_client_operation_duration_seconds_count{gen_ai_provider_name='openai'})", 5.0),
        ("sum(gen_ai_client_operation_duration_seconds_count{gen_ai_provider_name='anthropic'})", 2.0),
    ];
    for questions in 1..=2 {
        stage.run("a2a_shop", &["ask", QUESTION])?;
        for (expression, count) in of_each_question {
            let sum = count * f64::from(questions);
            prometheus
                .wait_for(expression, |samples| samples.first().is_some_and(|found| found.value == sum))?;
        }
    }
    let some = |expression: &str, services: usize| {
        prometheus.wait_for(expression, |samples| {
            samples.len() == services && samples.iter().all(|sample| sample.value > 0.0)
        })
    };
    some("sum by (service) (gen_ai_client_token_usage_sum{gen_ai_token_type='input'})", 3)?;
    some("process_memory_usage_bytes", 4)?;
    some("sum by (service) (up)", 4)?;
    let p95 = "histogram_quantile(0.95, sum by (service, le) (gen_ai_invoke_agent_duration_seconds_bucket))";
    some(p95, 3)?;
    assert!(prometheus.query("openinference_span_errors_total")?.is_empty(), "nothing has failed");
    stage.stop()
}

#[test]
fn without_the_exporter_there_is_no_page_and_nothing_else_changes() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let mut stage = measured(None, |_| {})?;
    stage.kill("sales")?;
    stage.env("OTEL_METRICS_EXPORTER", "none");
    stage.start("sales", &[])?;
    let prometheus = Server::start(&programs, &stage.urls(), None, None)?;
    stage.run("a2a_shop", &["ask", QUESTION])?;
    prometheus.wait_for("up{service='sales'} == 0", |samples| samples.len() == 1)?;
    prometheus.wait_for("up == 1", |samples| samples.len() == 3)?;
    stage.stop()
}
