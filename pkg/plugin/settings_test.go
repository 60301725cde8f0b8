package plugin

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"cloudflarestream/pkg/gateway"
)

func TestSettings(t *testing.T) {
	pool, _ := shared()
	with := func(members string) func(*backend.DataSourceInstanceSettings) {
		return func(s *backend.DataSourceInstanceSettings) { s.JSONData = stored(members) }
	}
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
		"a short account":      {func(s *backend.DataSourceInstanceSettings) { s.JSONData = json.RawMessage(`{"accountId":"12"}`) }, "this one has 2 characters"},
		"no token":             {func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData = nil }, "API token is missing"},
		"two lines as a token": {func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData["apiToken"] = "a\nb" }, "line breaks"},
		"a header as a token":  {func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData["apiToken"] = "Bearer a" }, "spaces"},
		"a path as URL":        {func(s *backend.DataSourceInstanceSettings) { s.URL = "/graphql" }, "https://"},
		"another scheme":       {func(s *backend.DataSourceInstanceSettings) { s.URL = "ftp://x" }, "https://"},
		"a user of digits":     {with(`"url":5`), "HTTP settings cannot be used"},
		"a number as text":     {with(`"budget":"100","timeout":"30"`), ""},
		"a budget of words":    {with(`"budget":"many"`), "Budget must be a whole number of queries from 1 to 100000."},
		"half a second":        {with(`"timeout":1.5`), "Timeout must be a whole number of seconds"},
		"an endless number":    {with(`"freshness":1e308`), "Freshness must be a whole number of seconds"},
		"two that are wrong":   {with(`"settleDelay":-1,"cacheSize":1e9`), "Settle delay must be a whole number of seconds from 1 to 86400. Cache size must be"},
		"a certificate of text": {func(s *backend.DataSourceInstanceSettings) {
			s.JSONData = stored(`"tlsAuthWithCACert":true`)
			s.DecryptedSecureJSONData["tlsCACert"] = "x"
		}, "HTTP settings cannot be used"},
	} {
		t.Run(name, func(t *testing.T) {
			from := backend.DataSourceInstanceSettings{
				Type: "x", URL: "https://example.test", JSONData: stored(""),
				DecryptedSecureJSONData: map[string]string{"apiToken": "t"},
			}
			test.edit(&from)
			got, err := readSettings(t.Context(), pool, from)
			if err != nil || (got.Problem == "") != (test.problem == "") || !strings.Contains(got.Problem, test.problem) {
				t.Errorf("%v %q", err, got.Problem)
			}
			if got.Problem == "" && (got.token != "t" || got.Account != account || got.http.Timeout != 30*time.Second) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestWhatIsStoredIsWhatTheGatewayGoesBy(t *testing.T) {
	pool, allowlist := shared()
	clock := gateway.SystemClock()
	for members, want := range map[string]struct {
		timeout  time.Duration
		holding  gateway.Holding
		bytes    int64
		standing gateway.Standing
	}{
		"": {30 * time.Second, gateway.Holding{SettleDelay: 5 * time.Minute, Freshness: time.Minute}, 64 << 20, gateway.Standing{Left: 300, Of: 300}},
		`"timeout":5,"settleDelay":90,"freshness":20,"cacheSize":1,"budget":"100"`: {
			5 * time.Second, gateway.Holding{SettleDelay: 90 * time.Second, Freshness: 20 * time.Second}, 1 << 20, gateway.Standing{Left: 100, Of: 100},
		},
	} {
		from := backend.DataSourceInstanceSettings{Type: "x", JSONData: stored(members), DecryptedSecureJSONData: map[string]string{"apiToken": "t"}}
		d, err := newDatasource(t.Context(), pool, allowlist, gateway.NewBudgets(clock), from, clock)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.gateway; got.Timeout != want.timeout || got.Holding != want.holding || got.CacheBytes != want.bytes || *got.Standing() != want.standing {
			t.Errorf("%s: %v %v %d %+v", members, got.Timeout, got.Holding, got.CacheBytes, got.Standing())
		}
	}
}

func TestABudgetIsThatOfATokenOrOfAnAccount(t *testing.T) {
	pool, allowlist := shared()
	clock := gateway.SystemClock()
	budgets := gateway.NewBudgets(clock)
	another := strings.Repeat("f", 32)
	source := func(token, members string) *Datasource {
		d, err := newDatasource(t.Context(), pool, allowlist, budgets, backend.DataSourceInstanceSettings{
			Type: "x", JSONData: json.RawMessage(members), DecryptedSecureJSONData: map[string]string{"apiToken": token},
		}, clock)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	byToken, byAccount := `{"accountId":"`+account+`"}`, `{"accountId":"`+account+`","rateLimitType":"account-based"}`
	first, second := source("a", byToken), source("a", byAccount)
	for name, test := range map[string]struct {
		d      *Datasource
		shared *Datasource
	}{
		"the same token":                     {source("a", strings.Replace(byToken, account, another, 1)), first},
		"another token":                      {source("b", byToken), nil},
		"another token, and the account":     {source("b", byAccount), second},
		"the account in capitals":            {source("c", strings.Replace(byAccount, account, strings.ToUpper(account), 1)), second},
		"the same token and another account": {source("a", strings.Replace(byAccount, account, another, 1)), nil},
	} {
		for _, each := range []*Datasource{first, second} {
			if got := test.d.gateway.Budget.Budget == each.gateway.Budget.Budget; got != (each == test.shared) {
				t.Errorf("%s: shared is %v", name, got)
			}
		}
	}
}

func TestQueriesOfGraphQLAloneAreCountedByAccount(t *testing.T) {
	api := newUpstream(t)
	var mu sync.Mutex
	headers := map[string]string{}
	note := func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			headers[r.URL.Path] = r.Header.Get("X-Rate-Limit-Type")
			mu.Unlock()
			next(w, r)
		}
	}
	api.settings, api.stream = note(api.settings), note(api.stream)
	api.configured(func(s *backend.DataSourceInstanceSettings) { s.JSONData = stored(`"rateLimitType":"account-based"`) }).health(t)
	if headers["/client/v4/graphql"] != "account-based" || len(headers) != 2 || headers[accounts+"/stream"] != "" {
		t.Error(headers)
	}
	api.configured(asIs).health(t)
	if headers["/client/v4/graphql"] != "" {
		t.Error(headers)
	}
	api.settings = respond(429, `{"data":null,"errors":[{"message":"rate limiter budget depleted, try again after 5 minutes"}]}`)
	for counted, settings := range map[string]func(*backend.DataSourceInstanceSettings){
		"token": asIs, "account": func(s *backend.DataSourceInstanceSettings) { s.JSONData = stored(`"rateLimitType":"account-based"`) },
	} {
		if said := api.configured(settings).health(t).Message; !strings.Contains(said, "rate limit for this "+counted+" is used up") {
			t.Error(said)
		}
	}
}

func TestAnIncompleteDataSourceCanBeDisposedOf(t *testing.T) {
	pool, allowlist := shared()
	clock := gateway.SystemClock()
	incomplete, err := newDatasource(t.Context(), pool, allowlist, gateway.NewBudgets(clock), backend.DataSourceInstanceSettings{}, clock)
	if err != nil {
		t.Fatal(err)
	}
	incomplete.Dispose()
}

func TestADataSourceThatIsDisposedOfKeepsNoConnection(t *testing.T) {
	api := httptest.NewUnstartedServer(newUpstream(t).Config.Handler)
	t.Cleanup(api.Close)
	var open atomic.Int64
	api.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		open.Add(map[http.ConnState]int64{http.StateNew: 1, http.StateClosed: -1}[state])
	}
	api.Start()
	pool, allowlist := shared()
	clock := gateway.SystemClock()
	settings := backend.DataSourceInstanceSettings{URL: api.URL, JSONData: stored(""), DecryptedSecureJSONData: map[string]string{"apiToken": secret}}
	used, err := newDatasource(t.Context(), pool, allowlist, gateway.NewBudgets(clock), settings, clock)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := used.CheckHealth(t.Context(), &backend.CheckHealthRequest{}); err != nil || open.Load() == 0 {
		t.Fatalf("%v, %d connections", err, open.Load())
	}
	used.Dispose()
	for end := time.Now().Add(5 * time.Second); open.Load() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d connections are open", open.Load())
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
