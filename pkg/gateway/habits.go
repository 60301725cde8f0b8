package gateway

import (
	"maps"
	"slices"
	"sync"
	"time"
)

// habits are questions that are asked regularly, by panels that refresh and rules that are evaluated. A request with room takes along
// those that would have to be asked upstream soon: so questions that never come at the same time share a request as well. No request
// is made for habits alone. Safe for concurrent use.
type habits struct {
	mu  sync.Mutex
	all map[habitKey]*habit
}

// habitKey is the same for asks that differ in the place of their window alone.
type habitKey struct {
	document, family string
	length           int64
	caller           Caller
}

// habit is a question as it was asked last.
type habit struct {
	ask       Ask
	plan      *plan
	variables map[string]any
	asked     time.Time
	// steady says that it has come again, some time later, and about the window that was to be expected.
	steady bool
	// costly says that its answers take requests, along that it was taken along since it was asked.
	costly, along bool
}

const (
	// oftenest and seldomest are how long after the last time a question comes that is asked every so often. Less is a page
	// that is opened twice.
	oftenest  = 10 * time.Second
	seldomest = 2 * time.Minute
	// mostHabits bounds what is remembered.
	mostHabits = 1000
)

// note takes notice of a question that has been answered, and has taken so many requests.
func (h *habits) note(q question, ask Ask, of document, requests int, settleDelay time.Duration) {
	if q.family == "" {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	key, now := habitKey{ask.Document, q.family, ask.Window.To - ask.Window.From, q.from.caller}, q.from.arrived
	one := h.all[key]
	if one == nil || now.Sub(one.asked) > seldomest {
		if h.all == nil || len(h.all) >= mostHabits {
			h.all = map[habitKey]*habit{}
		}
		one = &habit{}
		h.all[key] = one
	} else {
		expected := one.windowAt(now, settleDelay) == ask.Window
		one.steady = expected && (one.steady || now.Sub(one.asked) >= oftenest)
	}
	one.costly = requests > 0 || one.costly && one.along
	one.ask, one.plan, one.variables, one.asked, one.along = ask, of.plan, of.variables, now, false
}

// due gives those that will be asked again before long and take requests, the longest ago first.
func (h *habits) due(now time.Time) []*habit {
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.all, func(_ habitKey, one *habit) bool { return now.Sub(one.asked) > seldomest })
	var found []*habit
	for _, one := range h.all {
		if one.steady && one.costly {
			found = append(found, one)
		}
	}
	slices.SortFunc(found, func(a, b *habit) int { return a.asked.Compare(b.asked) })
	return found
}

// windowAt gives the window that it is asked about at a time, if that goes with the time: of a rule up to what has settled, else
// up to now, to the end of a bucket or a minute.
func (h *habit) windowAt(now time.Time, settleDelay time.Duration) Window {
	unit, w := time.Minute.Milliseconds(), h.ask.Window
	if h.ask.Bucket != nil {
		unit = h.ask.Bucket.Ms
	}
	end := now.UnixMilli() + unit - 1
	if h.ask.Caller == Alert {
		end = now.Add(-settleDelay).UnixMilli()
	}
	passed := (grid{w.To, unit}).before(time.UnixMilli(end)) * unit
	return Window{w.From + passed, w.To + passed}
}
