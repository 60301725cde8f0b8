package gateway

import (
	"context"
	"math/rand/v2"
	"time"
)

// Clock is time and chance, as values.
type Clock struct {
	Now func() time.Time
	// AfterFunc calls f in a goroutine of its own once d has passed, unless stop is called before.
	AfterFunc func(d time.Duration, f func()) (stop func())
	// Rand is a number in [0, 1).
	Rand func() float64
}

// SystemClock is the machine's.
func SystemClock() Clock {
	return Clock{
		Now: time.Now,
		AfterFunc: func(d time.Duration, f func()) func() {
			timer := time.AfterFunc(d, f)
			return func() { timer.Stop() }
		},
		Rand: rand.Float64,
	}
}

// sleep says whether all of d has passed before ctx ended.
func (c Clock) sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	done := make(chan struct{})
	defer c.AfterFunc(d, func() { close(done) })()
	select {
	case <-done:
		return true
	case <-ctx.Done():
		return false
	}
}

// at gives the deadline of ctx by this clock; zero if there is none. A context goes by the machine's.
func (c Clock) at(ctx context.Context) time.Time {
	deadline, ok := ctx.Deadline()
	if !ok {
		return time.Time{}
	}
	return c.Now().Add(time.Until(deadline))
}

// secondsOf rounds up, so that what is said to work in so many seconds does.
func secondsOf(d time.Duration) int { return max(1, int((d+time.Second-1)/time.Second)) }
