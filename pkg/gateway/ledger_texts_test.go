package gateway

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// TestAWrittenAnswerIsWhatWouldBeWrittenNow asks for a text and at the same time for rows, again and again, while time passes, rows
// come late, upstream fails and entries are forgotten.
func TestAWrittenAnswerIsWhatWouldBeWrittenNow(t *testing.T) {
	remembered := 0
	rapid.Check(t, func(drawn *rapid.T) {
		limit := rapid.SampledFrom([]int{5, 10_000}).Draw(drawn, "limit")
		most := rapid.SampledFrom([]int64{3_000, 20_000, 64 << 20}).Draw(drawn, "most")
		failures := rapid.SliceOfN(rapid.Bool(), 1, 6).Draw(drawn, "failures")
		readers := rapid.SliceOfN(rapid.Custom(drawReader), 1, 30).Draw(drawn, "readers")
		var problem string
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(12 * time.Hour)
			m := &model{settleDelay: 5 * time.Minute, limit: limit}
			m.fails = func(query int) bool { return failures[query%len(failures)] }
			l := newLedger(m.now, m.holding(), most)
			for _, each := range readers {
				time.Sleep(each.after)
				ask := m.ask(each.series, each.window)
				rows, _ := questionOf(ask, asker{}, ask.Variables, nil)
				ask.Written = true
				text, _ := questionOf(ask, asker{}, ask.Variables, nil)
				l.answer(t.Context(), text, m.fetch(each.series)) // What is missing comes, if it can be had.
				first, queries := l.answer(t.Context(), text, m.fetch(each.series)), m.tries()
				fresh := l.answer(t.Context(), rows, m.fetch(each.series))
				again := l.answer(t.Context(), text, m.fetch(each.series))
				if first.written == nil || m.tries() != queries {
					continue
				}
				if again.written == first.written {
					remembered++
				}
				want := string(fresh.table.Written().JSON)
				if string(first.written.JSON) != want || string(again.written.JSON) != want {
					problem = fmt.Sprintf("got  %s\nthen %s\nwant %s", first.written.JSON, again.written.JSON, want)
				}
			}
		})
		if problem != "" {
			drawn.Fatal(problem)
		}
	})
	if remembered == 0 {
		t.Error("no text was ever remembered")
	}
}

func TestATextIsWrittenOnceUntilSomethingIsLearnt(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		ask := func(from, to int64) outcome {
			now := m.now().UnixMilli() / byMinute.ms
			asked := m.ask(byMinute, Window{(now - from) * byMinute.ms, (now - to) * byMinute.ms})
			asked.Written = true
			q, _ := questionOf(asked, asker{}, asked.Variables, nil)
			return l.answer(t.Context(), q, m.fetch(byMinute))
		}
		if fetched := ask(60, 30); fetched.table == nil || fetched.written != nil {
			t.Errorf("what has just come is written by whoever wants it so: %+v", fetched)
		}
		first, part := ask(60, 30), ask(60, 40)
		if first.written == nil || part.written == nil || ask(60, 30).written != first.written || ask(60, 40).written != part.written {
			t.Error("what is known is written anew")
		}
		ask(70, 60)
		if ask(60, 30).written == first.written {
			t.Error("a text outlives what it was made of")
		}
		if counts := l.Counts(); counts.Hits != 5 || len(m.queries) != 2 {
			t.Errorf("%+v, %d queries", counts, len(m.queries))
		}
	})
}

func TestATextThatNobodyAsksForIsForgotten(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		now := m.now().UnixMilli() / byMinute.ms
		ask := func(from, to int64) outcome {
			asked := m.ask(byMinute, Window{(now - from) * byMinute.ms, (now - to) * byMinute.ms})
			asked.Written = true
			q, _ := questionOf(asked, asker{}, asked.Variables, nil)
			return l.answer(t.Context(), q, m.fetch(byMinute))
		}
		ask(60, 30) // What has just come is not remembered as a text.
		seldom, often := ask(60, 30), ask(60, 40)
		for range 4 {
			time.Sleep(textIdle / 2)
			if ask(60, 40).written != often.written {
				t.Error("a text that is asked for is written anew")
			}
		}
		ask(60, 50)
		if kept := len(l.texts.places); kept != 2 {
			t.Errorf("%d texts are remembered", kept)
		}
		if again := ask(60, 30); again.written == seldom.written {
			t.Error("a text is remembered that nobody asked for")
		}
	})
}
