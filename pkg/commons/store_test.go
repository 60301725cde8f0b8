package commons

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"cloudflarestream/tests/redistest"
)

func opened(t *testing.T, address, password string) *Store {
	t.Helper()
	store, err := Open(address, password)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	return store
}

func ping(ctx context.Context, client *redis.Client) error { return client.Ping(ctx).Err() }

func TestAPasswordIsUsedAndNeverSaid(t *testing.T) {
	server := redistest.Start(t, "--requirepass", "open sesame")
	if right := opened(t, server.URL(), "open sesame"); !right.Use(t.Context(), ping) || right.Check(t.Context()) != nil {
		t.Errorf("refused: %v", right.Check(t.Context()))
	}
	for _, password := range []string{"wrong sesame", ""} {
		wrong := opened(t, server.URL(), password)
		if err := wrong.Check(t.Context()); err == nil || strings.Contains(err.Error(), "sesame") {
			t.Errorf("%q: %v", password, err)
		}
		if wrong.Use(t.Context(), ping) {
			t.Errorf("%q: in use", password)
		}
	}
}

func TestAStoreThatHangsIsWaitedForOnce(t *testing.T) {
	server := redistest.Start(t)
	store := opened(t, server.URL(), "")
	hang := func(ctx context.Context, client *redis.Client) error {
		return client.BLPop(ctx, 10*time.Second, "nothing").Err()
	}
	began := time.Now()
	if store.Use(t.Context(), hang) {
		t.Error("an answer of nothing")
	}
	if took := time.Since(began); took < patience || took > 3*patience {
		t.Errorf("waited %v", took)
	}
	losses := store.Losses()
	began = time.Now()
	if store.Use(t.Context(), ping) || time.Since(began) > patience/2 {
		t.Errorf("the next waited %v", time.Since(began))
	}
	deadline := time.Now().Add(5 * time.Second)
	for !store.Use(t.Context(), ping) {
		if time.Now().After(deadline) {
			t.Fatal("not found again")
		}
		time.Sleep(50 * time.Millisecond)
	}
	if losses == 0 {
		t.Error("nobody is told that it may have lost what it knew")
	}
}

func TestWhoLeavesDoesNotMakeTheStoreAway(t *testing.T) {
	store := opened(t, redistest.Start(t).URL(), "")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if store.Use(gone, ping) || !store.Use(t.Context(), ping) {
		t.Error("one who left decides for others")
	}
}

func TestAnAddressThatIsNone(t *testing.T) {
	for _, address := range []string{"http://x", "redis://x/y", "redis://x:y"} {
		if _, err := Open(address, ""); err == nil {
			t.Error(address)
		}
	}
}
