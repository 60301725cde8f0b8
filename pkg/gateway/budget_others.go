package gateway

import (
	"context"
	"time"
)

// others is what other servers leave to this one.
type others struct {
	left  int
	asked time.Time
	// until is when there is room again.
	until time.Time
}

// agreed says whether other servers leave room for a ticket that has leave. If not, it is back in the queue, where its place
// was: whose turn is next, each server decides for its own.
func (b *Budget) agreed(ctx context.Context, one *ticket) bool {
	b.mu.Lock()
	tally, limit := b.tally, b.allowance.Queries
	losses, untold := b.untold()
	b.mu.Unlock()
	if tally == nil {
		return true
	}
	found, ok := tally.take(ctx, one.id, limit, untold)
	b.mu.Lock()
	defer b.mu.Unlock()
	one.counted = !ok || found.wait == 0
	if !ok {
		return true // This server counts alone.
	}
	now := b.clock.Now()
	tally.losses = losses
	b.others = others{left: found.left, asked: now}
	if one.counted {
		return true
	}
	b.ground(one)
	if until := now.Add(found.wait); found.met == nil {
		b.others.until = until
	} else {
		b.depletion.hear(found.met, until)
	}
	b.queue.add(one)
	b.settle()
	return false
}

// untold gives what this server has sent, if the tally may not know it.
func (b *Budget) untold() (losses int, all []told) {
	if b.tally == nil {
		return 0, nil
	}
	losses = b.tally.store.Losses()
	if losses == b.tally.losses {
		return losses, nil
	}
	now := b.clock.Now()
	for _, each := range b.air {
		if each.counted {
			all = append(all, told{each.id, -1})
		}
	}
	for _, each := range b.landed {
		all = append(all, told{each.id, max(0, now.Sub(each.at).Milliseconds())})
	}
	return losses, all
}
