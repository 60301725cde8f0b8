package gateway

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"cloudflarestream/pkg/cloudflare"
)

// Metrics of the process, which Grafana offers at /metrics/plugins/community-cloudflarestream-datasource.
var (
	upstreamQueries = promauto.NewCounterVec(prometheus.CounterOpts{
		Name: "cloudflare_stream_upstream_queries_total",
		Help: "Requests to Cloudflare, every try, by what came of them: ok, or the class of the failure.",
	}, []string{"outcome"})
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
		Help: "Requests that may still be sent in these five minutes, of the token that has the fewest.",
	}, s.left)
}

func count(refusal *cloudflare.Refusal) {
	outcome := "ok"
	if refusal != nil {
		outcome = ruleOf(refusal).Class
	}
	upstreamQueries.WithLabelValues(outcome).Inc()
}
