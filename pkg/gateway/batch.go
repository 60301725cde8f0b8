package gateway

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// batch is one request for several questions that wait at the same time: the API answers them together and counts them as one.
// It waits in the queue in the place of the question that opened it, and takes others until it is sent.
//
// Laws (batch_laws_test.go), whatever fails and whoever leaves:
//
//	alike     a question gets the same answer in a batch as it would get alone
//	bounded   no more questions go together than the API has been found to take
//	apart     a question that fails or is slow does not hold up the others for long: they are asked one by one, and later without it
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
	// over is the part of the ask's window that it is about.
	over Window
	key  string
	// made counts the requests that it took part in.
	made *atomic.Int32

	// landed is closed when its batch has ended. Only then fate, found and late may be read.
	landed chan struct{}
	fate   fate
	found  outcome
	late   bool

	// habit is set if nobody waits for it and it was taken along; told then receives its answer.
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
	// longWindow is the length from which on a window counts as long. The API may be slow at long ones, so they go only with each other.
	longWindow = 24 * time.Hour
	// mostRows bounds the estimated rows of a question that goes with others: an answer of more than a page comes sooner if it is
	// asked for alone. valuesOfAGroup is how many values a dimension is estimated to have.
	mostRows       = 10_000
	valuesOfAGroup = 10
	// alike is how much deadlines may differ that count as the same.
	alike = time.Second
)

func (i *item) isLong() bool { return i.over.To-i.over.From > longWindow.Milliseconds() }

// isSmall estimates whether the answer has no more than mostRows.
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

// board puts a question into an open batch, or into a new one. It gives nil if the question must go alone.
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

// suits says that in this batch a question is asked no later than it would be alone, and with its like.
func (b *batch) suits(one *item) bool {
	return b.long == one.isLong() && handicap[b.from.caller] <= handicap[one.from.caller] &&
		(one.from.deadline.IsZero() || !b.from.deadline.IsZero() && b.from.deadline.Before(one.from.deadline.Add(alike)))
}

// isOutlastedBy says that one has more time than the batch has had.
func (b *batch) isOutlastedBy(one *item) bool {
	return !b.from.deadline.IsZero() && one.from.outlasts(b.from.deadline.Add(alike))
}

// leave takes out a question that nobody waits for any more. With the last one the request is cancelled.
func (s *batches) leave(b *batch, one *item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b.items = slices.DeleteFunc(b.items, func(each *item) bool { return each == one })
	if len(b.items) == 0 {
		s.close(b)
		b.cancel()
	}
}

// depart closes a batch and gives the questions that are sent, and how many more there is room for. Questions beyond what the API
// has meanwhile been found to take are regrouped.
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

// learn takes notice of how a question did alone after its batch had failed.
func (s *batches) learn(b *batch, one *item, found outcome, late bool, took time.Duration, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lessons.learn(b, one, found, late, took, now)
}
