package plugin

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// BenchmarkAWarmPanel holds the request of a panel of which all is known against a bare handler that reads the same request
// and writes the same bytes. Both are served by net/http over connections of their own, and take turns, so that what else the
// machine does meets both. Told are the medians in µs, and their ratio:
//
//	same    the same request again, as of another viewer
//	moved   a range that nobody has asked for yet: the answer is made and written anew
func BenchmarkAWarmPanel(b *testing.B) {
	for _, size := range []struct{ series, points int }{{10, 500}, {50, 1000}} {
		d, body, _ := panel(b, size.series, size.points)
		postTo(b, d, body)
		to := now.Add(-time.Hour).Truncate(time.Minute)
		b.Run(fmt.Sprintf("%dx%d/same", size.series, size.points), func(b *testing.B) {
			against(b, d, postTo(b, d, body), func() string { return body })
		})
		b.Run(fmt.Sprintf("%dx%d/moved", size.series, size.points), func(b *testing.B) {
			from, moves := to.Add(-time.Duration(size.points)*time.Minute), 0
			against(b, d, postTo(b, d, body), func() string {
				moves++
				return askOver(from.Add(time.Duration(moves%50)*time.Minute), to.Add(-time.Duration(moves/50%50)*time.Minute))
			})
		})
	}
}

func postTo(tb testing.TB, d *Datasource, body string) []byte {
	tb.Helper()
	answer := httptest.NewRecorder()
	d.postAsks(answer, httptest.NewRequest(http.MethodPost, "/asks", strings.NewReader(body)))
	return answer.Body.Bytes()
}

func against(b *testing.B, d *Datasource, bytes []byte, next func() string) {
	ours := httptest.NewServer(http.HandlerFunc(d.postAsks))
	defer ours.Close()
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(bytes)
	}))
	defer bare.Close()
	var took [2][]float64
	for b.Loop() {
		body := next()
		for i, server := range []*httptest.Server{ours, bare} {
			began := time.Now()
			response, err := http.Post(server.URL, "application/json", strings.NewReader(body))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, response.Body); err != nil {
				b.Fatal(err)
			}
			_ = response.Body.Close()
			took[i] = append(took[i], float64(time.Since(began).Microseconds()))
		}
	}
	panel, handler := median(took[0]), median(took[1])
	b.ReportMetric(panel, "us/panel")
	b.ReportMetric(handler, "us/bare")
	b.ReportMetric(panel/handler, "ratio")
	b.ReportMetric(0, "ns/op")
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

// BenchmarkAWarmRule is the same question, asked by an alert rule: all is known, and the core makes frames of it in the
// backend's own engine. Told is the median in µs.
func BenchmarkAWarmRule(b *testing.B) {
	const series, points = 10, 500
	d, _, queries := panel(b, series, points)
	to := now.Add(-time.Hour).Truncate(time.Minute)
	request := &backend.QueryDataRequest{
		Headers: map[string]string{backend.FromAlertHeaderName: "true"},
		Queries: []backend.DataQuery{{
			RefID: "A", JSON: []byte(`{"dataset":"streamMinutesViewedAdaptiveGroups","groupBy":["clientCountryName"],"bucket":"minute"}`),
			TimeRange: backend.TimeRange{From: to.Add(-points * time.Minute), To: to}, Interval: time.Minute, MaxDataPoints: 10_000,
		}},
	}
	ask := func() {
		answers, err := d.QueryData(b.Context(), request)
		if answer := answers.Responses["A"]; err != nil || answer.Error != nil || len(answer.Frames) == 0 {
			b.Fatalf("%v %+v", err, answer)
		}
	}
	ask()
	queries.Store(0)
	var took []float64
	for b.Loop() {
		began := time.Now()
		ask()
		took = append(took, float64(time.Since(began).Microseconds()))
	}
	if queries.Load() > 0 {
		b.Fatalf("%d queries: it was not known", queries.Load())
	}
	b.ReportMetric(median(took), "us/rule")
	b.ReportMetric(0, "ns/op")
}
