package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/experimental/datasourcetest"

	"cloudflarestream/pkg/core"
	"cloudflarestream/pkg/gateway"
)

const (
	account = "0123456789abcdef0123456789abcdef"
	secret  = "cfat_very-secret"
	// accounts is the path of calls over REST.
	accounts = "/client/v4/accounts/" + account
)

// stored are settings with an account, and members of JSON besides.
func stored(members string) json.RawMessage {
	return json.RawMessage(`{"accountId":"` + account + `"` + strings.TrimRight(","+members, ",") + `}`)
}

// shared is what all data sources of a process share.
var shared = sync.OnceValues(func() (*core.Pool, *gateway.Allowlist) {
	pool, err := core.NewPool(core.Bundle, core.Options{})
	if err != nil {
		panic(err)
	}
	allowlist, err := gateway.NewAllowlist(gateway.SDL, gateway.Endpoints)
	if err != nil {
		panic(err)
	}
	return pool, allowlist
})

// now is the time in all tests; one day before it is the range of all queries.
var (
	now    = time.Date(2025, 10, 3, 12, 0, 0, 0, time.UTC)
	oneDay = backend.TimeRange{From: now.Add(-24 * time.Hour), To: now}
)

// upstream stands for the API at the network's edge. Each part may be replaced.
type upstream struct {
	*httptest.Server
	settings, rows, userToken, accountToken, stream http.HandlerFunc

	mu   sync.Mutex
	sent []string // bodies of GraphQL requests
}

func respond(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

const (
	someSettings = `{"data":{"viewer":{"accounts":[{"settings":{"streamMinutesViewedAdaptiveGroups":{"enabled":true,"maxDuration":2678400,"maxNumberOfFields":30,"maxPageSize":10000,"notOlderThan":7776000}}}]}},"errors":null}`
	unknownToken = `{"success":false,"errors":[{"code":1000,"message":"Invalid API Token"}],"messages":[],"result":null}`
	// The documented answer (developers.cloudflare.com/stream/getting-analytics/fetching-bulk-analytics).
	documented = `{"data":{"viewer":{"accounts":[{"streamMinutesViewedAdaptiveGroups":[
 {"dimensions":{"clientCountryName":"US","uid":"73c514082b154945a753d0011e9d7525"},"sum":{"minutesViewed":2234}},
 {"dimensions":{"clientCountryName":"CN","uid":"73c514082b154945a753d0011e9d7525"},"sum":{"minutesViewed":700}},
 {"dimensions":{"clientCountryName":"IN","uid":"73c514082b154945a753d0011e9d7525"},"sum":{"minutesViewed":553}}]}]}},"errors":null}`
)

// streamKey is what anybody could stream with who knows it.
const streamKey = "somebodys-stream-key"

// someLibrary answers calls over REST, and those of the customer's host, with one video and one live input.
func someLibrary(w http.ResponseWriter, r *http.Request) {
	keys := `"rtmps":{"streamKey":"` + streamKey + `"},"srt":{"passphrase":"` + streamKey + `"}`
	body := map[string]string{
		accounts + "/stream": `{"success":true,"result":[{"uid":"v","meta":{"name":"Talk"},"status":{"state":"ready"},"created":"2025-10-01T00:00:00Z",
			"duration":60,"size":1000,"liveInput":"i","thumbnail":"t","playback":{"hls":"http://` + r.Host + `/customer/f33/v/manifest/video.m3u8"}}]}`,
		accounts + "/stream/live_inputs":   `{"success":true,"result":{"liveInputs":[{"uid":"i","meta":{"name":"Studio"},"created":"2025-10-01T00:00:00Z",` + keys + `}]}}`,
		accounts + "/stream/live_inputs/i": `{"success":true,"result":{"uid":"i","status":"connected",` + keys + `}}`,
		accounts + "/stream/storage-usage": `{"success":true,"errors":[],"result":{"totalStorageMinutes":12.5,"totalStorageMinutesLimit":1000,"videoCount":3}}`,
		"/customer/f33/i/views":            `{"liveViewers":113}`,
	}[r.URL.Path]
	_, _ = io.WriteString(w, body)
}

func newUpstream(t *testing.T) *upstream {
	t.Helper()
	api := &upstream{
		settings: respond(200, someSettings), rows: respond(200, documented),
		userToken: respond(401, unknownToken), accountToken: respond(401, unknownToken),
		stream: someLibrary,
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /client/v4/user/tokens/verify", func(w http.ResponseWriter, r *http.Request) { api.userToken(w, r) })
	mux.HandleFunc("GET "+accounts+"/tokens/verify", func(w http.ResponseWriter, r *http.Request) { api.accountToken(w, r) })
	for _, path := range []string{accounts + "/stream", accounts + "/stream/", "/customer/"} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) { api.stream(w, r) })
	}
	mux.HandleFunc("POST /client/v4/graphql", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if strings.Contains(string(body), "settings") {
			api.settings(w, r)
			return
		}
		api.mu.Lock()
		api.sent = append(api.sent, string(body))
		api.mu.Unlock()
		api.rows(w, r)
	})
	api.Server = httptest.NewServer(mux)
	t.Cleanup(api.Close)
	return api
}

// grafana speaks to a plugin over gRPC as Grafana does.
type grafana struct {
	*datasourcetest.TestPluginClient
	about backend.PluginContext
}

// plugin is the one of this process: the SDK registers its metrics but once.
var plugin = sync.OnceValue(func() *datasourcetest.TestPluginClient {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	started, err := datasourcetest.Manage(func(ctx context.Context, from backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
		pool, allowlist := shared()
		clock := gateway.SystemClock()
		clock.Now = func() time.Time { return now }
		clock.Rand = func() float64 { return 0 } // Tries follow one another at once.
		// A budget of its own, since all have the same token.
		return newDatasource(ctx, pool, allowlist, gateway.NewBudgets(clock), from, clock)
	}, datasourcetest.ManageOpts{Address: address})
	if err != nil {
		panic(err)
	}
	return started.Client
})

var dataSources atomic.Int64

// configured makes a data source that is complete but for what edit changes.
func (u *upstream) configured(edit func(*backend.DataSourceInstanceSettings)) grafana {
	settings := &backend.DataSourceInstanceSettings{
		ID: dataSources.Add(1), Name: "Stream", Type: "community-cloudflarestream-datasource", URL: u.URL, Updated: now,
		JSONData:                stored(``),
		DecryptedSecureJSONData: map[string]string{"apiToken": secret},
	}
	settings.UID = fmt.Sprint("stream-", settings.ID)
	edit(settings)
	return grafana{plugin(), backend.PluginContext{
		OrgID: 1, PluginID: settings.Type, DataSourceInstanceSettings: settings, GrafanaConfig: backend.NewGrafanaCfg(nil),
	}}
}

func asIs(*backend.DataSourceInstanceSettings) {}

// query runs queries by their refIDs, over one day.
func (g grafana) query(t *testing.T, headers map[string]string, queries map[string]string) backend.Responses {
	t.Helper()
	request := &backend.QueryDataRequest{PluginContext: g.about, Headers: headers}
	for refID, text := range queries {
		request.Queries = append(request.Queries, backend.DataQuery{
			RefID: refID, JSON: json.RawMessage(text), TimeRange: oneDay, Interval: time.Minute, MaxDataPoints: 500,
		})
	}
	response, err := g.QueryData(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return response.Responses
}

func (g grafana) health(t *testing.T) *backend.CheckHealthResult {
	t.Helper()
	result, err := g.CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: g.about})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// resource calls a resource and gives status and body.
func (g grafana) resource(t *testing.T, method, path, body string) string {
	t.Helper()
	var got string
	err := g.CallResource(t.Context(), &backend.CallResourceRequest{
		PluginContext: g.about, Method: method, Path: path, URL: path, Body: []byte(body),
	}, backend.CallResourceResponseSenderFunc(func(response *backend.CallResourceResponse) error {
		got += fmt.Sprintf("%d %s", response.Status, response.Body)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// show writes a frame as lines of text: names, then rows.
func show(frame *data.Frame) string {
	lines := make([]string, 1+frame.Rows())
	for _, field := range frame.Fields {
		lines[0] += " " + field.Name
		for row := range frame.Rows() {
			value, ok := field.ConcreteAt(row)
			if !ok {
				value = "null"
			}
			lines[1+row] += fmt.Sprintf(" %v", value)
		}
	}
	return strings.ReplaceAll("\n"+strings.Join(lines, "\n"), "\n ", "\n")[1:]
}
