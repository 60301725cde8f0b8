package gateway

import (
	"sync"
	"time"
)

// shelf remembers what was answered over REST, for a while. It is safe for concurrent use.
//
// Laws (shelf_laws_test.go): what it gives under a key is what was put there last; that is fresh for as long as it was
// put for; what is remembered keeps to the bound, and what is forgotten for want of room was not used for longest.
type shelf struct {
	now func() time.Time

	mu   sync.Mutex
	kept *lru[kept]
}

// kept is an answer, or a refusal.
type kept struct {
	found outcome
	until time.Time
}

func newShelf(now func() time.Time, most int64) *shelf {
	return &shelf{now: now, kept: newLRU[kept](most)}
}

// get gives what is remembered, if anything is, and whether it is still fresh.
func (s *shelf) get(key string) (found outcome, fresh bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, known := s.kept.get(key)
	return one.found, known && one.until.After(s.now())
}

// put remembers an answer as fresh for a while. A refusal does not replace a table: the table stays what is known, and is asked for again
// once the refusal is no longer fresh.
func (s *shelf) put(key string, found outcome, fresh time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old, known := s.kept.get(key); known && found.table == nil && old.found.table != nil {
		found = old.found
	}
	one := kept{found, s.now().Add(fresh)}
	s.kept.put(key, one, one.bytes())
}

// keptBytes is what an answer takes besides its rows, or with a refusal.
const keptBytes = 256

func (k kept) bytes() int64 {
	if k.found.table == nil {
		return keptBytes
	}
	return keptBytes + k.found.table.Bytes()
}
