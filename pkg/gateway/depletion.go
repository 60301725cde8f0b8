package gateway

import (
	"time"

	"cloudflarestream/pkg/cloudflare"
)

const (
	// span is the time that the API's rate limit and the budget are about. Who passes the limit waits as long
	// (developers.cloudflare.com/analytics/graphql-api/limits).
	span = 5 * time.Minute
	// maxPause bounds what a `Retry-After` may ask for.
	maxPause = time.Hour
)

// depletion remembers that the API said its rate limit is used up. Nothing is sent until a time, then one probe; all
// goes on once a probe has been answered.
type depletion struct {
	// refusal is what said so; nil while nothing did.
	refusal *cloudflare.Refusal
	until   time.Time
	probe   *ticket
}

// note learns from a request that has ended.
func (d *depletion) note(one *ticket, of verdict, refusal *cloudflare.Refusal, now time.Time) {
	switch {
	case of == depleted:
		d.hear(refusal, now.Add(askedFor(refusal, span)))
	case of == answered && one == d.probe: // Who was sent before tells nothing of now.
		*d = depletion{}
	}
}

// hear learns what the API said, to this server or to another.
func (d *depletion) hear(refusal *cloudflare.Refusal, until time.Time) {
	d.refusal = refusal
	if until.After(d.until) {
		d.until = until
	}
}

// askedFor is how long a refusal asks to wait, else fallback.
func askedFor(refusal *cloudflare.Refusal, fallback time.Duration) time.Duration {
	if refusal.RetryAfterSeconds == nil {
		return fallback
	}
	return time.Duration(min(*refusal.RetryAfterSeconds, int(maxPause/time.Second))) * time.Second
}

// heldBack is a refusal that others met, for who is not sent because of it, with the time that is left.
func heldBack(met *cloudflare.Refusal, left time.Duration) *cloudflare.Refusal {
	refusal, seconds := *met, secondsOf(left)
	refusal.RetryAfterSeconds = &seconds
	return &refusal
}
