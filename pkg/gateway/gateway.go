package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// maxFlights bounds the requests that are upstream at once, for one data source.
const maxFlights = 8

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
	// Timeout of one request.
	Timeout time.Duration
	Now     func() time.Time
}

// Gateway answers asks for one account. It is safe for concurrent use.
type Gateway struct {
	Config
	air     chan struct{}
	flights flights[outcome]

	limits       limitsCache
	limitFlights flights[Limits]
}

// outcome is a reply without the ID of who asked.
type outcome struct {
	table   *cloudflare.Table
	refusal *cloudflare.Refusal
}

// New makes a gateway.
func New(config Config) *Gateway {
	return &Gateway{Config: config, air: make(chan struct{}, maxFlights)}
}

// Answer answers one ask. It returns no error: whatever goes wrong is the reply's refusal. Its table is shared with
// others who asked the same and must not be changed.
func (g *Gateway) Answer(ctx context.Context, ask Ask) Reply {
	found := g.answer(ctx, ask)
	return Reply{ID: ask.ID, Table: found.table, Refusal: found.refusal}
}

func (g *Gateway) answer(ctx context.Context, ask Ask) outcome {
	if g.Problem != "" {
		return refused(g.Problem)
	}
	if ask.Rest != nil {
		return g.call(ctx, *ask.Rest)
	}
	plan, err := g.Allowlist.admit(ask.Document)
	if err != nil {
		return refused(fmt.Sprintf("The document is not one that may be sent: %s.", strings.TrimSuffix(err.Error(), ".")))
	}
	variables, err := g.Allowlist.withAccount(plan, ask.Variables, g.Account)
	if err != nil {
		return refused(fmt.Sprintf("The variables are not those of the document: %v.", err))
	}
	key, err := json.Marshal([]any{ask.Document, variables}) // Objects are written in the order of their keys.
	if err != nil {
		return refused("The variables cannot be written as JSON.")
	}
	return g.fly(ctx, string(key), func(ctx context.Context) (*cloudflare.Table, *cloudflare.Refusal) {
		return g.Client.Rows(ctx, ask.Document, variables, plan.shape)
	})
}

// call answers an ask over REST.
func (g *Gateway) call(ctx context.Context, rest Rest) outcome {
	call, err := g.Allowlist.admitCall(rest, g.Account, g.Client.Address())
	if err != nil {
		return refused(fmt.Sprintf("The call is not one that may be made: %v.", err))
	}
	key, err := json.Marshal(rest)
	if err != nil {
		return refused("The parameters cannot be written as JSON.")
	}
	return g.fly(ctx, string(key), func(ctx context.Context) (*cloudflare.Table, *cloudflare.Refusal) {
		return g.Client.Get(ctx, call)
	})
}

// fly joins the open flight of that key, or asks upstream once there is room for one more.
func (g *Gateway) fly(ctx context.Context, key string, ask func(context.Context) (*cloudflare.Table, *cloudflare.Refusal)) outcome {
	found, err := g.flights.join(ctx, key, func(ctx context.Context) outcome {
		select {
		case g.air <- struct{}{}:
			defer func() { <-g.air }()
		case <-ctx.Done():
			return outcome{refusal: cloudflare.FromError(ctx.Err())}
		}
		table, refusal := ask(ctx)
		return outcome{table: table, refusal: refusal}
	})
	if err != nil {
		return outcome{refusal: cloudflare.FromError(err)}
	}
	return found
}

func refused(why string) outcome {
	return outcome{refusal: cloudflare.Refusef(cloudflare.Refused, "%s", why)}
}

// VerifyToken asks what the configured token is; nil if the API does not say.
func (g *Gateway) VerifyToken(ctx context.Context) *cloudflare.Token {
	return g.Client.VerifyToken(ctx, g.Account)
}

// Close gives idle connections back.
func (g *Gateway) Close() { g.Client.Close() }
