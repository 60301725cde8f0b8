//go:build replay

// Package replay runs the plugin in a time of its own (testing/synctest), for whoever plays hours in seconds: replay.ts has
// the words. Nothing in it is simulated but time and the network.
//
// It speaks in lines of JSON: each of its lines is answered by one of the driver's, and time stands still meanwhile.
//
//	time      time has come as far as it was let: what next?
//	turn      a conversation is due, or its call has been answered: which call next, if any?
//	upstream  a request for the API: what does it answer?
package replay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/prometheus/client_golang/prometheus"

	"cloudflarestream/pkg/core"
	"cloudflarestream/pkg/gateway"
	"cloudflarestream/pkg/plugin"
)

func TestHost(t *testing.T) {
	driver := newWire(os.NewFile(3, "from the driver"), os.NewFile(4, "to the driver"))
	synctest.Test(t, func(t *testing.T) {
		one := &host{wire: driver}
		if err := one.run(); err != nil {
			t.Fatal(err)
		}
	})
}

type host struct {
	wire *wire

	mu       sync.Mutex
	instance *plugin.Datasource
	// alive ends with the process.
	alive context.Context
	kill  context.CancelFunc
}

// next is what the driver lets happen.
type next struct {
	// Restart kills the process, so to say: open calls end, and all that it remembered is gone.
	Restart bool `json:"restart"`
	// Settings, if any, are the data source's from now on.
	Settings *settings `json:"settings"`
	Starts   []start   `json:"starts"`
	// Until is the time to let pass, in ms since the epoch; zero ends all.
	Until int64 `json:"until"`
}

type settings struct {
	JSONData json.RawMessage   `json:"jsonData"`
	Secure   map[string]string `json:"secureJsonData"`
}

// start is a conversation that is due at a time, in ms since the epoch.
type start struct {
	ID string `json:"id"`
	At int64  `json:"at"`
}

func (h *host) run() error {
	pool, err := core.NewPool(core.Bundle, core.Options{})
	if err != nil {
		return err
	}
	allowlist, err := gateway.NewAllowlist(gateway.SDL, gateway.Endpoints)
	if err != nil {
		return err
	}
	var conversations sync.WaitGroup
	defer conversations.Wait()
	factory := plugin.Factory(pool, allowlist)
	h.alive, h.kill = context.WithCancel(context.Background())
	defer func() { h.kill() }()
	for {
		var then next
		h.wire.exchange(map[string]any{"is": "time", "at": now()}, &then)
		if then.Until == 0 {
			return nil
		}
		if then.Restart {
			prometheus.DefaultRegisterer = prometheus.NewRegistry() // A process registers its metrics once.
			factory = plugin.Factory(pool, allowlist)
			h.revive()
		}
		if with := then.Settings; with != nil {
			made, err := factory(context.Background(), backend.DataSourceInstanceSettings{
				UID: "replay", JSONData: with.JSONData, DecryptedSecureJSONData: with.Secure,
			})
			if err != nil {
				return err
			}
			h.replace(made.(*plugin.Datasource))
		}
		for _, each := range then.Starts {
			conversations.Go(func() { h.converse(each) })
		}
		sleepUntil(then.Until)
	}
}

func (h *host) replace(by *plugin.Datasource) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.instance != nil {
		h.instance.Dispose()
	}
	h.instance = by
}

func (h *host) revive() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.kill()
	h.alive, h.kill = context.WithCancel(context.Background())
}

func (h *host) current() (*plugin.Datasource, context.Context) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.instance, h.alive
}

// call is one of Grafana's calls. Exactly one of its parts is there.
type call struct {
	// TimeoutMs is how long Grafana waits.
	TimeoutMs int64     `json:"timeoutMs"`
	Resource  *resource `json:"resource"`
	Query     *query    `json:"query"`
	Health    bool      `json:"health"`
}

type resource struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Body   string `json:"body"`
}

type query struct {
	Headers       map[string]string `json:"headers"`
	From          int64             `json:"from"`
	To            int64             `json:"to"`
	IntervalMs    int64             `json:"intervalMs"`
	MaxDataPoints int64             `json:"maxDataPoints"`
	JSON          json.RawMessage   `json:"json"`
}

// converse makes one call after another, as long as the driver has one.
func (h *host) converse(on start) {
	sleepUntil(on.At)
	var answer any
	for {
		var then struct {
			Call *call `json:"call"`
		}
		h.wire.exchange(map[string]any{"is": "turn", "id": on.ID, "at": now(), "answer": answer}, &then)
		if then.Call == nil {
			return
		}
		answer = h.make(*then.Call)
	}
}

func (h *host) make(one call) any {
	on, alive := h.current()
	ctx, cancel := context.WithTimeout(alive, time.Duration(one.TimeoutMs)*time.Millisecond)
	defer cancel()
	ctx = httpclient.WithContextualMiddleware(ctx, httpclient.NamedMiddlewareFunc("replay", h.network))
	var answer map[string]any
	switch {
	case one.Resource != nil:
		answer = callResource(ctx, on, *one.Resource)
	case one.Query != nil:
		answer = queryData(ctx, on, *one.Query)
	default:
		answer = checkHealth(ctx, on)
	}
	if alive.Err() != nil { // Whatever it was, nobody could say it.
		return map[string]any{"status": 502, "error": "The plugin is gone."}
	}
	return answer
}

func callResource(ctx context.Context, on *plugin.Datasource, one resource) map[string]any {
	var status int
	var body bytes.Buffer
	request := &backend.CallResourceRequest{Method: one.Method, Path: one.Path, URL: one.Path, Body: []byte(one.Body)}
	err := on.CallResource(ctx, request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
		if part.Status != 0 {
			status = part.Status
		}
		body.Write(part.Body)
		return nil
	}))
	if err != nil {
		return map[string]any{"status": 500, "error": err.Error()}
	}
	return map[string]any{"status": status, "body": json.RawMessage(body.Bytes())}
}

func queryData(ctx context.Context, on *plugin.Datasource, one query) map[string]any {
	found, err := on.QueryData(ctx, &backend.QueryDataRequest{Headers: one.Headers, Queries: []backend.DataQuery{{
		RefID: "A", JSON: one.JSON, MaxDataPoints: one.MaxDataPoints, Interval: time.Duration(one.IntervalMs) * time.Millisecond,
		TimeRange: backend.TimeRange{From: time.UnixMilli(one.From), To: time.UnixMilli(one.To)},
	}}})
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	answer := found.Responses["A"]
	if answer.Error != nil {
		return map[string]any{"status": answer.Status, "error": answer.Error.Error()}
	}
	return map[string]any{"status": answer.Status, "frames": answer.Frames}
}

func checkHealth(ctx context.Context, on *plugin.Datasource) map[string]any {
	found, err := on.CheckHealth(ctx, &backend.CheckHealthRequest{})
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	return map[string]any{"status": found.Status.String(), "message": found.Message, "details": json.RawMessage(found.JSONDetails)}
}

func now() int64 { return time.Now().UnixMilli() }

func sleepUntil(ms int64) { time.Sleep(time.Until(time.UnixMilli(ms))) }

// must says of what only a fault of the driver or the host can break that it is broken.
func must(err error) {
	if err != nil && !errors.Is(err, os.ErrClosed) {
		panic(fmt.Sprintf("replay: %v", err))
	}
}
