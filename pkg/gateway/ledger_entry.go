package gateway

import (
	"slices"
	"sync"
)

// entry is what is remembered of one signature. It belongs to the ledger's lock.
type entry struct {
	header
	of topic
	worth
	// filling is held while rows are made of those of others.
	filling sync.Mutex
	// weight is what was last counted.
	weight   int64
	segments segments
	version  version
	air      []*piece
}

// entryBytes is what an entry takes besides its signature and its rows.
const entryBytes = 512

func (e *entry) bytes() int64 {
	return entryBytes + int64(len(e.of.signature)) + e.header.bytes + e.segments.bytes()
}

func (e *entry) forget(one *piece) {
	if at := slices.Index(e.air, one); at >= 0 {
		e.air = slices.Delete(e.air, at, at+1)
	}
}

// keep takes the rows of a piece that has landed, up to the bucket that its page may have cut. That bucket itself is
// kept only where it fills the page alone: then the page is all that can be had of it at once.
func (e *entry) keep(one *piece, now horizon) {
	got := &one.value
	all, ok := e.encoded(got.table, one.stretch, now.question)
	if !ok {
		return
	}
	e.queries++
	whole, count := one.stretch, len(all.buckets)
	if count >= now.limit {
		whole.to = int64(all.buckets[count-1])
	}
	page := &segment{stretch: one.stretch, fetched: one.started, rows: all}
	got.known = &segment{stretch: whole, fetched: one.started, rows: page.within(whole)}
	got.rest = page.within(stretch{whole.to, one.stretch.to})

	for _, part := range got.known.cutAt(now.settled(one.started)) {
		e.segments = e.segments.with(part, now.isSealed)
	}
	if whole.to < one.stretch.to && len(got.rest.buckets) == count {
		first := &segment{stretch: stretch{whole.to, whole.to + 1}, fetched: one.started, cut: true, rows: got.rest}
		e.segments = e.segments.with(first, now.isSealed)
	}
}
