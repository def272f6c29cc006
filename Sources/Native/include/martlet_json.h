#ifndef MARTLET_JSON_H
#define MARTLET_JSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Reading JSON without a tree: simdjson finds every token of a block of text at once and checks its UTF-8; the
// functions below cut the tokens into records and read the wanted paths of each record into slots.
//
// The tokens come from simdjson's first stage through the library's own run-time dispatch, so one build serves
// machines with and without AVX2. Every function only reads inside the bytes it is given.

/// Brackets deeper than this make a record unreadable.
#define MARTLET_JSON_MAX_DEPTH 128

enum martlet_json_status {
  MARTLET_JSON_OK = 0,
  MARTLET_JSON_UTF8 = 1,        // invalid UTF-8
  MARTLET_JSON_UNCLOSED = 2,    // a string or bracket that never ends
  MARTLET_JSON_CONTROL = 3,     // a control character inside a string
  MARTLET_JSON_DEPTH = 4,       // nested deeper than MARTLET_JSON_MAX_DEPTH
  MARTLET_JSON_BRACKETS = 5,    // brackets that do not match
  MARTLET_JSON_GRAMMAR = 6,     // a missing comma, colon, key or value
  MARTLET_JSON_NUMBER = 7,      // a value that is neither text, number, true, false nor null
  MARTLET_JSON_ESCAPE = 8,      // an unknown escape sequence
  MARTLET_JSON_MEMORY = 9,
  MARTLET_JSON_NOT_JSON = 10,   // something else than an object or array where a record should start
  MARTLET_JSON_PASSED_OVER = 11,  // well-framed, but of no interest
};

/// Where a value lies: in the block (area 0), in the side buffer (area 1, for values that had escapes), or nowhere.
typedef struct {
  uint32_t offset;
  /// The two top bits tell the kind of slot, the others are the length in bytes.
  uint32_t length;
} martlet_json_slot;

#define MARTLET_SLOT_SIDE 0x40000000u       // flag: the bytes are in the side buffer
#define MARTLET_SLOT_CONTAINER 0x80000000u  // flag: an object or array, with its brackets; never flagged SIDE
#define MARTLET_SLOT_MISSING 0xFFFFFFFFu
#define MARTLET_SLOT_LENGTH 0x3FFFFFFFu

/// A growing byte buffer.
typedef struct {
  uint8_t *data;
  size_t count;
  size_t capacity;
} martlet_bytes;

/// Makes room for `extra` more bytes; false when there is no memory or the buffer would pass 1 GB.
int martlet_bytes_reserve(martlet_bytes *bytes, size_t extra);
void martlet_bytes_free(martlet_bytes *bytes);

/// The tokens of one block of text.
typedef struct martlet_json_index martlet_json_index;

martlet_json_index *martlet_json_index_new(void);
void martlet_json_index_free(martlet_json_index *index);

/// Finds the tokens of `text`, which must stay in place and unchanged while the index is in use.
int martlet_json_index_build(martlet_json_index *index, const uint8_t *text, size_t length);

/// One record: a JSON value of the block.
typedef struct {
  uint32_t start, end;          // bytes of the block, half open
  uint32_t token, token_end;    // tokens of the block, half open
  int32_t status;               // MARTLET_JSON_OK, or why the record cannot be read
  uint64_t marks;               // bit `i` is set when the plan's mark `i` was seen
} martlet_json_record;

enum martlet_json_place {
  MARTLET_PLACE_TOP = 0,        // between the values of a stream
  MARTLET_PLACE_ELEMENT = 1,    // in an array of records, where an element or the end may come
  MARTLET_PLACE_COMMA = 2,      // in an array of records, after an element
  MARTLET_PLACE_TAIL = 3,       // in an object, after its array of records
};

/// Where in the structure of a stream the cutter stands, between calls.
typedef struct {
  int32_t place;
  int32_t is_wrapped;           // the array of records is a member of an object
} martlet_json_position;

enum martlet_json_cut_result {
  MARTLET_CUT_END = 0,          // all tokens are used up
  MARTLET_CUT_FULL = 1,         // `records` is full
  MARTLET_CUT_PARTIAL = 2,      // the value that starts at `offset` does not end in this block
  MARTLET_CUT_BROKEN = 3,       // the value that starts at `offset` is no well-framed JSON
  MARTLET_CUT_NOT_JSON = 4,     // no JSON value starts at `offset`
};

/// Cuts the tokens from `*token` on into records. A top-level array, and the array in an object whose first key is one
/// that exports wrap their records in, are entered: their elements are the records.
/// `*offset` tells where to go on; `*token` the same in tokens.
int martlet_json_cut(
  const martlet_json_index *index, martlet_json_position *position, uint32_t *token, martlet_json_record *records,
  uint32_t capacity, uint32_t *count, uint32_t *offset);

/// The object or array of a record that stands at bytes `start..<end` of the block, as a record; false when there is none.
int martlet_json_part(
  const martlet_json_index *index, const martlet_json_record *record, uint32_t start, uint32_t end,
  martlet_json_record *part);

/// Finds the end of the one JSON value that starts at `text[0]`, byte by byte, for text the index rejects.
/// Returns MARTLET_JSON_OK with `*end`, MARTLET_JSON_UNCLOSED when the text ends first, or why it is no value.
/// With `is_line_bound`, a line break inside a string is an error, as is a bracket where no value may stand.
int martlet_json_scan(const uint8_t *text, size_t length, int is_line_bound, size_t *end);

/// Like `martlet_json_scan`, from inside an object after a member: finds the end of that object.
int martlet_json_scan_tail(const uint8_t *text, size_t length, size_t *end);

/// Whether the text at `text[0]` is an object that wraps an array of records, and where its first element may start.
/// Needs the first 4096 bytes of the object, or all of it.
int martlet_json_enters_wrapper(const uint8_t *text, size_t length, size_t *inside);

/// The last place of `byte` in the text, or `length`.
size_t martlet_last_index(const uint8_t *text, size_t length, uint8_t byte);

/// Whether the bytes are valid UTF-8.
int martlet_utf8_is_valid(const uint8_t *text, size_t length);

/// Paths to read from every record, compiled.
typedef struct martlet_json_plan martlet_json_plan;

/// Path `i` is `names[offsets[i]..<offsets[i + 1]]`, flattened: `a.b[0].c`. After the `count` paths to read come `marks`
/// paths (at most 64) whose mere presence, with any value, sets a bit. NULL when there is no memory.
martlet_json_plan *martlet_json_plan_new(
  const uint8_t *names, const uint32_t *offsets, uint32_t count, uint32_t marks);
void martlet_json_plan_free(martlet_json_plan *plan);

/// Reads the plan's paths from each record: path `p` of record `r` goes to `slots[p * stride + r]`. Offsets of slots
/// are offsets in the block plus `base`. A record that cannot be read gets a status and no slots; the slots of one that
/// has a status already mean nothing.
/// Returns false when there is no memory.
int martlet_json_extract(
  const martlet_json_index *index, const martlet_json_plan *plan, martlet_json_record *records, uint32_t count,
  uint32_t base, martlet_json_slot *slots, size_t stride, martlet_bytes *side);

enum martlet_json_kind {
  MARTLET_NODE_NULL = 0,
  MARTLET_NODE_TEXT = 1,
  MARTLET_NODE_NUMBER = 2,
  MARTLET_NODE_BOOLEAN = 3,
  MARTLET_NODE_OBJECT = 4,
  MARTLET_NODE_ARRAY = 5,
  MARTLET_NODE_REMOVED = 6,     // a member whose key comes again later in its object
};

/// A value of a record's tree. Its children, if any, follow it up to `next`, where its sibling starts.
typedef struct {
  martlet_json_slot key;        // of a member; empty for others
  martlet_json_slot value;
  uint32_t next;
  int32_t kind;
} martlet_json_node;

/// The nodes of one record; node 0 is the record.
typedef struct {
  martlet_json_node *nodes;
  uint32_t count;
  uint32_t capacity;
} martlet_json_tree;

/// Reads a whole record; all of its grammar is checked. Offsets of slots are offsets in the block plus `base`.
int martlet_json_tree_build(
  const martlet_json_index *index, const martlet_json_record *record, uint32_t base, martlet_json_tree *tree,
  martlet_bytes *side);
void martlet_json_tree_free(martlet_json_tree *tree);

/// A byte string to look for; in lower case when the case of ASCII letters does not count.
typedef struct {
  const uint8_t *bytes;
  size_t length;
  int32_t ignores_case;
} martlet_needle;

int martlet_needle_occurs(const uint8_t *text, size_t length, const martlet_needle *needle);

/// Whether a record may hold values that its bytes do not show: it has escapes, or a member `data`, which may be encoded;
/// or, with `has_phases`, it may be one of several records of an operation (Azure, Google Cloud); or, with
/// `folds_letters`, it has letters beyond ASCII, some of which are ASCII ones when case does not count.
int martlet_json_hides_values(const uint8_t *text, size_t length, int has_phases, int folds_letters);

/// Tells which needles (at most 64) occur in which records of a block: bit `n` of `hits[r]`.
void martlet_needles_mark(
  const uint8_t *text, const martlet_json_record *records, uint32_t count, const martlet_needle *needles,
  uint32_t needle_count, uint64_t *hits);

/// A test of members by their keys. It remembers what it found out about values, so each worker has its own.
typedef struct martlet_member_test martlet_member_test;

/// A record passes when a member with one of the keys, at any depth, has a text that contains one of the literals or has
/// escapes, when such a member is no text, when there is none, or when another record may be hidden in it: in a member
/// with a hiding key that is no object. The first `text_key_count` keys count only with a text; the hiding keys stand after the keys. What
/// does not pass has no such value, escapes or not. NULL when there is no memory.
martlet_member_test *martlet_member_test_new(
  const martlet_needle *keys, uint32_t key_count, uint32_t text_key_count, uint32_t hiding_key_count,
  const martlet_needle *literals, uint32_t literal_count);
void martlet_member_test_free(martlet_member_test *test);

/// Sets `bit` in the hits of the records that pass.
void martlet_member_test_mark(
  martlet_member_test *test, const martlet_json_index *index, const martlet_json_record *records, uint32_t count,
  uint64_t bit, uint64_t *hits);

/// The slots of one column.
typedef struct {
  const martlet_json_slot *slots;
  uint32_t rows;
  const uint8_t *block;
  const uint8_t *side;
} martlet_slot_column;

/// The bytes of all values together; `*present` is the number of rows that have one.
uint64_t martlet_slots_measure(const martlet_slot_column *column, uint32_t *present);

/// Copies the values end to end. `offsets` has one more element than rows, `presence` one bit per row.
void martlet_slots_copy(const martlet_slot_column *column, uint8_t *storage, uint32_t *offsets, uint64_t *presence);

/// Numbers the distinct values: `codes[row]`, UINT32_MAX where there is none, and the first row of each code.
/// Returns how many there are, or UINT32_MAX when there are more than `limit` (at most 1024).
uint32_t martlet_slots_encode(const martlet_slot_column *column, uint32_t *codes, uint32_t *firsts, uint32_t limit);

#ifdef __cplusplus
}
#endif
#endif
