package gateway

import "container/list"

// lru remembers values within a bound: what was not used for longest is forgotten first. Its user has a lock.
type lru[V any] struct {
	most, bytes int64
	places      map[string]*list.Element // of *remembered[V]
	recent      list.List                // the least recently used first
}

type remembered[V any] struct {
	key   string
	value V
	bytes int64
}

func newLRU[V any](most int64) *lru[V] {
	return &lru[V]{most: most, places: map[string]*list.Element{}}
}

func (l *lru[V]) get(key string) (value V, ok bool) {
	place := l.places[key]
	if place == nil {
		return value, false
	}
	l.recent.MoveToBack(place)
	return place.Value.(*remembered[V]).value, true
}

// put takes a value in the place of what was there, and makes room for it. bytes are the value's, about.
func (l *lru[V]) put(key string, value V, bytes int64) {
	if place := l.places[key]; place != nil {
		l.remove(place)
	}
	one := &remembered[V]{key, value, rememberedBytes + int64(len(key)) + bytes}
	l.places[key] = l.recent.PushBack(one)
	for l.bytes += one.bytes; l.bytes > l.most && l.recent.Len() > 0; {
		l.remove(l.recent.Front())
	}
}

// prune forgets what was not used for longest, for as long as that is old.
func (l *lru[V]) prune(old func(V) bool) {
	for place := l.recent.Front(); place != nil && old(place.Value.(*remembered[V]).value); place = l.recent.Front() {
		l.remove(place)
	}
}

func (l *lru[V]) remove(place *list.Element) {
	one := l.recent.Remove(place).(*remembered[V])
	delete(l.places, one.key)
	l.bytes -= one.bytes
}

// rememberedBytes is what a value takes besides its key and itself.
const rememberedBytes = 256
