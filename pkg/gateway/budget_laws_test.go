package gateway

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cloudflarestream/pkg/cloudflare"
)

// sent is one request as the API may see it: at any moment from its leave to its end. The API's clock is never set.
type sent struct{ to, counted time.Time }

// drill plays requests on a budget and remembers what the laws are about, without looking into the budget.
type drill struct {
	t      *rapid.T
	time   *timeline
	budget *Budget
	// shares are the data sources that have the budget in common; allowed is the least of what they allow, most the most
	// that was ever allowed.
	budgets *Budgets
	shares  []*Share
	allowed Allowance
	most    int
	// back is by how much the clock was set back.
	back time.Duration

	waiting []*ticket
	inAir   map[*ticket]time.Time // by the API's clock
	landed  []sent
	refused int

	depleted bool
	until    time.Time
	probe    *ticket
}

func newDrill(t *rapid.T, allowance Allowance) *drill {
	line := newTimeline()
	d := &drill{t: t, time: line, budgets: NewBudgets(line.clock()), inAir: map[*ticket]time.Time{}}
	d.join(allowance)
	d.budget = d.shares[0].Budget
	return d
}

// join is a data source that is made, or saved with other settings; part is one that goes.
func (d *drill) join(allowance Allowance) {
	d.shares = append(d.shares, d.budgets.Share("token", allowance))
	d.agree()
}

func (d *drill) part(at int) {
	d.shares[at].Release()
	d.shares = slices.Delete(d.shares, at, at+1)
	d.agree()
}

func (d *drill) agree() {
	d.allowed = d.shares[0].allowance
	for _, each := range d.shares {
		d.allowed = d.allowed.least(each.allowance)
	}
	d.most = max(d.most, d.allowed.Queries)
}

// setBack sets the clock back; what somebody waits for comes no later. From then on more may be held back than need be.
func (d *drill) setBack(by time.Duration) {
	d.time.mu.Lock()
	defer d.time.mu.Unlock()
	d.time.now = d.time.now.Add(-by)
	for _, each := range d.time.alarms {
		each.at = each.at.Add(-by)
	}
	d.back += by
}

// sleep lets time pass in which nothing runs, as when the machine is suspended: alarms of that time come when it is over.
func (d *drill) sleep(by time.Duration) {
	d.time.mu.Lock()
	d.time.now = d.time.now.Add(by)
	d.time.mu.Unlock()
	d.time.pass(0, func() {})
	d.look()
}

func (d *drill) api() time.Time { return d.time.read().Add(d.back) }

func (d *drill) arrive(caller Caller, patience time.Duration) {
	now := d.time.read()
	d.waiting = append(d.waiting, d.budget.line(newTicket(asker{caller: caller, arrived: now}, now.Add(patience))))
	d.look()
}

// look finds out who has got leave or a refusal, and holds the laws against it.
func (d *drill) look() {
	now := d.time.read()
	var granted []*ticket
	refused := map[*ticket]*cloudflare.Refusal{}
	d.waiting = slices.DeleteFunc(d.waiting, func(one *ticket) bool {
		select {
		case refusal := <-one.decided:
			if refusal == nil {
				granted = append(granted, one)
			} else {
				refused[one] = refusal
			}
			return true
		default:
			return false
		}
	})
	// Of several that were sent at once, rules took the last places.
	slices.SortStableFunc(granted, func(a, b *ticket) int {
		if a.urgent != b.urgent {
			return last(a.urgent) - last(b.urgent)
		}
		return a.due.Compare(b.due)
	})
	for _, one := range granted {
		d.isSent(one, now)
	}
	for one, refusal := range refused {
		d.isRefused(one, refusal, now)
	}
	for _, one := range d.waiting {
		if !one.patience.After(now) && d.holdsBack(one, now) {
			d.t.Fatalf("held back beyond its patience")
		}
	}
	for _, one := range d.waiting {
		if d.back == 0 && d.hasRoom(one) && !d.depleted && d.counted() < d.allowed.Queries {
			d.t.Fatalf("%d wait, and nothing holds them back", len(d.waiting))
		}
	}
}

func last(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (d *drill) isSent(one *ticket, now time.Time) {
	for _, other := range d.waiting {
		if other.due.Before(one.due) && d.hasRoom(other) {
			d.t.Fatalf("who was due at %v was sent before who was due at %v", one.due, other.due)
		}
	}
	if d.depleted && (now.Before(d.until) || d.probe != nil) {
		d.t.Fatalf("sent in a pause until %v, or beside a probe", d.until)
	}
	if d.depleted {
		d.probe = one
	}
	if !d.hasRoom(one) {
		d.t.Fatalf("sent beside %d", len(d.inAir))
	}
	if d.counted() >= d.allowed.Queries {
		d.t.Fatalf("sent with %d counted, and %+v allowed", d.counted(), d.allowed)
	}
	d.inAir[one] = d.api()
}

// hasRoom says whether one may be upstream besides those who are: the last place is for rules and health checks.
func (d *drill) hasRoom(one *ticket) bool {
	places := d.allowed.Concurrency
	if !one.urgent && places > 1 {
		places--
	}
	return len(d.inAir) < places
}

func (d *drill) isRefused(one *ticket, refusal *cloudflare.Refusal, now time.Time) {
	d.refused++
	if d.back == 0 && !d.holdsBack(one, now) {
		d.t.Fatalf("refused with %d counted, and nothing held it back: %+v", d.counted(), refusal)
	}
	if isDepleted := refusal.Kind != cloudflare.OverBudget; isDepleted && !d.depleted {
		d.t.Fatalf("refused as depleted, and it is not: %+v", refusal)
	}
}

// holdsBack says whether the limit or a pause keeps one from being sent, with those who wait and go before it.
func (d *drill) holdsBack(one *ticket, now time.Time) bool {
	before, seen := 0, false
	for _, other := range d.waiting {
		seen = seen || other == one
		if other.due.Before(one.due) || other.due.Equal(one.due) && !seen {
			before++
		}
	}
	return d.counted()+before >= d.allowed.Queries || d.depleted && (now.Before(d.until) || d.probe != nil)
}

// counted is how many the API may count at this moment.
func (d *drill) counted() int {
	count := len(d.inAir)
	for _, each := range d.landed {
		if each.to.Add(span).After(d.api()) {
			count++
		}
	}
	return count
}

func (d *drill) land(one *ticket, of verdict, pause int) {
	now := d.time.read()
	from := d.inAir[one]
	within := time.Duration(rapid.Int64Range(0, int64(d.api().Sub(from))).Draw(d.t, "counted"))
	d.landed = append(d.landed, sent{d.api(), from.Add(within)})
	delete(d.inAir, one)
	switch {
	case of == depleted:
		d.depleted = true
		if until := now.Add(time.Duration(pause) * time.Second); until.After(d.until) {
			d.until = until
		}
	case of == answered && one == d.probe:
		d.depleted, d.until = false, time.Time{}
	}
	if one == d.probe {
		d.probe = nil
	}
	d.budget.land(one, of, &cloudflare.Refusal{Kind: cloudflare.Answer, RetryAfterSeconds: &pause})
	d.look()
}

func (d *drill) leave(one *ticket) {
	d.waiting = slices.DeleteFunc(d.waiting, func(each *ticket) bool { return each == one })
	d.budget.leave(one)
	d.look()
}

// inOrder gives those in the air in an order that does not change from run to run.
func (d *drill) inOrder() []*ticket {
	var all []*ticket
	for one := range d.inAir {
		all = append(all, one)
	}
	slices.SortFunc(all, func(x, y *ticket) int {
		if order := d.inAir[x].Compare(d.inAir[y]); order != 0 {
			return order
		}
		return x.due.Compare(y.due)
	})
	return all
}

func TestLawsOfTheBudget(t *testing.T) {
	refused, paused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		allowance := func() Allowance {
			return Allowance{rapid.IntRange(1, 12).Draw(t, "limit"), rapid.IntRange(1, 9).Draw(t, "concurrency")}
		}
		d := newDrill(t, allowance())
		seconds := func(most int, label string) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(t, label)) * time.Second
		}
		for range rapid.IntRange(1, 80).Draw(t, "events") {
			switch rapid.SampledFrom([]string{"arrive", "arrive", "arrive", "land", "land", "land", "pass", "pass", "leave", "settings", "back", "sleep"}).Draw(t, "event") {
			case "arrive":
				d.arrive(rapid.SampledFrom([]Caller{Panel, Alert, Check, Variable, Name}).Draw(t, "caller"), seconds(600, "patience"))
			case "land":
				if all := d.inOrder(); len(all) > 0 {
					of := rapid.SampledFrom([]verdict{answered, answered, answered, failed, depleted, unknown}).Draw(t, "verdict")
					if of == depleted {
						paused++
					}
					d.land(rapid.SampledFrom(all).Draw(t, "one"), of, rapid.IntRange(0, 400).Draw(t, "pause"))
				}
			case "pass":
				// Few lengths, so that much falls on the edges of five minutes.
				d.time.pass(time.Duration(rapid.SampledFrom([]int{0, 1, 60, 149, 150, 299, 300}).Draw(t, "passed"))*time.Second, d.look)
			case "settings":
				d.join(allowance())
				d.look()
				if len(d.shares) > 1 && rapid.Bool().Draw(t, "parts") {
					d.part(rapid.IntRange(0, len(d.shares)-1).Draw(t, "share"))
					d.look()
				}
			case "sleep":
				d.sleep(seconds(7200, "slept"))
			case "back":
				d.setBack(seconds(400, "back"))
			case "leave":
				if len(d.waiting) > 0 {
					d.leave(rapid.SampledFrom(d.waiting).Draw(t, "one"))
				}
			}
		}
		// In the end everybody has got leave or a refusal.
		for range 40 {
			for _, one := range d.inOrder() {
				d.land(one, answered, 0)
			}
			d.time.pass(span, d.look)
		}
		if len(d.waiting)+len(d.inAir) > 0 {
			t.Fatalf("%d still wait, %d are upstream", len(d.waiting), len(d.inAir))
		}
		for _, each := range d.landed {
			within := 0
			for _, other := range d.landed {
				if !other.counted.Before(each.counted) && other.counted.Before(each.counted.Add(span)) {
					within++
				}
			}
			if within > d.most {
				t.Fatalf("%d requests in five minutes, %d are the most", within, d.most)
			}
		}
		if standing := d.budget.Standing(); standing.Left != d.allowed.Queries || standing.PausedUntil != 0 {
			t.Fatalf("in the end %+v", standing)
		}
		refused += d.refused
	})
	if refused == 0 || paused == 0 {
		t.Errorf("%d refused, %d pauses: the test tests nothing", refused, paused)
	}
}
