package gateway

import (
	"crypto/sha256"
	"slices"
	"sync"
)

// Budgets holds one budget for each token, since the API counts by token: data sources with the same one share it. It
// is safe for concurrent use.
type Budgets struct {
	clock Clock

	mu sync.Mutex
	// open has the budgets that are shared, and those that still count: an instance that is made anew, with other
	// settings, goes on where the one before it was.
	open map[[sha256.Size]byte]*Budget
}

// NewBudgets makes a registry without any budget.
func NewBudgets(clock Clock) *Budgets {
	return &Budgets{clock: clock, open: map[[sha256.Size]byte]*Budget{}}
}

// Share is one data source's part in a budget.
type Share struct {
	*Budget
	of    *Budgets
	limit int
}

// Share gives a part in the budget of a token. The least limit of all who share it holds for all.
func (s *Budgets) Share(token string, limit int) *Share {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := sha256.Sum256([]byte(token))
	budget := s.open[key]
	if budget == nil {
		budget = &Budget{clock: s.clock}
		s.open[key] = budget
	}
	share := &Share{Budget: budget, of: s, limit: limit}
	budget.join(share)
	return share
}

// Release ends a part. What is still upstream or waiting goes on.
func (s *Share) Release() {
	s.of.mu.Lock()
	defer s.of.mu.Unlock()
	s.part(s)
	s.of.sweep()
}

// sweep forgets budgets that nobody shares and that count nothing any more.
func (s *Budgets) sweep() {
	for key, budget := range s.open {
		if budget.isSpent() {
			delete(s.open, key)
		}
	}
}

// left is the least that is left of any budget in use.
func (s *Budgets) left() float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	least := DefaultBudget
	for _, budget := range s.open {
		least = min(least, budget.Standing().Left)
	}
	return float64(least)
}

func (b *Budget) join(share *Share) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shares = append(b.shares, share)
	b.relimit()
}

func (b *Budget) part(share *Share) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shares = slices.DeleteFunc(b.shares, func(each *Share) bool { return each == share })
	b.relimit()
}

func (b *Budget) relimit() {
	if len(b.shares) > 0 {
		b.limit = slices.MinFunc(b.shares, func(x, y *Share) int { return x.limit - y.limit }).limit
	}
	b.settle()
}

// isSpent says that forgetting it would change nothing.
func (b *Budget) isSpent() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	b.forget(now)
	return len(b.shares) == 0 && b.inAir == 0 && len(b.queue) == 0 && len(b.landed) == 0 && !b.depletion.until.After(now)
}
