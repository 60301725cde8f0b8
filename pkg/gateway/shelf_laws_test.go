package gateway

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cloudflarestream/pkg/cloudflare"
)

// A shelf that never forgets for want of room, the plain way.
type plainShelf map[string]struct {
	found outcome
	until time.Time
}

func TestLawsOfTheShelf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
		most := rapid.Int64Range(0, 20_000).Draw(t, "most")
		shelf, plain := newShelf(func() time.Time { return now }, most), plainShelf{}
		var used []string // the least recently first
		use := func(key string) {
			for i, each := range used {
				if each == key {
					used = append(used[:i:i], used[i+1:]...)
					break
				}
			}
			used = append(used, key)
		}
		for step := range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := fmt.Sprint("key", rapid.IntRange(0, 9).Draw(t, "key"))
			now = now.Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "seconds")) * time.Second)
			if rapid.Bool().Draw(t, "puts") {
				found := outcome{refusal: cloudflare.Refusef(cloudflare.Answer, "%d", step)}
				if rapid.IntRange(0, 3).Draw(t, "answer") > 0 {
					found = outcome{table: tableOf(rapid.IntRange(0, 40).Draw(t, "rows"), fmt.Sprint(step))}
				}
				fresh := time.Duration(rapid.IntRange(0, 9).Draw(t, "fresh")) * time.Second
				_, known := shelf.kept.places[key]
				shelf.put(key, found, fresh)
				one := plain[key]
				if found.table != nil || one.found.table == nil || !known {
					one.found = found
				}
				one.until = now.Add(fresh)
				plain[key] = one
			} else {
				found, fresh := shelf.get(key)
				want := plain[key]
				if found != (outcome{}) && (found != want.found || fresh != want.until.After(now)) {
					t.Fatalf("%s: got %+v, fresh %v; want %+v until %v", key, found, fresh, want.found, want.until)
				}
			}
			if _, known := shelf.kept.places[key]; known {
				use(key)
			}
			var bytes int64
			forgotten := true
			for i, key := range used {
				place, known := shelf.kept.places[key]
				if known {
					bytes += rememberedBytes + int64(len(key)) + place.Value.(*remembered[kept]).value.bytes()
				} else if !forgotten {
					t.Fatalf("%s was forgotten, and what was used before it was not: %v", key, used[:i])
				}
				forgotten = forgotten && !known
			}
			if bytes != shelf.kept.bytes || bytes > most {
				t.Fatalf("remembers %d bytes, counts %d, may %d", bytes, shelf.kept.bytes, most)
			}
		}
	})
}

func tableOf(rows int, text string) *cloudflare.Table {
	column := cloudflare.Column{Name: "uid", Kind: cloudflare.Text, Dictionary: []string{text}, Codes: make([]uint32, rows)}
	return &cloudflare.Table{Rows: rows, Columns: []cloudflare.Column{column}}
}
