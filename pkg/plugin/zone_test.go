package plugin

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestZoneOffsets(t *testing.T) {
	at := func(text string) time.Time {
		parsed, err := time.Parse("2006-01-02", text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	for _, test := range []struct{ zone, from, to, want string }{
		{"", "2026-03-01", "2026-04-10", ""},
		{"utc", "2026-03-01", "2026-04-10", ""},
		{"UTC", "2026-03-01", "2026-04-10", ""},
		{"Asia/Kolkata", "2026-03-01", "2026-04-10", "2025-09-09T00:00+5h30m"},
		{"Europe/Berlin", "2026-03-10", "2026-04-10", "2025-10-06T00:00+2h0m 2025-10-26T01:00+1h0m 2026-03-29T01:00+2h0m"},
		{"Europe/Berlin", "2026-09-20", "2026-11-01", "2026-03-27T00:00+1h0m 2026-03-29T01:00+2h0m 2026-10-25T01:00+1h0m"},
		{"Australia/Lord_Howe", "2026-03-10", "2026-04-10", "2025-10-06T00:00+11h0m 2026-04-04T15:00+10h30m"},
		{"America/New_York", "1800-01-01", "2024-12-31", "2024-06-13T00:00-4h0m 2024-11-03T06:00-5h0m"}, // from two years before now on
		{"Europe/Berlin", "2026-03-10", "2026-01-01", "2025-12-07T00:00+1h0m"},                          // ends before it begins
		{"Europe/Berlin", "2026-11-01", "2900-01-01", "2026-06-13T00:00+2h0m 2026-10-25T01:00+1h0m"},    // to a month after now
	} {
		offsets, err := zoneOffsets(test.zone, backend.TimeRange{From: at(test.from), To: at(test.to)}, at("2026-11-25"))
		if err != nil {
			t.Fatal(err)
		}
		shown := make([]string, len(offsets))
		for i, offset := range offsets {
			minutes := offset.OffsetMs / 60_000
			sign := "+"
			if minutes < 0 {
				sign, minutes = "-", -minutes
			}
			shown[i] = time.UnixMilli(offset.From).UTC().Format("2006-01-02T15:04") + fmt.Sprintf("%s%dh%dm", sign, minutes/60, minutes%60)
		}
		if got := strings.Join(shown, " "); got != test.want {
			t.Errorf("%s %s to %s: %s", test.zone, test.from, test.to, got)
		}
	}
}

func TestUnknownZones(t *testing.T) {
	for _, zone := range []string{"Mars/Olympus", "Local", "browser", "../../etc/passwd"} {
		if offsets, err := zoneOffsets(zone, backend.TimeRange{}, time.Time{}); err == nil {
			t.Errorf("%s: %v", zone, offsets)
		}
	}
}
