package gateway

import (
	"slices"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"cloudflarestream/pkg/cloudflare"
)

// adding is what the rows of a node's answers may be put together to (src/core/catalogue/adding.ts).
type adding struct {
	// Buckets are dimensions that hold the start of a bucket, by its length in ms.
	Buckets map[string]int64
	// Sums are columns of whole numbers that add up over buckets and groups.
	Sums []string
	// Sampling is the column that says whether rows are made of samples; empty if none does.
	Sampling string
}

// selection is what a document asks of a node, told so that one answer can be made of the rows of another.
type selection struct {
	node string
	// columns are those of the answer, without rows.
	columns []cloudflare.Column
	// groups are the columns of the dimensions that rows are grouped by, but for the bucket's.
	groups []string
	// bucket is nil where rows belong to none.
	bucket *Bucket
	// layout is how the bucket's column writes time.
	layout string
	// opaque are columns whose names do not tell what they hold.
	opaque []string
}

const dimensionsPrefix = "dimensions."

// selectionOf is nil for documents that say more than what they select, or that name things in their own way: the core's
// have filter, limit and order in variables, and no aliases.
func selectionOf(node *ast.Field) *selection {
	of, known := policy.Datasets[node.Name]
	if !known || len(node.Arguments) != 3 || !given(node, "filter") || !given(node, "limit") || !given(node, "orderBy") {
		return nil
	}
	found := &selection{node: node.Name}
	if !found.add(of, node.SelectionSet, "", false) {
		return nil
	}
	return found
}

// given says that an argument is the variable of the same name.
func given(node *ast.Field, name string) bool {
	argument := node.Arguments.ForName(name)
	return argument != nil && argument.Value.Kind == ast.Variable && argument.Value.Raw == name
}

func (s *selection) add(of adding, selections ast.SelectionSet, prefix string, opaque bool) bool {
	for _, each := range selections {
		field := each.(*ast.Field) // fieldsIn has let no other pass.
		path, hidden := prefix+field.Name, opaque || len(field.Arguments) > 0
		switch {
		case field.Alias != field.Name:
			return false
		case len(field.SelectionSet) > 0:
			if !s.add(of, field.SelectionSet, path+".", hidden) {
				return false
			}
			continue
		}
		s.columns = append(s.columns, cloudflare.Column{Name: path, Kind: kinds[field.Definition.Type.NamedType]})
		switch name, isDimension := strings.CutPrefix(path, dimensionsPrefix); {
		case hidden:
			s.opaque = append(s.opaque, path)
		case isDimension && (field.Definition.Type.NamedType == "Time" || field.Definition.Type.NamedType == "Date"):
			ms, isBucket := of.Buckets[name]
			if !isBucket || s.bucket != nil {
				return false
			}
			s.bucket = &Bucket{path, ms}
			s.layout = apiTime
			if field.Definition.Type.NamedType == "Date" {
				s.layout = time.DateOnly
			}
		case isDimension:
			s.groups = append(s.groups, path)
		}
	}
	return true
}

// metrics are the columns that are neither the bucket's nor of groups.
func (s *selection) metrics() []string {
	var found []string
	for _, column := range s.columns {
		if !strings.HasPrefix(column.Name, dimensionsPrefix) {
			found = append(found, column.Name)
		}
	}
	return found
}

// at gives the place of a column; -1 if there is none of which it is known what it holds.
func (s *selection) at(name string) int {
	if slices.Contains(s.opaque, name) {
		return -1
	}
	return slices.IndexFunc(s.columns, func(column cloudflare.Column) bool { return column.Name == name })
}

// sortKey is a column that rows are ordered by.
type sortKey struct {
	column string
	down   bool
}

// orderOf reads `orderBy`: `uid_ASC`, `sum_minutesViewed_DESC`. False if it is by what is not selected, or leaves rows of a
// bucket without an order.
func (s *selection) orderOf(variable any) ([]sortKey, bool) {
	names, ok := variable.([]any)
	if !ok {
		return nil, false
	}
	var order []sortKey
	for _, each := range names {
		name, _ := each.(string)
		field, down := strings.CutSuffix(name, "_DESC")
		if !down {
			field = strings.TrimSuffix(name, "_ASC")
		}
		column := dimensionsPrefix + field
		if s.at(column) < 0 {
			column = strings.Replace(field, "_", ".", 1)
		}
		if s.at(column) < 0 || s.bucket != nil && column == s.bucket.Column && len(order) > 0 {
			return nil, false
		}
		order = append(order, sortKey{column, down})
	}
	if s.bucket != nil {
		if len(order) == 0 || order[0] != (sortKey{s.bucket.Column, false}) {
			return nil, false
		}
		order = order[1:]
	}
	total := !slices.ContainsFunc(s.groups, func(group string) bool {
		return !slices.ContainsFunc(order, func(key sortKey) bool { return key.column == group })
	})
	return order, total
}
