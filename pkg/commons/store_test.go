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

// patient is opened, of a store that is waited for as long as a busy machine takes.
func patient(t *testing.T, address, password string) *Store {
	t.Helper()
	store := opened(t, address, password)
	store.Bear(30 * time.Second)
	return store
}

func ping(ctx context.Context, client *redis.Client) error { return client.Ping(ctx).Err() }

func TestAPasswordIsUsedAndNeverSaid(t *testing.T) {
	server := redistest.Start(t, "--requirepass", "open sesame")
	if right := patient(t, server.URL(), "open sesame"); !right.Use(t.Context(), ping) || right.Check(t.Context()) != nil {
		t.Errorf("refused: %v", right.Check(t.Context()))
	}
	for _, password := range []string{"wrong sesame", ""} {
		wrong := patient(t, server.URL(), password)
		if err := wrong.Check(t.Context()); err == nil || strings.Contains(err.Error(), "sesame") {
			t.Errorf("%q: %v", password, err)
		}
		if wrong.Use(t.Context(), ping) {
			t.Errorf("%q: in use", password)
		}
	}
}

func TestAStoreThatHangsIsWaitedForOnce(t *testing.T) {
	const hangs = 20 * time.Second
	store := opened(t, redistest.Start(t).URL(), "")
	hang := func(ctx context.Context, client *redis.Client) error {
		return client.BLPop(ctx, hangs, "nothing").Err()
	}
	isUsed := func() bool { return store.Use(t.Context(), ping) }
	becomes(t, "found", isUsed)
	losses := store.Losses()
	began := time.Now()
	if store.Use(t.Context(), hang) {
		t.Error("an answer of nothing")
	}
	// On a busy machine it is more than the patience, and far from the time that the store hangs.
	if took := time.Since(began); took < patience || took > hangs/2 {
		t.Errorf("waited %v", took)
	}
	// It is left alone for a rest, which began when patience had ended.
	if used := isUsed(); used && time.Since(began) < patience+firstRest {
		t.Error("the next asks it again")
	}
	if store.Losses() == losses {
		t.Error("nobody is told that it may have lost what it knew")
	}
	becomes(t, "found again", isUsed)
}

// becomes waits until a store is what it must be.
func becomes(t *testing.T, what string, isSo func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !isSo(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not %s", what)
		}
	}
}

func TestWhoLeavesDoesNotMakeTheStoreAway(t *testing.T) {
	store := patient(t, redistest.Start(t).URL(), "")
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
