package plugin

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // Grafana's containers need not have zones.

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

const (
	// longestBucket is how far beyond a range a bucket may reach that it touches: the longest month.
	longestBucket = 31 * 24 * time.Hour
	// reach is longer than any retention of Stream: ranges of centuries need no list of all changes of a zone.
	reach = 730 * 24 * time.Hour
)

// zoneOffset says that from From (ms since the epoch) on, local time is UTC plus OffsetMs.
type zoneOffset struct {
	From     int64 `json:"from"`
	OffsetMs int64 `json:"offsetMs"`
}

// zoneOffsets gives a zone's offsets over the part of a range that data can lie in, with room for whole buckets and for as
// many months before as the range touches: one from its start, and one for each change. None for UTC, whose names are "" and "utc". The browser's host does the same
// (src/host/zone.ts, src/host/context.ts). The error says that there is no such zone.
func zoneOffsets(name string, span backend.TimeRange, now time.Time) ([]zoneOffset, error) {
	offsets := []zoneOffset{}
	if name == "" || strings.EqualFold(name, "utc") {
		return offsets, nil
	}
	location, err := time.LoadLocation(name)
	if err != nil || location == time.Local {
		return nil, fmt.Errorf("there is no time zone %q: use a name such as Europe/Berlin, or utc", name)
	}
	from := max(span.From.UnixMilli(), now.Add(-reach).UnixMilli())
	to := min(span.To.UnixMilli(), now.UnixMilli())
	from -= 2*max(0, to-from) + 3*longestBucket.Milliseconds()
	to += longestBucket.Milliseconds()
	for at := from; at <= to; {
		local := time.UnixMilli(at).In(location)
		_, seconds := local.Zone()
		offset := zoneOffset{From: at, OffsetMs: int64(seconds) * 1000}
		if len(offsets) == 0 || offsets[len(offsets)-1].OffsetMs != offset.OffsetMs {
			offsets = append(offsets, offset)
		}
		_, next := local.ZoneBounds()
		if next.IsZero() {
			break
		}
		at = next.UnixMilli()
	}
	return offsets, nil
}
