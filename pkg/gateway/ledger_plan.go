package gateway

import "time"

// part is one step of an answer: what is known of a stretch, or a piece that is in the air, or neither.
type part struct {
	stretch
	known *segment
	piece *piece
	// tail says that what is known may change.
	tail bool
}

// piece is a stretch that is being asked for.
type piece struct {
	stretch
	caller Caller
	// started is when it was asked for: what it shows is not older.
	started time.Time
	*flight[landed]
}

// landed is what became of a piece.
type landed struct {
	outcome
	// known are its rows, up to the bucket at which its page was cut, if it was; nil if they were not as asked.
	known *segment
	// rest are the rows of that bucket that the page still held.
	rest rows
}

// horizon is what a question makes of the time: what it takes from memory, and what it asks again.
type horizon struct {
	question
	Holding
	now time.Time
}

// settled gives the first bucket that, seen from a time, may change.
func (h horizon) settled(at time.Time) int64 { return h.grid.before(at.Add(-h.SettleDelay)) }

func (h horizon) isSealed(s *segment) bool { return s.to <= h.settled(s.fetched) }

// holds gives what can be taken of a stretch that was fetched at a time: what was settled then, and as long as it is fresh
// what is not settled now. What has settled in between may have changed, and others count it as final: it is asked again.
func (h horizon) holds(of stretch, fetched time.Time) (sealed, tail stretch) {
	then := fetched
	if then.After(h.now) { // The clock was set back: it may have been wrong then.
		then = h.now
	}
	sealed = stretch{of.from, min(of.to, h.settled(then))}
	if age := h.now.Sub(fetched); age >= 0 && age < h.fresh(h.question) {
		tail = stretch{max(of.from, h.settled(h.now)), of.to}
	}
	return sealed, tail
}

// steps cuts a stretch into what is known, what is in the air, and what must be asked. It ends at a bucket that is cut.
func (h horizon) steps(of stretch, known segments, air []*piece) []part {
	var covers []part
	add := func(from part, fetched time.Time) {
		sealed, tail := h.holds(from.stretch, fetched)
		covers = append(covers, part{stretch: sealed, known: from.known, piece: from.piece},
			part{stretch: tail, known: from.known, piece: from.piece, tail: true})
	}
	for _, each := range known {
		add(part{stretch: each.stretch, known: each}, each.fetched)
	}
	for _, each := range air {
		if each.caller == h.from.caller { // A piece has the place in the queue of who asked it.
			add(part{stretch: each.stretch, piece: each}, each.started)
		}
	}
	var steps []part
	for at := of.from; at < of.to; {
		step := next(covers, at, of.to)
		steps = joined(steps, step)
		if step.known != nil && step.known.cut {
			break
		}
		at = step.to
	}
	return steps
}

// old is what is known of a question from its start on, at whatever age, up to the first bucket of which nothing is.
type old struct {
	stretch
	rows rows
	// since is when the part of it that may have changed was asked for, of several the oldest; the newest part of all, if none may.
	since time.Time
	// good says that all of it is as new as it must be.
	good bool
}

func (h horizon) ofOld(known segments) old {
	found := old{stretch: stretch{h.stretch.from, h.stretch.from}, good: true}
	var newest time.Time
	for _, each := range known {
		part := each.clipped(stretch{found.to, h.stretch.to})
		if part == nil || part.from > found.to {
			continue
		}
		found.rows, found.to = found.rows.append(part.rows), part.to
		sealed, tail := h.holds(part.stretch, part.fetched)
		if sealed.to < part.to {
			found.good = found.good && tail.from <= sealed.to && tail.to == part.to
			if found.since.IsZero() || part.fetched.Before(found.since) {
				found.since = part.fetched
			}
		}
		if newest.Before(part.fetched) {
			newest = part.fetched
		}
		if part.cut { // The next page is a question of its own.
			found.to = h.stretch.to
		}
	}
	if found.since.IsZero() {
		found.since = newest
	}
	found.good = found.good && found.to == h.stretch.to
	return found
}

// next is the step that begins at a bucket.
func next(covers []part, at, to int64) part {
	step := part{stretch: stretch{at, to}}
	for _, cover := range covers {
		switch {
		case cover.from <= at && at < cover.to:
			cover.stretch = stretch{at, min(to, cover.to)}
			return cover
		case cover.from > at && cover.from < cover.to:
			step.to = min(step.to, cover.from)
		}
	}
	return step
}

// joined adds a step. What must be asked on both sides of known rows that may change is asked as one, with them: that is
// one query for two, and newer numbers.
func joined(steps []part, step part) []part {
	if step.known != nil || step.piece != nil {
		return append(steps, step)
	}
	before := len(steps)
	for before > 0 && steps[before-1].tail && steps[before-1].known != nil {
		before--
	}
	if before == 0 || steps[before-1].known != nil || steps[before-1].piece != nil {
		return append(steps, step)
	}
	steps[before-1].to = step.to
	return steps[:before]
}
