package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// refusedTTL is how long the API's no is taken for an answer: a permission that is missing does not cost a call a panel,
// and one that has been given counts a minute later.
const refusedTTL = time.Minute

// call answers an ask over REST, from the shelf where that is fresh. It counts the requests that it makes.
func (g *Gateway) call(ctx context.Context, ask Ask, made *atomic.Int32) outcome {
	of, call, err := g.Allowlist.admitCall(*ask.Rest, g.Account, g.Client.Address())
	if err != nil {
		return refused(fmt.Sprintf("The call is not one that may be made: %v.", err))
	}
	if g.Allowlist.isOwn(*ask.Rest) {
		return g.condition(call.Fields)
	}
	from := g.asker(ctx, ask.caller())
	if of.List != nil || ask.PatienceMs > 0 {
		patience := time.Duration(ask.PatienceMs) * time.Millisecond
		return g.callPatiently(ctx, from.caller, orderOf(of, *ask.Rest), patience, made)
	}
	key := keyOf(*ask.Rest)
	// A health check finds out for itself.
	if found, fresh := g.shelf.get(key); fresh && from.caller != Check {
		return found
	}
	found := g.get(ctx, from, key, call, made)
	// What asking again may mend is asked again.
	if found.table != nil || verdictOf(found.refusal) == answered {
		g.shelf.put(key, found, of.goodFor(found))
	}
	return found
}

// get makes a call.
func (g *Gateway) get(ctx context.Context, from asker, key string, call cloudflare.Call, made *atomic.Int32) outcome {
	on := g.rest
	if call.Public != "" {
		on = g.public
	}
	return g.fly(ctx, from, key, func(ctx context.Context) (found outcome, late bool) {
		found.refusal, late = g.send(ctx, on, from, key, func(ctx context.Context) (refusal *cloudflare.Refusal) {
			made.Add(1)
			found.table, refusal = g.Client.Get(ctx, call)
			return refusal
		})
		return found, late
	})
}

// goodFor is how long an answer is taken for what the API would say.
func (e *endpoint) goodFor(found outcome) time.Duration {
	switch {
	case found.table != nil:
		return time.Duration(e.FreshSeconds) * time.Second
	case verdictOf(found.refusal) == answered:
		return refusedTTL
	default:
		return failureTTL
	}
}

func keyOf(of any) string {
	key, err := json.Marshal(of) // Objects are written in the order of their keys.
	if err != nil {
		panic(fmt.Errorf("gateway: key: %w", err)) // Texts can always be written.
	}
	return string(key)
}
