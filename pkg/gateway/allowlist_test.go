package gateway

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"cloudflarestream/pkg/cloudflare"
)

// schema has all that the rules speak of: two nodes of groups, one of rows, settings, zones, a block within a block.
const schema = `
scalar Date scalar Time scalar bool scalar bytes scalar float64 scalar int64 scalar string scalar uint8 scalar uint64
schema { query: Query }
type Query { viewer: viewer cost: uint64! }
type viewer {
  accounts(filter: AccountFilter): [account!]!
  zones(filter: ZoneFilter): [zone!]!
}
input AccountFilter { accountTag: string! }
input ZoneFilter { zoneTag: string! }
type zone { minutes(filter: MinutesFilter!, limit: uint64!): [Minutes!]! }
type account {
  settings: Settings
  minutes(filter: MinutesFilter!, limit: uint64!, orderBy: [MinutesOrderBy!]): [Minutes!]!
  events(limit: uint64!, from: Time, to: Time): [Event!]!
}
type Settings { minutes: Limits! }
type Limits { enabled: bool! availableFields: [string!]! }
type Minutes {
  count: uint64!
  sum: Sum
  confidence(level: float64!): Confidence
  dimensions: Dimensions
}
type Sum { minutesViewed: uint64! }
type Confidence { level: float64! count: Interval }
type Interval { estimate: float64! isValid: bool! }
type Dimensions { uid: string! date: Date! datetimeHour: Time! startup: uint8! raw: bytes! tags: [string!]! }
type Event { datetime: Time! inputId: string! }
input MinutesFilter { AND: [MinutesFilter!] OR: [MinutesFilter!] uid: string uid_in: [string!] date_geq: Date startup: uint8 }
enum MinutesOrderBy { uid_ASC uid_DESC }
`

func allowlist(t testing.TB, sdl string) *Allowlist {
	t.Helper()
	list, err := NewAllowlist(sdl, Endpoints)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// selecting is a document that is admitted but for what it selects of the account.
func selecting(node string) string {
	return `query Q($accountTag: string!, $limit: uint64!) { viewer { accounts(filter: { accountTag: $accountTag }) { ` + node + ` } } }`
}

func TestAdmitted(t *testing.T) {
	for name, test := range map[string]struct{ document, node, columns string }{
		"metrics and dimensions": {
			selecting(`minutes(filter: { uid: "u" }, limit: $limit, orderBy: [uid_ASC]) { count sum { minutesViewed } dimensions { uid date datetimeHour startup } }`),
			"minutes", "count# sum.minutesViewed# dimensions.uid dimensions.date dimensions.datetimeHour dimensions.startup#",
		},
		"rows of events":        {selecting(`events(limit: $limit) { datetime inputId }`), "events", "datetime inputId"},
		"keys of the answer":    {selecting(`q0: events(limit: $limit) { ts: datetime }`), "q0", "ts"},
		"blocks within a block": {selecting(`minutes(filter: {}, limit: $limit) { confidence(level: 0.95) { level count { estimate isValid } } }`), "minutes", "confidence.level# confidence.count.estimate# confidence.count.isValid"},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := allowlist(t, schema).admit(test.document)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(columns(found.shape.Row, ""), " "); got != test.columns || found.shape.Node != test.node {
				t.Errorf("%s: %s", found.shape.Node, got)
			}
		})
	}
}

// columns lists the leaves of a row; those of numbers end in "#".
func columns(fields []cloudflare.Field, prefix string) []string {
	var names []string
	for _, field := range fields {
		switch field.Kind {
		case cloudflare.Block:
			names = append(names, columns(field.Fields, prefix+field.Key+".")...)
		case cloudflare.Number:
			names = append(names, prefix+field.Key+"#")
		default:
			names = append(names, prefix+field.Key)
		}
	}
	return names
}

// aliases selects a field under so many names.
func aliases(n int) string {
	var all strings.Builder
	for i := range n {
		_, _ = fmt.Fprintf(&all, "a%d: inputId ", i)
	}
	return all.String()
}

func TestNotAdmitted(t *testing.T) {
	const minutes = `minutes(filter: {}, limit: $limit) { count }`
	around := func(accounts string) string {
		return `query ($accountTag: string!, $other: string!) { viewer { ` + accounts +
			` { minutes(filter: { OR: [{ uid: $accountTag }, { uid: $other }] }, limit: 1) { count } } } }`
	}
	for name, test := range map[string]struct{ document, reason string }{
		"nothing":                      {``, "not exactly one query"},
		"no GraphQL":                   {`{`, "Expected Name"},
		"a mutation":                   {`mutation { viewer { accounts { settings { minutes { enabled } } } } }`, "not exactly one query"},
		"a subscription":               {`subscription { viewer { accounts { settings { minutes { enabled } } } } }`, "not exactly one query"},
		"two operations":               {selecting(minutes) + ` query B { cost }`, "not exactly one query"},
		"the schema":                   {`{ __schema { types { name } } }`, "asks for the schema"},
		"a type":                       {`{ __type(name: "account") { name } }`, "asks for the schema"},
		"the name of a type":           {selecting(`minutes(filter: {}, limit: $limit) { __typename count }`), "asks for the schema"},
		"the name of the root's type":  {`query ($accountTag: string!) { __typename viewer { accounts(filter: { accountTag: $accountTag }) { events(limit: 1) { inputId } } } }`, "asks for the schema"},
		"no account":                   {around(`accounts`), "account is not filter"},
		"a literal account":            {around(`accounts(filter: { accountTag: "other" })`), "account is not filter"},
		"another variable":             {around(`accounts(filter: { accountTag: $other })`), "account is not filter"},
		"a whole filter as variable":   {`query ($f: AccountFilter!, $limit: uint64!) { viewer { accounts(filter: $f) { ` + minutes + ` } } }`, "account is not filter"},
		"an alias of the viewer":       {`query ($accountTag: string!) { v: viewer { accounts(filter: { accountTag: $accountTag }) { events(limit: 1) { inputId } } } }`, `"viewer" alone`},
		"an alias of the accounts":     {around(`a: accounts(filter: { accountTag: $accountTag })`), `"accounts" alone`},
		"two accounts":                 {`query ($accountTag: string!) { viewer { accounts(filter: { accountTag: $accountTag }) { events(limit: 1) { inputId } } b: accounts(filter: { accountTag: "b" }) { events(limit: 1) { inputId } } } }`, "more than one node"},
		"two nodes":                    {selecting(minutes + ` events(limit: 1) { inputId }`), "more than one node"},
		"one node twice":               {selecting(minutes + ` b: ` + minutes), "more than one node"},
		"zones":                        {`{ viewer { zones(filter: { zoneTag: "z" }) { minutes(filter: {}, limit: 1) { count } } } }`, `"accounts" alone`},
		"cost beside the viewer":       {`query ($accountTag: string!) { cost viewer { accounts(filter: { accountTag: $accountTag }) { events(limit: 1) { inputId } } } }`, "more than one node"},
		"settings, which have no rows": {`query ($accountTag: string!) { viewer { accounts(filter: { accountTag: $accountTag }) { settings { minutes { enabled } } } } }`, `"settings" has no rows`},
		"an unknown node":              {selecting(`httpRequests1hGroups(limit: $limit) { count }`), "Cannot query field"},
		"an unknown field":             {selecting(`events(limit: $limit) { secret }`), "Cannot query field"},
		"an unknown argument":          {selecting(`events(limit: $limit, after: "x") { inputId }`), "Unknown argument"},
		"a missing argument":           {`query ($accountTag: string!) { viewer { accounts(filter: { accountTag: $accountTag }) { events { inputId } } } }`, "is required"},
		"an unknown order":             {selecting(`minutes(filter: {}, limit: $limit, orderBy: [secret_ASC]) { count }`), "secret_ASC"},
		"an unknown filter":            {selecting(`minutes(filter: { secret: 1 }, limit: $limit) { count }`), "secret"},
		"a fragment":                   {selecting(`events(limit: $limit) { ...F }`) + ` fragment F on Event { inputId }`, "not exactly one query"},
		"an inline fragment":           {selecting(`events(limit: $limit) { ... on Event { inputId } }`), "fragments"},
		"a directive on a field":       {selecting(`events(limit: $limit) { inputId @skip(if: true) }`), "directives"},
		"a directive on the node":      {selecting(`events(limit: $limit) @include(if: true) { inputId }`), "directives"},
		"a leaf that is a list":        {selecting(`minutes(filter: {}, limit: $limit) { dimensions { tags } }`), "neither text nor a number"},
		"a leaf of no use":             {selecting(`minutes(filter: {}, limit: $limit) { dimensions { raw } }`), "neither text nor a number"},
		"a field twice":                {selecting(`events(limit: $limit) { inputId inputId }`), "twice"},
		"a block twice":                {selecting(`minutes(filter: {}, limit: $limit) { dimensions { uid } dimensions { date } }`), "twice"},
		"too many fields":              {selecting(`events(limit: $limit) { ` + aliases(maxSelected) + ` }`), "more than 100 fields"},
		"too many tokens":              {selecting(`events(limit: $limit) { ` + strings.Repeat("a ", maxTokens) + ` }`), "token limit"},
		"too long":                     {selecting(`events(limit: $limit) { inputId }`) + strings.Repeat(" ", maxDocument), "longer than"},
		"too deep":                     {strings.Repeat("{a", 600) + strings.Repeat("}", 600), "nested deeper"},
		"a value too deep":             {selecting(`minutes(filter: ` + strings.Repeat(`{ AND: [`, 40) + strings.Repeat(`] }`, 40) + `, limit: $limit) { count }`), "nested deeper"},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := allowlist(t, schema).admit(test.document)
			if err == nil {
				t.Fatalf("admitted: %+v", found.shape)
			}
			if !strings.Contains(err.Error(), test.reason) {
				t.Errorf("%v, not for %q", err, test.reason)
			}
		})
	}
}

func TestVariables(t *testing.T) {
	const document = `query ($accountTag: string!, $limit: uint64!, $filter: MinutesFilter!, $orderBy: [MinutesOrderBy!], $level: float64 = 0.95) {
		viewer { accounts(filter: { accountTag: $accountTag }) {
			minutes(filter: $filter, limit: $limit, orderBy: $orderBy) { confidence(level: $level) { level } } } } }`
	const admitted = "admitted"
	for variables, want := range map[string]string{
		`{"limit":10,"filter":{}}`: admitted,
		`{"limit":10,"filter":{"uid":"u","OR":[{"uid_in":["a","b"]},{"AND":[{"date_geq":"2026-01-01","startup":255}]}]},"orderBy":["uid_ASC"],"level":0.5}`: admitted,
		`{"limit":10,"filter":{"uid":null},"orderBy":null,"level":null}`:                                                                                    admitted,
		`{"limit":10,"filter":{},"accountTag":"other"}`:                                                                                                     admitted,
		`{"limit":10,"filter":{},"accountTag":{"not":"text"}}`:                                                                                              admitted,
		`{"filter":{}}`:                                                       "$limit is missing",
		`{"limit":null,"filter":{}}`:                                          "$limit is missing",
		`{"limit":"10","filter":{}}`:                                          "$limit is not of type uint64",
		`{"limit":-1,"filter":{}}`:                                            "$limit is not of type uint64",
		`{"limit":1.5,"filter":{}}`:                                           "$limit is not of type uint64",
		`{"limit":{},"filter":{}}`:                                            "$limit is not of type uint64",
		`{"limit":true,"filter":{}}`:                                          "$limit is not of type uint64",
		`{"limit":1,"filter":[]}`:                                             "$filter is not of type MinutesFilter",
		`{"limit":1,"filter":{"accountTag":"x"}}`:                             "$filter.accountTag does not exist",
		`{"limit":1,"filter":{"uid":1}}`:                                      "$filter.uid is not of type string",
		`{"limit":1,"filter":{"startup":256}}`:                                "$filter.startup is not of type uint8",
		`{"limit":1,"filter":{"uid_in":"a"}}`:                                 "$filter.uid_in is not a list",
		`{"limit":1,"filter":{"uid_in":["a",null]}}`:                          "$filter.uid_in[1] is missing",
		`{"limit":1,"filter":{"OR":[{"AND":[{"date_geq":5}]}]}}`:              "$filter.OR[0].AND[0].date_geq is not of type Date",
		`{"limit":1,"filter":{},"orderBy":["uid_asc"]}`:                       "$orderBy[0] is not of type MinutesOrderBy",
		`{"limit":1,"filter":{},"orderBy":[1]}`:                               "$orderBy[0] is not of type MinutesOrderBy",
		`{"limit":1,"filter":{},"level":"high"}`:                              "$level is not of type float64",
		`{"limit":1,"filter":{},"query":"{ __schema }"}`:                      "$query is not declared",
		`{"limit":1,"filter":{"uid":"` + strings.Repeat("u", 300<<10) + `"}}`: "its variables are longer than 262144 bytes",
	} {
		list := allowlist(t, schema)
		plan, err := list.admit(document)
		if err != nil {
			t.Fatal(err)
		}
		sent, err := list.withAccount(plan, decoded(t, variables), "configured")
		got := admitted
		if err != nil {
			got = err.Error()
		} else if sent["accountTag"] != "configured" {
			got = fmt.Sprintf("account %v", sent["accountTag"])
		}
		if got != want {
			t.Errorf("%.100s: %s, not %s", variables, got, want)
		}
	}
}

func decoded(t testing.TB, text string) map[string]any {
	t.Helper()
	var variables map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&variables); err != nil {
		t.Fatal(err)
	}
	return variables
}

func TestPlansAreBounded(t *testing.T) {
	list := allowlist(t, schema)
	for i := range 3 * maxPlans {
		if _, err := list.admit(selecting(fmt.Sprintf(`a%d: events(limit: $limit) { inputId }`, i))); err != nil {
			t.Fatal(err)
		}
	}
	if len(list.plans) > maxPlans {
		t.Errorf("%d plans", len(list.plans))
	}
}
