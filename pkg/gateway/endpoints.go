package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"cloudflarestream/pkg/cloudflare"
)

// maxParameter bounds one parameter of a call in bytes. Fifty ids take some two thousand.
const maxParameter = 8 << 10

// endpoint is a call over REST that may be made, as src/core/rest/endpoints.ts describes it.
type endpoint struct {
	Host       string
	Path       string
	Parameters map[string]string
	Rows       []string
	Fields     map[string]string
	// FreshSeconds is how long an answer is good for.
	FreshSeconds int
	// List is nil where no parameter lists the rows that are wanted.
	List *listing

	forms  map[string]*regexp.Regexp
	fields []cloudflare.Field
}

// listing is a parameter that lists rows, with commas between, by a field that each has.
type listing struct {
	Parameter, Field string
	// Sent says that the API takes the list; else it gives all rows.
	Sent bool
}

// customerParameter names the customer's host, which is public.
const customerParameter = "customer"

var (
	inBraces = regexp.MustCompile(`\{(\w+)\}`)
	// simulated is the customer's host as the simulator has it: below the address of the API.
	simulated = regexp.MustCompile(`^/customer/[0-9a-z]{1,64}$`)
)

func readEndpoints(text string) (map[string]*endpoint, error) {
	var found map[string]*endpoint
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		return nil, err
	}
	for name, each := range found {
		each.forms = map[string]*regexp.Regexp{}
		for parameter, form := range each.Parameters {
			compiled, err := regexp.Compile("^(?:" + form + ")$")
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", name, parameter, err)
			}
			each.forms[parameter] = compiled
		}
		for _, path := range slices.Sorted(maps.Keys(each.Fields)) {
			kind := cloudflare.AnyText
			if each.Fields[path] == "number" {
				kind = cloudflare.Number
			}
			each.fields = withField(each.fields, strings.Split(path, "."), kind)
		}
	}
	return found, nil
}

// withField adds a field by its path in a row.
func withField(fields []cloudflare.Field, path []string, kind cloudflare.Kind) []cloudflare.Field {
	if len(path) == 1 {
		return append(fields, cloudflare.Field{Key: path[0], Kind: kind})
	}
	if last := len(fields) - 1; last >= 0 && fields[last].Key == path[0] {
		fields[last].Fields = withField(fields[last].Fields, path[1:], kind)
		return fields
	}
	return append(fields, cloudflare.Field{Key: path[0], Kind: cloudflare.Block, Fields: withField(nil, path[1:], kind)})
}

// admitCall gives the endpoint and the call that an ask is for, or the reason why it is not made.
//
// address is the API's, under which the simulator has a customer's host.
func (a *Allowlist) admitCall(rest Rest, account, address string) (*endpoint, cloudflare.Call, error) {
	of := a.endpoints[rest.Endpoint]
	if of == nil {
		return nil, cloudflare.Call{}, fmt.Errorf("there is no call %q", rest.Endpoint)
	}
	call := cloudflare.Call{Query: url.Values{}, Rows: of.Rows, Fields: of.fields}
	values := map[string]string{"account": account}
	for _, name := range slices.Sorted(maps.Keys(rest.Parameters)) {
		value, form := rest.Parameters[name], of.forms[name]
		switch {
		case form == nil:
			return nil, cloudflare.Call{}, fmt.Errorf("it takes no parameter %q", name)
		case len(value) > maxParameter:
			return nil, cloudflare.Call{}, fmt.Errorf("its parameter %q is longer than %d bytes", name, maxParameter)
		case name == customerParameter && isSimulated(value, address):
		case !form.MatchString(value):
			return nil, cloudflare.Call{}, fmt.Errorf("its parameter %q is not of the form %s", name, form)
		}
		switch {
		case name == customerParameter:
			call.Public = value
		case strings.Contains(of.Path, "{"+name+"}"):
			values[name] = value
		case of.List != nil && of.List.Parameter == name && !of.List.Sent:
		default:
			call.Query.Set(name, value)
		}
	}
	if of.Host == customerParameter && call.Public == "" {
		return nil, cloudflare.Call{}, errors.New("it does not say whose host")
	}
	if of.List != nil && rest.Parameters[of.List.Parameter] == "" {
		return nil, cloudflare.Call{}, errors.New("it lists nothing")
	}
	for _, name := range inBraces.FindAllStringSubmatch(of.Path, -1) {
		if values[name[1]] == "" {
			return nil, cloudflare.Call{}, fmt.Errorf("its parameter %q is missing", name[1])
		}
	}
	call.Path = inBraces.ReplaceAllStringFunc(of.Path, func(name string) string {
		return url.PathEscape(values[strings.Trim(name, "{}")])
	})
	return of, call, nil
}

// isOwn says of an admitted call that the gateway answers it by itself.
func (a *Allowlist) isOwn(rest Rest) bool { return a.endpoints[rest.Endpoint].Host == "gateway" }

func isSimulated(customer, address string) bool {
	below, found := strings.CutPrefix(customer, address)
	return found && simulated.MatchString(below)
}
