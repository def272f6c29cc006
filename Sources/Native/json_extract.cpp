// Reads the wanted paths of records into slots.

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "json_index.hpp"
#include "json_text.hpp"

int martlet_bytes_reserve(martlet_bytes *bytes, size_t extra) {
  if (extra <= bytes->capacity - bytes->count) return 1;
  size_t wanted = bytes->count + extra;
  if (wanted > MARTLET_SLOT_LENGTH) return 0;
  size_t capacity = bytes->capacity * 2 > wanted ? bytes->capacity * 2 : wanted;
  if (capacity < 4096) capacity = 4096;
  void *data = realloc(bytes->data, capacity);
  if (!data) return 0;
  bytes->data = static_cast<uint8_t *>(data);
  bytes->capacity = capacity;
  return 1;
}

void martlet_bytes_free(martlet_bytes *bytes) {
  free(bytes->data);
  *bytes = {nullptr, 0, 0};
}

/// A trie over the bytes of all paths, so that `a.b` is found as one key as well as by nesting. A state is a node;
/// nodes with one child are followed by it, so that a run of them is compared as one text.
struct martlet_json_plan {
  static constexpr uint32_t none = UINT32_MAX;

  struct node {
    uint32_t run = 0;             // how many nodes follow, each the only child of the one before
    uint32_t slot = none;         // the path that ends here
    uint64_t mark = 0;            // the bit of a mark that ends here
    uint32_t branches = 0;        // the first branch, when there are several children
    uint32_t branch_count = 0;
    uint32_t slots_begin = 0;     // the slots of this node and all below, as a range of `slots_in_order`
    uint32_t slots_end = 0;
  };
  struct branch {
    uint8_t byte;
    uint32_t child;
  };

  std::vector<node> nodes;
  std::vector<uint8_t> bytes;     // bytes[i] leads to node i
  std::vector<branch> branches;
  std::vector<uint32_t> slots_in_order;
  uint32_t first[256];            // the children of the root
  uint32_t path_count = 0;
  uint32_t mark_count = 0;        // paths `path_count` and on are only noted when seen

  bool has_children(uint32_t state) const { return nodes[state].run != 0 || nodes[state].branch_count != 0; }

  /// The state after `text`, or `none`.
  uint32_t advance(uint32_t state, const uint8_t *text, size_t length) const {
    if (state == 0 && length != 0) {
      state = first[text[0]];
      if (state == none) return none;
      text++;
      length--;
    }
    while (length != 0) {
      const node &here = nodes[state];
      if (here.run != 0) {
        size_t shared = here.run < length ? here.run : length;
        if (!martlet::is_same(&bytes[state + 1], text, shared)) return none;
        state += static_cast<uint32_t>(shared);
        text += shared;
        length -= shared;
      } else {
        uint32_t next = none;
        for (uint32_t i = 0; i < here.branch_count; i++) {
          if (branches[here.branches + i].byte == *text) { next = branches[here.branches + i].child; break; }
        }
        if (next == none) return none;
        state = next;
        text++;
        length--;
      }
    }
    return state;
  }

  /// Lays out the paths `sorted[begin..<end]`, which share their first `depth` bytes, below a new node.
  uint32_t add(const std::vector<std::pair<std::string, uint32_t>> &sorted, size_t begin, size_t end, size_t depth,
               uint8_t byte) {
    uint32_t id = static_cast<uint32_t>(nodes.size());
    nodes.emplace_back();
    bytes.push_back(byte);
    uint32_t slots_begin = static_cast<uint32_t>(slots_in_order.size());
    for (; begin < end && sorted[begin].first.size() == depth; begin++) {
      uint32_t path = sorted[begin].second;
      if (path >= path_count) {
        nodes[id].mark = uint64_t(1) << (path - path_count);
      } else if (nodes[id].slot == none) {
        nodes[id].slot = path;
        slots_in_order.push_back(path);
      }
    }
    std::vector<branch> children;
    bool is_only = begin < end && sorted[begin].first[depth] == sorted[end - 1].first[depth];
    while (begin < end) {
      uint8_t next = static_cast<uint8_t>(sorted[begin].first[depth]);
      size_t stop = begin + 1;
      while (stop < end && static_cast<uint8_t>(sorted[stop].first[depth]) == next) stop++;
      children.push_back({next, add(sorted, begin, stop, depth + 1, next)});
      begin = stop;
    }
    if (is_only) {
      nodes[id].run = nodes[id + 1].run + 1;
    } else if (!children.empty()) {
      nodes[id].branches = static_cast<uint32_t>(branches.size());
      nodes[id].branch_count = static_cast<uint32_t>(children.size());
      branches.insert(branches.end(), children.begin(), children.end());
    }
    nodes[id].slots_begin = slots_begin;
    nodes[id].slots_end = static_cast<uint32_t>(slots_in_order.size());
    return id;
  }
};

martlet_json_plan *martlet_json_plan_new(
  const uint8_t *names, const uint32_t *offsets, uint32_t count, uint32_t marks) {
  if (marks > 64) return nullptr;
  try {
    auto plan = std::make_unique<martlet_json_plan>();
    plan->path_count = count;
    plan->mark_count = marks;
    std::vector<std::pair<std::string, uint32_t>> sorted;
    for (uint32_t i = 0; i < count + marks; i++) {
      sorted.emplace_back(
        std::string(reinterpret_cast<const char *>(names) + offsets[i], offsets[i + 1] - offsets[i]), i);
    }
    std::sort(sorted.begin(), sorted.end());
    for (auto &child : plan->first) child = martlet_json_plan::none;
    if (sorted.empty()) {
      plan->nodes.emplace_back();
      plan->bytes.push_back(0);
    } else {
      plan->add(sorted, 0, sorted.size(), 0, 0);
    }
    const auto &root = plan->nodes[0];
    if (root.run != 0) plan->first[plan->bytes[1]] = 1;
    for (uint32_t i = 0; i < root.branch_count; i++) {
      plan->first[plan->branches[root.branches + i].byte] = plan->branches[root.branches + i].child;
    }
    return plan.release();
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

void martlet_json_plan_free(martlet_json_plan *plan) { delete plan; }

namespace {

using plan_state = uint32_t;

/// The member that stood at one place of the records before, and where its name leads in the plan: records of one log
/// have the same members in the same order for long stretches.
struct member_hint {
  const uint8_t *key = nullptr;
  size_t length = SIZE_MAX;
  plan_state member = martlet_json_plan::none;
};

/// Reads one record. Every read of a token is guarded by `end`, the record's last token; `end` itself may be read,
/// since a value is always followed by a token of its container.
struct reader {
  const uint8_t *text;
  const uint32_t *tokens;
  const uint8_t *kinds;
  uint32_t at;
  uint32_t last;
  const martlet_json_plan *plan;
  martlet_json_slot *slots;
  size_t stride;
  martlet_bytes *side;
  uint32_t base;
  bool has_escapes;
  /// For the first members of a record, one after the other.
  member_hint *hints;
  uint64_t marks = 0;

  static constexpr uint32_t hint_count = 64;

  uint8_t byte(uint32_t token) const { return kinds[token]; }

  void clear(uint32_t state) {
    const auto &node = plan->nodes[state];
    for (uint32_t i = node.slots_begin; i < node.slots_end; i++) {
      slots[plan->slots_in_order[i] * stride].length = MARTLET_SLOT_MISSING;
    }
  }

  /// Unescapes into the side buffer; the length, or UINT32_MAX for an unknown escape or without memory.
  uint32_t unescape(uint32_t start, uint32_t end, int &status) {
    if (!martlet_bytes_reserve(side, end - start)) { status = MARTLET_JSON_MEMORY; return UINT32_MAX; }
    size_t length = martlet::unescape(text + start, end - start, side->data + side->count);
    if (length == SIZE_MAX) { status = MARTLET_JSON_ESCAPE; return UINT32_MAX; }
    return static_cast<uint32_t>(length);
  }

  /// Passes over an object or array.
  int skip() {
    uint32_t depth = 0;
    for (uint32_t first = at; first <= last; first += 64) {
      for (uint64_t mask = martlet::brackets_of_64(kinds + first); mask != 0; mask &= mask - 1) {
        at = first + static_cast<uint32_t>(__builtin_ctzll(mask));
        if (at > last) return MARTLET_JSON_GRAMMAR;
        if ((byte(at) | 0x20) == 0x7B) depth++; else depth--;
        if (depth == 0) { at++; return MARTLET_JSON_OK; }
      }
    }
    return MARTLET_JSON_GRAMMAR;
  }

  int scalar(plan_state state) {
    uint32_t start = tokens[at];
    uint32_t end = martlet::scalar_end(text, tokens, at);
    at++;
    auto &slot = slots[plan->nodes[state].slot * stride];
    if (text[start] == '"') {
      if (end - start < 2 || text[end - 1] != '"') return MARTLET_JSON_GRAMMAR;
      start++;
      end--;
      if (has_escapes && memchr(text + start, '\\', end - start)) {
        int status = MARTLET_JSON_OK;
        uint32_t length = unescape(start, end, status);
        if (status != MARTLET_JSON_OK) return status;
        slot = {static_cast<uint32_t>(side->count), length | MARTLET_SLOT_SIDE};
        side->count += length;
        return MARTLET_JSON_OK;
      }
    } else {
      switch (martlet::literal(text + start, end - start)) {
        case martlet::literal_kind::value: break;
        case martlet::literal_kind::null: slot.length = MARTLET_SLOT_MISSING; return MARTLET_JSON_OK;
        case martlet::literal_kind::invalid: return MARTLET_JSON_NUMBER;
      }
    }
    slot = {start + base, end - start};
    return MARTLET_JSON_OK;
  }

  int value(plan_state state) {
    uint8_t first = byte(at);
    const auto &node = plan->nodes[state];
    marks |= node.mark;
    if (first == '{' || first == '[') {
      uint32_t start = at;
      int status = MARTLET_JSON_OK;
      if (plan->has_children(state)) {
        status = first == '{' ? object(plan->advance(state, reinterpret_cast<const uint8_t *>("."), 1)) : array(state);
      } else {
        status = skip();
      }
      if (status != MARTLET_JSON_OK) return status;
      if (node.slot != martlet_json_plan::none) {
        slots[node.slot * stride] = {tokens[start] + base, (tokens[at - 1] + 1 - tokens[start]) | MARTLET_SLOT_CONTAINER};
      }
      return MARTLET_JSON_OK;
    }
    if (node.slot != martlet_json_plan::none) return scalar(state);
    at++;
    return MARTLET_JSON_OK;
  }

  int pass() {
    uint8_t first = byte(at);
    if (first == '{' || first == '[') return skip();
    at++;
    return MARTLET_JSON_OK;
  }

  int array(plan_state state) {
    plan_state inside = plan->advance(state, reinterpret_cast<const uint8_t *>("["), 1);
    if (inside == martlet_json_plan::none) return skip();
    at++;
    if (byte(at) == ']') { at++; return MARTLET_JSON_OK; }
    for (uint32_t number = 0;; number++) {
      if (at >= last) return MARTLET_JSON_GRAMMAR;
      char digits[16];
      size_t length = martlet::decimal(number, digits);
      digits[length++] = ']';
      plan_state element = plan->advance(inside, reinterpret_cast<const uint8_t *>(digits), length);
      int status = element == martlet_json_plan::none ? pass() : value(element);
      if (status != MARTLET_JSON_OK) return status;
      if (at > last) return MARTLET_JSON_GRAMMAR;
      uint8_t next = byte(at++);
      if (next == ']') return MARTLET_JSON_OK;
      if (next != ',') return MARTLET_JSON_GRAMMAR;
    }
  }

  /// Reads the members of an object whose keys continue `state`; all are passed over when it is `none`.
  int object(plan_state state) {
    if (state == martlet_json_plan::none) return skip();
    at++;
    if (byte(at) == '}') { at++; return MARTLET_JSON_OK; }
    // The wanted members seen so far in this object: a repeated key replaces what its first value held.
    plan_state seen[64];
    uint32_t seen_count = 0;
    for (uint32_t number = 0;; number++) {
      if (at + 2 >= last + 1 || byte(at) != '"' || byte(at + 1) != ':') return MARTLET_JSON_GRAMMAR;
      const uint8_t *key = text + tokens[at] + 1;
      uint32_t key_end = martlet::scalar_end(text, tokens, at);
      if (text[key_end - 1] != '"' || text + key_end - 1 < key) return MARTLET_JSON_GRAMMAR;
      size_t key_length = static_cast<size_t>(text + key_end - 1 - key);
      plan_state member;
      if (has_escapes && memchr(key, '\\', key_length)) {
        int status = MARTLET_JSON_OK;
        uint32_t start = static_cast<uint32_t>(key - text);
        uint32_t length = unescape(start, start + static_cast<uint32_t>(key_length), status);
        if (status != MARTLET_JSON_OK) return status;
        member = plan->advance(state, side->data + side->count, length);
      } else if (state == 0 && key_length != 0 && plan->first[*key] == martlet_json_plan::none) {
        // No wanted name begins like this one.
        member = martlet_json_plan::none;
      } else if (state != 0 || number >= hint_count) {
        member = plan->advance(state, key, key_length);
      } else {
        member_hint &hint = hints[number];
        if (hint.length != key_length || !martlet::is_same(hint.key, key, key_length)) {
          hint = {key, key_length, plan->advance(state, key, key_length)};
        }
        member = hint.member;
      }
      at += 2;
      int status;
      if (member == martlet_json_plan::none) {
        status = pass();
      } else {
        bool is_repeated = false;
        for (uint32_t i = 0; i < seen_count && !is_repeated; i++) is_repeated = seen[i] == member;
        if (is_repeated || seen_count == 64) clear(member); else seen[seen_count++] = member;
        status = value(member);
      }
      if (status != MARTLET_JSON_OK) return status;
      if (at > last) return MARTLET_JSON_GRAMMAR;
      uint8_t next = byte(at++);
      if (next == '}') return MARTLET_JSON_OK;
      if (next != ',') return MARTLET_JSON_GRAMMAR;
    }
  }
};

}  // namespace

int martlet_json_extract(
  const martlet_json_index *index, const martlet_json_plan *plan, martlet_json_record *records, uint32_t count,
  uint32_t base, martlet_json_slot *slots, size_t stride, martlet_bytes *side) {
  // Nobody looks at the slots of a record that is not read. Where few are read, only theirs are set; otherwise those of
  // all are set path by path, which is far faster than going from path to path for each record.
  uint32_t readable = 0;
  for (uint32_t row = 0; row < count; row++) readable += records[row].status == MARTLET_JSON_OK;
  bool are_set = readable >= 4 && readable * 32 >= count;
  if (are_set) {
    for (uint32_t path = 0; path < plan->path_count; path++) memset(slots + path * stride, 0xFF, count * sizeof *slots);
  }
  member_hint hints[reader::hint_count];
  for (uint32_t row = 0; row < count; row++) {
    martlet_json_record &record = records[row];
    martlet_json_slot *row_slots = slots + row;
    record.marks = 0;
    if (record.status != MARTLET_JSON_OK) continue;
    if (!are_set) {
      for (uint32_t path = 0; path < plan->path_count; path++) row_slots[path * stride].length = MARTLET_SLOT_MISSING;
    }
    if (index->text[record.start] != '{') { record.status = MARTLET_JSON_NOT_JSON; continue; }
    bool has_escapes = index->has_escapes(record.start, record.end);
    reader one{index->text, index->tokens, index->kinds, record.token, record.token_end - 1, plan, row_slots, stride, side, base,
               has_escapes, hints, 0};
    int status = one.object(0);
    if (status == MARTLET_JSON_OK && one.at != record.token_end) status = MARTLET_JSON_GRAMMAR;
    if (status == MARTLET_JSON_MEMORY) return 0;
    record.marks = one.marks;
    if (status != MARTLET_JSON_OK) {
      record.status = status;
      for (uint32_t path = 0; path < plan->path_count; path++) row_slots[path * stride].length = MARTLET_SLOT_MISSING;
    }
  }
  return 1;
}
