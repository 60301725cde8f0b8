// Package conformance replays in the backend's host what was recorded: the same asks, through the gateway and its decoder,
// and byte for byte the same frames as in the browser's host (fixtures.test.ts).
package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/core"
	"cloudflarestream/pkg/gateway"
)

// The recorded API's account and address: it names its address in its answers.
const (
	account = "0123456789abcdef0123456789abcdef"
	address = "http://simulator.test"
)

type fixture struct {
	Query     json.RawMessage `json:"query"`
	Context   json.RawMessage `json:"context"`
	Exchanges []exchange      `json:"exchanges"`
	Result    struct {
		Frames json.RawMessage  `json:"frames"`
		Error  *core.ErrorValue `json:"error"`
	} `json:"result"`
}

type exchange struct {
	Ask   gateway.Ask `json:"ask"`
	URL   string      `json:"url"`
	Body  string      `json:"body"`
	Reply struct {
		Queries int             `json:"queries"`
		Table   json.RawMessage `json:"table"`
		Refusal *struct {
			Status int `json:"status"`
		} `json:"refusal"`
	} `json:"reply"`
}

func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("fixtures/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	pool, err := core.NewPool(core.Bundle, core.Options{})
	if err != nil {
		t.Fatal(err)
	}
	allowlist, err := gateway.NewAllowlist(gateway.SDL, gateway.Endpoints)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			replay(t, pool, allowlist, read(t, file))
		})
	}
}

func read(t *testing.T, file string) fixture {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var recorded fixture
	if err := json.Unmarshal(text, &recorded); err != nil {
		t.Fatal(err)
	}
	return recorded
}

func replay(t *testing.T, pool *core.Pool, allowlist *gateway.Allowlist, recorded fixture) {
	client := &http.Client{Transport: api{answers(t, recorded.Exchanges)}}
	clock := gateway.SystemClock()
	answering := gateway.New(gateway.Config{
		Client: cloudflare.NewClient(client, address, "token"), Allowlist: allowlist, Account: account,
		Timeout: 10 * time.Second, Budget: gateway.NewBudgets(clock).Share("token", gateway.Allowance{Queries: 300, Concurrency: 8}), Clock: clock,
	})
	defer answering.Close()

	queries := map[string]int{}
	for _, each := range recorded.Exchanges {
		queries[each.Ask.ID] = each.Reply.Queries
	}
	var asked sync.Map
	result, err := pool.Run(t.Context(), recorded.Query, recorded.Context, func(ctx context.Context, ask gateway.Ask) gateway.Reply {
		reply := answering.Answer(ctx, ask)
		reply.Queries, reply.BudgetLeft = queries[ask.ID], nil // They depend on what is asked at the same time.
		asked.Store(ask.ID, reply)
		return reply
	})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(result.Error, recorded.Result.Error) {
		t.Errorf("error: got %+v, recorded %+v", result.Error, recorded.Result.Error)
	}
	if got, want := string(result.Frames), compact(t, recorded.Result.Frames); got != want {
		t.Errorf("frames:\ngot      %s\nrecorded %s", got, want)
	}
	for _, each := range recorded.Exchanges {
		reply, ok := asked.LoadAndDelete(each.Ask.ID)
		if !ok {
			t.Errorf("%s was not asked", each.Ask.ID)
			continue
		}
		if each.Reply.Refusal == nil {
			compareTables(t, reply.(gateway.Reply), each.Reply.Table)
		}
	}
	asked.Range(func(id, _ any) bool {
		t.Errorf("%s was asked, and is not recorded", id)
		return true
	})
}

func compareTables(t *testing.T, reply gateway.Reply, recorded json.RawMessage) {
	t.Helper()
	text, err := json.Marshal(reply.Table)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := parse(t, text), parse(t, recorded); !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\ngot      %v\nrecorded %v", reply.ID, got, want)
	}
}

func parse(t *testing.T, text json.RawMessage) (value any) {
	t.Helper()
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// api is the recorded API in place of a network.
type api struct{ http.Handler }

func (a api) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if r.Body == nil {
		r.Body = http.NoBody
	}
	answer := httptest.NewRecorder()
	a.ServeHTTP(answer, r)
	return answer.Result(), nil
}

// answers is the API as it was recorded: the body of the ask whose document and variables came, or whose call.
func answers(t *testing.T, exchanges []exchange) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			called(t, exchanges, w, r)
			return
		}
		var request struct {
			Query     string         `json:"query"`
			Variables map[string]any `json:"variables"`
		}
		text, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(text, &request); err != nil || request.Variables["accountTag"] != account {
			t.Errorf("not a request for the account: %s", text)
		}
		delete(request.Variables, "accountTag")
		for _, each := range exchanges {
			if each.Ask.Document == request.Query && reflect.DeepEqual(each.Ask.Variables, request.Variables) {
				each.answer(w)
				return
			}
		}
		t.Errorf("asked, and not recorded: %s", text)
		w.WriteHeader(http.StatusNotFound)
	})
}

// called answers a call over REST.
func called(t *testing.T, exchanges []exchange, w http.ResponseWriter, r *http.Request) {
	for _, each := range exchanges {
		if each.URL == r.URL.String() {
			each.answer(w)
			return
		}
	}
	t.Errorf("called, and not recorded: %s", r.URL)
	w.WriteHeader(http.StatusNotFound)
}

func (e exchange) answer(w http.ResponseWriter) {
	if e.Reply.Refusal != nil && e.Reply.Refusal.Status != 0 {
		w.WriteHeader(e.Reply.Refusal.Status)
	}
	_, _ = io.WriteString(w, e.Body)
}

func compact(t *testing.T, text json.RawMessage) string {
	t.Helper()
	var out bytes.Buffer
	if err := json.Compact(&out, text); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
