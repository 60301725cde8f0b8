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
	text, err := json.Marshal(report)
	if err != nil {
		return Health{}, err
	}
	m, err := p.take(ctx)
	if err != nil {
		return Health{}, err
	}
	defer p.give(m)
	var health Health
	err = m.call(p.callTimeout, func() error {
		value, err := m.function("health", m.json(text))
		if err != nil {
			return err
		}
		return m.export(value, &health)
	})
	return health, err
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
