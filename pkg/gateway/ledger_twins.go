package gateway

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/commons"
)

// twins are the ledgers of other Grafana servers: what one of them knows stands in a store, in blocks of buckets, and is
// not asked upstream again by the others. A block holds what its writer knew of it; the last one wins, for what is lost
// by that is only asked again.
//
// What comes back is held against the question like an answer of the API, and counts as being of the time at which it was
// asked for there.
type twins struct {
	store *commons.Store
	// of is all that an answer depends on besides its signature.
	of []any
	// reading makes one look of many that are alike.
	reading flights[bool]
}

const (
	// blockVersion changes with what a block looks like.
	blockVersion = 1
	// blockBuckets is how many buckets a block is about.
	blockBuckets = 64
	// blockRows and blockBytes bound one block; what has more is not shared.
	blockRows  = 50_000
	blockBytes = 32 << 20
	// blockAge is how long a block is kept: the API's own retention. What is about one window alone is not asked for much longer.
	blockAge  = 90 * 24 * time.Hour
	windowAge = time.Hour
	// mostBlocks bounds one look.
	mostBlocks = 1024
)

// newTwins takes what makes another ledger's rows the same as one's own. The token is in the keys by its hash, as part of
// another: who has not got it finds nothing.
func newTwins(config Config) *twins {
	if config.Store == nil || config.Client == nil {
		return nil
	}
	return &twins{store: config.Store, of: []any{
		blockVersion, config.Client.Address(), config.Account, config.Client.Fingerprint(), config.SettleDelay.Milliseconds(),
	}}
}

// block is one as the store has it.
type block struct {
	Segments []sharedSegment `json:"segments"`
}

// sharedSegment is a segment, with its rows as the API would give them. Times are in ms since the epoch.
type sharedSegment struct {
	From    int64             `json:"from"`
	To      int64             `json:"to"`
	Fetched int64             `json:"fetched"`
	Table   *cloudflare.Table `json:"table"`
}

func (t *twins) key(signature string, number int64) string {
	sum := sha256.Sum256([]byte(keyOf(append(slices.Clone(t.of), signature))))
	return fmt.Sprintf("cloudflare-stream:rows:%s:%d", hex.EncodeToString(sum[:]), number)
}

// blocksOf gives the numbers of the blocks that a stretch touches.
func blocksOf(of stretch) (first, last int64) {
	return of.from / blockBuckets, (of.to - 1) / blockBuckets
}

// consult takes what twins know of a question and this ledger does not.
func (l *ledger) consult(ctx context.Context, e *entry, q question) {
	if l.twins == nil {
		return
	}
	l.mu.Lock()
	missing := l.missing(e, q)
	l.mu.Unlock()
	if missing.from >= missing.to {
		return
	}
	key := fmt.Sprint(q.signature, missing)
	_, _ = l.twins.reading.join(ctx, key, func(ctx context.Context) bool {
		for _, each := range l.twins.read(ctx, q.signature, missing) {
			l.believe(e, q, each)
		}
		return true
	})
}

// missing gives the stretch outside of which nothing is missing.
func (l *ledger) missing(e *entry, q question) stretch {
	all := stretch{math.MaxInt64, 0}
	for _, step := range (horizon{q, l.holding, l.now()}).steps(q.stretch, e.segments, e.air) {
		if step.known == nil && step.piece == nil {
			all = stretch{min(all.from, step.from), max(all.to, step.to)}
		}
	}
	return all
}

// believe keeps what a twin knows, where it is of use and newer than what is known here.
func (l *ledger) believe(e *entry, q question, from sharedSegment) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := horizon{q, l.holding, l.now()}
	of, fetched := stretch{from.From, from.To}, time.UnixMilli(from.Fetched)
	if of.from >= of.to || !e.looksLike(from.Table) {
		return
	}
	all, ok := e.encoded(from.Table, of, q)
	if !ok {
		return
	}
	whole := &segment{stretch: of, fetched: fetched, rows: all}
	for _, part := range whole.cutAt(now.settled(fetched)) {
		if e.segments.allOlder(part) {
			e.segments = e.segments.with(part, now.isSealed)
		}
	}
	l.weigh(e)
}

// tell writes down what is known around a piece that has landed. It does not wait.
func (l *ledger) tell(e *entry, q question, of stretch) {
	if l.twins == nil {
		return
	}
	parts := map[int64][]*segment{}
	first, last := blocksOf(of)
	for number := first; number <= min(last, first+mostBlocks); number++ {
		rows := 0
		for _, each := range e.segments {
			if part := each.clipped(stretch{number * blockBuckets, (number + 1) * blockBuckets}); part != nil && !part.cut {
				parts[number] = append(parts[number], part)
				rows += len(part.rows.buckets)
			}
		}
		if rows > blockRows {
			delete(parts, number)
		}
	}
	if len(parts) > 0 {
		go l.twins.write(q, e.now(), parts)
	}
}

func (t *twins) write(q question, header *header, parts map[int64][]*segment) {
	age := blockAge
	if q.column == "" {
		age = windowAge
	}
	packed := map[string][]byte{}
	for number, each := range parts {
		var one block
		for _, part := range each {
			one.Segments = append(one.Segments, sharedSegment{part.from, part.to, part.fetched.UnixMilli(), header.table(part.rows, q.grid)})
		}
		if text, err := pack(one); err == nil {
			packed[t.key(q.signature, number)] = text
		}
	}
	t.store.Use(context.Background(), func(ctx context.Context, client *redis.Client) error {
		_, err := client.Pipelined(ctx, func(all redis.Pipeliner) error {
			for key, text := range packed {
				all.Set(ctx, key, text, age)
			}
			return nil
		})
		return err
	})
}

// read gives what the store has of a stretch. What is not as it must be is not there.
func (t *twins) read(ctx context.Context, signature string, of stretch) []sharedSegment {
	first, last := blocksOf(of)
	var keys []string
	for number := first; number <= min(last, first+mostBlocks); number++ {
		keys = append(keys, t.key(signature, number))
	}
	var found []any
	if !t.store.Use(ctx, func(ctx context.Context, client *redis.Client) (err error) {
		found, err = client.MGet(ctx, keys...).Result()
		return err
	}) {
		return nil
	}
	var all []sharedSegment
	for i, each := range found {
		text, ok := each.(string)
		if !ok {
			continue
		}
		one, err := unpack([]byte(text))
		if err != nil {
			continue
		}
		number := first + int64(i)
		for _, each := range one.Segments {
			if each.From >= number*blockBuckets && each.To <= (number+1)*blockBuckets {
				all = append(all, each)
			}
		}
	}
	return all
}

// pack writes a block, with a checksum.
func pack(one block) ([]byte, error) {
	var out bytes.Buffer
	packer, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(packer).Encode(one); err != nil {
		return nil, err
	}
	err = packer.Close()
	return out.Bytes(), err
}

func unpack(text []byte) (one block, err error) {
	unpacker, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return block{}, err
	}
	plain, err := io.ReadAll(io.LimitReader(unpacker, blockBytes))
	if err != nil {
		return block{}, err
	}
	err = json.Unmarshal(plain, &one)
	return one, err
}

// looksLike says that a table is one, and has the columns that are known already.
func (h *header) looksLike(table *cloudflare.Table) bool {
	if table == nil || table.Check() != nil || h.known && len(table.Columns) != len(h.names) {
		return false
	}
	for i, column := range table.Columns {
		if h.known && (column.Name != h.names[i].Name || column.Kind != h.names[i].Kind) {
			return false
		}
	}
	return true
}
