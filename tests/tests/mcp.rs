//! Traces through the Model Context Protocol, both ends of it `rmcp`, over a pipe in memory.

use std::sync::Arc;

use anyhow::Result;
use openinference_runtime::opentelemetry::trace::TraceId;
use openinference_runtime::propagation::mcp::{self, ExtractHandler, traced};
use openinference_runtime::propagation::{self, ExtractCarrier as _, Propagation};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{assert_span, assert_trace};
use openinference_runtime::{current, span};
use openinference_tests::exported::{self, recording};
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, NotificationMetaObject,
    NumberOrString, ProgressNotificationParam, ProgressToken, ServerCapabilities, ServerConfig,
};
use rmcp::service::{NotificationContext, RequestContext, RunningService};
use rmcp::{ErrorData, RoleClient, RoleServer, ServiceExt as _};
use tokio::sync::Notify;

/// Makes a span for whatever it is asked.
#[derive(Clone, Default)]
struct Weather {
    progressed: Arc<Notify>,
}

impl ServerHandler for Weather {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let answer = span(SpanKind::Tool, request.name.to_string()).scope(async {
            tokio::task::yield_now().await;
            CallToolResult::success(vec![ContentBlock::text("sunny")])
        });
        Ok(CallToolResponse::Complete(answer.await))
    }

    async fn on_progress(&self, _: ProgressNotificationParam, _: NotificationContext<RoleServer>) {
        span(SpanKind::Chain, "progress").in_scope(|| {});
        self.progressed.notify_one();
    }
}

/// A client whose server takes traces as `propagation` says.
async fn client(propagation: Propagation, server: Weather) -> Result<RunningService<RoleClient, ()>> {
    recording();
    let (here, there) = tokio::io::duplex(4096);
    tokio::spawn(async move {
        let server = ExtractHandler::with(propagation, server).serve(there).await?;
        anyhow::Ok(server.waiting().await?)
    });
    Ok(().serve(here).await?)
}

fn trace() -> TraceId {
    current().span_context().trace_id()
}

#[tokio::test]
async fn a_call_carries_the_trace_to_the_tool() -> Result<()> {
    let client = client(Propagation::new(), Weather::default()).await?;
    let call = async {
        client.call_tool(traced(CallToolRequestParams::new("weather"))).await?;
        anyhow::Ok(trace())
    };
    let trace = span(SpanKind::Agent, "agent").scope(call).await?;
    assert_trace!(exported::trace(trace), "AGENT agent\n  TOOL weather");
    Ok(())
}

#[tokio::test]
async fn a_call_carries_the_session_where_both_sides_ask_for_it() -> Result<()> {
    const SHARED: Propagation = Propagation::new().with_session();
    let client = client(SHARED, Weather::default()).await?;
    let call = async {
        let mut params = CallToolRequestParams::new("weather");
        SHARED.inject(&mut params);
        client.call_tool(params).await?;
        anyhow::Ok(trace())
    };
    let trace = span(SpanKind::Agent, "agent").session("s-1").scope(call).await?;
    assert_span!(exported::trace(trace), "agent > weather", "session.id" == "s-1");
    Ok(())
}

#[tokio::test]
async fn a_notification_carries_the_trace_to_its_handler() -> Result<()> {
    let server = Weather::default();
    let client = client(Propagation::new(), server.clone()).await?;
    let notify = async {
        let mut progress = ProgressNotificationParam::new(ProgressToken(NumberOrString::Number(1)), 0.5);
        progress.meta = Some(mcp::meta());
        client.notify_progress(progress).await?;
        anyhow::Ok(trace())
    };
    let trace = span(SpanKind::Agent, "agent").scope(notify).await?;
    server.progressed.notified().await;
    assert_trace!(exported::trace(trace), "AGENT agent\n  CHAIN progress");
    Ok(())
}

#[tokio::test]
async fn a_call_without_a_trace_begins_one() -> Result<()> {
    let client = client(Propagation::new(), Weather::default()).await?;
    client.call_tool(CallToolRequestParams::new("untraced")).await?;
    let untraced = recording().trace();
    let untraced = untraced.roots.iter().find(|span| span.name == "untraced").expect("a root");
    assert!(!untraced.remote_parent);
    Ok(())
}

#[test]
fn the_meta_of_params_and_of_notifications_is_read_and_written() {
    recording();
    span(SpanKind::Agent, "agent").in_scope(|| {
        let params = traced(CallToolRequestParams::new("weather"));
        let meta: NotificationMetaObject = mcp::meta();
        assert_eq!(params.value("traceparent"), meta.value("traceparent"));
        assert_eq!(params.value("tracestate"), None, "an empty value is not written");
        let cx = propagation::extract(&params);
        use openinference_runtime::opentelemetry::trace::TraceContextExt as _;
        assert_eq!(cx.span().span_context().trace_id(), trace());
    });
}
