package gateway

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// batch is a request for several questions that wait at the same time: the API answers them in one, which counts as one.
// It has the place in the queue of who opened it, and takes others until it is sent.
//
// Laws (batch_laws_test.go), whatever fails and whoever leaves:
//
//	alike     who goes with others gets what it would get alone
//	bounded   no more go together than the API has been found to take
//	apart     who fails or is slow holds nobody else back for long: the others are asked one by one, and from then on without it
//	wanted    no request is made that nobody waits for, and one that nobody waits for any more is cancelled
type batch struct {
	from   asker
	long   bool
	key    string
	items  []*item
	cancel context.CancelFunc
	trouble
}

// item is one question that is asked upstream.
type item struct {
	document
	ask  Ask
	from asker
	// over is what it asks of the ask's window.
	over Window
	key  string
	// made counts the requests that it took part in.
	made *atomic.Int32

	// landed is closed when it is known what has become of it in its batch, which is the rest.
	landed chan struct{}
	fate   fate
	found  outcome
	late   bool

	// habit is why it goes along, nil if somebody waits for it; then told gets what came of it.
	habit *habit
	told  chan outcome
}

// fate is what becomes of a question whose batch has ended.
type fate int

const (
	// ended: it has its answer, or a refusal.
	ended fate = iota
	// parted: it is asked alone.
	parted
	// regrouped: it is asked again, with fewer others.
	regrouped
)

const (
	// longWindow is from where on a window is long. Long ones, which may take the API its time, go with none but their like.
	longWindow = 24 * time.Hour
	// mostRows bounds the rows of a question that goes with others, as far as they can be told: an answer of more than a
	// page is had sooner by itself. valuesOfAGroup is how many values a dimension is taken to have.
	mostRows       = 10_000
	valuesOfAGroup = 10
	// alike is how much deadlines may differ that count as the same.
	alike = time.Second
)

func (i *item) isLong() bool { return i.over.To-i.over.From > longWindow.Milliseconds() }

// isSmall says that the answer is of no great size, as far as that can be told.
func (i *item) isSmall() bool {
	if i.plan.selection == nil {
		return false
	}
	if i.ask.Bucket == nil { // What is ranked, or one row a group.
		return true
	}
	rows := (i.over.To - i.over.From) / max(1, i.ask.Bucket.Ms)
	for range i.plan.selection.groups {
		rows *= valuesOfAGroup
	}
	return rows <= mostRows
}

func (i *item) land(found outcome, late bool, of fate) {
	i.found, i.late, i.fate = found, late, of
	close(i.landed)
}

// batches are those that take others. Safe for concurrent use.
type batches struct {
	mu      sync.Mutex
	open    []*batch
	lessons lessons
}

// board puts a question into an open batch, else into a new one; none if it goes alone.
func (s *batches) board(one *item, now time.Time) (b *batch, opened bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lessons.isLoner(one, now) {
		return nil, false
	}
	one.landed = make(chan struct{})
	most := s.lessons.most(now)
	if at := slices.IndexFunc(s.open, func(b *batch) bool { return len(b.items) < most && b.suits(one) }); at >= 0 {
		b = s.open[at]
	} else {
		b = &batch{from: one.from, long: one.isLong(), key: one.key}
		s.open = append(s.open, b)
		opened = true
	}
	b.items = append(b.items, one)
	return b, opened
}

// suits says that one is asked no later than by itself.
func (b *batch) suits(one *item) bool {
	return b.long == one.isLong() && handicap[b.from.caller] <= handicap[one.from.caller] &&
		(one.from.deadline.IsZero() || !b.from.deadline.IsZero() && b.from.deadline.Before(one.from.deadline.Add(alike)))
}

// isOutlastedBy says that one has more time than the batch has had.
func (b *batch) isOutlastedBy(one *item) bool {
	return !b.from.deadline.IsZero() && one.from.outlasts(b.from.deadline.Add(alike))
}

// leave takes out one for whom nobody waits any more; what is under way is cancelled with the last.
func (s *batches) leave(b *batch, one *item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b.items = slices.DeleteFunc(b.items, func(each *item) bool { return each == one })
	if len(b.items) == 0 {
		s.close(b)
		b.cancel()
	}
}

// depart gives those who go, and for how many more there is room. From then on nobody joins. If it has been found out
// meanwhile that they are too many, some stay.
func (s *batches) depart(b *batch, now time.Time) (all []*item, room int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.close(b)
	most := s.lessons.most(now)
	some := min(len(b.items), most)
	for _, one := range b.items[some:] {
		one.land(outcome{}, false, regrouped)
	}
	b.items = b.items[:some]
	return slices.Clone(b.items), most - some
}

func (s *batches) close(b *batch) {
	s.open = slices.DeleteFunc(s.open, func(each *batch) bool { return each == b })
}

// isLoner says that one must not go with others.
func (s *batches) isLoner(one *item, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lessons.isLoner(one, now)
}

// fewer learns that the API does not take so many at once.
func (s *batches) fewer(than int, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lessons.fewer(than, now)
}

// learn takes in how one has done alone that had to part with the others.
func (s *batches) learn(b *batch, one *item, found outcome, late bool, took time.Duration, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lessons.learn(b, one, found, late, took, now)
}
