package gateway

import (
	"context"
	"strings"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// queries allows so many in five minutes.
func queries(count int) Allowance { return Allowance{Queries: count, Concurrency: 8} }

// queued lines up a caller that waits for as long as it takes.
func queued(budget *Budget, line *timeline, caller Caller) *ticket {
	return budget.line(newTicket(asker{caller: caller, arrived: line.read()}, line.read().Add(24*time.Hour)))
}

func mayGo(one *ticket) bool { return len(one.decided) > 0 }

func TestAlertsGoBeforePanelsAndNobodyStarves(t *testing.T) {
	line := newTimeline()
	budget := NewBudgets(line.clock()).Share("token", queries(1)).Budget
	budget.land(queued(budget, line, Panel), answered, nil)
	waiting := map[string]*ticket{"name": queued(budget, line, Name), "variable": queued(budget, line, Variable)}
	line.pass(9*time.Second, func() {})
	waiting["panel"] = queued(budget, line, Panel)
	waiting["alert"] = queued(budget, line, Alert)
	// From now on more alerts come than the budget has room for.
	var order []string
	alerts := 0
	for len(waiting) > 0 {
		line.pass(time.Minute, func() {})
		queued(budget, line, Alert)
		alerts++
		for name, one := range waiting {
			if mayGo(one) {
				order = append(order, name)
				budget.land(one, answered, nil)
				delete(waiting, name)
			}
		}
		if alerts > 100 {
			t.Fatalf("still waiting after %v: %v", order, waiting)
		}
	}
	if got := strings.Join(order, " "); got != "alert panel variable name" {
		t.Error(got)
	}
}

func TestAmongPanelsWhoCameFirstGoesFirst(t *testing.T) {
	line := newTimeline()
	budget := NewBudgets(line.clock()).Share("token", Allowance{Queries: 300, Concurrency: 2}).Budget
	open := queued(budget, line, Panel)
	var waiting []*ticket
	for i := range 40 { // Some of them at the same moment.
		waiting = append(waiting, queued(budget, line, Panel))
		line.pass(time.Duration(i%3)*time.Millisecond, func() {})
	}
	for i, next := range waiting {
		queued(budget, line, Panel) // However many come meanwhile.
		budget.land(open, answered, nil)
		for later, one := range waiting[i:] {
			if mayGo(one) != (later == 0) {
				t.Fatalf("when it is the turn of number %d, number %d may go: %v", i, i+later, mayGo(one))
			}
		}
		open = next
	}
}

func TestTheTimeToWaitIsSaid(t *testing.T) {
	line := newTimeline()
	budget := NewBudgets(line.clock()).Share("token", queries(2))
	for range 2 {
		budget.land(queued(budget.Budget, line, Panel), answered, nil)
	}
	line.pass(4*time.Minute, func() {})
	_, refusal := budget.enter(t.Context(), asker{}, line.read().Add(30*time.Second))
	want := cloudflare.Refusal{Kind: cloudflare.OverBudget, Detail: "This query would have to wait 60 s: at most 2 queries are made in 5 minutes"}
	if refusal == nil || refusal.Kind != want.Kind || refusal.Detail != want.Detail {
		t.Errorf("%+v", refusal)
	}
}

func TestWhoLeavesMakesRoom(t *testing.T) {
	line := newTimeline()
	budget := NewBudgets(line.clock()).Share("token", queries(1))
	first := queued(budget.Budget, line, Panel)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, refusal := budget.enter(ctx, asker{}, line.read().Add(time.Hour)); refusal == nil || refusal.Kind != cloudflare.Cancelled {
		t.Errorf("%+v", refusal)
	}
	second := queued(budget.Budget, line, Panel)
	if mayGo(second) {
		t.Error("two for a budget of one")
	}
	budget.leave(first) // It had leave, and made no use of it.
	if !mayGo(second) {
		t.Error("no room for the second")
	}
}

func TestDataSourcesWithOneTokenShareABudget(t *testing.T) {
	line := newTimeline()
	budgets := NewBudgets(line.clock())
	first, second, other := budgets.Share("token", queries(3)), budgets.Share("token", queries(2)), budgets.Share("another", queries(3))
	first.land(queued(first.Budget, line, Panel), answered, nil)
	for _, each := range []struct {
		share *Share
		want  Standing
	}{{first, Standing{Left: 1, Of: 2}}, {second, Standing{Left: 1, Of: 2}}, {other, Standing{Left: 3, Of: 3}}} {
		if got := each.share.Standing(); got != each.want {
			t.Errorf("got %+v, want %+v", got, each.want)
		}
	}
	second.Release()
	if got := first.Standing(); got != (Standing{Left: 2, Of: 3}) {
		t.Errorf("after the least has gone: %+v", got)
	}
}

func TestAnInstanceMadeAnewGoesOnWhereTheLastOneWas(t *testing.T) {
	line := newTimeline()
	budgets := NewBudgets(line.clock())
	first := budgets.Share("token", queries(3))
	depleted := &cloudflare.Refusal{Kind: cloudflare.Answer, Status: 429}
	first.land(queued(first.Budget, line, Panel), verdictOf(depleted), depleted)
	first.Release()
	second := budgets.Share("token", queries(5))
	want := Standing{Left: 4, Of: 5, PausedUntil: line.read().Add(span).UnixMilli()}
	if got := second.Standing(); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	second.Release()
	line.pass(span, func() {})
	budgets.Share("another", queries(1)).Release()
	if len(budgets.open) != 0 {
		t.Errorf("%d budgets are kept that count nothing", len(budgets.open))
	}
}

func TestALowerLimitHoldsAtOnce(t *testing.T) {
	line := newTimeline()
	budgets := NewBudgets(line.clock())
	budget := budgets.Share("token", queries(3))
	for range 3 {
		budget.land(queued(budget.Budget, line, Panel), answered, nil)
		line.pass(time.Minute, func() {})
	}
	budgets.Share("token", queries(1))
	one := queued(budget.Budget, line, Panel)
	line.pass(4*time.Minute-time.Second, func() {})
	if mayGo(one) {
		t.Error("sent with two in the last five minutes")
	}
	line.pass(time.Second, func() {})
	if !mayGo(one) {
		t.Error("not sent with none in the last five minutes")
	}
}

// A time of the machine with a monotonic reading passes as a stopwatch does, whatever the clock is set to: nothing that the
// budget goes by may lose it.
func TestSettingTheMachinesClockMovesNothing(t *testing.T) {
	budget := NewBudgets(SystemClock()).Share("token", queries(1))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	from := asker{arrived: SystemClock().Now(), deadline: SystemClock().at(ctx)}
	one, refusal := budget.enter(t.Context(), from, from.patience(time.Minute))
	if refusal != nil {
		t.Fatalf("%+v", refusal)
	}
	budget.land(one, depleted, &cloudflare.Refusal{Kind: cloudflare.Answer, Status: 429})
	for name, at := range map[string]time.Time{
		"the end of a request": budget.landed[0].at, "a pause": budget.depletion.until,
		"whose turn it is": one.due, "patience": one.patience, "a last try": from.lastTry(time.Now(), time.Second),
	} {
		if !strings.Contains(at.String(), " m=") {
			t.Errorf("%s goes by the wall clock: %v", name, at)
		}
	}
}
