package gateway

import (
	"slices"
	"sync"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

const (
	// tolerated is how many questions in a row may fail before no more are sent for a while. One that fails again and again,
	// too heavy perhaps, says nothing of the others.
	tolerated = 5
	// firstBreak is how long nothing is sent at first; each failed probe doubles it up to longestBreak.
	firstBreak   = 10 * time.Second
	longestBreak = time.Minute
)

// circuit spares an API in trouble, and whoever waits for it: after several questions failed in a row nothing is sent for a
// while, then one probe finds out. It belongs to a data source, whose address may be the trouble. Safe for concurrent use.
type circuit struct {
	mu       sync.Mutex
	failures []string // questions, since the last answer
	last     *cloudflare.Refusal
	until    time.Time
	rest     time.Duration // zero while closed
	probing  bool
}

// passage is leave of the circuit to send one request. It goes back by note.
type passage struct {
	question string
	probe    bool
}

// pass gives leave, or what the last request met. A health check always has it: it is asked to find out.
func (c *circuit) pass(caller Caller, question string, now time.Time) (passage, *cloudflare.Refusal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.rest == 0, caller == Check:
		return passage{question: question}, nil
	case c.probing, c.until.After(now):
		return passage{}, heldBack(c.last, c.until.Sub(now))
	}
	c.probing = true
	return passage{question: question, probe: true}, nil
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
		c.failures, c.rest = nil, 0
	case failed:
		switch {
		case by.probe:
			c.open(min(2*c.rest, longestBreak), refusal, now)
		case c.rest == 0:
			if !slices.Contains(c.failures, by.question) {
				c.failures = append(c.failures, by.question)
			}
			if len(c.failures) >= tolerated {
				c.open(firstBreak, refusal, now)
			}
		}
	}
}

func (c *circuit) open(rest time.Duration, met *cloudflare.Refusal, now time.Time) {
	c.rest, c.until, c.last = rest, now.Add(rest), met
}
