// Tests the values of members by their keys, without parsing the records they stand in.

#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "json_index.hpp"

namespace {

uint8_t folded(uint8_t byte) { return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte; }

struct literal {
  std::string bytes;
  bool ignores_case;

  bool occurs(const uint8_t *text, size_t length) const {
    // Letters beyond ASCII may be the same without case.
    if (ignores_case && !martlet::is_ascii(text, length)) return true;
    if (bytes.size() > length) return false;
    for (size_t at = 0; at + bytes.size() <= length; at++) {
      size_t same = 0;
      while (same < bytes.size()) {
        uint8_t byte = ignores_case ? folded(text[at + same]) : text[at + same];
        if (byte != static_cast<uint8_t>(bytes[same])) break;
        same++;
      }
      if (same == bytes.size()) return true;
    }
    return false;
  }
};

/// What was found out about one value. Logs say the same few things over and over.
struct verdict {
  uint8_t length = 0;
  bool holds = false;
  uint8_t bytes[62];
};

}  // namespace

struct martlet_member_test {
  std::vector<std::string> keys;
  /// So many keys, the first ones, count only with a text.
  size_t text_key_count = 0;
  /// Keys of members that may hold another record as a text.
  std::vector<std::string> hiding_keys;
  /// Keys by their first bytes: a bit for those that start with the byte, and a place in them to look at next, which
  /// the shortest of them still has, its closing quote counting. Few members pass both looks by chance.
  uint8_t starts_key[256] = {};
  uint8_t second_place[256] = {};
  uint8_t second_look[256] = {};
  std::vector<literal> literals;
  verdict verdicts[256];

  void prepare_looks() {
    constexpr size_t farthest = 5;
    uint32_t count = 0;
    // An escape may stand for any byte.
    starts_key[static_cast<uint8_t>('\\')] = 1;
    auto for_each_key = [&](auto body) {
      for (const auto &key : keys) body(reinterpret_cast<const uint8_t *>(key.c_str()), key.size());
      for (const auto &key : hiding_keys) body(reinterpret_cast<const uint8_t *>(key.c_str()), key.size());
    };
    for_each_key([&](const uint8_t *key, size_t length) {
      if (length == 0) return;
      uint8_t &place = second_place[key[0]];
      if (starts_key[key[0]] == 0) {
        starts_key[key[0]] = static_cast<uint8_t>(1u << (count++ % 8));
        place = farthest;
      }
      if (length < place) place = static_cast<uint8_t>(length);
    });
    for_each_key([&](const uint8_t *key, size_t length) {
      if (length == 0) return;
      size_t place = second_place[key[0]];
      second_look[place == length ? '"' : key[place]] |= starts_key[key[0]];
    });
  }

  static bool is(const std::string &key, const uint8_t *text, size_t length) {
    return key.size() == length && martlet::is_same(reinterpret_cast<const uint8_t *>(key.data()), text, length);
  }

  /// The number of the key, or how many there are.
  size_t number(const uint8_t *text, size_t length) const {
    size_t i = 0;
    while (i < keys.size() && !is(keys[i], text, length)) i++;
    return i;
  }

  /// Whether a member may hold any of the keys out of sight: in a text, or texts, or by escapes in its own name. `value`
  /// is the first byte of its value.
  bool hides(const uint8_t *key, size_t length, uint8_t value, bool has_escapes) const {
    for (const auto &hiding : hiding_keys) {
      if (value != '{' && is(hiding, key, length)) return true;
    }
    return has_escapes && memchr(key, '\\', length);
  }

  bool holds(const uint8_t *text, size_t length) const {
    for (const auto &one : literals) {
      if (one.occurs(text, length)) return true;
    }
    return false;
  }

  bool is_wanted(const uint8_t *text, size_t length) {
    if (length == 0 || length > sizeof verdict::bytes) return holds(text, length);
    uint32_t mixed = static_cast<uint32_t>(length);
    for (size_t i = 0; i < length; i++) mixed = (mixed ^ text[i]) * 0x01000193u;
    verdict &known = verdicts[(mixed ^ mixed >> 15) & 255];
    if (known.length == length && martlet::is_same(known.bytes, text, length)) return known.holds;
    known.length = static_cast<uint8_t>(length);
    known.holds = holds(text, length);
    memcpy(known.bytes, text, length);
    return known.holds;
  }

  /// Whether a member of the record, at any depth, has one of the keys and a text that is wanted, or may have it. A
  /// record without any of the keys may keep the value elsewhere, and one whose value is no text may hold it further
  /// down.
  bool passes(const martlet_json_index *index, const martlet_json_record &record) {
    const uint8_t *text = index->text;
    const uint32_t *tokens = index->tokens;
    bool has_escapes = index->has_escapes(record.start, record.end);
    const uint8_t *kinds = index->kinds;
    bool has_key = false;
    // A member's name is a text with a colon after it and a value after that.
    for (uint32_t first = record.token; first + 2 < record.token_end; first += 64) {
      uint64_t names = martlet::places_of_64(kinds + first, '"') & martlet::places_of_64(kinds + first + 1, ':');
      uint32_t left = record.token_end - 2 - first;
      if (left < 64) names &= (uint64_t(1) << left) - 1;
      for (; names != 0; names &= names - 1) {
        uint32_t token = first + static_cast<uint32_t>(__builtin_ctzll(names));
        const uint8_t *start = text + tokens[token];
        uint8_t bits = starts_key[start[1]];
        if (bits == 0) continue;
        // The colon is at least one byte on, so the second look stays in the text or the room behind it.
        if (!has_escapes && (second_look[start[1 + second_place[start[1]]]] & bits) == 0) continue;
        uint32_t end = martlet::scalar_end(text, tokens, token);
        if (end < tokens[token] + 2) continue;
        size_t length = end - tokens[token] - 2;
        size_t key = number(start + 1, length);
        if (key == keys.size()) {
          if (hides(start + 1, length, kinds[token + 2], has_escapes)) return true;
          continue;
        }
        if (kinds[token + 2] != '"') {
          if (key >= text_key_count) return true;
          continue;
        }
        has_key = true;
        uint32_t open = tokens[token + 2];
        uint32_t close = martlet::scalar_end(text, tokens, token + 2);
        if (close < open + 2) return true;
        const uint8_t *value = text + open + 1;
        size_t count = close - open - 2;
        if ((has_escapes && memchr(value, '\\', count)) || is_wanted(value, count)) return true;
      }
    }
    return !has_key;
  }
};

martlet_member_test *martlet_member_test_new(
  const martlet_needle *keys, uint32_t key_count, uint32_t text_key_count, uint32_t hiding_key_count,
  const martlet_needle *literals, uint32_t literal_count) try {
  auto test = std::make_unique<martlet_member_test>();
  test->text_key_count = text_key_count;
  for (uint32_t i = 0; i < key_count + hiding_key_count; i++) {
    auto &list = i < key_count ? test->keys : test->hiding_keys;
    list.emplace_back(reinterpret_cast<const char *>(keys[i].bytes), keys[i].length);
  }
  test->prepare_looks();
  for (uint32_t i = 0; i < literal_count; i++) {
    std::string bytes(reinterpret_cast<const char *>(literals[i].bytes), literals[i].length);
    test->literals.push_back({std::move(bytes), literals[i].ignores_case != 0});
  }
  return test.release();
} catch (const std::bad_alloc &) {
  return nullptr;
}

void martlet_member_test_free(martlet_member_test *test) { delete test; }

void martlet_member_test_mark(
  martlet_member_test *test, const martlet_json_index *index, const martlet_json_record *records, uint32_t count,
  uint64_t bit, uint64_t *hits) {
  for (uint32_t i = 0; i < count; i++) {
    if (records[i].status == MARTLET_JSON_OK && test->passes(index, records[i])) hits[i] |= bit;
  }
}
