package gateway

import (
	"context"
	"sync/atomic"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// along gives questions that go with a batch for which there is room for so many more.
func (g *Gateway) along(b *batch, room int) []*item {
	now := g.Now()
	var all []*item
	for _, one := range g.habits.due(now) {
		if len(all) == room {
			break
		}
		if each := g.takeAlong(b, one, now); each != nil {
			all = append(all, each)
		}
	}
	return all
}

// takeAlong gives what a habit will lack when it is asked again; nil if that is nothing, or would go alone, or make a batch long.
func (g *Gateway) takeAlong(b *batch, of *habit, now time.Time) *item {
	g.habits.mu.Lock()
	ask, was, plan := of.ask, of.variables, of.plan
	window := of.windowAt(now, g.SettleDelay)
	g.habits.mu.Unlock()
	before, _ := timesOf(ask.Window)
	after, ok := timesOf(window)
	if !ok {
		return nil
	}
	ask.Window = window
	from := asker{caller: ask.caller(), arrived: now}
	variables := before.replaced(was, after, new(occurrences)).(map[string]any)
	q, ok := questionOf(ask, from, variables, plan.selection)
	if !ok {
		return nil
	}
	one := &item{document: document{ask.Document, plan, nil}, ask: ask, from: from, made: new(atomic.Int32), habit: of, told: make(chan outcome, 1)}
	suits := func(of stretch) bool {
		one.over = q.grid.window(of)
		return one.isSmall() && (b.long || !one.isLong()) && !g.batches.isLoner(one, now)
	}
	lacks, ok := g.ledger.goAlong(q, suits, one.told)
	if !ok {
		return nil
	}
	one.variables = q.variables(lacks)
	g.habits.mu.Lock()
	of.along = true
	g.habits.mu.Unlock()
	return one
}

// goAlong begins to wait for what a question lacks, if that suits: a stretch about which upstream is asked for its sake before
// anybody asks for it. Who does meanwhile waits as well, and asks for himself if nothing comes of it.
func (l *ledger) goAlong(q question, suits func(stretch) bool, told <-chan outcome) (stretch, bool) {
	e := l.entry(q.topic)
	l.fill(e, q)
	l.mu.Lock()
	defer l.mu.Unlock()
	now := horizon{q, l.holding, l.now()}
	for _, step := range now.steps(q.stretch, e.segments, e.air) {
		if step.known != nil || step.piece != nil || !suits(step.stretch) {
			continue
		}
		one := l.depart(context.Background(), e, now, step.stretch, func(context.Context, Window, map[string]any) outcome {
			found := <-told
			if found.refusal != nil {
				found.deadline = now.now // Whoever waits has more time.
			}
			return found
		})
		one.waiting++ // The request is made to its end.
		l.counts.Misses++
		return step.stretch, true
	}
	return stretch{}, false
}

// tell hands over what came of one that went along. Where a request has failed, it may have been for its sake: then it goes
// with no other until it has proved again that it is answered.
func (g *Gateway) tell(one *item, table *cloudflare.Table, refusal *cloudflare.Refusal) {
	one.told <- outcome{table: table, refusal: refusal}
	if refusal != nil {
		g.habits.mu.Lock()
		one.habit.steady = false
		one.habit.asked = time.Time{}
		g.habits.mu.Unlock()
	}
}
