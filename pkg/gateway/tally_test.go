package gateway

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/commons"
	"cloudflarestream/tests/redistest"
)

func opened(t *testing.T, address string) *commons.Store {
	t.Helper()
	store, err := commons.Open(address, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	store.Bear(time.Minute) // On a busy machine a server would take the store for away, and count by itself.
	return store
}

// heldUp is as long as a look for a store that is away may last. On a busy machine all else takes its time, but not so much.
const heldUp = 2 * time.Second

// serverOf gives the budget of one of several Grafana servers, in which five minutes pass in a short span.
func serverOf(store *commons.Store, span time.Duration, allowance Allowance) *Share {
	budgets := NewBudgets(SystemClock())
	budgets.span = span
	share := budgets.Share("token", allowance)
	share.CountIn(store)
	return share
}

// sendOne sends a request for as long as it takes. It gives when the API may count it, at any moment from its leave to its
// end; false if it had no leave.
func sendOne(ctx context.Context, budget *Share, patience, takes time.Duration, of verdict, refusal *cloudflare.Refusal) (time.Time, bool) {
	one, held := budget.enter(ctx, asker{arrived: time.Now()}, time.Now().Add(patience))
	if held != nil {
		return time.Time{}, false
	}
	counted := time.Now().Add(time.Duration(rand.Int64N(int64(takes) + 1)))
	time.Sleep(takes)
	budget.land(one, of, refusal)
	return counted, true
}

func TestServersThatShareAStoreNeverPassTheBudgetTogether(t *testing.T) {
	server := redistest.Start(t)
	const limit, span, servers = 15, time.Second, 3
	var mu sync.Mutex
	var sent []time.Time
	by := make([]int, servers)
	// Almost all of the budget is of use: a request counts for a span after it has ended.
	const enough = 4 * limit
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var pending sync.WaitGroup
	for i := range servers {
		budget := serverOf(opened(t, server.URL()), span, Allowance{limit, 8})
		for range 6 {
			pending.Go(func() {
				for ctx.Err() == nil {
					takes := time.Duration(rand.IntN(40)) * time.Millisecond
					if rand.IntN(10) == 0 {
						if one, held := budget.enter(ctx, asker{arrived: time.Now()}, time.Now().Add(span)); held == nil {
							budget.giveBack(one)
						}
						continue
					}
					counted, ok := sendOne(ctx, budget, 2*span, takes, answered, nil)
					if !ok {
						time.Sleep(10 * time.Millisecond)
						continue
					}
					mu.Lock()
					sent = append(sent, counted)
					by[i]++
					if len(sent) >= enough && slices.Min(by) > 0 {
						cancel()
					}
					mu.Unlock()
				}
			})
		}
	}
	pending.Wait()
	slices.SortFunc(sent, time.Time.Compare)
	most := 0
	for i, first := range sent {
		within := 0
		for _, other := range sent[i:] {
			if other.Before(first.Add(span)) {
				within++
			}
		}
		most = max(most, within)
	}
	t.Logf("%d sent, %v by each, at most %d in a span", len(sent), by, most)
	if most > limit {
		t.Errorf("%d requests in a span, %d are the most", most, limit)
	}
	if len(sent) < enough || slices.Min(by) == 0 {
		t.Errorf("%d sent, %v by each: the test tests nothing", len(sent), by)
	}
}

func TestAPauseIsForAllServersUntilOneHasAnAnswer(t *testing.T) {
	server := redistest.Start(t)
	first := serverOf(opened(t, server.URL()), time.Minute, queries(100))
	second := serverOf(opened(t, server.URL()), time.Minute, queries(100))
	enter := func(budget *Share, patience time.Duration) (*ticket, *cloudflare.Refusal) {
		return budget.enter(t.Context(), asker{arrived: time.Now()}, time.Now().Add(patience))
	}
	seconds := 3
	met := &cloudflare.Refusal{Kind: cloudflare.Answer, Status: 429, RetryAfterSeconds: &seconds, Errors: []cloudflare.APIError{{Message: "used up"}}}
	one, _ := enter(first, 0)
	first.land(one, depleted, met)
	var held *cloudflare.Refusal
	for began := time.Now(); held == nil && time.Since(began) < 2*time.Second; { // What is told is not waited for.
		if one, held = enter(second, 0); held == nil {
			second.giveBack(one)
		}
	}
	if held == nil || len(held.Errors) != 1 || held.Errors[0].Message != "used up" || *held.RetryAfterSeconds < 1 || *held.RetryAfterSeconds > seconds {
		t.Fatalf("the second was not told: %+v", held)
	}
	if second.Standing().PausedUntil == 0 {
		t.Error("the second does not say that it is paused")
	}
	// Then one of all tries.
	probe, held := enter(second, 30*time.Second)
	if held != nil {
		t.Fatalf("%+v", held)
	}
	if _, held := enter(first, 100*time.Millisecond); held == nil {
		t.Fatal("sent beside a probe of another server")
	}
	second.land(probe, answered, nil)
	for _, budget := range []*Share{first, second} {
		one, held := enter(budget, 30*time.Second)
		if held != nil {
			t.Fatalf("after the probe: %+v", held)
		}
		budget.land(one, answered, nil)
	}
	if got := second.Standing(); got.PausedUntil != 0 || got.Left > 97 {
		t.Errorf("%+v", got)
	}
}

func TestAServerThatStartsAnewFindsWhatItHasSpent(t *testing.T) {
	server := redistest.Start(t)
	first := serverOf(opened(t, server.URL()), time.Minute, queries(3))
	for range 3 {
		if _, ok := sendOne(t.Context(), first, 0, 0, answered, nil); !ok {
			t.Fatal("no leave")
		}
	}
	second := serverOf(opened(t, server.URL()), time.Minute, queries(3))
	one, held := second.enter(t.Context(), asker{arrived: time.Now()}, time.Now().Add(time.Second))
	if held == nil || held.Kind != cloudflare.OverBudget || !strings.Contains(held.Detail, " s: at most 3 queries") {
		t.Errorf("%+v %+v", one, held)
	}
	if got := second.Standing(); got.Left != 0 {
		t.Errorf("%+v", got)
	}
	for _, key := range server.Keys() {
		if !strings.HasPrefix(key, "cloudflare-stream:budget:{") || strings.Contains(key, "token") {
			t.Errorf("key %q", key)
		}
	}
}

func TestAStoreThatIsAwayHoldsNobodyUpAndIsFoundAgain(t *testing.T) {
	server := redistest.Start(t)
	store := opened(t, server.URL())
	first := serverOf(store, time.Minute, queries(10))
	second := serverOf(opened(t, server.URL()), time.Minute, queries(10))
	send := func(budget *Share) bool {
		began := time.Now()
		_, ok := sendOne(t.Context(), budget, 0, 0, answered, nil)
		if took := time.Since(began); took > heldUp {
			t.Errorf("held up for %v", took)
		}
		return ok
	}
	for range 4 {
		if !send(first) {
			t.Fatal("no leave")
		}
	}
	server.Kill()
	for range 4 {
		if !send(first) {
			t.Error("no leave without a store")
		}
	}
	server.Restart() // It has forgotten everything.
	for !store.Use(t.Context(), func(ctx context.Context, client *redis.Client) error { return client.Ping(ctx).Err() }) {
		time.Sleep(10 * time.Millisecond)
	}
	if !send(first) { // It tells what it has sent.
		t.Error("no leave with the store")
	}
	sent := 0
	for range 10 {
		if send(second) {
			sent++
		}
	}
	if sent != 1 {
		t.Errorf("%d more, after 9 of 10", sent)
	}
}

func TestAStoreThatNeverWasHoldsNobodyUp(t *testing.T) {
	store := opened(t, "redis://127.0.0.1:"+redistest.FreePort(t))
	budget := serverOf(store, time.Minute, queries(5))
	for i := range 6 {
		if _, ok := sendOne(t.Context(), budget, 0, 0, answered, nil); ok != (i < 5) {
			t.Errorf("request %d: %v", i, ok)
		}
	}
	if err := store.Check(t.Context()); err == nil {
		t.Error("nobody is there, and the check does not say so")
	}
}
