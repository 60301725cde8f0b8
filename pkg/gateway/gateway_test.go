package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

const limitsDocument = `query ($accountTag: string!) { viewer { accounts(filter: { accountTag: $accountTag }) { settings { minutes { enabled } } } } }`

// upstream is the API, at the network's edge; the rest of a test is real.
type upstream struct {
	*httptest.Server
	requests atomic.Int32
	now      time.Time
}

func newUpstream(t *testing.T, handle func(w http.ResponseWriter, r *http.Request, variables map[string]any)) *upstream {
	t.Helper()
	api := &upstream{now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
	api.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		api.requests.Add(1)
		var body struct{ Variables map[string]any }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		handle(w, r, body.Variables)
	}))
	t.Cleanup(api.Close)
	return api
}

func (u *upstream) gateway(t *testing.T) *Gateway {
	clock := SystemClock()
	clock.Now = func() time.Time { return u.now }
	return u.gatewayBy(t, clock, NewBudgets(clock))
}

// gatewayBy makes one that goes by a clock, with the default budget.
func (u *upstream) gatewayBy(t *testing.T, clock Clock, budgets *Budgets) *Gateway {
	return New(Config{
		Client:    cloudflare.NewClient(&http.Client{Timeout: 10 * time.Second}, u.URL, "token"),
		Allowlist: allowlist(t, schema), Account: "configured", LimitsDocument: limitsDocument,
		Timeout: 10 * time.Second, Budget: budgets.Share("token", queries(300)), Clock: clock,
	})
}

func events(w io.Writer, inputs ...string) {
	rows := make([]string, len(inputs))
	for i, input := range inputs {
		rows[i] = fmt.Sprintf(`{"inputId":%q}`, input)
	}
	_, _ = fmt.Fprintf(w, `{"data":{"viewer":{"accounts":[{"events":[%s]}]}},"errors":null}`, strings.Join(rows, ","))
}

// someEvents asks for so many events; what is more differs asks.
func someEvents(id string, limit int) Ask {
	return Ask{
		ID: id, Window: Window{0, 86_400_000},
		Document: strings.Replace(selecting(`events(limit: $limit, from: $from, to: $to) { inputId }`), "$limit: uint64!", "$limit: uint64!, $from: Time!, $to: Time!", 1),
		Variables: map[string]any{
			"limit": json.Number(fmt.Sprint(limit)), "from": "1970-01-01T00:00:00Z", "to": "1970-01-02T00:00:00Z",
		},
	}
}

func TestAnAskIsSentForTheConfiguredAccountAlone(t *testing.T) {
	api := newUpstream(t, func(w http.ResponseWriter, _ *http.Request, variables map[string]any) {
		events(w, variables["accountTag"].(string))
	})
	ask := someEvents("1", 10)
	ask.Variables["accountTag"] = "another"
	text, err := json.Marshal(api.gateway(t).Answer(t.Context(), ask))
	want := `{"id":"1","table":{"rows":1,"columns":[{"name":"inputId","kind":"text","dictionary":["configured"],"codes":[0]}]},"queries":1,"budgetLeft":299}`
	if err != nil || string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestWhatIsNotAllowedIsNotSent(t *testing.T) {
	api := newUpstream(t, func(http.ResponseWriter, *http.Request, map[string]any) {})
	incomplete := api.gateway(t)
	incomplete.Problem = "The account ID is missing."
	for name, test := range map[string]struct {
		gateway *Gateway
		ask     Ask
		detail  string
	}{
		"a document":          {api.gateway(t), Ask{Document: `{ __schema { types { name } } }`}, "The document is not one that may be sent: it asks for the schema."},
		"variables":           {api.gateway(t), Ask{Document: someEvents("", 1).Document}, "The variables are not those of the document: $limit is missing."},
		"incomplete settings": {incomplete, someEvents("", 1), "The account ID is missing."},
	} {
		t.Run(name, func(t *testing.T) {
			reply := test.gateway.Answer(t.Context(), test.ask)
			if reply.Refusal == nil || reply.Refusal.Kind != cloudflare.Refused || reply.Refusal.Detail != test.detail {
				t.Errorf("%+v", reply.Refusal)
			}
		})
	}
	if limits := incomplete.Limits(t.Context(), Panel); limits.Refusal == nil || limits.Refusal.Kind != cloudflare.Refused {
		t.Errorf("%+v", limits)
	}
	if sent := api.requests.Load(); sent != 0 {
		t.Errorf("%d requests", sent)
	}
}

func TestAsksThatAreAlikeAreOneRequest(t *testing.T) {
	release := make(chan struct{})
	api := newUpstream(t, func(w http.ResponseWriter, _ *http.Request, _ map[string]any) {
		<-release
		events(w, "x")
	})
	gateway := api.gateway(t)
	var pending sync.WaitGroup
	for i := range 5 {
		pending.Go(func() {
			if reply := gateway.Answer(t.Context(), someEvents(fmt.Sprint(i), 1+i/4)); reply.ID != fmt.Sprint(i) || reply.Table == nil {
				t.Errorf("%+v", reply)
			}
		})
	}
	for waiting(gateway) < 5 {
		time.Sleep(time.Millisecond)
	}
	close(release)
	pending.Wait()
	if got := api.requests.Load(); got != 2 {
		t.Errorf("%d requests for two different asks", got)
	}
}

// waiting counts who waits for an answer.
func waiting(gateway *Gateway) int {
	gateway.flights.mu.Lock()
	defer gateway.flights.mu.Unlock()
	count := 0
	for _, flight := range gateway.flights.open {
		count += flight.waiting
	}
	return count
}

func TestARequestEndsWithItsLastCaller(t *testing.T) {
	arrived, ended := make(chan struct{}), make(chan struct{})
	api := newUpstream(t, func(_ http.ResponseWriter, r *http.Request, _ map[string]any) {
		close(arrived)
		<-r.Context().Done()
		close(ended)
	})
	ctx, cancel := context.WithCancel(t.Context())
	replied := make(chan Reply)
	go func() { replied <- api.gateway(t).Answer(ctx, someEvents("1", 1)) }()
	<-arrived
	cancel()
	if reply := <-replied; reply.Refusal == nil || reply.Refusal.Kind != cloudflare.Cancelled {
		t.Errorf("%+v", reply)
	}
	<-ended
}

func TestFewRequestsAreUpstreamAtOnce(t *testing.T) {
	var now, most atomic.Int32
	api := newUpstream(t, func(w http.ResponseWriter, _ *http.Request, _ map[string]any) {
		if count := now.Add(1); count > most.Load() {
			most.Store(count)
		}
		time.Sleep(10 * time.Millisecond)
		now.Add(-1)
		events(w)
	})
	gateway := api.gateway(t)
	var pending sync.WaitGroup
	for i := range 32 {
		pending.Go(func() { gateway.Answer(t.Context(), someEvents("", i)) })
	}
	pending.Wait()
	if api.requests.Load() != 32 || most.Load() > 8 {
		t.Errorf("%d requests, %d at once", api.requests.Load(), most.Load())
	}
}

func TestLimitsAreKeptForAnHourAndFailuresForSeconds(t *testing.T) {
	failing := atomic.Bool{}
	api := newUpstream(t, func(w http.ResponseWriter, _ *http.Request, _ map[string]any) {
		if failing.Load() {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `{"data":null,"errors":[{"message":"not authorized for that account"}]}`)
			return
		}
		_, _ = io.WriteString(w, `{"data":{"viewer":{"accounts":[{"settings":{"minutes":{"enabled":true},"events":null}}]}}}`)
	})
	gateway := api.gateway(t)
	const good, bad = `{"limits":{"minutes":{"enabled":true}}}`,
		`{"limits":{},"refusal":{"kind":"answer","status":403,"errors":[{"message":"not authorized for that account"}]}}`
	for _, step := range []struct {
		after    time.Duration
		failing  bool
		requests int32
		want     string
	}{
		{0, false, 1, good},
		{59 * time.Minute, true, 1, good},
		{time.Minute, true, 2, bad},
		{4 * time.Second, false, 2, bad},
		{time.Second, false, 3, good},
	} {
		api.now = api.now.Add(step.after)
		failing.Store(step.failing)
		text, _ := json.Marshal(gateway.Limits(t.Context(), Panel))
		if string(text) != step.want || api.requests.Load() != step.requests {
			t.Errorf("after %v: %s, %d requests", step.after, text, api.requests.Load())
		}
	}
}

func TestLimitsLeaveTheQueryItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gateway := asking(t, &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}, "https://api")
		started := time.Now()
		limits := gateway.Limits(t.Context(), Panel)
		if took := time.Since(started); limits.Refusal == nil || limits.Refusal.Kind != cloudflare.Timeout || took != gateway.Timeout/4 {
			t.Errorf("%+v after %v", limits, took)
		}
	})
}

func TestACancelledCallerLeavesNoFailureBehind(t *testing.T) {
	api := newUpstream(t, func(w http.ResponseWriter, _ *http.Request, _ map[string]any) {
		_, _ = io.WriteString(w, `{"data":{"viewer":{"accounts":[{"settings":{"minutes":{"enabled":true}}}]}}}`)
	})
	gateway := api.gateway(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if limits := gateway.FetchLimits(gone, Panel); limits.Refusal == nil || limits.Refusal.Kind != cloudflare.Cancelled {
		t.Errorf("%+v", limits)
	}
	if limits := gateway.Limits(t.Context(), Panel); limits.Refusal != nil {
		t.Errorf("%+v", limits.Refusal)
	}
}

func TestAnAskSaysHowManyQueriesItMade(t *testing.T) {
	api := newUpstream(t, func(http.ResponseWriter, *http.Request, map[string]any) {})
	api.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if api.requests.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		time.Sleep(50 * time.Millisecond)
		events(w, "a")
	})
	answering := api.gateway(t)
	if first := answering.Answer(t.Context(), someEvents("1", 10)); first.Queries != 2 || first.Table == nil {
		t.Errorf("a query that is tried again: %+v", first)
	}
	var made atomic.Int32
	var pending sync.WaitGroup
	for range 20 {
		pending.Go(func() { made.Add(int32(answering.Answer(t.Context(), someEvents("2", 20)).Queries)) })
	}
	pending.Wait()
	if made.Load() != api.requests.Load()-2 {
		t.Errorf("they say %d, and it was %d", made.Load(), api.requests.Load()-2)
	}
	if refused := answering.Answer(t.Context(), Ask{ID: "3"}); refused.Queries != 0 {
		t.Errorf("%+v", refused)
	}
}
