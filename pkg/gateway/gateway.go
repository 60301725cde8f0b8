package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/tracing"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/commons"
)

// Config is what a gateway is made of.
type Config struct {
	Client    *cloudflare.Client
	Allowlist *Allowlist
	// Account is the only account that is ever asked.
	Account string
	// Problem says in one sentence why nothing can be asked with the settings as they are; empty if all is well.
	Problem string
	// LimitsDocument asks the settings node; its variable is $accountTag.
	LimitsDocument string
	// Timeout of one request, and of all that is tried after it.
	Timeout time.Duration
	// Budget is the data source's part in its token's budget. Close releases it.
	Budget *Share
	// Gather is how long a question waits for others to go with; if zero, each goes alone.
	Gather time.Duration
	// Store is what other Grafana servers share; nil if there is none. Close closes it.
	Store *commons.Store
	Holding
	// CacheBytes bounds what is remembered: most of it by the ledger, an eighth on the shelf.
	CacheBytes int64
	Clock
}

// shelfShare is the part of what is remembered that is on the shelf, as a divisor.
const shelfShare = 8

// Gateway answers asks for one account. It is safe for concurrent use.
type Gateway struct {
	Config
	graphQL, rest, public lane
	ledger                *ledger
	shelf                 *shelf
	errands               errands
	flights               flights[outcome]
	batches               batches
	habits                habits

	limits       limitsCache
	limitFlights flights[Limits]
}

// outcome is a reply without the ID of who asked.
type outcome struct {
	table *cloudflare.Table
	// written is in the place of a table, where that is wanted and remembered.
	written *cloudflare.Written
	refusal *cloudflare.Refusal
	stale   *Stale
	// deadline is that of the caller if it left no time for more tries; zero if more time would not have helped.
	deadline time.Time
}

// New makes a gateway.
func New(config Config) *Gateway {
	if config.Store != nil && config.Problem == "" {
		config.Budget.CountIn(config.Store)
	}
	g := &Gateway{
		Config:  config,
		public:  lane{&Budget{clock: config.Clock, span: span, allowance: public}, &circuit{}},
		ledger:  newLedger(config.Now, config.Holding, config.CacheBytes-config.CacheBytes/shelfShare),
		shelf:   newShelf(config.Now, config.CacheBytes/shelfShare),
		errands: errands{open: map[string]*errand{}},
	}
	g.ledger.twins = newTwins(config)
	if config.Problem == "" {
		g.graphQL = lane{config.Budget.Budget, &circuit{}}
		g.rest = lane{config.Budget.Budget, &circuit{}}
	}
	return g
}

// Answer answers one ask. It returns no error: whatever goes wrong is the reply's refusal. Its table, and what is written, are
// shared with others who asked the same and must not be changed.
func (g *Gateway) Answer(ctx context.Context, ask Ask) Reply {
	return g.AnswerPrepared(ctx, g.Prepare(ask))
}

// AnswerPrepared answers an ask that was prepared by the same gateway.
func (g *Gateway) AnswerPrepared(ctx context.Context, one *Prepared) Reply {
	ctx, span := tracing.DefaultTracer().Start(ctx, "gateway.Answer")
	defer span.End()
	var made atomic.Int32
	found := g.answer(ctx, one, &made)
	if one.ask.Written && found.table != nil {
		found.table, found.written = nil, found.table.Written()
	}
	reply := Reply{ID: one.ask.ID, Table: found.table, Written: found.written, Refusal: found.refusal, Stale: found.stale, Queries: int(made.Load())}
	if standing := g.Standing(); standing != nil {
		reply.BudgetLeft = &standing.Left
	}
	observe(span, one.ask, reply)
	return reply
}

// answer counts the requests that it makes.
func (g *Gateway) answer(ctx context.Context, one *Prepared, made *atomic.Int32) outcome {
	ask := one.ask
	switch {
	case one.refusal != nil:
		return outcome{refusal: one.refusal}
	case ask.Rest != nil:
		return g.call(ctx, ask, made)
	}
	from := g.asker(ctx, ask.caller())
	fetch := func(ctx context.Context, of Window, variables map[string]any) outcome {
		return g.fetch(ctx, &item{from: from, ask: ask, over: of, document: document{ask.Document, one.plan, variables}, made: made})
	}
	if one.isQuestion {
		question := one.question
		question.from = from
		found := g.ledger.answer(ctx, question, fetch)
		if found.refusal == nil && found.stale == nil && g.Gather > 0 {
			g.habits.note(question, ask, document{ask.Document, one.plan, one.variables}, int(made.Load()), g.SettleDelay)
		}
		return found
	}
	return fetch(ctx, ask.Window, one.variables)
}

// fetch asks a document.
func (g *Gateway) fetch(ctx context.Context, one *item) outcome {
	key, err := json.Marshal([]any{one.text, one.variables}) // Objects are written in the order of their keys.
	if err != nil {
		return refused("The variables cannot be written as JSON.")
	}
	one.key = string(key)
	return g.fly(ctx, one.from, one.key, func(ctx context.Context) (outcome, bool) { return g.together(ctx, one) })
}

// fly joins the open flight of that key, or begins one. A flight has the place in the queue and the deadline of the caller that began
// it. So callers of other kinds do not join it, and a caller with more time begins another where it ended for want of time, which is
// what ask reports as late.
func (g *Gateway) fly(ctx context.Context, from asker, key string, ask func(context.Context) (found outcome, late bool)) outcome {
	for {
		began := false
		found, err := g.flights.join(ctx, fmt.Sprint(from.caller, key), func(ctx context.Context) outcome {
			began = true
			found, late := ask(ctx)
			if late {
				found.deadline = from.deadline
			}
			return found
		})
		switch {
		case err != nil:
			return outcome{refusal: cloudflare.FromError(err)}
		case began, found.deadline.IsZero(), !from.outlasts(found.deadline):
			return found
		}
	}
}

func (g *Gateway) asker(ctx context.Context, caller Caller) asker {
	return asker{caller: caller, arrived: g.Now(), deadline: g.at(ctx)}
}

func refused(why string) outcome {
	return outcome{refusal: cloudflare.Refusef(cloudflare.Refused, "%s", why)}
}

// VerifyToken asks what the configured token is; nil if the API does not say.
func (g *Gateway) VerifyToken(ctx context.Context) *cloudflare.Token {
	return g.Client.VerifyToken(ctx, g.Account)
}

// Ahead is by how much this machine's clock is ahead of the API's; zero as long as nothing is known of that.
func (g *Gateway) Ahead() time.Duration {
	if g.Problem != "" {
		return 0
	}
	return g.Client.Ahead()
}

// Close gives idle connections and the part in the budget back.
func (g *Gateway) Close() {
	if g.Problem == "" {
		g.Client.Close()
		g.Budget.Release()
	}
	if g.Store != nil {
		g.Store.Close()
	}
	ledgerBytes.Sub(float64(g.ledger.Counts().Bytes))
}

// SharedCache is what the health check says of the store.
type SharedCache struct {
	Address string `json:"address"`
	// Away says why it is not used; empty if it is.
	Away string `json:"away,omitempty"`
}

// SharedCache looks for the store; nil if there is none.
func (g *Gateway) SharedCache(ctx context.Context) *SharedCache {
	if g.Store == nil {
		return nil
	}
	found := &SharedCache{Address: g.Store.Name()}
	if err := g.Store.Check(ctx); err != nil {
		found.Away = err.Error()
	}
	return found
}

// Remembered says how the ledger does.
func (g *Gateway) Remembered() LedgerCounts { return g.ledger.Counts() }

// Standing gives how much of the budget is left; nil as long as nothing can be asked.
func (g *Gateway) Standing() *Standing {
	if g.Problem != "" {
		return nil
	}
	standing := g.Budget.Standing()
	return &standing
}
