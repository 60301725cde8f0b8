package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/grafana/sobek"

	"cloudflarestream/pkg/gateway"
)

// Answer answers one ask. It is called by several goroutines at once, and returns soon once ctx has ended.
type Answer func(ctx context.Context, ask gateway.Ask) gateway.Reply

// Result is what the core made of a query: frames, or an error.
type Result struct {
	// Frames is a list in the form of Grafana's DataFrameJSON, complete with notices and statistics.
	Frames json.RawMessage `json:"frames"`
	Error  *ErrorValue     `json:"error"`
}

// ErrorValue is a failure as the core words and classes it.
type ErrorValue struct {
	Class   string `json:"class"`
	Message string `json:"message"`
	// Status is an HTTP status.
	Status int `json:"status"`
	// Source is "plugin" or "downstream".
	Source string `json:"source"`
}

// Run drives one query from begin to result: asks are answered concurrently, and their replies go back to the core as
// they come. Both texts are JSON: the saved query, and the seam's Context. The error is a fault of the core, or ctx's
// own if it ends before the query's turn has come; all else is the result.
func (p *Pool) Run(ctx context.Context, query, about []byte, answer Answer) (Result, error) {
	m, err := p.take(ctx)
	if err != nil {
		return Result{}, err
	}
	defer p.give(m)
	ctx, cancel := context.WithCancel(ctx)
	replies, ended := make(chan gateway.Reply), make(chan struct{})
	defer cancel()
	defer close(ended)

	now, err := m.begin(p.callTimeout, query, about)
	for open := 0; err == nil && now.result == nil; {
		for _, ask := range now.asks {
			go func() {
				reply := answer(ctx, ask)
				select {
				case replies <- reply:
				case <-ended:
				}
			}()
		}
		if open += len(now.asks); open == 0 {
			m.broken = true
			return Result{}, errors.New("core: no result, and nothing asked")
		}
		heard := gather(replies)
		open -= len(heard)
		now, err = m.advance(p.callTimeout, now.execution, heard)
	}
	if err != nil {
		return Result{}, fmt.Errorf("core: %w", err)
	}
	return *now.result, nil
}

// gather waits for a reply and takes what else is there already.
func gather(replies <-chan gateway.Reply) []gateway.Reply {
	heard := []gateway.Reply{<-replies}
	for {
		select {
		case reply := <-replies:
			heard = append(heard, reply)
		default:
			return heard
		}
	}
}

// step is the seam's Step: asks to be made, or the result.
type step struct {
	execution sobek.Value
	asks      []gateway.Ask
	result    *Result
}

func (m *machine) begin(timeout time.Duration, query, about []byte) (step, error) {
	return m.step(timeout, func() (*sobek.Object, error) {
		return m.function("begin", m.json(query), m.json(about))
	})
}

func (m *machine) advance(timeout time.Duration, execution sobek.Value, heard []gateway.Reply) (step, error) {
	return m.step(timeout, func() (*sobek.Object, error) {
		replies := make([]any, len(heard))
		for i, reply := range heard {
			value, err := m.reply(reply)
			if err != nil {
				return nil, err
			}
			replies[i] = value
		}
		return m.function("advance", execution, m.runtime.NewArray(replies...))
	})
}

func (m *machine) step(timeout time.Duration, take func() (*sobek.Object, error)) (step, error) {
	var next step
	err := m.call(timeout, func() error {
		taken, err := take()
		if err != nil {
			return err
		}
		next.execution = taken.Get("execution")
		if result := taken.Get("result"); result != nil && !sobek.IsUndefined(result) {
			return m.export(result, &next.result)
		}
		return m.export(taken.Get("asks"), &next.asks)
	})
	return next, err
}
