package gateway

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"cloudflarestream/pkg/cloudflare"
)

// kinds says how a column keeps values of the API's scalars. Others cannot be selected.
var kinds = map[string]cloudflare.Kind{
	"string": cloudflare.Text, "Date": cloudflare.Text, "Time": cloudflare.Text, "bool": cloudflare.Text,
	"float32": cloudflare.Number, "float64": cloudflare.Number,
	"int8": cloudflare.Number, "int16": cloudflare.Number, "int32": cloudflare.Number, "int64": cloudflare.Number,
	"uint8": cloudflare.Number, "uint16": cloudflare.Number, "uint32": cloudflare.Number, "uint64": cloudflare.Number,
}

// fieldsOf tells how a row with this selection looks.
func (a *Allowlist) fieldsOf(selections ast.SelectionSet, prefix string) ([]cloudflare.Field, error) {
	selected, err := fieldsIn(selections)
	if err != nil {
		return nil, err
	}
	var fields []cloudflare.Field
	for _, field := range selected {
		path := prefix + field.Alias
		one := cloudflare.Field{Key: field.Alias}
		kind, scalar := kinds[field.Definition.Type.NamedType]
		switch {
		case scalar:
			one.Kind = kind
		case field.Definition.Type.Elem == nil && len(field.SelectionSet) > 0:
			one.Kind = cloudflare.Block
			if one.Fields, err = a.fieldsOf(field.SelectionSet, path+"."); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%q is neither text nor a number", path)
		}
		fields = append(fields, one)
	}
	return fields, nil
}
