package gateway

import (
	"slices"
	"sync"
	"time"
)

// timeline is a clock that stands still until a test lets time pass.
type timeline struct {
	mu     sync.Mutex
	now    time.Time
	alarms []*alarm
}

type alarm struct {
	at time.Time
	f  func()
}

func newTimeline() *timeline {
	return &timeline{now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
}

func (l *timeline) clock() Clock {
	return Clock{Now: l.read, AfterFunc: l.afterFunc, Rand: func() float64 { return 1 }}
}

func (l *timeline) read() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

func (l *timeline) afterFunc(d time.Duration, f func()) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	one := &alarm{l.now.Add(d), f}
	l.alarms = append(l.alarms, one)
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.alarms = slices.DeleteFunc(l.alarms, func(each *alarm) bool { return each == one })
	}
}

// pass lets time pass, with every alarm in it at its time; seen is called after each.
func (l *timeline) pass(d time.Duration, seen func()) {
	until := l.read().Add(d)
	for {
		next := l.next(until)
		if next == nil {
			break
		}
		next.f()
		seen()
	}
	l.mu.Lock()
	l.now = until
	l.mu.Unlock()
	seen()
}

func (l *timeline) next(until time.Time) *alarm {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.alarms) == 0 {
		return nil
	}
	first := slices.MinFunc(l.alarms, func(x, y *alarm) int { return x.at.Compare(y.at) })
	if first.at.After(until) {
		return nil
	}
	if first.at.After(l.now) {
		l.now = first.at
	}
	l.alarms = slices.DeleteFunc(l.alarms, func(each *alarm) bool { return each == first })
	return first
}

// hurried is a clock on which whatever somebody waits for is there at once.
func (l *timeline) hurried() Clock {
	clock := l.clock()
	clock.AfterFunc = func(d time.Duration, f func()) func() {
		l.mu.Lock()
		l.now = l.now.Add(d)
		l.mu.Unlock()
		go f()
		return func() {}
	}
	return clock
}
