// Tokens by simdjson, and the cutting of tokens into records.

#include "json_index.hpp"

#include <algorithm>
#include <cstring>
#include <new>

#include <simdjson.h>

martlet_json_index::martlet_json_index() = default;
martlet_json_index::~martlet_json_index() = default;

martlet_json_index *martlet_json_index_new(void) { return new (std::nothrow) martlet_json_index(); }

void martlet_json_index_free(martlet_json_index *index) { delete index; }

namespace {

bool set_kinds(martlet_json_index &index) {
  size_t wanted = size_t(index.count) + 64;
  if (wanted > index.kinds_capacity) {
    index.kinds_capacity = 0;
    index.kinds_storage.reset(new (std::nothrow) uint8_t[wanted * 2]);
    if (!index.kinds_storage) return false;
    index.kinds_capacity = wanted * 2;
  }
  uint8_t *kinds = index.kinds_storage.get();
  // Copies of what the index holds, which the bytes written here might otherwise be part of for all the compiler knows.
  const uint8_t *text = index.text;
  const uint32_t *tokens = index.tokens;
  uint32_t count = index.count;
  uint32_t i = 0;
  for (; i + 8 <= count; i += 8) {
    uint8_t eight[8];
    for (uint32_t one = 0; one < 8; one++) eight[one] = text[tokens[i + one]];
    memcpy(kinds + i, eight, 8);
  }
  for (; i < count; i++) kinds[i] = text[tokens[i]];
  memset(kinds + count, 0, 64);
  index.kinds = kinds;
  return true;
}

}  // namespace

int martlet_json_index_build(martlet_json_index *index, const uint8_t *text, size_t length) {
  index->count = 0;
  index->length = 0;
  index->has_looked_for_escapes = false;
  if (length == 0) return MARTLET_JSON_OK;
  if (length > MARTLET_SLOT_LENGTH) return MARTLET_JSON_MEMORY;
  index->text = text;
  index->length = static_cast<uint32_t>(length);
  if (!index->parser || index->parser->capacity() < length) {
    index->parser.reset();
    size_t capacity = length < 512 * 1024 ? 512 * 1024 : length;
    auto failure =
      simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, index->parser);
    if (failure != simdjson::SUCCESS) return MARTLET_JSON_MEMORY;
  }
  auto failure = index->parser->stage1(text, length, simdjson::stage1_mode::regular);
  switch (failure) {
    case simdjson::SUCCESS: break;
    case simdjson::EMPTY: return MARTLET_JSON_OK;
    case simdjson::UTF8_ERROR: return MARTLET_JSON_UTF8;
    case simdjson::UNCLOSED_STRING: return MARTLET_JSON_UNCLOSED;
    case simdjson::UNESCAPED_CHARS: return MARTLET_JSON_CONTROL;
    case simdjson::MEMALLOC: return MARTLET_JSON_MEMORY;
    default: return MARTLET_JSON_GRAMMAR;
  }
  index->tokens = index->parser->structural_indexes.get();
  index->count = index->parser->n_structural_indexes;
  return set_kinds(*index) ? MARTLET_JSON_OK : MARTLET_JSON_MEMORY;
}

namespace {

bool is_bracket(uint8_t byte) { return (byte | 0x20) == 0x7B || (byte | 0x20) == 0x7D; }
bool is_opening(uint8_t byte) { return (byte | 0x20) == 0x7B; }

/// Open brackets, and what makes them well-framed: they match, and one opens only where a value may stand.
struct brackets {
  uint8_t stack[MARTLET_JSON_MAX_DEPTH];
  uint32_t depth = 0;
  bool too_deep = false;

  bool open(uint8_t bracket, uint8_t previous) {
    if (depth > 0 && depth <= MARTLET_JSON_MAX_DEPTH) {
      bool fits = stack[depth - 1] == '{' ? previous == ':' : previous == '[' || previous == ',';
      if (!fits) return false;
    }
    if (depth < MARTLET_JSON_MAX_DEPTH) stack[depth] = bracket; else too_deep = true;
    depth++;
    return true;
  }

  bool close(uint8_t bracket) {
    if (depth == 0) return false;
    depth--;
    return depth >= MARTLET_JSON_MAX_DEPTH || stack[depth] == bracket - 2;
  }
};

enum class framing { complete, partial, broken };

/// Finds the token after the value that starts at `token`, a bracket.
framing frame(const martlet_json_index *index, uint32_t token, uint32_t &after, bool &too_deep) {
  const uint8_t *kinds = index->kinds;
  brackets open;
  // Behind the last token are no brackets.
  for (uint32_t first = token; first < index->count; first += 64) {
    for (uint64_t mask = martlet::brackets_of_64(kinds + first); mask != 0; mask &= mask - 1) {
      uint32_t i = first + static_cast<uint32_t>(__builtin_ctzll(mask));
      uint8_t byte = kinds[i];
      if (is_opening(byte)) {
        if (!open.open(byte, i == token ? 0 : kinds[i - 1])) return framing::broken;
      } else {
        if (!open.close(byte)) return framing::broken;
        if (open.depth == 0) {
          after = i + 1;
          too_deep = open.too_deep;
          return framing::complete;
        }
      }
    }
  }
  return framing::partial;
}

/// Whether the object at `token` starts with a key that exports wrap their records in, and an array of objects:
/// `{"Records":[{`, `{"records":[{`; the tokens are `{`, the key, `:`, `[` and `{` or `]`.
bool is_wrapper(const martlet_json_index *index, uint32_t token) {
  if (index->count - token < 5) return false;
  const uint8_t *text = index->text;
  const uint32_t *tokens = index->tokens + token;
  if (text[tokens[3]] != '[' || text[tokens[2]] != ':') return false;
  if (text[tokens[4]] != '{' && text[tokens[4]] != ']') return false;
  uint32_t key = tokens[1];
  uint32_t end = martlet::scalar_end(text, tokens, 1);
  return end - key == 9 && (memcmp(text + key, "\"Records\"", 9) == 0 || memcmp(text + key, "\"records\"", 9) == 0);
}

}  // namespace

int martlet_json_cut(
  const martlet_json_index *index, martlet_json_position *position, uint32_t *token, martlet_json_record *records,
  uint32_t capacity, uint32_t *count, uint32_t *offset) {
  const uint8_t *kinds = index->kinds;
  const uint32_t *tokens = index->tokens;
  uint32_t i = *token;
  uint32_t filled = 0;
  int result = MARTLET_CUT_END;
  while (i < index->count) {
    uint8_t byte = kinds[i];
    if (position->place == MARTLET_PLACE_COMMA) {
      if (byte != ',' && byte != ']') { result = MARTLET_CUT_NOT_JSON; break; }
      position->place = MARTLET_PLACE_ELEMENT;
      if (byte == ',') { i++; continue; }
    }
    if (position->place == MARTLET_PLACE_ELEMENT && byte == ']') {
      position->place = position->is_wrapped ? MARTLET_PLACE_TAIL : MARTLET_PLACE_TOP;
      i++;
      continue;
    }
    if (position->place == MARTLET_PLACE_TAIL) {
      // The rest of the wrapping object is of no interest; it ends with the brace that closes it.
      if (byte == '}') { position->place = MARTLET_PLACE_TOP; i++; continue; }
      if (byte == ']') { result = MARTLET_CUT_BROKEN; break; }
      if (!is_opening(byte)) { i++; continue; }
      uint32_t after = 0;
      bool too_deep = false;
      framing found = frame(index, i, after, too_deep);
      if (found == framing::complete) { i = after; continue; }
      result = found == framing::partial ? MARTLET_CUT_PARTIAL : MARTLET_CUT_BROKEN;
      break;
    }
    if (!is_opening(byte)) { result = MARTLET_CUT_NOT_JSON; break; }
    if (position->place == MARTLET_PLACE_TOP) {
      bool is_array = byte == '[';
      if (is_array || is_wrapper(index, i)) {
        position->place = MARTLET_PLACE_ELEMENT;
        position->is_wrapped = !is_array;
        i += is_array ? 1 : 4;
        continue;
      }
    }
    if (filled == capacity) { result = MARTLET_CUT_FULL; break; }
    uint32_t after = 0;
    bool too_deep = false;
    framing found = frame(index, i, after, too_deep);
    if (found != framing::complete) {
      result = found == framing::partial ? MARTLET_CUT_PARTIAL : MARTLET_CUT_BROKEN;
      break;
    }
    records[filled++] = {tokens[i], tokens[after - 1] + 1, i, after, too_deep ? MARTLET_JSON_DEPTH : MARTLET_JSON_OK,
                         0};
    if (position->place == MARTLET_PLACE_ELEMENT) position->place = MARTLET_PLACE_COMMA;
    i = after;
  }
  *token = i;
  *offset = i < index->count ? tokens[i] : index->length;
  *count = filled;
  return result;
}

int martlet_json_part(
  const martlet_json_index *index, const martlet_json_record *record, uint32_t start, uint32_t end,
  martlet_json_record *part) {
  const uint32_t *first = index->tokens + record->token;
  const uint32_t *last = index->tokens + record->token_end;
  const uint32_t *opening = std::lower_bound(first, last, start);
  const uint32_t *closing = std::lower_bound(opening, last, end - 1);
  if (closing == last || *opening != start || *closing != end - 1) return 0;
  *part = {start, end, static_cast<uint32_t>(opening - index->tokens), static_cast<uint32_t>(closing + 1 - index->tokens),
           record->status, 0};
  return 1;
}

namespace {

int scan_brackets(const uint8_t *text, size_t length, bool is_line_bound, brackets &open, size_t *end) {
  uint8_t previous = open.depth ? ',' : 0;
  for (size_t i = 0; i < length; i++) {
    uint8_t byte = text[i];
    if (byte == '"') {
      for (i++; i < length && text[i] != '"'; i++) {
        if (text[i] == '\\') i++;
        else if (is_line_bound && text[i] == '\n') return MARTLET_JSON_CONTROL;
      }
      if (i >= length) return MARTLET_JSON_UNCLOSED;
    } else if (byte == '\\' && i + 1 < length && (text[i + 1] == '"' || text[i + 1] == '\\')) {
      // The index takes no quote after a backslash for a start either.
      i++;
    } else if (is_bracket(byte)) {
      if (is_opening(byte) ? !open.open(byte, previous) : !open.close(byte)) return MARTLET_JSON_BRACKETS;
      if (open.depth == 0) {
        *end = i + 1;
        return MARTLET_JSON_OK;
      }
    } else if (open.depth == 0) {
      return MARTLET_JSON_NOT_JSON;
    }
    if (!martlet::is_blank(byte)) previous = byte;
  }
  return MARTLET_JSON_UNCLOSED;
}

}  // namespace

int martlet_json_scan(const uint8_t *text, size_t length, int is_line_bound, size_t *end) {
  brackets open;
  return scan_brackets(text, length, is_line_bound != 0, open, end);
}

int martlet_json_scan_tail(const uint8_t *text, size_t length, size_t *end) {
  brackets open;
  open.stack[0] = '{';
  open.depth = 1;
  return scan_brackets(text, length, false, open, end);
}

int martlet_json_enters_wrapper(const uint8_t *text, size_t length, size_t *inside) {
  size_t at = 0;
  auto skip_blanks = [&] { while (at < length && martlet::is_blank(text[at])) at++; };
  auto next_is = [&](const char *wanted) {
    size_t count = strlen(wanted);
    if (length - at < count || memcmp(text + at, wanted, count) != 0) return false;
    at += count;
    return true;
  };
  if (!next_is("{")) return 0;
  skip_blanks();
  if (!next_is("\"Records\"") && !next_is("\"records\"")) return 0;
  skip_blanks();
  if (!next_is(":")) return 0;
  skip_blanks();
  if (!next_is("[")) return 0;
  *inside = at;
  skip_blanks();
  return at < length && (text[at] == '{' || text[at] == ']');
}

int martlet_utf8_is_valid(const uint8_t *text, size_t length) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(text), length);
}

size_t martlet_last_index(const uint8_t *text, size_t length, uint8_t byte) {
  const void *found = length == 0 ? nullptr : memrchr(text, byte, length);
  return found ? static_cast<size_t>(static_cast<const uint8_t *>(found) - text) : length;
}
