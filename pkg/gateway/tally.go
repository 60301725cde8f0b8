package gateway

import (
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/commons"
)

// tally counts what all Grafana servers have sent together, in a store that they share. Each of them keeps its own budget
// besides: the tally can only hold back what that lets go. It goes by the store's clock.
//
// A request counts from its leave on, and for a span after its end. Of a server that ends while a request is upstream, it
// counts as if it had taken that long.
type tally struct {
	store *commons.Store
	keys  []string
	span  time.Duration
	// losses are the store's when it was last told what this server has sent.
	losses int
}

func newTally(store *commons.Store, key string, span time.Duration) *tally {
	// In braces stands what decides where a cluster keeps keys: those of one tally stand together.
	prefix := "cloudflare-stream:budget:{" + key + "}"
	return &tally{store: store, keys: []string{prefix + ":sent", prefix + ":pause"}, span: span, losses: -1}
}

// process tells the requests of this process from those of others.
var process = rand.Text()

// told is a request as the tally is told of it.
type told struct {
	id uint64
	// ended is how long ago it did, in ms; -1 while it is upstream.
	ended int64
}

func idOf(id uint64) string { return fmt.Sprint(process, "-", id) }

//go:embed tally_take.lua
var takeText string

//go:embed tally_land.lua
var landText string

var takeScript, landScript = redis.NewScript(takeText), redis.NewScript(landText)

// taken is what the tally says of a request.
type taken struct {
	// left is how many more may be sent.
	left int
	// wait is how long others hold it back; zero if they do not.
	wait time.Duration
	// met is what the API said of its rate limit, if that is why.
	met *cloudflare.Refusal
}

// take counts a request if it may be sent. False if the tally cannot be asked.
func (t *tally) take(ctx context.Context, id uint64, limit int, sent []told) (taken, bool) {
	arguments := []any{t.span.Milliseconds(), limit, idOf(id)}
	for _, each := range sent {
		arguments = append(arguments, idOf(each.id), each.ended)
	}
	var answer []any
	ok := t.store.Use(ctx, func(ctx context.Context, client *redis.Client) (err error) {
		answer, err = takeScript.Run(ctx, client, t.keys, arguments...).Slice()
		return err
	})
	if !ok || len(answer) != 3 {
		return taken{}, false
	}
	left, _ := answer[0].(int64)
	wait, _ := answer[1].(int64)
	found := taken{left: int(left), wait: time.Duration(wait) * time.Millisecond}
	if text, ok := answer[2].(string); ok && text != "" {
		found.met = new(cloudflare.Refusal)
		if json.Unmarshal([]byte(text), found.met) != nil {
			return taken{}, false
		}
	}
	return found, true
}

// land tells how a request has ended, for who comes next.
func (t *tally) land(id uint64, of verdict, refusal *cloudflare.Refusal) {
	switch of {
	case answered:
		t.tell(id, "answered")
	case depleted:
		text, _ := json.Marshal(refusal)
		t.tell(id, "depleted", askedFor(refusal, span).Milliseconds(), text)
	default:
		t.tell(id, "")
	}
}

// giveBack takes a request back that was not sent.
func (t *tally) giveBack(id uint64) { t.tell(id, "unsent") }

// tell does not wait: what is not told counts for longer, and is told with the next request.
func (t *tally) tell(id uint64, what ...any) {
	go t.store.Use(context.Background(), func(ctx context.Context, client *redis.Client) error {
		err := landScript.Run(ctx, client, t.keys, append([]any{t.span.Milliseconds(), idOf(id)}, what...)...).Err()
		if errors.Is(err, redis.Nil) { // A script without a result.
			return nil
		}
		return err
	})
}
