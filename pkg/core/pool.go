package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/grafana/sobek"

	"cloudflarestream/pkg/gateway"
)

// Options bounds what queries may take. The zero value of a field means the default.
type Options struct {
	// CallTimeout bounds one call into the core, in which nothing waits. Default 20 s.
	CallTimeout time.Duration
	// Executions bounds the queries that are answered at once; more wait for their turn. Default 64.
	Executions int
}

// Pool runs the core. It is safe for concurrent use.
type Pool struct {
	program        *sobek.Program
	callTimeout    time.Duration
	room           chan struct{}
	idle           sync.Pool
	limitsDocument string
	healthAsk      gateway.Ask
}

// NewPool compiles a bundle and loads it once, so that a broken one is known at the start.
func NewPool(bundle string, options Options) (*Pool, error) {
	if options.CallTimeout == 0 {
		options.CallTimeout = 20 * time.Second
	}
	if options.Executions == 0 {
		options.Executions = 64
	}
	program, err := sobek.Compile("core/bundle.js", bundle, true)
	if err != nil {
		return nil, fmt.Errorf("core: %w", err)
	}
	p := &Pool{program: program, callTimeout: options.CallTimeout, room: make(chan struct{}, options.Executions)}
	first, err := newMachine(program)
	if err != nil {
		return nil, err
	}
	document := first.core.Get("limitsDocument")
	if document == nil {
		return nil, errors.New("core: the bundle has no limitsDocument")
	}
	p.limitsDocument = document.String()
	healthAsk := first.core.Get("healthAsk")
	if healthAsk == nil {
		return nil, errors.New("core: the bundle has no healthAsk")
	}
	if err := first.export(healthAsk, &p.healthAsk); err != nil {
		return nil, fmt.Errorf("core: healthAsk: %w", err)
	}
	p.idle.Put(first)
	return p, nil
}

// HealthAsk tells by its refusal what the token may not read.
func (p *Pool) HealthAsk() gateway.Ask { return p.healthAsk }

// LimitsDocument asks the settings node for the limits of all datasets; its variable is $accountTag.
func (p *Pool) LimitsDocument() string { return p.limitsDocument }

// Health is the health check's result in words.
type Health struct {
	// Status is "ok" or "error".
	Status  string          `json:"status"`
	Message string          `json:"message"`
	Details json.RawMessage `json:"details"`
}

// Health words a report of what a host found (HealthReport in src/core/health.ts).
func (p *Pool) Health(ctx context.Context, report any) (Health, error) {
	var health Health
	err := p.value(ctx, "health", report, &health)
	return health, err
}

// Settings are a data source's, as far as the gateway needs them (readSettings in src/core/settings.ts).
type Settings struct {
	Account string `json:"account"`
	URL     string `json:"url"`
	// SettleDelay, Freshness and Timeout are in seconds.
	SettleDelay int64 `json:"settleDelay"`
	Freshness   int64 `json:"freshness"`
	Timeout     int64 `json:"timeout"`
	// Budget is how many queries are sent in five minutes, Concurrency how many at the same time.
	Budget      int `json:"budget"`
	Concurrency int `json:"concurrency"`
	// AccountBased says that the API shall count by account and not by token.
	AccountBased bool `json:"accountBased"`
	// CacheSize is in MiB.
	CacheSize int64 `json:"cacheSize"`
	// Cache is the address of a Redis; empty for none.
	Cache string `json:"cache"`
	// Problem says what must be set right before anything can be asked; empty if all is well.
	Problem string `json:"problem"`
}

// Settings reads what is stored of a data source, nil for nothing: what it leaves open has its default.
func (p *Pool) Settings(ctx context.Context, url string, jsonData json.RawMessage) (Settings, error) {
	var settings Settings
	err := p.value(ctx, "readSettings", map[string]any{"url": url, "jsonData": jsonData}, &settings)
	return settings, err
}

// value gives what one of the core's functions makes of an argument.
func (p *Pool) value(ctx context.Context, function string, argument, target any) error {
	text, err := json.Marshal(argument)
	if err != nil {
		return err
	}
	m, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer p.give(m)
	return m.call(p.callTimeout, func() error {
		value, err := m.function(function, m.json(text))
		if err != nil {
			return err
		}
		return m.export(value, target)
	})
}

// take waits for room and gives a machine. It must be given back.
func (p *Pool) take(ctx context.Context) (*machine, error) {
	select {
	case p.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if m, ok := p.idle.Get().(*machine); ok {
		return m, nil
	}
	m, err := newMachine(p.program)
	if err != nil {
		<-p.room
	}
	return m, err
}

func (p *Pool) give(m *machine) {
	if !m.broken {
		p.idle.Put(m)
	}
	<-p.room
}
