package core

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/sobek"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/gateway"
)

// script stands for the bundle where a test needs a core that misbehaves. The query names what it does.
const script = `var StreamCore = {
  limitsDocument: 'query Limits',
  healthAsk: { id: 'library', rest: { endpoint: 'storage', parameters: {} } },
  health: (report) => ({ status: 'ok', message: 'limits of ' + Object.keys(report.limits).join(), details: report }),
  begin: (query, context) => {
    switch (query) {
      case 'loop': while (true) {}
      case 'recursion': { const deeper = () => [0].map(deeper); deeper(); }
      case 'throw': throw new Error('thrown');
      case 'nothing': return { execution: {}, asks: [] };
      case 'no step': return undefined;
      case 'context': return { execution: {}, asks: [], result: { frames: [context] } };
      case 'error': return { execution: {}, asks: [], result: { frames: [], error: { class: 'user', message: 'm', status: 400, source: 'downstream' } } };
    }
    return { execution: { heard: [], waiting: query.length }, asks: query.map((id) => ({ id, document: 'd', variables: { n: 12345678901234567890 } })) };
  },
  advance: (execution, replies) => {
    const heard = execution.heard.concat(replies);
    if (heard.length === 1) {
      return { execution: { heard, waiting: execution.waiting + 1 }, asks: [{ id: 'more', document: 'd', variables: {} }] };
    }
    const done = heard.length === execution.waiting;
    return { execution: { heard, waiting: execution.waiting }, asks: [], result: done ? { frames: heard.map(shown) } : undefined };
  },
};
function shown({ id, table, refusal }) {
  return [id, refusal || table.columns.map((c) => [c.name, c.kind, c.kind === 'text' ? Array.from(c.codes, (code) => c.dictionary[code]) : Array.from(c.values, String)])];
}`

func pool(t *testing.T, options Options) *Pool {
	t.Helper()
	p, err := NewPool(script, options)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// run gives the frames, or the error.
func run(ctx context.Context, p *Pool, query string, answer Answer) string {
	text, _ := json.Marshal(query)
	if strings.HasPrefix(query, "[") {
		text = []byte(query)
	}
	result, err := p.Run(ctx, text, []byte(`{"now":1}`), answer)
	switch {
	case err != nil:
		return "fault: " + err.Error()
	case result.Error != nil:
		return result.Error.Class + ": " + result.Error.Message
	}
	return string(result.Frames)
}

func unanswered(context.Context, gateway.Ask) gateway.Reply { panic("asked") }

func TestRepliesReachTheCoreAsTypedArrays(t *testing.T) {
	table := &cloudflare.Table{Rows: 2, Columns: []cloudflare.Column{
		{Name: "sum.minutesViewed", Kind: cloudflare.Number, Values: []float64{1.5, math.NaN()}},
		{Name: "dimensions.uid", Kind: cloudflare.Text, Dictionary: []string{"ü😀", ""}, Codes: []uint32{0, 1}},
	}}
	got := run(t.Context(), pool(t, Options{}), `["a"]`, func(_ context.Context, ask gateway.Ask) gateway.Reply {
		if ask.ID == "more" {
			return gateway.Reply{ID: ask.ID, Refusal: &cloudflare.Refusal{Kind: cloudflare.Timeout, Status: 200}}
		}
		return gateway.Reply{ID: ask.ID, Table: table}
	})
	want := `[["a",[["sum.minutesViewed","number",["1.5","NaN"]],["dimensions.uid","text",["ü😀",""]]]],["more",{"kind":"timeout","status":200}]]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNumbersLeaveTheCoreAsTheyAre(t *testing.T) {
	p := pool(t, Options{})
	numbers := []float64{
		0, 1, -1, 0.1, 1.0 / 3, 1e21, 1e-7, 1 << 53, math.MaxFloat64, math.SmallestNonzeroFloat64, 1999.7246049661399, 154.62954054126809,
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		numbers = append(numbers, 3000*chance.Float64())
	}
	about, _ := json.Marshal(numbers)
	result, err := p.Run(t.Context(), []byte(`"context"`), about, unanswered)
	var frames [][]float64
	if err != nil || json.Unmarshal(result.Frames, &frames) != nil {
		t.Fatal(err)
	}
	for i, number := range numbers {
		if frames[0][i] != number {
			t.Errorf("%v is %v", number, frames[0][i])
		}
	}
}

func TestAPlainValueIsWrittenAsJSON(t *testing.T) {
	m := &machine{runtime: sobek.New()}
	for script, want := range map[string]string{
		`({ b: 1, a: [], n: null, u: undefined, o: { u: undefined } })`: `{"b":1,"a":[],"n":null,"o":{}}`,
		`[undefined, , NaN, Infinity, true, "\"ü😀\n", -0.5, 1e21]`:      `[null,null,null,null,true,"\"ü😀\n",-0.5,1e+21]`,
		`({ "": "<&>", "1": [[1, 2], {}] })`:                            `{"1":[[1,2],{}],"":"<&>"}`,
		`[2 ** 53, 12345678901234567890]`:                               `[9007199254740992,12345678901234567000]`,
	} {
		value, err := m.runtime.RunString(script)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := jsonOf(value); err != nil || string(got) != want {
			t.Errorf("%s: got %s, want %s, %v", script, got, want, err)
		}
	}
}

func TestAsksAreAnsweredAtOnceAndHeardAsTheyCome(t *testing.T) {
	more := make(chan struct{})
	got := run(t.Context(), pool(t, Options{}), `["slow","fast"]`, func(_ context.Context, ask gateway.Ask) gateway.Reply {
		switch ask.ID {
		case "slow":
			<-more // which is asked for only once fast has been heard
		case "more":
			close(more)
		}
		return gateway.Reply{ID: ask.ID, Refusal: &cloudflare.Refusal{Kind: cloudflare.Refused}}
	})
	if !strings.HasPrefix(got, `[["fast",`) || !strings.Contains(got, `["slow",`) || !strings.Contains(got, `["more",`) {
		t.Error(got)
	}
}

func TestFaultsOfTheCore(t *testing.T) {
	short, long := pool(t, Options{CallTimeout: 200 * time.Millisecond}), pool(t, Options{CallTimeout: time.Minute})
	for query, want := range map[string]string{
		"loop":      "took longer than 200ms",
		"recursion": "fault: core: ",
		"throw":     "Error: thrown",
		"nothing":   "no result, and nothing asked",
		"no step":   "fault: core: ",
		"error":     "user: m",
		"context":   `[{"now":1}]`,
	} {
		p := long
		if query == "loop" {
			p = short
		}
		for range 2 { // The second has the machine that the first may have left behind.
			if got := run(t.Context(), p, query, unanswered); !strings.Contains(got, want) {
				t.Errorf("%s: %s", query, got)
			}
		}
	}
}

func TestAnEndlessLoopLeavesOtherQueriesAlone(t *testing.T) {
	p := pool(t, Options{CallTimeout: 2 * time.Second, Executions: 4})
	var pending sync.WaitGroup
	for i := range 40 {
		pending.Go(func() {
			if i%10 == 0 {
				if got := run(t.Context(), p, "loop", unanswered); !strings.Contains(got, "took longer") {
					t.Error(got)
				}
			} else if got := run(t.Context(), p, "context", unanswered); got != `[{"now":1}]` {
				t.Error(got)
			}
		})
	}
	pending.Wait()
}

func TestWhoeverWaitsForATurnCanLeave(t *testing.T) {
	p := pool(t, Options{Executions: 1})
	ctx, cancel := context.WithCancel(t.Context())
	_ = run(t.Context(), p, `["a"]`, func(_ context.Context, ask gateway.Ask) gateway.Reply {
		if ask.ID == "a" {
			cancel()
			if _, err := p.Run(ctx, []byte(`"context"`), []byte(`{}`), unanswered); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		return gateway.Reply{ID: ask.ID, Refusal: &cloudflare.Refusal{}}
	})
}

func TestAnsweringEndsWithTheResult(t *testing.T) {
	p, err := NewPool(`var StreamCore = {
		limitsDocument: '',
		healthAsk: {},
		begin: () => ({ execution: {}, asks: [{ id: 'a' }, { id: 'b' }] }),
		advance: () => ({ execution: {}, asks: [], result: { frames: [] } }),
	}`, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	_ = run(t.Context(), p, "", func(ctx context.Context, ask gateway.Ask) gateway.Reply {
		if ask.ID == "b" {
			<-ctx.Done()
			close(ended)
		}
		return gateway.Reply{ID: ask.ID, Refusal: &cloudflare.Refusal{}}
	})
	<-ended
}

func TestHealthAndLimitsDocument(t *testing.T) {
	p := pool(t, Options{})
	health, err := p.Health(t.Context(), map[string]any{"limits": map[string]any{"minutes": map[string]any{}}})
	if err != nil || health.Status != "ok" || health.Message != "limits of minutes" || string(health.Details) != `{"limits":{"minutes":{}}}` {
		t.Errorf("%+v %v", health, err)
	}
	if p.LimitsDocument() != "query Limits" {
		t.Error(p.LimitsDocument())
	}
}

func TestABrokenBundleIsKnownAtTheStart(t *testing.T) {
	for _, bundle := range []string{"var", "throw new Error('x')", "var Other = {}", "var StreamCore = {}"} {
		if _, err := NewPool(bundle, Options{}); err == nil {
			t.Error(bundle)
		}
	}
}
