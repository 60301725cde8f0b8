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

const account = "0123456789abcdef0123456789abcdef"

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
	Body  string      `json:"body"`
	Reply struct {
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
	allowlist, err := gateway.NewAllowlist(gateway.SDL)
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
	api := httptest.NewServer(answers(t, recorded.Exchanges))
	defer api.Close()
	answering := gateway.New(gateway.Config{
		Client: cloudflare.NewClient(api.Client(), api.URL, "token"), Allowlist: allowlist, Account: account,
		Timeout: 10 * time.Second, Now: time.Now,
	})
	defer answering.Close()

	var asked sync.Map
	result, err := pool.Run(t.Context(), recorded.Query, recorded.Context, func(ctx context.Context, ask gateway.Ask) gateway.Reply {
		reply := answering.Answer(ctx, ask)
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

// answers is the API as it was recorded: the body of the ask whose document and variables came.
func answers(t *testing.T, exchanges []exchange) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
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
				if each.Reply.Refusal != nil && each.Reply.Refusal.Status != 0 {
					w.WriteHeader(each.Reply.Refusal.Status)
				}
				_, _ = io.WriteString(w, each.Body)
				return
			}
		}
		t.Errorf("asked, and not recorded: %s", text)
		w.WriteHeader(http.StatusNotFound)
	})
}

func compact(t *testing.T, text json.RawMessage) string {
	t.Helper()
	var out bytes.Buffer
	if err := json.Compact(&out, text); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
