package gateway

import (
	"context"
	"sync"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// ledger remembers answers, so that what is settled is asked once, for all who ask. It is safe for concurrent use.
//
//	bucket     what rows are remembered by: the bucket that the ask names, else its whole window
//	signature  what makes asks the same question apart from their window
//	segment    a stretch of buckets of which all rows are known, and when they were asked for
//	sealed     of a bucket: it was settled when it was asked for, and is not asked again
//	tail       buckets that are not settled yet: asked again when they are no longer fresh
//	piece      a missing stretch that is being asked for, by whoever needed it first
//
// Laws (ledger_laws_test.go): an answer holds for each bucket what upstream had when it was settled, or has had no longer
// ago than the freshness; no settled bucket is asked twice, whoever asks; what is remembered keeps to the bound.
type ledger struct {
	now     func() time.Time
	holding Holding
	most    int64 // bytes
	twins   *twins

	mu       sync.Mutex
	entries  map[string]*entry
	families families
	texts    texts
	counts   LedgerCounts
	// floor is the worth of what was forgotten last, uses counts all uses, changes all changes of entries.
	floor         float64
	uses, changes uint64
}

// LedgerCounts says how a ledger does.
type LedgerCounts struct {
	// Hits are asks for which nothing was asked upstream, Misses what was asked.
	Hits   uint64 `json:"hits"`
	Misses uint64 `json:"misses"`
	// Bytes are remembered, about.
	Bytes int64 `json:"bytes"`
	// Evictions counts signatures that were forgotten for want of room.
	Evictions uint64 `json:"evictions"`
	// Stale are asks that were answered with what was known of old.
	Stale uint64 `json:"stale"`
}

// fetch asks upstream about a window, with the variables for it.
type fetch func(ctx context.Context, of Window, variables map[string]any) outcome

func newLedger(now func() time.Time, holding Holding, most int64) *ledger {
	return &ledger{
		now: now, holding: holding, most: most - most/textShare, texts: newTexts(most / textShare),
		entries: map[string]*entry{}, families: families{},
	}
}

// Counts gives the counts so far.
func (l *ledger) Counts() LedgerCounts {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.counts
}

// answer gives the rows of a question and asks upstream for what is missing. If that is refused and the policy allows it, older rows
// stand in. Where there are as many rows as the question's limit, or more, they may end early, as a page does.
func (l *ledger) answer(ctx context.Context, q question, ask fetch) outcome {
	e := l.entry(q.topic)
	if text := l.text(e, q); text != nil {
		return outcome{written: text}
	}
	l.fill(e, q)
	l.consult(ctx, e, q)
	found := l.current(ctx, e, q, ask)
	if found.refusal != nil && ruleOf(found.refusal).Stale {
		if old, ok := l.ofOld(e, q, found.refusal); ok {
			return old
		}
	}
	return found
}

// current gives the rows as fresh as they must be.
func (l *ledger) current(ctx context.Context, e *entry, q question, ask fetch) outcome {
	var found rows
	var boarded []*piece
	var of version
	for at := q.stretch.from; at < q.stretch.to; {
		var steps []part
		steps, of = l.plan(ctx, e, q, stretch{at, q.stretch.to}, ask)
		for _, step := range steps {
			if step.piece != nil {
				boarded = append(boarded, step.piece)
			}
		}
		for _, step := range steps {
			if step.known != nil {
				found = found.append(step.known.within(step.stretch))
				if at = step.to; step.known.cut {
					at = q.stretch.to
				}
				continue
			}
			select {
			case <-step.piece.landed:
			case <-ctx.Done():
				l.leave(e, boarded)
				return outcome{refusal: cloudflare.FromError(ctx.Err())}
			}
			got := step.piece.value
			if !got.deadline.IsZero() && q.from.outlasts(got.deadline) {
				break // Who asked it had no more time: it is planned anew.
			}
			switch whole := step.stretch == q.stretch && step.piece.stretch == q.stretch; {
			case got.refusal != nil, whole:
				return got.outcome
			case got.known == nil: // Such rows cannot be put together with others.
				return ask(ctx, q.grid.window(q.stretch), q.variables(q.stretch))
			}
			if at = max(at, min(step.to, got.known.to)); at > step.from {
				found = found.append(got.known.within(stretch{step.from, at}))
			}
			if at == step.to {
				continue
			}
			if at == got.known.to && len(found.buckets)+len(got.rest.buckets) >= q.limit {
				found, at = found.append(got.rest), q.stretch.to
			}
			break // The page ended here: what follows is asked for by whoever asked this, or is planned anew.
		}
	}
	l.mu.Lock()
	header := e.now()
	l.mu.Unlock()
	table := header.table(found, q.grid)
	if q.written && of != none {
		return outcome{written: l.write(of, q.stretch, table)}
	}
	return outcome{table: table}
}

// ofOld gives what is known of a question, whatever its age. It is false if nothing is known of the first bucket.
func (l *ledger) ofOld(e *entry, q question, refusal *cloudflare.Refusal) (outcome, bool) {
	l.mu.Lock()
	now := horizon{q, l.holding, l.now()}
	known, header := now.ofOld(e.segments), e.now()
	some := known.from < known.to
	if some && !known.good {
		l.counts.Stale++
	}
	l.mu.Unlock()
	if !some {
		return outcome{}, false
	}
	found := outcome{table: header.table(known.rows, q.grid)}
	if !known.good {
		found.stale = &Stale{AgeMs: max(0, now.now.Sub(known.since).Milliseconds()), Refusal: refusal}
	}
	if known.to < q.stretch.to {
		found.stale.Until = q.grid.window(known.stretch).To
	}
	return found, true
}

// plan says how to answer a stretch, and begins to ask for what is missing. It gives the entry's version if that holds the whole
// answer to the question.
func (l *ledger) plan(ctx context.Context, e *entry, q question, of stretch, ask fetch) ([]part, version) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := horizon{q, l.holding, l.now()}
	steps := now.steps(of, e.segments, e.air)
	asked, whole := uint64(0), none
	if of == q.stretch {
		whole = e.version
	}
	for i := range steps {
		step := &steps[i]
		if step.known == nil && step.piece == nil {
			step.piece = l.depart(ctx, e, now, step.stretch, ask)
			asked++
		}
		if step.piece != nil {
			step.piece.waiting++
			whole = none
		}
	}
	l.counts.Misses += asked
	if asked == 0 && of == q.stretch {
		l.counts.Hits++
	}
	return steps, whole
}

// depart begins to ask for a stretch.
func (l *ledger) depart(ctx context.Context, e *entry, now horizon, of stretch, ask fetch) *piece {
	one := &piece{stretch: of, caller: now.from.caller, started: now.now}
	one.flight = depart(ctx, func(ctx context.Context) landed {
		return landed{outcome: ask(ctx, now.grid.window(of), now.variables(of))}
	}, func(*flight[landed]) {
		l.mu.Lock()
		defer l.mu.Unlock()
		e.forget(one)
		if one.value.refusal == nil {
			e.keep(one, now)
			l.tell(e, now.question, of)
		}
		l.weigh(e) // Whatever came of it: it may have been what kept the entry from being forgotten.
	})
	e.air = append(e.air, one)
	return one
}

// leave takes one who waited off; a piece that nobody waits for any more is not asked to its end.
func (l *ledger) leave(e *entry, boarded []*piece) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, one := range boarded {
		if one.waiting--; one.waiting == 0 {
			one.cancel()
			e.forget(one) // Whoever comes now must not wait for what is being cancelled.
		}
	}
	l.weigh(e)
}

// entry gives the entry of a topic, and counts that as a use.
func (l *ledger) entry(of topic) *entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, known := l.entries[of.signature]
	if !known {
		e = &entry{of: of}
		l.entries[of.signature] = e
		l.families.add(e)
		l.weigh(e)
	}
	l.use(e)
	return e
}
