package gateway

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// respondOf answers the first requests with these, and all later ones with rows.
func respondOf(first ...func(w http.ResponseWriter)) func(http.ResponseWriter, *http.Request, map[string]any) {
	var mu sync.Mutex
	return func(w http.ResponseWriter, _ *http.Request, _ map[string]any) {
		mu.Lock()
		defer mu.Unlock()
		if len(first) == 0 {
			events(w, "x")
			return
		}
		first[0](w)
		first = first[1:]
	}
}

func body(status int, body string, header ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func reset(http.ResponseWriter) { panic(http.ErrAbortHandler) }

const depletedBody = `{"data":null,"errors":[{"message":"rate limiter budget depleted, please try again later","path":null,"extensions":{"code":"budget"}}]}`

// hurrying gives a gateway on whose clock waits are over at once, and that clock.
func (u *upstream) hurrying(t *testing.T) (*Gateway, *timeline) {
	line := newTimeline()
	return u.gatewayBy(t, line.hurried(), NewBudgets(line.hurried())), line
}

func TestWhatMayHelpIsTriedAgain(t *testing.T) {
	unavailable := body(503, `{"data":null,"errors":[{"message":"unable to execute query, please try again later"}]}`)
	for name, test := range map[string]struct {
		first    []func(http.ResponseWriter)
		requests int32
		// waited is how long on the gateway's clock, whose chance is always the longest.
		waited time.Duration
		class  string
	}{
		"an internal error":               {[]func(http.ResponseWriter){body(500, `{"errors":[{"message":"Internal server error"}]}`)}, 2, 500 * time.Millisecond, ""},
		"a busy API, twice":               {[]func(http.ResponseWriter){unavailable, unavailable}, 3, 1500 * time.Millisecond, ""},
		"a busy API, three times":         {[]func(http.ResponseWriter){unavailable, unavailable, unavailable}, 3, 1500 * time.Millisecond, "throttled"},
		"HTML of a proxy":                 {[]func(http.ResponseWriter){body(502, "<html>")}, 2, 500 * time.Millisecond, ""},
		"a connection that ends":          {[]func(http.ResponseWriter){body(200, `{"data":{"viewer"`)}, 2, 500 * time.Millisecond, ""},
		"a wait that is asked for":        {[]func(http.ResponseWriter){body(503, "", "Retry-After", "7")}, 2, 7 * time.Second, ""},
		"a wait beyond the timeout":       {[]func(http.ResponseWriter){body(503, "", "Retry-After", "11")}, 1, 0, "upstream"},
		"a missing permission":            {[]func(http.ResponseWriter){body(200, `{"data":null,"errors":[{"message":"not authorized for that account"}]}`)}, 1, 0, "permission"},
		"a query that is wrong":           {[]func(http.ResponseWriter){body(400, `{"data":null,"errors":[{"message":"unknown field \"x\""}]}`)}, 1, 0, "bug"},
		"a range that is too wide":        {[]func(http.ResponseWriter){body(200, `{"data":null,"errors":[{"message":"cannot request a time range wider than 4w3d"}]}`)}, 1, 0, "limit"},
		"429 with a time within patience": {[]func(http.ResponseWriter){body(429, depletedBody, "Retry-After", "5")}, 2, 5 * time.Second, ""},
		"429 with a longer time":          {[]func(http.ResponseWriter){body(429, depletedBody, "Retry-After", "20")}, 1, 0, "depleted"},
		"429 without a time":              {[]func(http.ResponseWriter){body(429, "")}, 1, 0, "depleted"},
		"a used up budget inside a 200":   {[]func(http.ResponseWriter){body(200, depletedBody)}, 1, 0, "depleted"},
	} {
		t.Run(name, func(t *testing.T) {
			api := newUpstream(t, respondOf(test.first...))
			gateway, line := api.hurrying(t)
			began := line.read()
			reply := gateway.Answer(t.Context(), someEvents("1", 1))
			class := ""
			if reply.Refusal != nil {
				class = ruleOf(reply.Refusal).Class
			}
			if waited := line.read().Sub(began); class != test.class || api.requests.Load() != test.requests || waited != test.waited {
				t.Errorf("class %q after %d requests and %v: %+v", class, api.requests.Load(), waited, reply.Refusal)
			}
		})
	}
}

func TestAPauseIsForAllUntilOneQueryIsAnswered(t *testing.T) {
	for name, test := range map[string]struct {
		first func(http.ResponseWriter)
		pause int
	}{
		"a 200 without a time": {body(200, depletedBody), 300},
		"a 429 with a time":    {body(429, depletedBody, "Retry-After", "60"), 60},
	} {
		t.Run(name, func(t *testing.T) {
			api := newUpstream(t, respondOf(test.first, test.first))
			line := newTimeline()
			budgets := NewBudgets(line.clock())
			gateway, other := api.gatewayBy(t, line.clock(), budgets), api.gatewayBy(t, line.clock(), budgets)
			for i, step := range []struct {
				after    int
				requests int32
				left     int // as the refusal says, 0 for rows
			}{
				{0, 1, test.pause}, {20, 1, test.pause - 20}, {test.pause - 31, 1, 11},
				{11, 2, test.pause},    // The one that tries.
				{1, 2, test.pause - 1}, // It has not helped.
				{test.pause - 1, 3, 0}, // The next one does.
				{0, 4, 0},
			} {
				line.pass(time.Duration(step.after)*time.Second, func() {})
				by := []*Gateway{gateway, other}[i%2]
				reply, left := by.Answer(t.Context(), someEvents("", i)), 0
				if refusal := reply.Refusal; refusal != nil {
					if got := ruleOf(refusal).Class; got != "depleted" {
						t.Errorf("step %d: %s", i, got)
					}
					left = int(askedFor(refusal, span).Seconds())
				}
				if left != step.left || api.requests.Load() != step.requests {
					t.Errorf("step %d: %d s left, %d requests", i, left, api.requests.Load())
				}
			}
		})
	}
}

func TestAnAPIInTroubleIsSpared(t *testing.T) {
	for name, trouble := range map[string]func(http.ResponseWriter){
		"5xx": body(502, "<html>"), "resets": reset,
	} {
		t.Run(name, func(t *testing.T) {
			mended := atomic.Bool{}
			api := newUpstream(t, func(w http.ResponseWriter, _ *http.Request, _ map[string]any) {
				if mended.Load() {
					events(w, "x")
					return
				}
				trouble(w)
			})
			gateway, line := api.hurrying(t)
			for i := range 20 {
				if refusal := gateway.Answer(t.Context(), someEvents("", i)).Refusal; refusal == nil || ruleOf(refusal).Class != "upstream" {
					t.Errorf("%+v", refusal)
				}
			}
			if got := api.requests.Load(); got != maxTries*(tolerated-1)+1 {
				t.Errorf("%d requests", got)
			}
			mended.Store(true)
			line.pass(firstBreak, func() {})
			for i := range 20 {
				if reply := gateway.Answer(t.Context(), someEvents("", i)); reply.Table == nil {
					t.Errorf("%+v", reply.Refusal)
				}
			}
		})
	}
}

// Of many at once, no more are sent than the budget has, and each of the others knows at once.
func TestABurstKeepsToTheBudget(t *testing.T) {
	api := newUpstream(t, respondOf())
	line := newTimeline()
	budgets := NewBudgets(line.clock())
	gateway := api.gatewayBy(t, line.clock(), budgets)
	budgets.Share("token", queries(20))
	var mu sync.Mutex
	classes := map[string]int{}
	var pending sync.WaitGroup
	for i := range 50 {
		pending.Go(func() {
			ask := someEvents("", i)
			ask.Caller = []Caller{Panel, Alert, Variable}[i%3]
			class := "rows"
			if refusal := gateway.Answer(t.Context(), ask).Refusal; refusal != nil {
				class = ruleOf(refusal).Class
			}
			mu.Lock()
			classes[class]++
			mu.Unlock()
		})
	}
	pending.Wait()
	if classes["rows"] != 20 || classes["throttled"] != 30 || api.requests.Load() != 20 {
		t.Errorf("%v, %d requests", classes, api.requests.Load())
	}
}

func TestWhoHasMoreTimeIsNotRefusedForWhoHasLess(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	api := newUpstream(t, func(w http.ResponseWriter, _ *http.Request, _ map[string]any) {
		arrived <- struct{}{}
		<-release
		body(503, "", "Retry-After", "20")(w)
	})
	gateway, _ := api.hurrying(t)
	gateway.Timeout = time.Minute
	replies := make(chan error)
	ask := func(within time.Duration) {
		ctx, cancel := context.WithTimeout(t.Context(), within)
		defer cancel()
		alert := someEvents("", 1)
		alert.Caller = Alert
		reply := gateway.Answer(ctx, alert)
		replies <- fmt.Errorf("%v", reply.Refusal.Kind)
	}
	go ask(10 * time.Second)
	<-arrived
	go ask(50 * time.Second)
	for waiting(gateway) < 2 {
		time.Sleep(time.Millisecond)
	}
	release <- struct{}{}
	// The second begins anew, and has the time for a second try and a third.
	for range 3 {
		<-arrived
		release <- struct{}{}
	}
	for range 2 {
		if err := <-replies; err.Error() != "malformed" {
			t.Error(err)
		}
	}
}

func TestASlowQuestionHoldsBackNoOther(t *testing.T) {
	const slow = 1
	hung, release := make(chan struct{}, 100), make(chan struct{})
	defer close(release)
	api := newUpstream(t, func(w http.ResponseWriter, r *http.Request, variables map[string]any) {
		if variables["limit"] == float64(slow) || variables["limit"].(float64) >= 100 {
			hung <- struct{}{}
			select {
			case <-release:
			case <-r.Context().Done():
			}
			return
		}
		events(w, "x")
	})
	clock := SystemClock()
	budgets := NewBudgets(clock)
	gateway := api.gatewayBy(t, clock, budgets)
	budgets.Share("token", Allowance{Queries: 300, Concurrency: 3})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go gateway.Answer(ctx, someEvents("", slow))
	<-hung
	for i := range 20 {
		if reply := gateway.Answer(t.Context(), someEvents("", 2+i)); reply.Table == nil {
			t.Errorf("beside one that hangs: %+v", reply.Refusal)
		}
	}
	// Panels that all hang leave a place to a rule.
	for i := range 10 {
		go gateway.Answer(ctx, someEvents("", 100+i))
	}
	<-hung
	rule := someEvents("", 50)
	rule.Caller = Alert
	if reply := gateway.Answer(t.Context(), rule); reply.Table == nil {
		t.Errorf("a rule beside panels that hang: %+v", reply.Refusal)
	}
	if got := len(hung); got != 0 {
		t.Errorf("%d more panels were sent than there is room for", got)
	}
}
