package gateway

import (
	"context"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

const (
	// maxTries bounds how often one ask is sent.
	maxTries = 3
	// firstDelay is the most that the second try waits; it doubles for the third.
	firstDelay = 500 * time.Millisecond
)

// lane is a way upstream: GraphQL and REST, which have one budget and troubles of their own, and public hosts, which see
// no token.
type lane struct {
	budget  *Budget
	circuit *circuit
}

// public is what public hosts allow. They state nothing; what all calls of the API may be in five minutes stands in
// (developers.cloudflare.com/fundamentals/api/reference/limits).
var public = Allowance{Queries: 1200, Concurrency: 8}

// send makes a request once it may be made, and again where that may help and there is time: never beyond the caller's
// deadline, nor a timeout after it was first sent. Each try is one of the budget's queries. It says whether it ended for
// want of time: who has more may ask anew.
func (g *Gateway) send(ctx context.Context, on lane, from asker, question string, once func(context.Context) *cloudflare.Refusal) (refusal *cloudflare.Refusal, late bool) {
	until := from.patience(g.Timeout)
	for try := 1; ; try++ {
		queued := g.Now()
		one, held := on.budget.enter(ctx, from, until)
		queueSeconds.Observe(g.Now().Sub(queued).Seconds())
		if held != nil {
			if refusal != nil { // What was met says more than why it is not tried again.
				return refusal, true
			}
			return held, true
		}
		by, broken := on.circuit.pass(from.caller, question, g.Now())
		if broken != nil {
			on.budget.giveBack(one)
			return broken, false
		}
		if try == 1 {
			until = from.lastTry(g.Now(), g.Timeout)
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, g.Timeout)
			defer cancel()
		}
		refusal = once(ctx)
		count(refusal)
		of := verdictOf(refusal)
		on.budget.land(one, of, refusal)
		on.circuit.note(by, of, refusal, g.Now())
		if try == maxTries || of == answered || of == unknown {
			return refusal, false
		}
		delay := g.delay(try, of, refusal)
		if g.Now().Add(delay).After(until) || !g.sleep(ctx, delay) {
			return refusal, true
		}
	}
}

// delay is what the API asks for, and at least a random part of what doubles with each try ("full jitter",
// aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter). A depleted budget keeps its own time.
func (g *Gateway) delay(try int, of verdict, refusal *cloudflare.Refusal) time.Duration {
	if of == depleted {
		return 0
	}
	return max(time.Duration(g.Rand()*float64(firstDelay<<(try-1))), askedFor(refusal, 0))
}
