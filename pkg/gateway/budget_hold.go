package gateway

import (
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// hold is what keeps a request back, at least until a time.
type hold struct {
	until time.Time
	// met is what the API said of its rate limit; nil if it is the budget.
	met *cloudflare.Refusal
}

// holds says what keeps back the request with so many before it; nil if nothing does but room upstream.
func (b *Budget) holds(before int, now time.Time) *hold {
	until := now
	if missing := before - b.free(); missing >= len(b.landed) {
		until = now.Add(b.span) // Or later: those are still upstream, or not even sent.
	} else if missing >= 0 {
		until = b.landed[missing].at.Add(b.span)
	}
	if b.others.until.After(until) {
		until = b.others.until
	}
	switch {
	case b.depletion.until.After(until):
		return &hold{b.depletion.until, b.depletion.refusal}
	case until.After(now):
		return &hold{until, nil}
	case b.depletion.probe != nil:
		return &hold{now, b.depletion.refusal}
	}
	return nil
}

func (b *Budget) refusalOf(hold *hold, now time.Time) *cloudflare.Refusal {
	left := hold.until.Sub(now)
	if hold.met != nil {
		return heldBack(hold.met, left)
	}
	return cloudflare.Refusef(cloudflare.OverBudget,
		"This query would have to wait %d s: at most %d queries are made in 5 minutes", secondsOf(left), b.allowance.Queries)
}
