package gateway

import (
	"sync"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

const (
	// tolerated is how many requests in a row may fail before no more are sent for a while.
	tolerated = 5
	// firstBreak is how long nothing is sent at first; each failed probe doubles it up to longestBreak.
	firstBreak   = 10 * time.Second
	longestBreak = time.Minute
)

// circuit spares an API in trouble, and whoever waits for it: after several failures in a row nothing is sent for a
// while, then one probe finds out. It belongs to a data source, whose address may be the trouble. Safe for concurrent use.
type circuit struct {
	mu       sync.Mutex
	failures int // in a row
	last     *cloudflare.Refusal
	until    time.Time
	rest     time.Duration // zero while closed
	probing  bool
}

// passage is leave of the circuit to send one request. It goes back by note.
type passage struct{ probe bool }

// pass gives leave, or what the last request met. A health check always has it: it is asked to find out.
func (c *circuit) pass(caller Caller, now time.Time) (passage, *cloudflare.Refusal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.rest == 0, caller == Check:
		return passage{}, nil
	case c.probing, c.until.After(now):
		return passage{}, heldBack(c.last, c.until.Sub(now))
	}
	c.probing = true
	return passage{probe: true}, nil
}

// note learns how a request has ended.
func (c *circuit) note(by passage, of verdict, refusal *cloudflare.Refusal, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if by.probe {
		c.probing = false
	}
	switch of {
	case unknown:
	case answered, depleted:
		c.failures, c.rest = 0, 0
	case failed:
		c.failures++
		switch {
		case by.probe:
			c.open(min(2*c.rest, longestBreak), refusal, now)
		case c.rest == 0 && c.failures >= tolerated:
			c.open(firstBreak, refusal, now)
		}
	}
}

func (c *circuit) open(rest time.Duration, met *cloudflare.Refusal, now time.Time) {
	c.rest, c.until, c.last = rest, now.Add(rest), met
}
