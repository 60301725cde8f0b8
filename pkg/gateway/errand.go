package gateway

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// errand is a call that is made to its end even if nobody waits any more. What it brings is left on the shelf.
type errand struct {
	begun time.Time
	over  chan struct{}
	// found is what it brought of each part, by key, once it is over.
	found map[string]outcome
}

// errands are those that are under way, by the keys of the parts that they are for.
type errands struct {
	mu   sync.Mutex
	open map[string]*errand
}

// order is what somebody asks for over REST, in the parts that are remembered one by one: the rows of a list, or all.
type order struct {
	of   *endpoint
	rest Rest
	// wanted are the listed rows; nil where there is no list.
	wanted []string
	// keys of the parts on the shelf: one for each of wanted where the API takes the list, else one.
	keys []string
}

func orderOf(of *endpoint, rest Rest) order {
	if of.List == nil {
		return order{of: of, rest: rest, keys: []string{keyOf(rest)}}
	}
	others := maps.Clone(rest.Parameters)
	delete(others, of.List.Parameter)
	whole := keyOf(Rest{Endpoint: rest.Endpoint, Parameters: others})
	all := order{of: of, rest: rest, wanted: strings.Split(rest.Parameters[of.List.Parameter], ",")}
	if !of.List.Sent {
		all.keys = []string{whole}
		return all
	}
	for _, each := range all.wanted {
		all.keys = append(all.keys, keyOf([]string{whole, each}))
	}
	return all
}

// callPatiently gives what is known of an order, once all of it is known or the patience is over. What is known but no longer fresh is
// given at once, while it is asked for anew. It refuses if nothing is known.
func (g *Gateway) callPatiently(ctx context.Context, caller Caller, of order, patience time.Duration, made *atomic.Int32) outcome {
	if patience <= 0 || patience > g.Timeout {
		patience = g.Timeout
	}
	parts, awaited := g.sendOut(ctx, caller, of, made)
	for i, one := range awaited {
		if one != nil && g.overWithin(ctx, one, patience) {
			parts[i] = one.found[of.keys[i]]
		}
	}
	if err := ctx.Err(); err != nil {
		return outcome{refusal: cloudflare.FromError(err)}
	}
	return of.together(parts)
}

// sendOut gives what is known of each part of an order, and sends out for what is not fresh and not being fetched. Of what is
// not known at all it gives the errand that brings it.
func (g *Gateway) sendOut(ctx context.Context, caller Caller, of order, made *atomic.Int32) ([]outcome, []*errand) {
	g.errands.mu.Lock()
	defer g.errands.mu.Unlock()
	parts, awaited := make([]outcome, len(of.keys)), make([]*errand, len(of.keys))
	var missing []int
	begun := &errand{begun: g.Now(), over: make(chan struct{}), found: map[string]outcome{}}
	for i, key := range of.keys {
		var fresh bool
		if parts[i], fresh = g.shelf.get(key); fresh {
			continue
		}
		one := g.errands.open[key]
		if one == nil {
			one = begun
			g.errands.open[key] = one
			missing = append(missing, i)
		}
		if parts[i].table == nil {
			awaited[i] = one
		}
	}
	if len(missing) > 0 {
		go g.run(context.WithoutCancel(ctx), begun, caller, of.only(missing), made)
	}
	return parts, awaited
}

// only gives an order for some of the parts.
func (o order) only(parts []int) order {
	if len(parts) == len(o.keys) {
		return o
	}
	some := order{of: o.of}
	for _, part := range parts {
		some.keys = append(some.keys, o.keys[part])
		some.wanted = append(some.wanted, o.wanted[part])
	}
	parameters := maps.Clone(o.rest.Parameters)
	parameters[o.of.List.Parameter] = strings.Join(some.wanted, ",")
	some.rest = Rest{Endpoint: o.rest.Endpoint, Parameters: parameters}
	return some
}

// run runs an errand.
func (g *Gateway) run(ctx context.Context, one *errand, caller Caller, of order, made *atomic.Int32) {
	ctx, cancel := context.WithTimeout(ctx, g.Timeout)
	defer cancel()
	found := refused("The call is not one that may be made.")
	if _, call, err := g.Allowlist.admitCall(of.rest, g.Account, g.Client.Address()); err == nil {
		found = g.get(ctx, g.asker(ctx, caller), keyOf(of.rest), call, made)
	}
	g.errands.mu.Lock()
	defer g.errands.mu.Unlock()
	for i, part := range of.parts(found) {
		key := of.keys[i]
		one.found[key] = part
		g.shelf.put(key, part, of.of.goodFor(found))
		delete(g.errands.open, key)
	}
	close(one.over)
}

// parts gives what was found of each part: no rows of one that is not there.
func (o order) parts(found outcome) []outcome {
	parts := make([]outcome, len(o.keys))
	if found.table == nil || o.of.List == nil || !o.of.List.Sent {
		for i := range parts {
			parts[i] = found
		}
		return parts
	}
	rows := map[string][]int{}
	for row, key := range found.table.Texts(o.of.List.Field) {
		rows[key] = append(rows[key], row)
	}
	for i, key := range o.wanted {
		parts[i] = outcome{table: found.table.Part(rows[key])}
	}
	return parts
}

// overWithin waits for an errand until the patience is over, counted from when the errand was begun: nobody waits where others have
// already waited in vain.
func (g *Gateway) overWithin(ctx context.Context, one *errand, patience time.Duration) bool {
	select {
	case <-one.over:
		return true
	default:
	}
	lost := make(chan struct{})
	defer g.AfterFunc(max(0, one.begun.Add(patience).Sub(g.Now())), func() { close(lost) })()
	select {
	case <-one.over:
		return true
	case <-lost:
	case <-ctx.Done():
	}
	return false
}

// together makes one answer of the parts that are known.
func (o order) together(parts []outcome) outcome {
	var tables []*cloudflare.Table
	refusal := cloudflare.Refusef(cloudflare.Timeout, "The answer did not come in the time that there is for it.")
	for _, part := range parts {
		switch {
		case part.table != nil:
			tables = append(tables, part.table)
		case part.refusal != nil:
			refusal = part.refusal
		}
	}
	switch {
	case len(tables) == 0:
		return outcome{refusal: refusal}
	case o.of.List != nil && !o.of.List.Sent:
		return outcome{table: o.listed(tables[0])}
	default:
		return outcome{table: cloudflare.Joined(tables)}
	}
}

// listed gives those rows that an order lists.
func (o order) listed(table *cloudflare.Table) *cloudflare.Table {
	var rows []int
	for row, key := range table.Texts(o.of.List.Field) {
		if slices.Contains(o.wanted, key) {
			rows = append(rows, row)
		}
	}
	return table.Part(rows)
}
