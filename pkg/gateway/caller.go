package gateway

import "time"

// Caller is who asks. The zero value is a panel.
type Caller int

const (
	// Panel is somebody who looks at a dashboard.
	Panel Caller = iota
	// Alert is a rule that is evaluated.
	Alert
	// Check is the health check, which finds out for itself whether the API works.
	Check
	// Variable is a dashboard's list of values to choose from.
	Variable
	// Name is a look-up of names: numbers can be shown without them.
	Name
)

// handicap is how much later than it did a caller counts as having come. Those who wait go in that order. Whoever has waited that much
// longer than another goes first, whoever asks, so nobody starves.
var handicap = map[Caller]time.Duration{
	Alert: 0, Check: 0, Panel: 10 * time.Second, Variable: 20 * time.Second, Name: 30 * time.Second,
}

func (c Caller) String() string {
	return [...]string{"panel", "alert", "check", "variable", "name"}[c]
}

// CallerNamed gives the caller that a browser says it is (Caller in src/core/seam.ts). It cannot make itself more than a
// panel: that a rule asks, the backend alone knows.
func CallerNamed(name string) Caller {
	if name == "variable" {
		return Variable
	}
	return Panel
}

// asker is who asks and until when it helps.
type asker struct {
	caller  Caller
	arrived time.Time
	// deadline is zero if there is none.
	deadline time.Time
}

// patience is the time until which the budget may hold an ask back; timeout is for who brings no deadline.
func (a asker) patience(timeout time.Duration) time.Time {
	if a.deadline.IsZero() {
		return a.arrived.Add(timeout)
	}
	return a.deadline
}

// lastTry is the time until which it may be tried again, once it has been sent for the first time.
func (a asker) lastTry(sent time.Time, timeout time.Duration) time.Time {
	if last := sent.Add(timeout); a.deadline.IsZero() || last.Before(a.deadline) {
		return last
	}
	return a.deadline
}

func (a asker) outlasts(deadline time.Time) bool {
	return a.deadline.IsZero() || a.deadline.After(deadline)
}
