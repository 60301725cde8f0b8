package gateway

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

func TestAThousandWhoAskTheSameCostOneQuery(t *testing.T) {
	for name, s := range map[string]series{"by bucket": byMinute, "in all": {"total", "", 60_000, 3}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, m *model, l *ledger) {
				var pending sync.WaitGroup
				window := Window{m.now().UnixMilli() - 3_600_000, m.now().UnixMilli()}
				for range 1000 {
					pending.Go(func() {
						if found := reads(t.Context(), m, l, s, window); found.table == nil {
							t.Errorf("%+v", found.refusal)
						}
					})
				}
				pending.Wait()
				if counts := l.Counts(); len(m.queries) != 1 || counts.Misses != 1 || counts.Hits != 999 {
					t.Errorf("%d queries, %+v", len(m.queries), counts)
				}
			})
		})
	}
}

func TestPiecesInTheAirAreNotAskedAgain(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		var pending sync.WaitGroup
		for _, window := range []Window{{60, 120}, {0, 90}, {30, 200}, {70, 80}} {
			pending.Go(func() {
				window := Window{window.From * 60_000, window.To * 60_000}
				want, _ := m.table(byMinute, window, m.now())
				same(t, reads(t.Context(), m, l, byMinute, window).table, want)
			})
			synctest.Wait()
		}
		pending.Wait()
		minutes := int64(0)
		for _, each := range m.queries {
			minutes += (each.window.To - each.window.From) / 60_000
		}
		if len(m.queries) != 3 || minutes != 200 {
			t.Errorf("%d minutes in %d queries", minutes, len(m.queries))
		}
	})
}

func TestWhatSettlesInTheAirIsAskedAgain(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		m.takes = 20 * time.Second
		time.Sleep(50 * time.Second)
		now := m.now().UnixMilli() / 60_000
		window := Window{(now - 60) * 60_000, now * 60_000}
		var pending sync.WaitGroup
		pending.Go(func() { reads(t.Context(), m, l, byMinute, window) })
		time.Sleep(15 * time.Second) // 11:55 was not settled a quarter of a minute ago, and is now.
		found := reads(t.Context(), m, l, byMinute, window)
		pending.Wait()
		last := m.queries[len(m.queries)-1]
		if len(m.queries) != 2 || last.window != (Window{(now - 5) * 60_000, (now - 4) * 60_000}) {
			t.Errorf("%d queries, the last %+v", len(m.queries), last.window)
		}
		start := byMinute.start(now - 5)
		settled, _ := m.table(byMinute, last.window, m.settles(byMinute, now-5))
		if got, want := shown(found.table)[start], shown(settled)[start]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("11:55 holds %q, want %q", got, want)
		}
	})
}

func TestAPieceEndsWithTheLastWhoWaits(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		window := Window{0, 60 * 60_000}
		gone, leave := context.WithCancel(t.Context())
		results := make(chan outcome, 2)
		go func() { results <- reads(gone, m, l, byMinute, window) }()
		synctest.Wait()
		go func() { results <- reads(t.Context(), m, l, byMinute, window) }()
		synctest.Wait()
		leave()
		if left := <-results; left.refusal == nil || left.refusal.Kind != cloudflare.Cancelled {
			t.Errorf("who left: %+v", left)
		}
		if stayed := <-results; stayed.table == nil || len(m.queries) != 1 {
			t.Errorf("who stayed: %+v, %d queries", stayed.refusal, len(m.queries))
		}

		gone, leave = context.WithCancel(t.Context())
		go func() { results <- reads(gone, m, l, byDay, Window{0, byDay.ms}) }()
		synctest.Wait()
		leave()
		<-results
		synctest.Wait()
		if len(m.queries) != 1 || len(l.entry(topicOf(m, byDay)).air) != 0 {
			t.Errorf("%d queries: nobody waited for the second", len(m.queries))
		}
	})
}

func topicOf(m *model, s series) topic {
	ask := m.ask(s, Window{0, s.ms})
	q, _ := questionOf(ask, asker{}, ask.Variables, nil)
	return q.topic
}

func TestWhoHasMoreTimeIsNotRefusedWithWhoHasLess(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		window := Window{0, 60 * 60_000}
		ask := m.ask(byMinute, window)
		deadline := m.now().Add(2 * time.Second)
		hurried, _ := questionOf(ask, asker{deadline: deadline}, ask.Variables, nil)
		patient, _ := questionOf(ask, asker{deadline: deadline.Add(time.Minute)}, ask.Variables, nil)
		alert, _ := questionOf(ask, asker{caller: Alert}, ask.Variables, nil)
		var pending sync.WaitGroup
		pending.Go(func() {
			found := l.answer(t.Context(), hurried, func(context.Context, Window, map[string]any) outcome {
				time.Sleep(2 * time.Second)
				return outcome{refusal: cloudflare.Refusef(cloudflare.Timeout, "no time"), deadline: deadline}
			})
			if found.table == nil || found.stale != nil {
				t.Errorf("%+v: an alert has fetched it meanwhile", found)
			}
		})
		synctest.Wait()
		for _, q := range []question{patient, alert} {
			pending.Go(func() {
				if found := l.answer(t.Context(), q, m.fetch(byMinute)); found.table == nil {
					t.Errorf("%+v", found.refusal)
				}
			})
		}
		pending.Wait()
		if len(m.queries) != 1 || l.Counts().Misses != 2 {
			t.Errorf("%d queries, %+v: an alert joins no panel, and what it has fetched is everybody's", len(m.queries), l.Counts())
		}
	})
}
