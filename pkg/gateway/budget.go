package gateway

import (
	"context"
	"slices"
	"sync"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// Budget says when the next request may be sent with one token. It is safe for concurrent use.
//
// Laws, for any requests in any order (budget_laws_test.go):
//
//	bounded   in no span of five minutes are more requests upstream than allowed, and never more at once
//	ordered   whoever is due first is sent first; but of the places upstream one is for rules and health checks
//	patient   a request that the budget would hold back for longer than its patience is refused at once, and never later
//	paused    while depleted nothing is sent; then one at a time, until one is answered
//	complete  everybody gets leave or a refusal, or leaves
type Budget struct {
	clock Clock
	span  time.Duration

	mu        sync.Mutex
	shares    []*Share
	allowance Allowance // the least of those who share it; the last, once there are none
	queue     queue
	air       []*ticket
	// landed are the requests that ended in the last span, oldest first. The API may count one at any time until its end.
	landed    []landing
	depletion depletion
	stopAlarm func()

	// tally is what all servers have sent, nil if this one counts alone; others is what it last said of them.
	tally  *tally
	others others
}

// landing is a request that has ended.
type landing struct {
	id uint64
	at time.Time
}

// Standing is how much is left.
type Standing struct {
	Left int `json:"left"`
	Of   int `json:"of"`
	// PausedUntil is when the API's own rate limit should be there again, in ms since the epoch; zero if it is.
	PausedUntil int64 `json:"pausedUntil,omitempty"`
}

// Standing gives how much is left now.
func (b *Budget) Standing() Standing {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	b.forget(now)
	left := b.free()
	if b.tally != nil && now.Sub(b.others.asked) < b.span {
		left = min(left, b.others.left)
	}
	standing := Standing{Left: max(0, left), Of: b.allowance.Queries}
	if b.depletion.until.After(now) {
		standing.PausedUntil = b.depletion.until.UnixMilli()
	}
	return standing
}

// enter waits for leave to send one request. Of its results one is not nil. A ticket goes back by land or giveBack.
func (b *Budget) enter(ctx context.Context, from asker, patience time.Time) (*ticket, *cloudflare.Refusal) {
	one := b.line(newTicket(from, patience))
	for {
		select {
		case refusal := <-one.decided:
			if refusal != nil {
				return nil, refusal
			}
			if b.agreed(ctx, one) {
				return one, nil
			}
		case <-ctx.Done():
			b.leave(one)
			return nil, cloudflare.FromError(ctx.Err())
		}
	}
}

// line puts a ticket in the queue. What becomes of it is decided at once or later.
func (b *Budget) line(one *ticket) *ticket {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.queue.add(one)
	b.settle()
	return one
}

// leave takes back a ticket that nobody waits for any more.
func (b *Budget) leave(one *ticket) {
	b.mu.Lock()
	waited := b.queue.remove(one)
	if waited {
		b.settle()
	}
	b.mu.Unlock()
	if !waited && <-one.decided == nil {
		b.giveBack(one)
	}
}

// giveBack takes back leave of which no use was made.
func (b *Budget) giveBack(one *ticket) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ground(one)
	if b.tally != nil {
		b.tally.giveBack(one.id)
	}
	b.settle()
}

// land learns how a request has ended.
func (b *Budget) land(one *ticket, of verdict, refusal *cloudflare.Refusal) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	b.depletion.note(one, of, refusal, now)
	b.ground(one)
	b.landed = append(b.landed, landing{one.id, now})
	if b.tally != nil {
		b.tally.land(one.id, of, refusal)
	}
	b.settle()
}

// ground takes a ticket out of the air.
func (b *Budget) ground(one *ticket) {
	b.air = slices.DeleteFunc(b.air, func(each *ticket) bool { return each == one })
	if b.depletion.probe == one {
		b.depletion.probe = nil
	}
}

// settle gives leave to all who can have it, refuses all who would wait in vain, and sets the alarm for the rest.
func (b *Budget) settle() {
	now := b.clock.Now()
	b.forget(now)
	for one := b.next(now); one != nil; one = b.next(now) {
		b.grant(one)
	}
	var alarm time.Time
	b.queue = slices.DeleteFunc(b.queue, b.inVain(now, &alarm))
	if b.stopAlarm != nil {
		b.stopAlarm()
		b.stopAlarm = nil
	}
	if !alarm.IsZero() {
		b.stopAlarm = b.clock.AfterFunc(alarm.Sub(now), func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.settle()
		})
	}
}

// next gives the ticket that may be sent now, the first for which there is room upstream; nil if there is none.
func (b *Budget) next(now time.Time) *ticket {
	if b.holds(0, now) != nil {
		return nil
	}
	at := slices.IndexFunc(b.queue, func(one *ticket) bool { return len(b.air) < b.roomFor(one) })
	if at < 0 {
		return nil
	}
	return b.queue[at]
}

// roomFor gives how many requests may be upstream at once if a ticket is one of them. One place is kept for urgent tickets, so that a
// rule does not wait behind panels for a slow API.
func (b *Budget) roomFor(one *ticket) int {
	if one.urgent {
		return b.allowance.Concurrency
	}
	return max(1, b.allowance.Concurrency-1)
}

func (b *Budget) grant(one *ticket) {
	b.queue.remove(one)
	b.air = append(b.air, one)
	if b.depletion.refusal != nil {
		b.depletion.probe = one
	}
	one.decided <- nil
}

// inVain, called for the tickets in the order of the queue, refuses those that the budget would hold back beyond their patience. It sets
// alarm to when the next of the others may go, or runs out of patience.
func (b *Budget) inVain(now time.Time, alarm *time.Time) func(*ticket) bool {
	kept := 0
	return func(one *ticket) bool {
		hold := b.holds(kept, now)
		if hold == nil { // It waits for others to land.
			kept++
			return false
		}
		if hold.until.After(one.patience) || !one.patience.After(now) {
			one.decided <- b.refusalOf(hold, now)
			return true
		}
		kept++
		next := one.patience
		if hold.until.After(now) {
			next = hold.until
		}
		if alarm.IsZero() || next.Before(*alarm) {
			*alarm = next
		}
		return false
	}
}

// free is how many more may be sent now; negative after the allowance has been lowered.
func (b *Budget) free() int { return b.allowance.Queries - len(b.air) - len(b.landed) }

func (b *Budget) forget(now time.Time) {
	b.landed = slices.DeleteFunc(b.landed, func(one landing) bool { return !one.at.Add(b.span).After(now) })
}
