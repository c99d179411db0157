//! The attributes of metrics on their way out.

use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::metrics::v1::Exemplar;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;

use crate::config::MetricMask;

/// Masks all attributes of points, exemplars and scopes.
pub(super) fn mask(request: &mut ExportMetricsServiceRequest, mask: &MetricMask) {
    for scope in request.resource_metrics.iter_mut().flat_map(|resource| &mut resource.scope_metrics) {
        if let Some(scope) = &mut scope.scope {
            attributes(&mut scope.attributes, mask);
        }
        scope
            .metrics
            .iter_mut()
            .filter_map(|metric| metric.data.as_mut())
            .for_each(|data| points(data, mask));
    }
}

fn points(data: &mut Data, mask: &MetricMask) {
    match data {
        Data::Gauge(gauge) => gauge.data_points.iter_mut().for_each(|point| {
            attributes(&mut point.attributes, mask);
            exemplars(&mut point.exemplars, mask);
        }),
        Data::Sum(sum) => sum.data_points.iter_mut().for_each(|point| {
            attributes(&mut point.attributes, mask);
            exemplars(&mut point.exemplars, mask);
        }),
        Data::Histogram(histogram) => histogram.data_points.iter_mut().for_each(|point| {
            attributes(&mut point.attributes, mask);
            exemplars(&mut point.exemplars, mask);
        }),
        Data::ExponentialHistogram(histogram) => histogram.data_points.iter_mut().for_each(|point| {
            attributes(&mut point.attributes, mask);
            exemplars(&mut point.exemplars, mask);
        }),
        Data::Summary(summary) => {
            summary.data_points.iter_mut().for_each(|point| attributes(&mut point.attributes, mask));
        }
    }
}

fn exemplars(exemplars: &mut [Exemplar], mask: &MetricMask) {
    exemplars.iter_mut().for_each(|exemplar| attributes(&mut exemplar.filtered_attributes, mask));
}

fn attributes(attributes: &mut [KeyValue], mask: &MetricMask) {
    for KeyValue { key, value, .. } in attributes {
        let Some(AnyValue { value: Some(value) }) = value else { continue };
        let masked = match *value {
            Value::StringValue(ref text) => mask.masked(key, text),
            Value::BoolValue(flag) => mask.masked(key, &flag.to_string()),
            Value::IntValue(number) => mask.masked(key, &number.to_string()),
            Value::DoubleValue(number) => mask.masked(key, &number.to_string()),
            ref other => mask.masked(key, &format!("{other:?}")),
        };
        if let Some(masked) = masked {
            *value = Value::StringValue(masked);
        }
    }
}
