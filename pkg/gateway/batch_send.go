package gateway

import (
	"context"
	"slices"

	"github.com/grafana/grafana-plugin-sdk-go/backend/tracing"
	"go.opentelemetry.io/otel/attribute"

	"cloudflarestream/pkg/cloudflare"
)

// together asks a question in one request with others that wait at the same time; or alone, where that is better for it or for
// them. late says that it ended for want of time.
func (g *Gateway) together(ctx context.Context, one *item) (outcome, bool) {
	if g.Gather <= 0 || !one.isSmall() {
		return g.alone(ctx, one)
	}
	for {
		b := g.board(ctx, one)
		if b == nil {
			return g.alone(ctx, one)
		}
		select {
		case <-one.landed:
		case <-ctx.Done():
			g.batches.leave(b, one)
			return outcome{refusal: cloudflare.FromError(ctx.Err())}, false
		}
		switch {
		case one.fate == regrouped, one.late && b.isOutlastedBy(one):
		case one.fate == parted:
			began := g.Now()
			found, late := g.alone(ctx, one)
			g.batches.learn(b, one, found, late, g.Now().Sub(began), g.Now())
			return found, late
		default:
			return one.found, one.late
		}
	}
}

// board gives the batch that a question goes with; nil if it goes alone.
func (g *Gateway) board(ctx context.Context, one *item) *batch {
	b, opened := g.batches.board(one, g.Now())
	if opened {
		shared, cancel := context.WithCancel(context.WithoutCancel(ctx))
		b.cancel = cancel
		go g.carry(shared, b)
	}
	return b
}

// carry waits for others to join a batch, sends it, and gives each question in it its answer.
func (g *Gateway) carry(ctx context.Context, b *batch) {
	defer b.cancel()
	if !g.sleep(ctx, g.Gather) {
		return // Nobody waits any more.
	}
	var all, along []*item
	var tables []*cloudflare.Table
	refusal, late := g.send(ctx, g.graphQL, b.from, b.key, func(ctx context.Context) (refusal *cloudflare.Refusal) {
		if all == nil {
			var room int
			if all, room = g.batches.depart(b, g.Now()); len(all) > 0 {
				along = g.along(b, room)
			}
		}
		tables, refusal = g.ask(ctx, slices.Concat(all, along))
		return refusal
	})
	fate := ended
	switch {
	case all == nil: // It was not sent.
		all, _ = g.batches.depart(b, g.Now())
	case refusal == nil, late, len(all)+len(along) < 2:
	default:
		fate = fateOf(refusal)
	}
	if fate == regrouped {
		g.batches.fewer(len(all)+len(along), g.Now())
	}
	for i, one := range all {
		found := outcome{refusal: refusal}
		if refusal == nil {
			found.table = tables[i]
		}
		one.land(found, late, fate)
	}
	for i, one := range along {
		if refusal == nil {
			g.tell(one, tables[len(all)+i], nil)
		} else {
			g.tell(one, nil, refusal)
		}
	}
}

// fateOf tells what becomes of questions that were refused together.
func fateOf(refusal *cloudflare.Refusal) fate {
	switch ruleOf(refusal).Together {
	case togetherAll:
		return ended
	case togetherFewer:
		return regrouped
	default:
		return parted
	}
}

// ask makes one request for several questions. It gives up on a batch that takes longer than slow.
func (g *Gateway) ask(ctx context.Context, all []*item) ([]*cloudflare.Table, *cloudflare.Refusal) {
	if len(all) == 0 { // Nobody waits any more.
		return nil, &cloudflare.Refusal{Kind: cloudflare.Cancelled}
	}
	ctx, span := tracing.DefaultTracer().Start(ctx, "gateway.Ask")
	defer span.End()
	span.SetAttributes(attribute.Int("stream.questions", len(all)))
	questionsTogether.Observe(float64(len(all)))
	documents := make([]document, len(all))
	for i, one := range all {
		one.made.Add(1)
		documents[i] = one.document
	}
	if len(all) == 1 {
		one := documents[0]
		return g.Client.Together(ctx, one.text, one.variables, []cloudflare.Shape{one.plan.shape})
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer g.AfterFunc(slow, cancel)()
	text, variables, shapes := asOne(documents)
	return g.Client.Together(ctx, text, variables, shapes)
}

// alone asks one question.
func (g *Gateway) alone(ctx context.Context, one *item) (found outcome, late bool) {
	found.refusal, late = g.send(ctx, g.graphQL, one.from, one.key, func(ctx context.Context) *cloudflare.Refusal {
		tables, refusal := g.ask(ctx, []*item{one})
		if refusal == nil {
			found.table = tables[0]
		}
		return refusal
	})
	return found, late
}
