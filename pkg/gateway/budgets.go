package gateway

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"sync"
	"time"

	"cloudflarestream/pkg/commons"
)

// Allowance is how much may be sent.
type Allowance struct {
	// Queries are those in five minutes.
	Queries int
	// Concurrency is how many may be upstream at once.
	Concurrency int
}

// least gives the least of both.
func (a Allowance) least(other Allowance) Allowance {
	return Allowance{min(a.Queries, other.Queries), min(a.Concurrency, other.Concurrency)}
}

// Budgets holds one budget for each that the API counts by, a token or an account: data sources with the same one share
// it. It is safe for concurrent use.
type Budgets struct {
	clock Clock
	span  time.Duration

	mu sync.Mutex
	// open has the budgets that are shared, and those that still count: an instance that is made anew, with other
	// settings, goes on where the one before it was.
	open map[[sha256.Size]byte]*Budget
}

// NewBudgets makes a registry without any budget.
func NewBudgets(clock Clock) *Budgets {
	return &Budgets{clock: clock, span: span, open: map[[sha256.Size]byte]*Budget{}}
}

// Share is one data source's part in a budget.
type Share struct {
	*Budget
	of        *Budgets
	key       [sha256.Size]byte
	allowance Allowance
	tally     *tally
}

// Share gives a part in the budget of a token, or of whatever else the API counts by. The least allowance of all who share
// it holds for all.
func (s *Budgets) Share(counted string, allowance Allowance) *Share {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := sha256.Sum256([]byte(counted))
	budget := s.open[key]
	if budget == nil {
		budget = &Budget{clock: s.clock, span: s.span}
		s.open[key] = budget
	}
	share := &Share{Budget: budget, of: s, key: key, allowance: allowance}
	budget.join(share)
	return share
}

// CountIn makes the budget one with that of other servers, as long as they have the store in common.
func (s *Share) CountIn(store *commons.Store) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tally = newTally(store, hex.EncodeToString(s.key[:]), s.span)
	s.relimit()
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

// left is the least that is left of any budget in use; no number while there is none.
func (s *Budgets) left() float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	least := math.NaN()
	for _, budget := range s.open {
		if left := float64(budget.Standing().Left); !(left >= least) {
			least = left
		}
	}
	return least
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

// relimit goes by those who share the budget now.
func (b *Budget) relimit() {
	b.tally, b.others = nil, others{}
	for i, share := range b.shares {
		if i == 0 {
			b.allowance = share.allowance
		}
		b.allowance = b.allowance.least(share.allowance)
		if share.tally != nil {
			b.tally = share.tally
		}
	}
	b.settle()
}

// isSpent says that forgetting it would change nothing.
func (b *Budget) isSpent() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	b.forget(now)
	return len(b.shares) == 0 && len(b.air) == 0 && len(b.queue) == 0 && len(b.landed) == 0 && !b.depletion.until.After(now)
}
