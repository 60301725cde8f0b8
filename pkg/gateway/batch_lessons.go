package gateway

import "time"

const (
	// mostTogether is how many go in one request at most. Cloudflare names no number; it lets a query ask ten zones, and
	// counts nodes and zones by one measure (developers.cloudflare.com/analytics/graphql-api/limits).
	mostTogether = 10
	// slow is how long a batch waits for an answer before its questions are asked one by one.
	slow = 5 * time.Second
	// learntFor is how long a lesson is heeded.
	learntFor = time.Hour
	// mostLoners bounds what is remembered.
	mostLoners = 1000
)

// lessons are what has been found out about questions that are asked together. The lock of batches guards them.
type lessons struct {
	// few is how many may go together until fewUntil.
	few      int
	fewUntil time.Time
	// loners go alone until a time, by lonerKey.
	loners map[string]time.Time
}

func (l *lessons) most(now time.Time) int {
	if now.Before(l.fewUntil) {
		return l.few
	}
	return mostTogether
}

// fewer learns that so many are too many.
func (l *lessons) fewer(than int, now time.Time) {
	l.few, l.fewUntil = max(1, min(l.most(now), than/2)), now.Add(learntFor)
}

// lonerKey is the same for questions that differ in their variables alone.
func (i *item) lonerKey() string {
	if i.isLong() {
		return "long " + i.text
	}
	return i.text
}

func (l *lessons) isLoner(one *item, now time.Time) bool { return now.Before(l.loners[one.lonerKey()]) }

func (l *lessons) goAlone(those []*item, now time.Time) {
	if l.loners == nil || len(l.loners)+len(those) > mostLoners {
		l.loners = map[string]time.Time{}
	}
	for _, each := range those {
		l.loners[each.lonerKey()] = now.Add(learntFor)
	}
}

// trouble is what comes of a batch whose questions are asked one by one.
type trouble struct {
	fine         int
	failed, slow []*item
	unknown      int
}

// learn takes notice of how one question of a failed batch did alone. Once all have been asked: those that failed or were slow go
// alone from now on. If none failed, or all were slow, there were too many of them in the batch. If all failed, the batch was not
// the reason.
func (l *lessons) learn(b *batch, one *item, found outcome, late bool, took time.Duration, now time.Time) {
	switch {
	case late, verdictOf(found.refusal) == unknown:
		b.unknown++
	case found.refusal != nil:
		b.failed = append(b.failed, one)
	case took >= slow:
		b.slow = append(b.slow, one)
	default:
		b.fine++
	}
	known := b.fine + len(b.slow) + len(b.failed)
	switch {
	case known+b.unknown < len(b.items), len(b.failed) == known:
	case len(b.items) > 1 && (b.fine == known || len(b.slow) == known):
		l.fewer(len(b.items), now)
	default:
		l.goAlone(append(b.failed, b.slow...), now)
	}
}
