#!/usr/bin/env bash
# Asks the stack of a profile, which is up, what it is for: stack.sh jaeger
set -euo pipefail
profile=$1

# Until a command succeeds, for a minute and a half.
eventually() {
  for _ in $(seq 90); do
    if "$@"; then return 0; fi
    sleep 1
  done
  echo "not within 90 s: $*" >&2
  return 1
}

get() { curl --fail --silent --max-time 5 "$@"; }

hexadecimal() { openssl rand -hex "$1"; }

# One span by OTLP over HTTP: trace, status (1 good, 2 error), milliseconds, dollars, and the parent if it has one.
send() {
  local trace=$1 status=$2 milliseconds=$3 dollars=$4 parent=${5:-} now
  now=$(date +%s%N)
  jq --null-input --compact-output \
    --arg trace "$trace" --arg span "$(hexadecimal 8)" --arg parent "$parent" --arg end "$now" \
    --arg start "$((now - milliseconds * 1000000))" --argjson status "$status" --argjson dollars "$dollars" '
    {resourceSpans: [{resource: {attributes: [{key: "service.name", value: {stringValue: "stack"}}]},
      scopeSpans: [{spans: [{traceId: $trace, spanId: $span, parentSpanId: $parent, name: "check", kind: 1,
        startTimeUnixNano: $start, endTimeUnixNano: $end, status: {code: $status},
        attributes: [{key: "openinference.span.kind", value: {stringValue: "LLM"}},
          {key: "llm.cost.total", value: {doubleValue: $dollars}}]}]}]}]}' |
    get --output /dev/null --header 'Content-Type: application/json' --data @- http://localhost:4318/v1/traces
}

phoenix_traces() {
  get "http://localhost:6006/v1/projects/${1:-default}/spans?limit=1000" | jq --raw-output '[.data[].context.trace_id] | unique[]'
}

in_phoenix() { phoenix_traces "${2:-default}" | grep --quiet "$1"; }

has_spans() { [ -n "$(phoenix_traces "$1")" ]; }

# The sum over both samplers of a counter, or of its series that have a label.
samplers() {
  for sampler in a b; do
    docker compose exec --no-TTY "otel-collector-sampler-$sampler-probe" \
      wget -q -O - "http://otel-collector-sampler-$sampler:8888/metrics"
  done | awk -v name="$1" -v label="${2:-}" 'index($0, name) == 1 && index($0, label) { sum += $NF } END { print sum + 0 }'
}

targets_up() {
  get "http://localhost:9090/api/v1/query?query=up" | jq --exit-status '[.data.result[] | select(.value[1] == "1")] | length >= '"$1" > /dev/null
}

case $profile in
  default)
    trace=$(hexadecimal 16)
    send "$trace" 1 5 0
    eventually in_phoenix "$trace"
    get http://localhost:8222/jsz | jq --exit-status '.config.store_dir' > /dev/null
    ;;
  postgres)
    # Phoenix takes no JSON, and a program of ours sends what it does take: over HTTP, and over gRPC by the other port.
    OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:6006 OTEL_SERVICE_NAME=quickstart cargo run --example quickstart
    eventually has_spans default
    before=$(phoenix_traces default)
    docker compose restart phoenix-postgres
    eventually get --output /dev/null http://localhost:6006/healthz
    [ "$before" = "$(phoenix_traces default)" ]
    (exec 3<> /dev/tcp/127.0.0.1/4317)
    ;;
  jaeger)
    trace=$(hexadecimal 16)
    send "$trace" 1 5 0
    eventually get --output /dev/null "http://localhost:16686/api/traces/$trace"
    eventually in_phoenix "$trace"
    (exec 3<> /dev/tcp/127.0.0.1/14268)
    eventually targets_up 3
    ;;
  tempo)
    trace=$(hexadecimal 16)
    send "$trace" 1 5 0
    eventually get --output /dev/null "http://localhost:3200/api/traces/$trace"
    eventually in_phoenix "$trace"
    eventually targets_up 3
    get http://localhost:3001/api/health | jq --exit-status '.database == "ok"' > /dev/null
    found=$(get 'http://localhost:3001/api/search?type=dash-db&tag=openinference' | jq length)
    [ "$found" -eq "$(find deploy/grafana/dashboards -name '*.json' | wc -l)" ]
    get "http://localhost:3001/api/datasources/proxy/uid/prometheus/api/v1/query?query=up" | jq --exit-status '.status == "success"' > /dev/null
    ;;
  alerts)
    eventually targets_up 1
    get http://localhost:9093/api/v2/status | jq --exit-status '.config.original' > /dev/null
    known() { get http://localhost:9090/api/v1/alertmanagers | jq --exit-status '.data.activeAlertmanagers | length == 1' > /dev/null; }
    eventually known
    ;;
  scale-out)
    # Two spans each, sent apart. Failed, slow and expensive traces are kept, of the others a tenth.
    declare -A kept=()
    for kind in failed slow expensive; do
      trace=$(hexadecimal 16)
      kept[$kind]=$trace
      case $kind in
        failed) send "$trace" 2 5 0 ;;
        slow) send "$trace" 1 20000 0 ;;
        expensive) send "$trace" 1 5 0.5 ;;
      esac
      send "$trace" 1 5 0 "$(hexadecimal 8)"
    done
    fast=60
    for _ in $(seq "$fast"); do
      trace=$(hexadecimal 16)
      send "$trace" 1 5 0
      send "$trace" 1 5 0 "$(hexadecimal 8)"
    done
    for kind in "${!kept[@]}"; do
      echo "$kind ${kept[$kind]}"
      eventually in_phoenix "${kept[$kind]}"
    done
    decided() { [ "$(samplers otelcol_processor_tail_sampling_global_count_traces_sampled)" -eq "$((fast + 3))" ]; }
    eventually decided
    sampled=$(samplers otelcol_processor_tail_sampling_global_count_traces_sampled 'sampled="true"')
    arrived() { [ "$(phoenix_traces | wc -l)" -eq "$sampled" ]; }
    eventually arrived
    echo "$sampled of $((fast + 3)) traces were kept"
    [ "$sampled" -lt "$((fast / 2))" ]
    # A trace whose spans went to both samplers would be a new one in both.
    seen=$(samplers otelcol_processor_tail_sampling_new_trace_id_received)
    echo "samplers saw $seen traces"
    [ "$seen" -eq "$((fast + 3))" ]
    ;;
  economy)
    docker compose run --rm --no-TTY economy economy benchmark run --scenario er_001
    eventually has_spans economy
    ;;
  a2a_shop)
    docker compose run --rm --no-TTY sales a2a_shop ask 'Which waterproof jacket should we promote?'
    eventually has_spans a2a-multi-agent
    ;;
  logos)
    docker compose run --rm --no-TTY apollo apollo plan 'Make tea'
    eventually has_spans logos
    ;;
  mats)
    docker compose run --rm --no-TTY mats mats ask 'The checkout is down'
    eventually has_spans mats
    ;;
  orchestrator)
    docker compose run --rm --no-TTY orchestrator \
      orchestrator --project 'Add 1+1' --criteria 'returns 2' --tracing --budget 0.01
    eventually has_spans orchestrator
    ;;
  *)
    echo "there is no profile $profile" >&2
    exit 1
    ;;
esac
