package gateway

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestAWindowGoesWithTheTime(t *testing.T) {
	at := func(text string) int64 {
		found, err := time.Parse("02T15:04:05", text)
		if err != nil {
			t.Fatal(err)
		}
		return found.UnixMilli()
	}
	const minute, hour, day = 60_000, 3_600_000, 86_400_000
	for name, test := range map[string]struct {
		caller         Caller
		bucket         int64
		from, to       string
		now            string
		wantFrom, want string
	}{
		"a panel's minutes":            {Panel, minute, "01T09:00:00", "01T10:00:00", "01T10:02:01", "01T09:03:00", "01T10:03:00"},
		"within the same minute":       {Panel, minute, "01T09:00:00", "01T10:00:00", "01T09:59:50", "01T09:00:00", "01T10:00:00"},
		"at the minute":                {Panel, minute, "01T09:00:00", "01T10:00:00", "01T10:00:00", "01T09:00:00", "01T10:00:00"},
		"days, on the same day":        {Panel, day, "01T00:00:00", "03T00:00:00", "02T23:59:00", "01T00:00:00", "03T00:00:00"},
		"days, on the next":            {Panel, day, "01T00:00:00", "03T00:00:00", "03T00:01:00", "02T00:00:00", "04T00:00:00"},
		"a total":                      {Panel, 0, "01T09:00:00", "01T10:00:00", "01T10:00:30", "01T09:01:00", "01T10:01:00"},
		"a rule's total":               {Alert, 0, "01T09:00:00", "01T10:00:00", "01T10:06:01", "01T09:01:00", "01T10:01:00"},
		"before the next minute":       {Alert, 0, "01T09:00:00", "01T10:00:00", "01T10:05:59", "01T09:00:00", "01T10:00:00"},
		"a rule's hours, not settled":  {Alert, hour, "01T09:00:00", "01T10:00:00", "01T11:04:59", "01T09:00:00", "01T10:00:00"},
		"a rule's hours, once settled": {Alert, hour, "01T09:00:00", "01T10:00:00", "01T11:05:00", "01T10:00:00", "01T11:00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			of := habit{ask: Ask{Caller: test.caller, Window: Window{at(test.from), at(test.to)}}}
			if test.bucket > 0 {
				of.ask.Bucket = &Bucket{Ms: test.bucket}
			}
			got := of.windowAt(time.UnixMilli(at(test.now)), 5*time.Minute)
			if want := (Window{at(test.wantFrom), at(test.want)}); got != want {
				t.Errorf("%v to %v", time.UnixMilli(got.From).UTC(), time.UnixMilli(got.To).UTC())
			}
		})
	}
}

// A wall of one panel and two rules, each of which is asked every minute, at another second.
func lookEveryMinute(gateway *Gateway, to *api, minutes int, panels bool) {
	one := func(caller Caller, of wanted) {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		ask := to.ask(of)
		ask.Caller = caller
		if reply := gateway.Answer(ctx, ask); reply.Table == nil {
			panic(fmt.Sprintf("%+v", reply.Refusal))
		}
	}
	total := func(of wanted, length time.Duration) wanted {
		end := time.Now().Add(-to.settleDelay).Truncate(time.Minute)
		of.bucket, of.order, of.window = "", nil, Window{end.Add(-length).UnixMilli(), end.UnixMilli()}
		return of
	}
	for range minutes {
		time.Sleep(time.Second)
		if panels {
			one(Panel, tails(1)[0])
		}
		time.Sleep(20 * time.Second)
		all := tails(2)
		all[1].groups = nil
		one(Alert, total(all[1], time.Hour))
		time.Sleep(20 * time.Second)
		all[1].node, all[1].metrics = qualityEvents, []string{"count"}
		one(Alert, total(all[1], 2*time.Hour))
		time.Sleep(time.Until(time.Now().Truncate(time.Minute).Add(time.Minute)))
	}
}

func TestWhatIsAskedEverySoOftenGoesAlongWithOthers(t *testing.T) {
	to := &api{most: 10}
	inABubble(t, to, func(gateway *Gateway) {
		lookEveryMinute(gateway, to, 3, true)
		before := len(to.sizes())
		lookEveryMinute(gateway, to, 5, true)
		if got := fmt.Sprint(to.sizes()[before:]); got != "[3 3 3 3 3]" {
			t.Errorf("%s questions in the requests of five minutes", got)
		}
		synctest.Wait()
	})
}

func TestNoRequestIsMadeForAHabitAlone(t *testing.T) {
	to := &api{most: 10}
	inABubble(t, to, func(gateway *Gateway) {
		lookEveryMinute(gateway, to, 5, true)
		before := len(to.sizes())
		time.Sleep(20 * time.Minute)
		if more := len(to.sizes()) - before; more != 0 {
			t.Errorf("%d requests while nobody asks", more)
		}
		to.answers(gateway, Panel, tails(1)...)
		if got := to.sizes()[before:]; fmt.Sprint(got) != "[1]" {
			t.Errorf("%v: rules that have not been evaluated for long go along", got)
		}
	})
}

func TestWhoGoesAlongIsInNobodysWay(t *testing.T) {
	failing := false
	to := &api{most: 10, trouble: func(_ int, asked []wanted) *cause {
		for _, of := range asked {
			if failing && of.node == qualityEvents {
				return noField
			}
		}
		return nil
	}}
	inABubble(t, to, func(gateway *Gateway) {
		lookEveryMinute(gateway, to, 5, true)
		before := len(to.sizes())
		time.Sleep(time.Second)
		failing = true
		replies, ms := to.answers(gateway, Panel, tails(1)...)
		if replies[0].Table == nil || ms[0] > 700 || fmt.Sprint(to.sizes()[before:]) != "[3 1]" {
			t.Errorf("%+v after %d ms, %v", replies[0].Refusal, ms[0], to.sizes()[before:])
		}
		before = len(to.sizes())
		time.Sleep(70 * time.Second)
		replies, ms = to.answers(gateway, Panel, tails(1)...)
		if replies[0].Table == nil || ms[0] > 320 || fmt.Sprint(to.sizes()[before:]) != "[1]" {
			t.Errorf("a minute later %+v after %d ms, %v", replies[0].Refusal, ms[0], to.sizes()[before:])
		}
	})
}
