package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/commons"
	"cloudflarestream/tests/redistest"
)

// twinOf gives the ledger of one of several servers, before an upstream of their own.
func twinOf(m *model, store *commons.Store, token string) *ledger {
	l := newLedger(m.now, m.holding(), 64<<20)
	l.twins = newTwins(Config{
		Store: store, Client: cloudflare.NewClient(&http.Client{}, "https://api.test", token), Account: "account", Holding: m.holding(),
	})
	return l
}

// upstreamOf has a clock on which a minute has just begun: nothing settles while a test runs.
func upstreamOf() *model {
	m := &model{settleDelay: 5 * time.Minute, limit: 10_000, takes: time.Millisecond}
	m.set(-time.Since(time.Now().Truncate(time.Minute)))
	return m
}

// written waits until so many blocks are written down.
func written(t *testing.T, server *redistest.Server, blocks int) {
	t.Helper()
	for range 3000 {
		if len(server.Keys()) >= blocks {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%d blocks, want %d", len(server.Keys()), blocks)
}

func TestWhatATwinKnowsIsNotAskedForAgain(t *testing.T) {
	server := redistest.Start(t)
	m := upstreamOf()
	first, second := twinOf(m, opened(t, server.URL()), "token"), twinOf(m, opened(t, server.URL()), "token")
	total := series{"total of an hour", "", 60_000, 2}
	now := m.now().UnixMilli() / 60_000 * 60_000
	known := reads(t.Context(), m, first, byMinute, Window{now - 600*60_000, now + 60_000})
	reads(t.Context(), m, first, total, Window{now - 600*60_000, now})
	oldest, newest := blocksOf(stretch{now/60_000 - 600, now/60_000 + 1})
	written(t, server, int(newest-oldest)+2) // One is the total's.
	asked := len(m.queries)

	found := reads(t.Context(), m, second, byMinute, Window{now - 600*60_000, now + 60_000})
	if !reflect.DeepEqual(found.table, known.table) || found.table.Rows == 0 {
		t.Errorf("%d rows, want %d", found.table.Rows, known.table.Rows)
	}
	reads(t.Context(), m, second, byMinute, Window{now - 300*60_000, now - 100*60_000})
	reads(t.Context(), m, second, total, Window{now - 600*60_000, now})
	if got := len(m.queries); got != asked {
		t.Errorf("the twin made %d queries: %+v", got-asked, m.queries[asked:])
	}
	// What nobody knows yet is asked for, and nothing else.
	reads(t.Context(), m, second, byMinute, Window{now - 700*60_000, now - 500*60_000})
	if got := m.queries[asked:]; len(got) != 1 || got[0].window != (Window{now - 700*60_000, now - 600*60_000}) {
		t.Errorf("%+v", got)
	}
	// Another token does not see it.
	stranger := twinOf(m, opened(t, server.URL()), "another")
	asked = len(m.queries)
	reads(t.Context(), m, stranger, byMinute, Window{now - 300*60_000, now - 100*60_000})
	if len(m.queries) != asked+1 {
		t.Error("who has another token was told")
	}
	for _, key := range server.Keys() {
		if strings.Contains(key, "token") || strings.Contains(key, "account") {
			t.Errorf("key %q", key)
		}
	}
}

func TestWhatStandsInTheStoreIsNotTrusted(t *testing.T) {
	server := redistest.Start(t)
	client := redis.NewClient(&redis.Options{Addr: strings.TrimPrefix(server.URL(), "redis://")})
	defer func() { _ = client.Close() }()
	m := upstreamOf()
	from := (m.now().UnixMilli()/60_000/blockBuckets - 2) * blockBuckets * 60_000 // Within one block.
	w := Window{from, from + 20*60_000}
	key := ""
	right := reads(t.Context(), m, twinOf(m, opened(t, server.URL()), "token"), byMinute, w)
	written(t, server, 1)
	key = server.Keys()[0]
	good, err := client.Get(t.Context(), key).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	changed := func(change func(*sharedSegment)) []byte {
		one, err := unpack(good)
		if err != nil {
			t.Fatal(err)
		}
		change(&one.Segments[0])
		text, _ := pack(one)
		return text
	}
	broken := append([]byte{}, good...)
	broken[len(broken)/2] ^= 0xff
	for name, text := range map[string][]byte{
		"nothing":                  {},
		"no block":                 []byte("hello"),
		"a block cut short":        good[:len(good)-9],
		"a block with a bit lost":  broken,
		"rows of other buckets":    changed(func(s *sharedSegment) { s.Table.Columns[0].Dictionary[0] = "2001-01-01T00:00:00Z" }),
		"a stretch of another one": changed(func(s *sharedSegment) { s.From, s.To = s.From-1000, s.To-1000 }),
		"fewer values":             changed(func(s *sharedSegment) { s.Table.Columns[1].Codes = s.Table.Columns[1].Codes[1:] }),
		"codes of nothing":         changed(func(s *sharedSegment) { s.Table.Columns[1].Codes[0] = math.MaxUint32 }),
		"no table":                 changed(func(s *sharedSegment) { s.Table = nil }),
		"not settled then":         changed(func(s *sharedSegment) { s.Fetched = from + 15*60_000 }),
	} {
		t.Run(name, func(t *testing.T) {
			if err := client.Set(t.Context(), key, text, 0).Err(); err != nil {
				t.Fatal(err)
			}
			asked := len(m.queries)
			l := twinOf(m, opened(t, server.URL()), "token")
			found := reads(t.Context(), m, l, byMinute, w)
			if !reflect.DeepEqual(found.table, right.table) {
				t.Error("another answer")
			}
			if len(m.queries) == asked {
				t.Fatal("it was believed")
			}
			for { // What was asked instead is written down while nobody waits, and must not be taken for the next.
				if now, err := client.Get(t.Context(), key).Bytes(); err == nil && !bytes.Equal(now, text) {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
		})
	}
}

func TestATwinThatIsAwayCostsNothingButQueries(t *testing.T) {
	server := redistest.Start(t)
	m := upstreamOf()
	l := twinOf(m, opened(t, server.URL()), "token")
	now := m.now().UnixMilli() / 60_000 * 60_000
	for i := range int64(5) {
		began := time.Now()
		if found := reads(context.Background(), m, l, byMinute, Window{now - (200+i)*60_000, now - (100-i)*60_000}); found.refusal != nil {
			t.Errorf("%+v", found.refusal)
		}
		if took := time.Since(began); took > heldUp {
			t.Errorf("took %v", took)
		}
		if i == 1 {
			server.Kill()
		}
	}
}

func TestATableComesBackAsItWas(t *testing.T) {
	table := &cloudflare.Table{Rows: 3, Columns: []cloudflare.Column{
		{Name: "n", Kind: cloudflare.Number, Values: []float64{1.5, math.NaN(), 1e300}},
		{Name: "t", Kind: cloudflare.Text, Dictionary: []string{"", "ü\"<"}, Codes: []uint32{1, 0, 1}},
	}}
	text, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	var back cloudflare.Table
	if err := json.Unmarshal(text, &back); err != nil || back.Check() != nil {
		t.Fatal(err, back.Check())
	}
	again, _ := json.Marshal(back)
	if string(again) != string(text) || !math.IsNaN(back.Columns[0].Values[1]) {
		t.Errorf("%s\n%s", text, again)
	}
}
