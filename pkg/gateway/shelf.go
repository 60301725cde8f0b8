package gateway

import (
	"container/list"
	"sync"
	"time"
)

// shelf remembers what was answered over REST, for a while. It is safe for concurrent use.
//
// Laws (shelf_laws_test.go): what it gives under a key is what was put there last; that is fresh for as long as it was
// put for; what is remembered keeps to the bound, and what is forgotten for want of room was not used for longest.
type shelf struct {
	now  func() time.Time
	most int64 // bytes

	mu     sync.Mutex
	places map[string]*list.Element // of *kept
	recent list.List                // the least recently used first
	bytes  int64
}

// kept is an answer, or a refusal, under its key.
type kept struct {
	key    string
	found  outcome
	until  time.Time
	weight int64
}

func newShelf(now func() time.Time, most int64) *shelf {
	return &shelf{now: now, most: most, places: map[string]*list.Element{}}
}

// get gives what is remembered, nothing if nothing is, and whether it is fresh still.
func (s *shelf) get(key string) (found outcome, fresh bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	place := s.places[key]
	if place == nil {
		return outcome{}, false
	}
	s.recent.MoveToBack(place)
	one := place.Value.(*kept)
	return one.found, one.until.After(s.now())
}

// put remembers an answer, fresh for so long. A refusal takes the place of no table: that is what is known, and asked for
// again later.
func (s *shelf) put(key string, found outcome, fresh time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := &kept{key: key, found: found, until: s.now().Add(fresh)}
	if place := s.places[key]; place != nil {
		if old := place.Value.(*kept).found; found.table == nil && old.table != nil {
			one.found = old
		}
		s.remove(place)
	}
	one.weight = one.bytes()
	s.places[key] = s.recent.PushBack(one)
	for s.bytes += one.weight; s.bytes > s.most && s.recent.Len() > 0; {
		s.remove(s.recent.Front())
	}
}

func (s *shelf) remove(place *list.Element) {
	one := s.recent.Remove(place).(*kept)
	delete(s.places, one.key)
	s.bytes -= one.weight
}

// keptBytes is what an answer takes besides its key and its rows, or with a refusal.
const keptBytes = 512

func (k *kept) bytes() int64 {
	bytes := keptBytes + int64(len(k.key))
	if k.found.table != nil {
		bytes += k.found.table.Bytes()
	}
	return bytes
}
