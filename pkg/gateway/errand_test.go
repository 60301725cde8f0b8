package gateway

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// register is an API that knows names, at the network's edge.
type register struct {
	*httptest.Server
	// names by the ID of the video, or of the live input.
	names map[string]string
	// held answers come once something is received from it; nil if none are.
	held chan struct{}

	mu     sync.Mutex
	status int // zero if all is well
	now    time.Time
	calls  []string // what was listed, or the path's end
}

// newRegister gives an API and a gateway that asks it.
func newRegister(t *testing.T) (*register, *Gateway) {
	t.Helper()
	api := &register{names: map[string]string{"a": "Intro", "b": "Talk", "i": "Studio"}, now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
	api.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ids := strings.Split(r.URL.Query().Get("id"), ",")
		api.mu.Lock()
		held, status, call := api.held, api.status, strings.Join(ids, ",")
		if strings.HasSuffix(r.URL.Path, "live_inputs") {
			call, ids = "live_inputs", []string{"i", "j"}
		}
		api.calls = append(api.calls, call)
		api.mu.Unlock()
		if held != nil {
			<-held
		}
		if status != 0 {
			w.WriteHeader(status)
			_, _ = fmt.Fprintf(w, `{"success":false,"errors":[{"message":"%s"}]}`, http.StatusText(status))
			return
		}
		var rows []string
		for _, id := range ids {
			if name, found := api.names[id]; found {
				rows = append(rows, fmt.Sprintf(`{"uid":%q,"meta":{"name":%q}}`, id, name))
			}
		}
		if list := strings.Join(rows, ","); call == "live_inputs" {
			_, _ = fmt.Fprintf(w, `{"success":true,"result":{"liveInputs":[%s,{"uid":"j","meta":{}}]}}`, list)
		} else {
			_, _ = fmt.Fprintf(w, `{"success":true,"result":[%s]}`, list)
		}
	}))
	t.Cleanup(api.Close)
	return api, api.gateway(t)
}

func (r *register) gateway(t *testing.T) *Gateway {
	clock := SystemClock()
	clock.Now = func() time.Time {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.now
	}
	clock.Rand = func() float64 { return 0 }
	return New(Config{
		Client: cloudflare.NewClient(&http.Client{}, r.URL, "token"), Allowlist: allowlist(t, schema), Account: "configured",
		Timeout: time.Minute, Budget: NewBudgets(clock).Share("token", queries(300)), CacheBytes: 1 << 20, Clock: clock,
	})
}

func (r *register) change(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
}

func (r *register) pass(d time.Duration) { r.change(func() { r.now = r.now.Add(d) }) }

func (r *register) made() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.calls)
}

// becomes waits until calls were made.
func (r *register) becomes(t *testing.T, calls ...string) {
	t.Helper()
	for range 3000 {
		if slices.Equal(r.made(), calls) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("calls: got %q, want %q", r.made(), calls)
}

func names(ids string, patience time.Duration) Ask {
	ask := asked("videoNames", "id", ids)
	ask.Purpose, ask.PatienceMs = "names", patience.Milliseconds()
	return ask
}

func inputs(ids string) Ask {
	ask := asked("liveInputNames", "id", ids)
	ask.Purpose, ask.PatienceMs = "names", longPatience.Milliseconds()
	return ask
}

// said is an answer in short: names by ID, or the kind of refusal.
func said(reply Reply) string {
	if reply.Refusal != nil {
		return string(reply.Refusal.Kind)
	}
	return strings.ReplaceAll(strings.ReplaceAll(rowsIn(reply.Table), "meta.name=", ""), "\n", "; ")
}

// becomesKnown waits until the name of "a" is answered as it should be.
func becomesKnown(t *testing.T, gateway *Gateway, want string) {
	t.Helper()
	got := ""
	for range 3000 {
		if got = said(gateway.Answer(t.Context(), names("a", longPatience))); got == want {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("got %q, want %q", got, want)
}

const longPatience, shortPatience = 30 * time.Second, 20 * time.Millisecond

func TestANameIsAskedForOnceWhoeverWantsIt(t *testing.T) {
	api, gateway := newRegister(t)
	api.held = make(chan struct{})
	var pending sync.WaitGroup
	got := make([]string, 3)
	for i, ids := range []string{"a,b", "b,a", "b,gone"} {
		pending.Go(func() { got[i] = said(gateway.Answer(t.Context(), names(ids, longPatience))) })
		if i == 0 {
			api.becomes(t, "a,b")
		}
	}
	api.becomes(t, "a,b", "gone")
	close(api.held)
	pending.Wait()
	want := []string{"Intro uid=a; Talk uid=b", "Talk uid=b; Intro uid=a", "Talk uid=b"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if again := said(gateway.Answer(t.Context(), names("gone,a", longPatience))); again != "Intro uid=a" {
		t.Error(again)
	}
	api.becomes(t, "a,b", "gone")
}

func TestLiveInputsAreListedOnceAndOnlyThoseGivenThatAreWanted(t *testing.T) {
	api, gateway := newRegister(t)
	for ids, want := range map[string]string{"i": "Studio uid=i", "i,a": "Studio uid=i", "j": "uid=j", "a": ""} {
		reply := gateway.Answer(t.Context(), inputs(ids))
		if got := strings.TrimSpace(said(reply)); reply.Table == nil || got != want {
			t.Errorf("%s: got %q, want %q", ids, got, want)
		}
	}
	api.becomes(t, "live_inputs")
}

func TestWhoHasNoPatienceHasTheNamesNextTime(t *testing.T) {
	api, gateway := newRegister(t)
	api.held = make(chan struct{})
	if got := said(gateway.Answer(t.Context(), names("a", shortPatience))); got != "timeout" {
		t.Error(got)
	}
	api.pass(longPatience)
	began := time.Now()
	if got := said(gateway.Answer(t.Context(), names("a", longPatience))); got != "timeout" {
		t.Error(got)
	}
	if time.Since(began) > longPatience/2 {
		t.Error("waits for what others have waited for in vain")
	}
	close(api.held)
	becomesKnown(t, gateway, "Intro uid=a")
	api.becomes(t, "a")
}

func TestWhoLeavesLeavesTheNamesToOthers(t *testing.T) {
	api, gateway := newRegister(t)
	api.held = make(chan struct{})
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan string)
	go func() { left <- said(gateway.Answer(ctx, names("a", longPatience))) }()
	api.becomes(t, "a")
	leave()
	if got := <-left; got != "cancelled" {
		t.Error(got)
	}
	close(api.held)
	if got := said(gateway.Answer(t.Context(), names("a", longPatience))); got != "Intro uid=a" {
		t.Error(got)
	}
	api.becomes(t, "a")
}

func TestANameThatIsOldIsGoodUntilItHasBeenAskedForAnew(t *testing.T) {
	api, gateway := newRegister(t)
	gateway.Answer(t.Context(), names("a,gone", longPatience))
	api.change(func() { api.names["a"] = "Outro" })
	api.pass(10*time.Minute - time.Second)
	gateway.Answer(t.Context(), names("a,gone", longPatience))
	api.becomes(t, "a,gone")
	api.pass(time.Second)
	if got := said(gateway.Answer(t.Context(), names("gone,a", longPatience))); got != "Intro uid=a" {
		t.Error(got)
	}
	api.becomes(t, "a,gone", "gone,a")
	becomesKnown(t, gateway, "Outro uid=a")
	api.becomes(t, "a,gone", "gone,a")
}

func TestARefusalIsTakenForAnAnswerForAWhile(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		tries  int
		lasts  time.Duration
	}{
		"what is forbidden":          {http.StatusForbidden, 1, time.Minute},
		"what asking again may mend": {http.StatusBadGateway, 3, 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			api, gateway := newRegister(t)
			api.status = test.status
			asks := func(ids string) {
				t.Helper()
				if refusal := gateway.Answer(t.Context(), names(ids, longPatience)).Refusal; refusal == nil || refusal.Status != test.status {
					t.Errorf("%s: %+v", ids, refusal)
				}
			}
			asks("a,b")
			api.pass(test.lasts - time.Second)
			asks("b,a")
			tries := slices.Repeat([]string{"a,b"}, test.tries)
			api.becomes(t, tries...)
			api.change(func() { api.status = 0 })
			api.pass(time.Second)
			if got := said(gateway.Answer(t.Context(), names("a", longPatience))); got != "Intro uid=a" {
				t.Error(got)
			}
			api.becomes(t, append(tries, "a")...)
			api.change(func() { api.status = test.status })
			api.pass(10 * time.Minute)
			gateway.Answer(t.Context(), names("a", longPatience))
			api.becomes(t, append(tries, slices.Repeat([]string{"a"}, 1+test.tries)...)...)
			if got := said(gateway.Answer(t.Context(), names("a,b", longPatience))); got != "Intro uid=a" {
				t.Errorf("a refusal takes the place of what is known: %s", got)
			}
		})
	}
}

func TestNamesAreGivenThoughNothingCanBeRemembered(t *testing.T) {
	api, gateway := newRegister(t)
	gateway.shelf.kept.most = 0
	for range 2 {
		if got := said(gateway.Answer(t.Context(), names("a,b", longPatience))); got != "Intro uid=a; Talk uid=b" {
			t.Error(got)
		}
	}
	api.becomes(t, "a,b", "a,b")
}

func TestAnAnswerOverRestIsSharedForAWhile(t *testing.T) {
	api, gateway := newRegister(t)
	list := asked("videos", "limit", "1")
	check := list
	check.Caller = Check
	for _, step := range []struct {
		pass  time.Duration
		ask   Ask
		calls int
	}{
		{0, list, 1},
		{59 * time.Second, list, 1},
		{0, asked("videos", "limit", "2"), 2},
		{0, check, 3},
		{59 * time.Second, list, 3},
		{time.Second, list, 4},
	} {
		api.pass(step.pass)
		if reply := gateway.Answer(t.Context(), step.ask); reply.Refusal != nil || len(api.made()) != step.calls {
			t.Errorf("%+v: %+v after %d calls", step, reply.Refusal, len(api.made()))
		}
	}
	api.change(func() { api.status = http.StatusBadGateway })
	api.pass(time.Minute)
	for range 2 {
		before := len(api.made())
		if reply := gateway.Answer(t.Context(), list); reply.Refusal == nil || len(api.made()) == before {
			t.Errorf("what asking again may mend is not asked again: %+v", reply.Refusal)
		}
	}
}
