package gateway

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"cloudflarestream/pkg/cloudflare"
)

// Metrics of the process, which Grafana offers at /metrics/plugins/community-cloudflarestream-datasource.
var (
	upstreamQueries = promauto.NewCounterVec(prometheus.CounterOpts{
		Name: "cloudflare_stream_upstream_queries_total",
		Help: "Requests to Cloudflare, every try, by what came of them: ok, or the class of the failure.",
	}, []string{"outcome"})
	answersGiven = promauto.NewCounterVec(prometheus.CounterOpts{
		Name: "cloudflare_stream_answers_total",
		Help: "Answers to what panels, rules and others asked, by where they come from: memory, upstream, stale (from memory, since upstream could not be asked), refused.",
	}, []string{"from"})
	questionsTogether = promauto.NewHistogram(prometheus.HistogramOpts{
		Name:    "cloudflare_stream_questions_per_query",
		Help:    "How many questions a request of GraphQL to Cloudflare carried, every try.",
		Buckets: []float64{1, 2, 3, 5, 7, 10},
	})
	ledgerBytes = promauto.NewGauge(prometheus.GaugeOpts{
		Name: "cloudflare_stream_ledger_bytes",
		Help: "What is remembered of answers, about, by all data sources.",
	})
	ledgerEvictions = promauto.NewCounter(prometheus.CounterOpts{
		Name: "cloudflare_stream_ledger_evictions_total",
		Help: "Questions that were forgotten for want of room.",
	})
	queueSeconds = promauto.NewHistogram(prometheus.HistogramOpts{
		Name:    "cloudflare_stream_queue_seconds",
		Help:    "How long requests waited to be sent or refused.",
		Buckets: []float64{0.001, 0.01, 0.1, 1, 5, 10, 30, 60, 300},
	})
)

// Publish offers the least that is left of any budget as a metric. It must be called but once in a process.
func (s *Budgets) Publish() {
	promauto.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "cloudflare_stream_budget_left",
		Help: "Requests that may still be sent in these five minutes, of the token or account that has the fewest.",
	}, s.left)
}

func count(refusal *cloudflare.Refusal) {
	outcome := "ok"
	if refusal != nil {
		outcome = ruleOf(refusal).Class
	}
	upstreamQueries.WithLabelValues(outcome).Inc()
}

// source says where an answer comes from.
func (r Reply) source() string {
	switch {
	case r.Refusal != nil:
		return "refused"
	case r.Stale != nil:
		return "stale"
	case r.Queries == 0:
		return "memory"
	default:
		return "upstream"
	}
}

// observe makes an answer visible, in metrics and in the trace of who asked. Nothing in it tells of an account or a token.
func observe(span trace.Span, ask Ask, reply Reply) {
	answersGiven.WithLabelValues(reply.source()).Inc()
	span.SetAttributes(
		attribute.String("stream.caller", ask.caller().String()),
		attribute.String("stream.from", reply.source()),
		attribute.Int("stream.queries", reply.Queries),
		attribute.Int64("stream.window_ms", ask.Window.To-ask.Window.From),
	)
	if ask.Rest != nil {
		span.SetAttributes(attribute.String("stream.endpoint", ask.Rest.Endpoint))
	}
	switch {
	case reply.Refusal != nil:
		span.SetAttributes(attribute.String("stream.refusal", string(reply.Refusal.Kind)), attribute.String("stream.class", ruleOf(reply.Refusal).Class))
	case reply.Written != nil:
		span.SetAttributes(attribute.Int("stream.rows", reply.Written.Rows))
	case reply.Table != nil:
		span.SetAttributes(attribute.Int("stream.rows", reply.Table.Rows))
	}
}
