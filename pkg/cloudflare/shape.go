package cloudflare

// Kind tells how a field of a row is kept.
type Kind uint8

const (
	// Text is a leaf whose JSON is a string or a boolean.
	Text Kind = iota
	// Number is a leaf whose JSON is a number.
	Number
	// Block is an object within the row.
	Block
	// AnyText is kept as Text, and may be anything: what is neither a string nor a boolean counts as none. People write
	// what they like into some fields of a video.
	AnyText
)

// Field is one selected field of a row, by its key in the answer (the alias, if it has one).
type Field struct {
	Key    string
	Kind   Kind
	Fields []Field // of a Block
}

// Shape is what one document makes of the answer: the key of its node and the fields of each of the node's rows.
type Shape struct {
	Node string
	Row  []Field
}
