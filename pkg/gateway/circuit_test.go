package gateway

import (
	"fmt"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

func TestTheCircuitOpensAfterFailuresInARowAndClosesWithAnAnswer(t *testing.T) {
	var c circuit
	now := newTimeline().read()
	met := &cloudflare.Refusal{Kind: cloudflare.Unreachable, Detail: "connection refused"}
	// Each step lets so many seconds pass and asks once; left is what is said to be left, 0 for who was sent.
	for i, step := range []struct {
		after  int
		caller Caller
		of     verdict
		left   int
	}{
		{0, Panel, failed, 0}, {0, Panel, failed, 0}, {0, Panel, failed, 0}, {0, Panel, failed, 0},
		{0, Panel, answered, 0}, // A row that ends.
		{0, Panel, failed, 0}, {0, Panel, failed, 0}, {0, Panel, unknown, 0}, {0, Panel, failed, 0}, {0, Panel, failed, 0}, {0, Panel, failed, 0},
		{0, Alert, failed, 10}, {9, Panel, failed, 1},
		{0, Check, failed, 0},                          // It finds out for itself, and changes nothing by a failure.
		{1, Panel, failed, 0},                          // The probe.
		{0, Panel, failed, 20}, {19, Alert, failed, 1}, // Twice as long.
		{1, Panel, unknown, 0}, {0, Panel, failed, 0}, // A probe that nobody waited for tells nothing.
		{0, Panel, failed, 40}, {40, Panel, failed, 0},
		{0, Panel, failed, 60}, {60, Panel, failed, 0},
		{0, Panel, failed, 60}, {60, Panel, depleted, 0}, // The longest; and an answer is an answer.
		{0, Panel, failed, 0}, {0, Panel, answered, 0},
	} {
		now = now.Add(time.Duration(step.after) * time.Second)
		by, refusal := c.pass(step.caller, fmt.Sprint(i), now)
		left := 0
		if refusal != nil {
			left = *refusal.RetryAfterSeconds
			if refusal.Kind != met.Kind || refusal.Detail != met.Detail || met.RetryAfterSeconds != nil {
				t.Errorf("step %d: %+v", i, refusal)
			}
		} else {
			c.note(by, step.of, met, now)
		}
		if left != step.left {
			t.Fatalf("step %d: %d seconds are left, want %d", i, left, step.left)
		}
	}
}

func TestOnlyOneProbeIsSent(t *testing.T) {
	var c circuit
	now := newTimeline().read()
	for i := range tolerated {
		by, _ := c.pass(Panel, fmt.Sprint(i), now)
		c.note(by, failed, &cloudflare.Refusal{Kind: cloudflare.Timeout}, now)
	}
	now = now.Add(firstBreak)
	probe, refusal := c.pass(Panel, "", now)
	if refusal != nil {
		t.Fatalf("%+v", refusal)
	}
	if _, refusal := c.pass(Alert, "", now); refusal == nil || *refusal.RetryAfterSeconds != 1 {
		t.Errorf("beside the probe: %+v", refusal)
	}
	c.note(passage{}, failed, &cloudflare.Refusal{Kind: cloudflare.Timeout}, now) // Sent before the circuit opened.
	c.note(probe, answered, nil, now)
	if _, refusal := c.pass(Panel, "", now); refusal != nil {
		t.Errorf("after the probe: %+v", refusal)
	}
}

func TestAQuestionThatFailsAgainAndAgainDoesNotHoldBackOthers(t *testing.T) {
	var c circuit
	now := newTimeline().read()
	for i := range 100 {
		by, refusal := c.pass(Panel, fmt.Sprint(i%(tolerated-1)), now)
		if refusal != nil {
			t.Fatalf("held back after %d: %+v", i, refusal)
		}
		c.note(by, failed, &cloudflare.Refusal{Kind: cloudflare.Timeout}, now)
	}
}
