// Records as trees, for what a list of paths cannot say.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "json_index.hpp"
#include "json_text.hpp"

namespace {

struct builder {
  const uint8_t *text;
  const uint32_t *tokens;
  const uint8_t *kinds;
  uint32_t at;
  uint32_t last;
  uint32_t base;
  martlet_json_tree *tree;
  martlet_bytes *side;

  uint8_t byte(uint32_t token) const { return kinds[token]; }

  int add(uint32_t &id) {
    if (tree->count == tree->capacity) {
      size_t capacity = tree->capacity ? tree->capacity * 2 : 256;
      void *nodes = realloc(tree->nodes, capacity * sizeof(martlet_json_node));
      if (!nodes) return MARTLET_JSON_MEMORY;
      tree->nodes = static_cast<martlet_json_node *>(nodes);
      tree->capacity = static_cast<uint32_t>(capacity);
    }
    id = tree->count++;
    tree->nodes[id] = {{0, 0}, {0, MARTLET_SLOT_MISSING}, 0, MARTLET_NODE_NULL};
    return MARTLET_JSON_OK;
  }

  /// The inside of the string at token `token`, without its escapes.
  int string(uint32_t token, martlet_json_slot &slot) {
    uint32_t start = tokens[token];
    uint32_t end = martlet::scalar_end(text, tokens, token);
    if (end - start < 2 || text[end - 1] != '"') return MARTLET_JSON_GRAMMAR;
    start++;
    end--;
    if (!memchr(text + start, '\\', end - start)) {
      slot = {start + base, end - start};
      return MARTLET_JSON_OK;
    }
    if (!martlet_bytes_reserve(side, end - start)) return MARTLET_JSON_MEMORY;
    size_t length = martlet::unescape(text + start, end - start, side->data + side->count);
    if (length == SIZE_MAX) return MARTLET_JSON_ESCAPE;
    slot = {static_cast<uint32_t>(side->count), static_cast<uint32_t>(length) | MARTLET_SLOT_SIDE};
    side->count += length;
    return MARTLET_JSON_OK;
  }

  const uint8_t *key_of(const martlet_json_node &node) const {
    return node.key.length & MARTLET_SLOT_SIDE ? side->data + node.key.offset : text + node.key.offset - base;
  }

  static uint64_t load(const uint8_t *bytes, size_t count) {
    uint64_t word = 0;
    memcpy(&word, bytes, count);
    return word;
  }

  /// Made of the first and last bytes, which is enough to tell the keys of one object apart as a rule.
  static uint32_t hash(const uint8_t *key, uint32_t length) {
    uint64_t word;
    if (length >= 8) word = load(key, 8) ^ load(key + length - 8, 8) * 31;
    else if (length >= 4) word = load(key, 4) | load(key + length - 4, 4) << 32;
    else word = length == 0 ? 0 : key[0] | uint64_t(key[length / 2]) << 8 | uint64_t(key[length - 1]) << 16;
    return static_cast<uint32_t>((word ^ length) * 0x9E3779B97F4A7C15u >> 32);
  }

  void remove_if_same(martlet_json_node &earlier, const martlet_json_node &later) const {
    uint32_t length = later.key.length & MARTLET_SLOT_LENGTH;
    if ((earlier.key.length & MARTLET_SLOT_LENGTH) != length) return;
    if (memcmp(key_of(earlier), key_of(later), length) == 0) earlier.kind = MARTLET_NODE_REMOVED;
  }

  /// Marks members whose key comes again as removed: the last one wins.
  void remove_repeated(uint32_t object) {
    // One bit per key hash: most objects have no two keys with the same bit, and are done at once.
    uint64_t seen = 0;
    uint32_t members = 0;
    bool may_repeat = false;
    for (uint32_t id = object + 1; id < tree->count; id = tree->nodes[id].next) {
      const auto &node = tree->nodes[id];
      uint64_t bit = uint64_t(1) << (hash(key_of(node), node.key.length & MARTLET_SLOT_LENGTH) >> 26);
      may_repeat = may_repeat || (seen & bit) != 0;
      seen |= bit;
      members++;
    }
    if (!may_repeat) return;
    if (members <= 32) {
      for (uint32_t id = object + 1; id < tree->count; id = tree->nodes[id].next) {
        for (uint32_t other = object + 1; other < id; other = tree->nodes[other].next) {
          remove_if_same(tree->nodes[other], tree->nodes[id]);
        }
      }
      return;
    }
    std::vector<std::pair<uint32_t, uint32_t>> order;
    order.reserve(members);
    for (uint32_t id = object + 1; id < tree->count; id = tree->nodes[id].next) {
      const auto &node = tree->nodes[id];
      order.emplace_back(hash(key_of(node), node.key.length & MARTLET_SLOT_LENGTH), id);
    }
    std::sort(order.begin(), order.end());
    for (size_t i = 0; i + 1 < order.size(); i++) {
      for (size_t j = i + 1; j < order.size() && order[j].first == order[i].first; j++) {
        remove_if_same(tree->nodes[order[i].second], tree->nodes[order[j].second]);
        if (tree->nodes[order[i].second].kind == MARTLET_NODE_REMOVED) break;
      }
    }
  }

  int value(uint32_t id, uint32_t depth) {
    uint8_t first = byte(at);
    int status = MARTLET_JSON_OK;
    if (first == '{' || first == '[') {
      if (depth == 0) return MARTLET_JSON_DEPTH;
      uint32_t start = at;
      status = first == '{' ? object(id, depth - 1) : array(id, depth - 1);
      if (status != MARTLET_JSON_OK) return status;
      auto &node = tree->nodes[id];
      node.kind = first == '{' ? MARTLET_NODE_OBJECT : MARTLET_NODE_ARRAY;
      node.value = {tokens[start] + base, (tokens[at - 1] + 1 - tokens[start]) | MARTLET_SLOT_CONTAINER};
    } else if (first == '"') {
      martlet_json_slot slot;
      status = string(at, slot);
      if (status != MARTLET_JSON_OK) return status;
      tree->nodes[id].value = slot;
      tree->nodes[id].kind = MARTLET_NODE_TEXT;
      at++;
    } else {
      uint32_t start = tokens[at];
      uint32_t end = martlet::scalar_end(text, tokens, at);
      switch (martlet::literal(text + start, end - start)) {
        case martlet::literal_kind::value:
          tree->nodes[id].value = {start + base, end - start};
          tree->nodes[id].kind = first == 't' || first == 'f' ? MARTLET_NODE_BOOLEAN : MARTLET_NODE_NUMBER;
          break;
        case martlet::literal_kind::null: break;
        case martlet::literal_kind::invalid: return MARTLET_JSON_NUMBER;
      }
      at++;
    }
    tree->nodes[id].next = tree->count;
    return MARTLET_JSON_OK;
  }

  int object(uint32_t object, uint32_t depth) {
    at++;
    if (byte(at) == '}') { at++; return MARTLET_JSON_OK; }
    for (;;) {
      if (at + 2 > last || byte(at) != '"' || byte(at + 1) != ':') return MARTLET_JSON_GRAMMAR;
      uint32_t id;
      int status = add(id);
      if (status == MARTLET_JSON_OK) {
        martlet_json_slot key;
        status = string(at, key);
        if (status == MARTLET_JSON_OK) tree->nodes[id].key = key;
      }
      if (status != MARTLET_JSON_OK) return status;
      at += 2;
      status = value(id, depth);
      if (status != MARTLET_JSON_OK) return status;
      if (at > last) return MARTLET_JSON_GRAMMAR;
      uint8_t next = byte(at++);
      if (next == '}') break;
      if (next != ',') return MARTLET_JSON_GRAMMAR;
    }
    remove_repeated(object);
    return MARTLET_JSON_OK;
  }

  int array(uint32_t, uint32_t depth) {
    at++;
    if (byte(at) == ']') { at++; return MARTLET_JSON_OK; }
    for (;;) {
      if (at >= last) return MARTLET_JSON_GRAMMAR;
      uint32_t id;
      int status = add(id);
      if (status == MARTLET_JSON_OK) status = value(id, depth);
      if (status != MARTLET_JSON_OK) return status;
      if (at > last) return MARTLET_JSON_GRAMMAR;
      uint8_t next = byte(at++);
      if (next == ']') return MARTLET_JSON_OK;
      if (next != ',') return MARTLET_JSON_GRAMMAR;
    }
  }
};

}  // namespace

int martlet_json_tree_build(
  const martlet_json_index *index, const martlet_json_record *record, uint32_t base, martlet_json_tree *tree,
  martlet_bytes *side) {
  tree->count = 0;
  if (record->status != MARTLET_JSON_OK) return record->status;
  builder one{index->text, index->tokens, index->kinds, record->token, record->token_end - 1, base, tree, side};
  uint32_t root;
  int status = one.add(root);
  if (status == MARTLET_JSON_OK) status = one.value(root, MARTLET_JSON_MAX_DEPTH);
  if (status == MARTLET_JSON_OK && one.at != record->token_end) status = MARTLET_JSON_GRAMMAR;
  if (status != MARTLET_JSON_OK) tree->count = 0;
  return status;
}

void martlet_json_tree_free(martlet_json_tree *tree) {
  free(tree->nodes);
  *tree = {nullptr, 0, 0};
}
