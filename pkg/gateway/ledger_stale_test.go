package gateway

import (
	"context"
	"fmt"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

func TestWhatCannotBeHadIsAnsweredOfOld(t *testing.T) {
	unreachable := cloudflare.Refusef(cloudflare.Unreachable, "no answer")
	total := series{"total", "", 60_000, 3}
	for name, test := range map[string]struct {
		series
		first, second [2]int64 // buckets before now
		after         time.Duration
		refusal       *cloudflare.Refusal
		want          string // how old and up to which bucket before now, or the refusal
	}{
		"the tail":                    {byMinute, [2]int64{60, 0}, [2]int64{60, 0}, 2 * time.Minute, unreachable, "2m0s old, to 2 before now"},
		"the tail for a while":        {byMinute, [2]int64{60, 0}, [2]int64{60, 0}, 3 * time.Hour, unreachable, "unreachable"},
		"a part of it":                {byMinute, [2]int64{60, 0}, [2]int64{170, 100}, 2 * time.Hour, unreachable, "2h0m0s old, to 120 before now"},
		"all that was asked for":      {byMinute, [2]int64{60, 0}, [2]int64{180, 120}, 2 * time.Hour, unreachable, "2h0m0s old"},
		"what has been settled":       {byMinute, [2]int64{60, 30}, [2]int64{60, 20}, 0, unreachable, "0s old, to 30 before now"},
		"nothing of the first bucket": {byMinute, [2]int64{60, 0}, [2]int64{61, 0}, 0, unreachable, "unreachable"},
		"nothing at all":              {byMinute, [2]int64{60, 30}, [2]int64{20, 10}, 0, unreachable, "unreachable"},
		"a total":                     {total, [2]int64{60, 0}, [2]int64{180, 120}, 2 * time.Hour, unreachable, "2h0m0s old"},
		"a total of another time":     {total, [2]int64{60, 0}, [2]int64{60, 0}, time.Minute, unreachable, "unreachable"},
		"no permission any more": {byMinute, [2]int64{60, 0}, [2]int64{60, 0}, 2 * time.Minute,
			&cloudflare.Refusal{Kind: cloudflare.Answer, Status: 403}, "answer"},
		"nobody who waits": {byMinute, [2]int64{60, 0}, [2]int64{60, 0}, 2 * time.Minute,
			&cloudflare.Refusal{Kind: cloudflare.Cancelled}, "cancelled"},
		"a budget that is used up": {byMinute, [2]int64{60, 0}, [2]int64{60, 0}, 2 * time.Minute,
			cloudflare.Refusef(cloudflare.OverBudget, "none left"), "2m0s old, to 2 before now"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, m *model, l *ledger) {
				m.takes = 0
				lookUp(t, m, l, test.series, test.first[0], test.first[1])
				asked := m.now()
				time.Sleep(test.after)
				now := m.now().UnixMilli() / test.ms
				window := Window{(now - test.second[0]) * test.ms, (now - test.second[1]) * test.ms}
				ask := m.ask(test.series, window)
				q, _ := questionOf(ask, asker{}, ask.Variables, nil)
				found := l.answer(t.Context(), q, func(context.Context, Window, map[string]any) outcome {
					return outcome{refusal: test.refusal}
				})
				got := ""
				switch {
				case found.refusal != nil:
					got = string(found.refusal.Kind)
				case found.stale == nil:
					got = "as new as it must be"
				default:
					got = fmt.Sprint(time.Duration(found.stale.AgeMs)*time.Millisecond, " old")
					if until := found.stale.Until; until != 0 {
						got += fmt.Sprintf(", to %d before now", now-until/test.ms)
						window.To = until
					}
					want, _ := m.table(test.series, window, asked)
					same(t, found.table, want)
				}
				if got != test.want || found.stale != nil && (found.stale.Refusal != test.refusal || l.Counts().Stale != 1) {
					t.Errorf("%s, want %s; %+v", got, test.want, found.stale)
				}
			})
		})
	}
}
