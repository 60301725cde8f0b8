package plugin

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"cloudflarestream/pkg/gateway"
)

func TestSettings(t *testing.T) {
	for name, test := range map[string]struct {
		edit    func(*backend.DataSourceInstanceSettings)
		problem string
	}{
		"complete":             {asIs, ""},
		"spaces around":        {func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData["apiToken"] = " t\n" }, ""},
		"no URL":               {func(s *backend.DataSourceInstanceSettings) { s.URL = "" }, ""},
		"no settings at all":   {func(s *backend.DataSourceInstanceSettings) { s.JSONData = nil }, "account ID is missing"},
		"no account":           {func(s *backend.DataSourceInstanceSettings) { s.JSONData = json.RawMessage(`{"accountId":" "}`) }, "account ID is missing"},
		"an account of digits": {func(s *backend.DataSourceInstanceSettings) { s.JSONData = json.RawMessage(`{"accountId":12}`) }, "account ID must be text"},
		"no token":             {func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData = nil }, "API token is missing"},
		"two lines as a token": {func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData["apiToken"] = "a\nb" }, "line breaks"},
		"a header as a token":  {func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData["apiToken"] = "Bearer a" }, "spaces"},
		"a path as URL":        {func(s *backend.DataSourceInstanceSettings) { s.URL = "/graphql" }, "http or https"},
		"another scheme":       {func(s *backend.DataSourceInstanceSettings) { s.URL = "ftp://x" }, "http or https"},
		"a user of digits":     {func(s *backend.DataSourceInstanceSettings) { s.JSONData = json.RawMessage(`{"accountId":"a","url":5}`) }, "HTTP settings cannot be used"},
		"a certificate of text": {func(s *backend.DataSourceInstanceSettings) {
			s.JSONData = json.RawMessage(`{"accountId":"a","tlsAuthWithCACert":true}`)
			s.DecryptedSecureJSONData["tlsCACert"] = "x"
		}, "HTTP settings cannot be used"},
	} {
		t.Run(name, func(t *testing.T) {
			from := backend.DataSourceInstanceSettings{
				Type: "x", URL: "https://example.test", JSONData: json.RawMessage(`{"accountId":"a"}`),
				DecryptedSecureJSONData: map[string]string{"apiToken": "t"},
			}
			test.edit(&from)
			got := parseSettings(t.Context(), from)
			if (got.problem == "") != (test.problem == "") || !strings.Contains(got.problem, test.problem) {
				t.Errorf("%q", got.problem)
			}
			if got.problem == "" && (got.token != "t" || got.http.Timeout != 30*time.Second || got.timeout != 30*time.Second) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestATimeoutOfNoNumberIsTheDefault(t *testing.T) {
	for timeout, want := range map[string]time.Duration{`5`: 5 * time.Second, `0`: 30 * time.Second, `"5"`: 30 * time.Second, `-1`: 30 * time.Second} {
		got := parseSettings(t.Context(), backend.DataSourceInstanceSettings{
			Type: "x", JSONData: json.RawMessage(`{"accountId":"a","timeout":` + timeout + `}`), DecryptedSecureJSONData: map[string]string{"apiToken": "t"},
		})
		if got.timeout != want || got.http.Timeout != want {
			t.Errorf("%s: %v %v", timeout, got.timeout, got.http.Timeout)
		}
	}
}

func TestABudgetOfNoNumberIsTheDefault(t *testing.T) {
	for budget, want := range map[string]int{`100`: 100, `0`: 300, `"100"`: 300, `-1`: 300, `null`: 300, `1e9`: maxBudget} {
		got := parseSettings(t.Context(), backend.DataSourceInstanceSettings{
			Type: "x", JSONData: json.RawMessage(`{"accountId":"a","budget":` + budget + `}`), DecryptedSecureJSONData: map[string]string{"apiToken": "t"},
		})
		if got.problem != "" || got.budget != want {
			t.Errorf("%s: %d %s", budget, got.budget, got.problem)
		}
	}
}

func TestAnIncompleteDataSourceCanBeDisposedOf(t *testing.T) {
	pool, allowlist := shared()
	clock := gateway.SystemClock()
	incomplete, err := newDatasource(t.Context(), pool, allowlist, gateway.NewBudgets(clock), settings{problem: "The account ID is missing."}, clock)
	if err != nil {
		t.Fatal(err)
	}
	incomplete.Dispose()
}

func TestTheLedgerIsBoundedAndSettledBySettings(t *testing.T) {
	pool, allowlist := shared()
	clock := gateway.SystemClock()
	for stored, want := range map[string]struct {
		delay time.Duration
		bytes int64
	}{
		"":                                      {5 * time.Minute, 64 << 20},
		`{"settleDelay":90,"cacheSize":1}`:      {90 * time.Second, 1 << 20},
		`{"settleDelay":"90","cacheSize":-1}`:   {5 * time.Minute, 64 << 20},
		`{"settleDelay":1e300,"cacheSize":1e9}`: {365 * 24 * time.Hour, 1 << 40},
	} {
		with := settings{problem: "incomplete"}
		if stored != "" {
			with.stored = json.RawMessage(stored)
		}
		d, err := newDatasource(t.Context(), pool, allowlist, gateway.NewBudgets(clock), with, clock)
		if err != nil || d.gateway.SettleDelay != want.delay || d.gateway.CacheBytes != want.bytes {
			t.Errorf("%s: %v %v %d", stored, err, d.gateway.SettleDelay, d.gateway.CacheBytes)
		}
	}
}

func TestIncompleteSettingsAreToldByQueriesAndHealth(t *testing.T) {
	grafana := newUpstream(t).configured(func(s *backend.DataSourceInstanceSettings) { s.JSONData = json.RawMessage(`{}`) })
	const message = "The account ID is missing in the data source's settings."
	if answer := grafana.query(t, nil, map[string]string{"A": table})["A"]; answer.Error == nil || answer.Error.Error() != message || answer.Status != 400 {
		t.Errorf("%+v", answer)
	}
	if health := grafana.health(t); health.Status != backend.HealthStatusError || health.Message != message {
		t.Errorf("%+v", health)
	}
}
