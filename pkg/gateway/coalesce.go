package gateway

import (
	"context"
	"sync"
)

// flights makes one call of many that are alike and open at the same time. A call goes on as long as anybody waits for
// it, whoever began it, and is cancelled when the last one has gone.
type flights[T any] struct {
	mu   sync.Mutex
	open map[string]*flight[T]
}

type flight[T any] struct {
	landed  chan struct{}
	value   T // once landed
	waiting int
	cancel  context.CancelFunc
}

// join waits for the open call of that key, or begins it. The error is ctx's own, if it ends first.
func (f *flights[T]) join(ctx context.Context, key string, call func(context.Context) T) (T, error) {
	one := f.board(ctx, key, call)
	select {
	case <-one.landed:
		return one.value, nil
	case <-ctx.Done():
		f.leave(key, one)
		var none T
		return none, ctx.Err()
	}
}

func (f *flights[T]) board(ctx context.Context, key string, call func(context.Context) T) *flight[T] {
	f.mu.Lock()
	defer f.mu.Unlock()
	one, found := f.open[key]
	if !found {
		one = depart(ctx, call, func(one *flight[T]) {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.forget(key, one)
		})
		if f.open == nil {
			f.open = map[string]*flight[T]{}
		}
		f.open[key] = one
	}
	one.waiting++
	return one
}

// depart begins a call that outlives ctx. Its value goes to land before anybody else learns of it.
func depart[T any](ctx context.Context, call func(context.Context) T, land func(*flight[T])) *flight[T] {
	shared, cancel := context.WithCancel(context.WithoutCancel(ctx))
	one := &flight[T]{landed: make(chan struct{}), cancel: cancel}
	go func() {
		defer cancel()
		one.value = call(shared)
		land(one)
		close(one.landed)
	}()
	return one
}

func (f *flights[T]) leave(key string, one *flight[T]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one.waiting--; one.waiting == 0 {
		one.cancel()
		f.forget(key, one) // Whoever comes now must not join a call that is being cancelled.
	}
}

func (f *flights[T]) forget(key string, one *flight[T]) {
	if f.open[key] == one {
		delete(f.open, key)
	}
}
