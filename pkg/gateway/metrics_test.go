package gateway

import (
	"io"
	"maps"
	"net/http"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// measured gives what the process offers as metrics: counters, gauges and how often histograms were fed, by name and label.
func measured(t *testing.T) map[string]float64 {
	families, err := prometheus.DefaultGatherer.Gather()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]float64{}
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			name := family.GetName()
			for _, label := range metric.GetLabel() {
				name += " " + label.GetValue()
			}
			all[name] = metric.GetCounter().GetValue() + metric.GetGauge().GetValue() + float64(metric.GetHistogram().GetSampleCount())
		}
	}
	return all
}

func TestMetricsTellWhatWasAskedAndWhereAnswersComeFrom(t *testing.T) {
	api := newUpstream(t, func(w http.ResponseWriter, _ *http.Request, _ map[string]any) {
		_, _ = io.WriteString(w, `{"data":{"viewer":{"accounts":[{"minutes":[]}]}}}`)
	})
	gateway := api.gateway(t)
	gateway.ledger.most = 1 << 20
	ask := Ask{
		Document: `query ($accountTag: string!, $from: string!, $to: string!) { viewer { accounts(filter: { accountTag: $accountTag }) {
			minutes(filter: { AND: [{ uid: $from }, { uid: $to }] }, limit: 10) { sum { minutesViewed } } } } }`,
		Variables: map[string]any{"from": "2026-11-01T00:00:00Z", "to": "2026-11-02T00:00:00Z"},
		Window:    Window{1793491200000, 1793577600000},
	}
	before := measured(t)
	for range 2 {
		if reply := gateway.Answer(t.Context(), ask); reply.Table == nil {
			t.Fatalf("%+v", reply.Refusal)
		}
	}
	gateway.Answer(t.Context(), Ask{Document: "{ x }"})
	grown := map[string]float64{}
	for name, value := range measured(t) {
		if more := value - before[name]; more != 0 {
			grown[name] = more
		}
	}
	bytes := grown["cloudflare_stream_ledger_bytes"]
	want := map[string]float64{
		"cloudflare_stream_answers_total upstream":    1,
		"cloudflare_stream_answers_total memory":      1,
		"cloudflare_stream_answers_total refused":     1,
		"cloudflare_stream_upstream_queries_total ok": 1,
		"cloudflare_stream_queue_seconds":             1,
		"cloudflare_stream_questions_per_query":       1,
		"cloudflare_stream_decode_seconds":            1,
		"cloudflare_stream_ledger_bytes":              bytes,
	}
	for name := range grown {
		if len(name) < 18 || name[:18] != "cloudflare_stream_" {
			delete(grown, name)
		}
	}
	if !maps.Equal(grown, want) || bytes <= 0 {
		t.Errorf("%v", grown)
	}
	gateway.Close()
	if got := measured(t)["cloudflare_stream_ledger_bytes"]; got != before["cloudflare_stream_ledger_bytes"] {
		t.Errorf("%v bytes are left of a data source that is gone", got)
	}
}
