package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

const (
	// limitsTTL is how long limits are kept: they change with a plan, not with the day.
	limitsTTL = time.Hour
	// failureTTL spares an API in trouble one more request a query, and keeps a new token waiting for seconds alone.
	failureTTL = 5 * time.Second
)

// Limits is what the settings node says, by dataset and as it came, or why it says nothing.
type Limits struct {
	Datasets map[string]json.RawMessage `json:"limits"`
	Refusal  *cloudflare.Refusal        `json:"refusal,omitempty"`
}

// limitsCache remembers the last answer of the settings node.
type limitsCache struct {
	mu    sync.Mutex
	last  Limits
	until time.Time
}

func (c *limitsCache) get(now time.Time) (Limits, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last, now.Before(c.until)
}

func (c *limitsCache) put(limits Limits, now time.Time) {
	ttl := limitsTTL
	if limits.Refusal != nil {
		ttl = failureTTL
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last, c.until = limits, now.Add(ttl)
}

// Limits gives the limits that are known, asking for them if need be. It waits for a quarter of the timeout at most:
// without limits a query goes by the documented ones, so they must not take the time of the query itself.
func (g *Gateway) Limits(ctx context.Context, caller Caller) Limits {
	if known, ok := g.limits.get(g.Now()); ok {
		return known
	}
	limits, err := g.limitFlights.join(ctx, fmt.Sprint(caller), func(ctx context.Context) Limits {
		ctx, cancel := context.WithTimeout(ctx, g.Timeout/4)
		defer cancel()
		return g.FetchLimits(ctx, caller)
	})
	if err != nil {
		return Limits{Datasets: map[string]json.RawMessage{}, Refusal: cloudflare.FromError(err)}
	}
	return limits
}

// FetchLimits asks the settings node, whatever is known, and remembers its answer.
func (g *Gateway) FetchLimits(ctx context.Context, caller Caller) Limits {
	limits := Limits{Datasets: map[string]json.RawMessage{}}
	if g.Problem != "" {
		limits.Refusal = cloudflare.Refusef(cloudflare.Refused, "%s", g.Problem)
		return limits
	}
	variables := map[string]any{accountVariable: g.Account}
	var settings map[string]json.RawMessage
	refusal, _ := g.send(ctx, g.graphQL, g.asker(ctx, caller), g.LimitsDocument, func(ctx context.Context) (refusal *cloudflare.Refusal) {
		settings, refusal = g.Client.Settings(ctx, g.LimitsDocument, variables)
		return refusal
	})
	limits.Refusal = refusal
	for dataset, values := range settings {
		if string(values) != "null" {
			limits.Datasets[dataset] = values
		}
	}
	if refusal == nil || refusal.Kind != cloudflare.Cancelled {
		g.limits.put(limits, g.Now())
	}
	return limits
}
