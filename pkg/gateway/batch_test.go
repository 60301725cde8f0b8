package gateway

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// tails are so many questions that differ in what they select, over half an hour; the first one is about the US alone.
func tails(count int) []wanted {
	groups := [][]string{{}, {"uid"}, {"clientCountryName"}, {"uid", "clientCountryName"}, {"clientCountryName", "uid"}}
	now := time.Now().Truncate(time.Minute)
	all := make([]wanted, count)
	for i := range all {
		of := wanted{node: minutesViewed, metrics: []string{"sum.minutesViewed"}, groups: groups[i%len(groups)], limit: 10_000}
		of.bucket = []string{"datetimeMinute", "datetimeFiveMinutes"}[i/len(groups)%2]
		of.order = []string{of.bucket + "_ASC"}
		for _, name := range of.groups {
			of.order = append(of.order, name+"_ASC")
		}
		of.window = Window{now.Add(-30 * time.Minute).Truncate(5 * time.Minute).UnixMilli(), now.Add(5 * time.Minute).Truncate(5 * time.Minute).UnixMilli()}
		all[i] = of
	}
	all[0].only = "US"
	return all
}

// isAbout says whether a request is about the US.
func isAboutUS(asked []wanted) bool {
	return slices.ContainsFunc(asked, func(of wanted) bool { return of.only != "" })
}

// inABubble plays with a gateway whose API has trouble.
func inABubble(t *testing.T, to *api, play func(*Gateway)) {
	list := allowlist(t, SDL)
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(12 * time.Hour)
		to.world = &world{list: list, settleDelay: 5 * time.Minute, takes: 300 * time.Millisecond}
		play(gatewayTo(t, to))
	})
}

// answers asks all at once and says what came of each, and how many milliseconds it took.
func (a *api) answers(gateway *Gateway, caller Caller, all ...wanted) (replies []Reply, ms []int64) {
	replies, ms = make([]Reply, len(all)), make([]int64, len(all))
	var pending sync.WaitGroup
	began := time.Now()
	for i, of := range all {
		pending.Go(func() {
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			ask := a.ask(of)
			ask.Caller = caller
			replies[i] = gateway.Answer(ctx, ask)
			ms[i] = time.Since(began).Milliseconds()
		})
	}
	pending.Wait()
	return replies, ms
}

func TestQuestionsThatWaitAtTheSameTimeAreOneRequest(t *testing.T) {
	to := &api{most: 10}
	inABubble(t, to, func(gateway *Gateway) {
		replies, ms := to.answers(gateway, Panel, tails(8)...)
		for i, reply := range replies {
			if reply.Table == nil || reply.Queries != 1 || ms[i] != 320 {
				t.Errorf("%+v after %d ms", reply, ms[i])
			}
		}
		if left := gateway.Standing().Left; fmt.Sprint(to.sizes()) != "[8]" || left != 299 {
			t.Errorf("%v, %d are left of the budget", to.sizes(), left)
		}
	})
}

func TestNoMoreGoTogetherThanMay(t *testing.T) {
	for name, test := range map[string]struct {
		most  int
		sizes string
	}{
		"ten":                     {10, "[10 5]"},
		"what the API takes":      {5, "[10 5 5 5]"},
		"nobody, if it takes one": {1, "[10 5 2 "},
	} {
		t.Run(name, func(t *testing.T) {
			to := &api{most: test.most}
			inABubble(t, to, func(gateway *Gateway) {
				all := append(tails(10), tails(5)...)
				for i := range all[10:] { // Of another node.
					all[10+i].node, all[10+i].metrics, all[10+i].only = qualityEvents, []string{"count"}, ""
				}
				replies, _ := to.answers(gateway, Panel, all...)
				for _, reply := range replies {
					if reply.Table == nil {
						t.Errorf("%+v", reply.Refusal)
					}
				}
				sizes := to.sizes()
				slices.SortFunc(sizes, func(a, b int) int { return b - a })
				if got := fmt.Sprint(sizes); !strings.HasPrefix(got, test.sizes) {
					t.Errorf("got %s, want %s", got, test.sizes)
				}
				before := len(to.sizes())
				time.Sleep(10 * time.Minute)
				to.answers(gateway, Panel, tails(10)...)
				if got := slices.Max(to.sizes()[before:]); got > test.most {
					t.Errorf("%d go together, and %d may", got, test.most)
				}
				before = len(to.sizes())
				time.Sleep(2 * time.Hour)
				to.answers(gateway, Panel, tails(10)...)
				if got := to.sizes()[before]; got != 10 {
					t.Errorf("%d go together hours later, when it may have changed", got)
				}
			})
		})
	}
}

func TestOneThatFailsOrIsSlowHoldsNobodyElseBackForLong(t *testing.T) {
	for name, test := range map[string]struct {
		met *cause
		// class is of who fails, latest how many milliseconds the others wait at most, first what is sent at first.
		class  string
		latest int64
		first  string
	}{
		"a field that the account has not": {noField, "permission", 700, "[4 1 1 1 1]"},
		"an internal error":                {internal, "upstream", 4000, "[4 4 4 1 1 1 1 1 1]"},
		"a broken connection":              {brokenWire, "upstream", 4000, "[4 4 4 1 1 1 1 1 1]"},
		"a slow one":                       {slowAnswer, "", 5400, "[4 1 1 1 1]"},
	} {
		t.Run(name, func(t *testing.T) {
			to := &api{most: 10, trouble: func(_ int, asked []wanted) *cause {
				if isAboutUS(asked) {
					return test.met
				}
				return nil
			}}
			inABubble(t, to, func(gateway *Gateway) {
				look := func(latest int64) {
					replies, ms := to.answers(gateway, Panel, tails(4)...)
					for i, reply := range replies {
						switch {
						case i > 0 && (reply.Table == nil || ms[i] > latest):
							t.Errorf("another: %+v after %d ms", reply.Refusal, ms[i])
						case i == 0 && reply.Refusal != nil && ruleOf(reply.Refusal).Class != test.class, i == 0 && (reply.Refusal == nil) != (test.class == ""):
							t.Errorf("itself: %+v", reply.Refusal)
						}
					}
				}
				look(test.latest)
				if got := fmt.Sprint(to.sizes()); got != test.first {
					t.Errorf("got %s, want %s", got, test.first)
				}
				before := len(to.sizes())
				time.Sleep(10 * time.Minute)
				look(320)
				if again := to.sizes()[before:]; !slices.Contains(again, 3) || slices.Contains(again, 4) {
					t.Errorf("from then on it goes alone, and not %v", again)
				}
			})
		})
	}
}

func TestWhatIsTheMatterWithAllIsFoundOutOnce(t *testing.T) {
	for class, met := range map[string]*cause{"permission": revoked, "depleted": usedUpBrief} {
		t.Run(class, func(t *testing.T) {
			to := &api{most: 10, trouble: func(int, []wanted) *cause { return met }}
			inABubble(t, to, func(gateway *Gateway) {
				replies, _ := to.answers(gateway, Panel, tails(6)...)
				for _, reply := range replies {
					if reply.Refusal == nil || ruleOf(reply.Refusal).Class != class {
						t.Errorf("%+v", reply)
					}
				}
				if got := fmt.Sprint(to.sizes()); got != "[6]" {
					t.Errorf("%s requests", got)
				}
			})
		})
	}
}

func TestWhoGoesTogether(t *testing.T) {
	to := &api{most: 10}
	inABubble(t, to, func(gateway *Gateway) {
		short := tails(6)
		long := tails(6)[4:]
		for i := range long {
			long[i].window.From -= 26 * 3_600_000
			long[i].bucket, long[i].order = "", nil
		}
		large := tails(1)[0]
		large.only, large.window.From = "", large.window.From-180*3_600_000
		var pending sync.WaitGroup
		pending.Go(func() { to.answers(gateway, Panel, short[0], short[1]) })
		time.Sleep(time.Millisecond)
		pending.Go(func() { to.answers(gateway, Alert, short[2]) })
		time.Sleep(time.Millisecond)
		pending.Go(func() { to.answers(gateway, Variable, short[3]) })
		time.Sleep(time.Millisecond)
		pending.Go(func() { to.answers(gateway, Panel, large, long[0], long[1]) })
		pending.Wait()
		got := []string{}
		for _, asked := range to.requests {
			got = append(got, fmt.Sprint(len(asked)))
		}
		slices.Sort(got)
		// The large one; the rule, which waits for no panel; the long ones; the panels, and with them the variable.
		if fmt.Sprint(got) != "[1 1 2 3]" {
			t.Errorf("%v", got)
		}
	})
}

func TestARequestIsCancelledWithTheLastOfThoseInIt(t *testing.T) {
	to := &api{most: 10, trouble: func(int, []wanted) *cause { return &cause{takes: 4 * time.Second} }}
	inABubble(t, to, func(gateway *Gateway) {
		ctx, leave := context.WithCancel(context.Background())
		began := time.Now()
		var pending sync.WaitGroup
		for _, of := range tails(3) {
			pending.Go(func() { gateway.Answer(ctx, to.ask(of)) })
		}
		time.Sleep(time.Second)
		leave()
		pending.Wait()
		synctest.Wait()
		if took := time.Since(began); took != time.Second || gateway.Standing().Left != 299 {
			t.Errorf("after %v, with %d left", took, gateway.Standing().Left)
		}
		gateway.Budget.mu.Lock()
		defer gateway.Budget.mu.Unlock()
		if len(gateway.Budget.air) != 0 {
			t.Errorf("%d are upstream still", len(gateway.Budget.air))
		}
	})
}
