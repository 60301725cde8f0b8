package gateway

import (
	"slices"
	"sync/atomic"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// ticket is one request that waits for leave to be sent, or has it.
type ticket struct {
	id uint64
	// due orders who waits: the time of arrival and the caller's handicap.
	due time.Time
	// patience is the time until which the budget may hold it back.
	patience time.Time
	// urgent says that it is not for somebody who looks at a dashboard.
	urgent bool
	// counted says that it is sent, for all that other servers know.
	counted bool
	// decided gets nil for leave, or why there is none.
	decided chan *cloudflare.Refusal
}

// tickets counts those of this process.
var tickets atomic.Uint64

func newTicket(from asker, patience time.Time) *ticket {
	return &ticket{
		id: tickets.Add(1), due: from.arrived.Add(handicap[from.caller]), patience: patience, urgent: handicap[from.caller] == 0,
		decided: make(chan *cloudflare.Refusal, 1),
	}
}

// queue holds who waits, who goes first in front. Among equals it is first come, first served.
type queue []*ticket

func (q *queue) add(one *ticket) {
	at, _ := slices.BinarySearchFunc(*q, one, func(each, one *ticket) int {
		if each.due.After(one.due) {
			return 1
		}
		return -1
	})
	*q = slices.Insert(*q, at, one)
}

// remove says whether it was there.
func (q *queue) remove(one *ticket) bool {
	at := slices.Index(*q, one)
	if at < 0 {
		return false
	}
	*q = slices.Delete(*q, at, at+1)
	return true
}
