package gateway

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// The laws of batches, over random questions of two nodes that come at once or apart, once or every so often, from panels and
// rules, some of whom leave, to an API that takes so many nodes, has trouble with some requests, and always with one of the
// questions. See batch.go.
func TestLawsOfBatches(t *testing.T) {
	list := allowlist(t, SDL)
	batches := 0
	rapid.Check(t, func(drawn *rapid.T) { batches += batchLaws(t, drawn, list) })
	if batches == 0 {
		t.Error("nothing went together")
	}
	t.Logf("%d requests carried several questions", batches)
}

func batchLaws(outer *testing.T, t *rapid.T, list *Allowlist) (batches int) {
	noon := time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)
	events := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) event { return drawEvent(t, noon) }), 0, 40).Draw(t, "events")
	lookers := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) looker {
		return drawLooker(t, rapid.SampledFrom([]string{minutesViewed, qualityEvents}).Draw(t, "node"))
	}), 2, 24).Draw(t, "lookers")
	times := rapid.SliceOfN(rapid.SampledFrom([]int{1, 1, 4}), len(lookers), len(lookers)).Draw(t, "times")
	rules := rapid.SliceOfN(rapid.SampledFrom([]bool{false, false, true}), len(lookers), len(lookers)).Draw(t, "rules")
	leaving := rapid.SliceOfN(rapid.SampledFrom([]int{0, 0, 0, 10, 200, 3000}), len(lookers), len(lookers)).Draw(t, "leaves after ms")
	flaky := rapid.SliceOfN(rapid.SampledFrom([]*cause{nil, nil, nil, internal, brokenWire, slowAnswer}), 1, 8).Draw(t, "trouble")
	if rapid.Bool().Draw(t, "good times") {
		flaky = []*cause{nil}
	}
	always := rapid.SampledFrom([]*cause{nil, internal, noField, slowAnswer}).Draw(t, "always")
	for i := range lookers {
		lookers[i].only = ""
	}
	lookers[0].only = "US" // The API has its trouble with this one.
	to := &api{
		world: &world{list: list, settleDelay: 5 * time.Minute, events: events, takes: rapid.SampledFrom([]time.Duration{0, time.Second}).Draw(t, "takes")},
		most:  rapid.SampledFrom([]int{10, 10, 7, 2, 1}).Draw(t, "most"),
		trouble: func(number int, asked []wanted) *cause {
			if slices.ContainsFunc(asked, func(of wanted) bool { return of.only != "" }) && always != nil {
				return always
			}
			return flaky[number%len(flaky)]
		},
	}
	good := len(flaky) == 1 && flaky[0] == nil
	var problems []string
	synctest.Test(outer, func(*testing.T) {
		time.Sleep(12*time.Hour + 3*time.Minute)
		gateway := gatewayTo(outer, to)
		var pending sync.WaitGroup
		var mu sync.Mutex
		for i, each := range lookers {
			time.Sleep(each.after)
			look := func() {
				asked, from := time.Now(), Panel
				of := each.at(asked)
				if rules[i] {
					from, of = Alert, each.settledAt(asked, to.settleDelay)
				}
				ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
				defer cancel()
				if leaving[i] > 0 {
					ctx, cancel = context.WithTimeout(ctx, time.Duration(leaving[i])*time.Millisecond)
					defer cancel()
				}
				ask := to.ask(of)
				ask.Caller = from
				reply := gateway.Answer(ctx, ask)
				problem := to.judge(of, gateway.Holding, outcome{table: reply.Table, refusal: reply.Refusal, stale: reply.Stale}, asked)
				mu.Lock()
				defer mu.Unlock()
				switch took := time.Since(asked); {
				case problem != "":
					problems = append(problems, problem)
				case of.only != "" && always == noField && reply.Refusal != nil && leaving[i] == 0 && ruleOf(reply.Refusal).Class != "permission":
					problems = append(problems, fmt.Sprintf("who may not ask is told %+v", reply.Refusal))
				case good && of.only == "" && leaving[i] == 0 && (reply.Table == nil || took > 12*time.Second):
					problems = append(problems, fmt.Sprintf("%+v after %v: %+v, though nothing is the matter with it", of, took, reply.Refusal))
				}
			}
			pending.Go(func() {
				for again := range times[i] {
					if again > 0 {
						time.Sleep(time.Minute)
					}
					look()
				}
			})
		}
		pending.Wait()
		time.Sleep(time.Minute)
		synctest.Wait()
		gateway.batches.mu.Lock()
		defer gateway.batches.mu.Unlock()
		if left := len(gateway.batches.open) + len(gateway.flights.open); left > 0 {
			problems = append(problems, fmt.Sprintf("%d are left", left))
		}
		problems = append(problems, tidy(gateway.ledger)...)
		if standing := gateway.Standing(); standing.Left+len(to.requests) < standing.Of {
			problems = append(problems, fmt.Sprintf("%+v after %d requests", standing, len(to.requests)))
		}
	})
	for _, asked := range to.requests {
		if len(asked) > 1 {
			batches++
		}
	}
	// Who is tried again is tried again with the same others.
	if to.broken != "" && good && (always == nil || always == noField) {
		problems = append(problems, to.broken)
	}
	if len(problems) > 0 {
		t.Fatalf("%d problems, the first: %s", len(problems), problems[0])
	}
	return batches
}
