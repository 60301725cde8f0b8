package gateway

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestCallsThatAreAlikeAreOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var open flights[int]
		calls := 0
		call := func(context.Context) int {
			calls++
			time.Sleep(time.Second)
			return calls
		}
		results := make(chan int)
		for range 3 {
			go func() {
				value, _ := open.join(t.Context(), "a", call)
				results <- value
			}()
		}
		for range 3 {
			if value := <-results; value != 1 {
				t.Errorf("call %d", value)
			}
		}
		if value, _ := open.join(t.Context(), "a", call); value != 2 {
			t.Errorf("a call that has ended is answered again by call %d", value)
		}
		if len(open.open) != 0 {
			t.Errorf("%d calls are still open", len(open.open))
		}
	})
}

func TestACallGoesOnForThoseWhoStay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var open flights[error]
		begins, leave := context.WithCancel(t.Context())
		call := func(ctx context.Context) error {
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
			return ctx.Err()
		}
		left := make(chan error)
		go func() {
			_, err := open.join(begins, "a", call)
			left <- err
		}()
		synctest.Wait()
		stays := make(chan error)
		go func() {
			value, _ := open.join(t.Context(), "a", call)
			stays <- value
		}()
		synctest.Wait()
		leave()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("who left got %v", err)
		}
		if err := <-stays; err != nil {
			t.Errorf("the call was ended for who stayed: %v", err)
		}
	})
}

func TestTheLastToLeaveEndsACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var open flights[int]
		ended := make(chan struct{})
		ctx, leave := context.WithCancel(t.Context())
		for range 2 {
			go func() {
				_, _ = open.join(ctx, "a", func(ctx context.Context) int {
					<-ctx.Done()
					time.Sleep(time.Second)
					close(ended)
					return 1
				})
			}()
		}
		synctest.Wait()
		leave()
		synctest.Wait()
		if value, err := open.join(t.Context(), "a", func(context.Context) int { return 2 }); value != 2 || err != nil {
			t.Errorf("who comes after gets the ending call: %d %v", value, err)
		}
		<-ended
		synctest.Wait()
		if len(open.open) != 0 {
			t.Errorf("%d calls are still open", len(open.open))
		}
	})
}
