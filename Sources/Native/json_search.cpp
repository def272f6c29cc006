// Finds byte strings in records without parsing them.

#include <cstring>

#include "json_index.hpp"

namespace {

uint8_t folded(uint8_t byte) { return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte; }

bool matches(const uint8_t *text, const martlet_needle &needle) {
  if (!needle.ignores_case) return memcmp(text, needle.bytes, needle.length) == 0;
  for (size_t i = 0; i < needle.length; i++) {
    if (folded(text[i]) != needle.bytes[i]) return false;
  }
  return true;
}

/// How common each byte is in logs, roughly.
struct commonness_table {
  uint8_t of[256];

  constexpr commonness_table() : of() {
    for (int byte = 0; byte < 256; byte++) of[byte] = byte >= 'a' && byte <= 'z' ? 4 : 2;
    for (int digit = '0'; digit <= '9'; digit++) of[digit] = 6;
    for (const char *byte = "-_./"; *byte; byte++) of[static_cast<uint8_t>(*byte)] = 5;
    for (const char *byte = "eatinosr"; *byte; byte++) of[static_cast<uint8_t>(*byte)] = 7;
    for (const char *byte = "\":, "; *byte; byte++) of[static_cast<uint8_t>(*byte)] = 9;
  }
};
constexpr commonness_table commonness;

/// The first place of the needle, or `length`. Sixteen places at a time are looked at for its two rarest bytes.
size_t find(const uint8_t *text, size_t length, const martlet_needle &needle) {
  if (needle.length == 0) return 0;
  if (needle.length > length) return length;
  size_t rare[2] = {0, needle.length - 1};
  for (size_t i = 0; i < needle.length; i++) {
    if (commonness.of[needle.bytes[i]] < commonness.of[needle.bytes[rare[0]]]) rare[0] = i;
  }
  for (size_t i = 0; i < needle.length; i++) {
    bool is_rarer = commonness.of[needle.bytes[i]] < commonness.of[needle.bytes[rare[1]]];
    if (i != rare[0] && (rare[1] == rare[0] || is_rarer)) rare[1] = i;
  }
  typedef uint8_t lanes __attribute__((vector_size(16)));
  uint8_t wanted[2], bit[2];
  for (int i = 0; i < 2; i++) {
    wanted[i] = needle.bytes[rare[i]];
    // Setting this bit makes letters of both cases the same; other bytes that become the same are told apart later.
    bit[i] = needle.ignores_case && wanted[i] >= 'a' && wanted[i] <= 'z' ? 0x20 : 0;
  }
  size_t places = length - needle.length + 1;
  size_t at = 0;
  for (; at + 16 <= places; at += 16) {
    lanes one, other;
    memcpy(&one, text + at + rare[0], 16);
    memcpy(&other, text + at + rare[1], 16);
    lanes both = reinterpret_cast<lanes>((one | bit[0]) == wanted[0])
      & reinterpret_cast<lanes>((other | bit[1]) == wanted[1]);
    uint64_t halves[2];
    memcpy(halves, &both, 16);
    for (size_t half = 0; half < 2; half++) {
      while (halves[half] != 0) {
        size_t lane = static_cast<size_t>(__builtin_ctzll(halves[half])) / 8;
        if (matches(text + at + half * 8 + lane, needle)) return at + half * 8 + lane;
        halves[half] &= ~(uint64_t(0xFF) << lane * 8);
      }
    }
  }
  for (; at < places; at++) {
    if (matches(text + at, needle)) return at;
  }
  return length;
}

}  // namespace

int martlet_needle_occurs(const uint8_t *text, size_t length, const martlet_needle *needle) {
  return needle->length <= length && (needle->length == 0 || find(text, length, *needle) < length);
}

void martlet_needles_mark(
  const uint8_t *text, const martlet_json_record *records, uint32_t count, const martlet_needle *needles,
  uint32_t needle_count, uint64_t *hits) {
  memset(hits, 0, count * sizeof *hits);
  if (count == 0) return;
  size_t end = records[count - 1].end;
  for (uint32_t number = 0; number < needle_count; number++) {
    size_t at = records[0].start;
    uint32_t record = 0;
    while (at < end) {
      at += find(text + at, end - at, needles[number]);
      if (at >= end) break;
      while (record < count && records[record].end <= at) record++;
      if (record == count) break;
      // A hit that starts between records, or reaches into the next one, does not count.
      if (records[record].start > at) { at = records[record].start; continue; }
      if (at + needles[number].length <= records[record].end) hits[record] |= uint64_t(1) << number;
      at = records[record].end;
    }
  }
}

namespace {

/// Whether a key starts at `text`, which is a quote: its letters in either case.
bool starts_with(const uint8_t *text, size_t length, const char *key) {
  size_t count = strlen(key);
  if (length < count) return false;
  for (size_t i = 0; i < count; i++) {
    if (folded(text[i]) != static_cast<uint8_t>(key[i])) return false;
  }
  return true;
}

bool is_telling(const uint8_t *text, size_t length, bool has_phases) {
  if (starts_with(text, length, "\"data\"")) return true;
  return has_phases && (starts_with(text, length, "\"correlation") || starts_with(text, length, "\"protopayload"));
}

}  // namespace

int martlet_json_hides_values(const uint8_t *text, size_t length, int has_phases, int folds_letters) {
  if (memchr(text, '\\', length) || (folds_letters && !martlet::is_ascii(text, length))) return 1;
  typedef uint8_t lanes __attribute__((vector_size(16)));
  size_t at = 0;
  for (; at + 17 <= length; at += 16) {
    lanes quote, next;
    memcpy(&quote, text + at, 16);
    memcpy(&next, text + at + 1, 16);
    next |= 0x20;
    lanes both = reinterpret_cast<lanes>(quote == '"')
      & (reinterpret_cast<lanes>(next == 'd') | reinterpret_cast<lanes>(next == 'c')
         | reinterpret_cast<lanes>(next == 'p'));
    uint64_t halves[2];
    memcpy(halves, &both, 16);
    for (size_t half = 0; half < 2; half++) {
      while (halves[half] != 0) {
        size_t lane = half * 8 + static_cast<size_t>(__builtin_ctzll(halves[half])) / 8;
        if (is_telling(text + at + lane, length - at - lane, has_phases)) return 1;
        halves[half] &= ~(uint64_t(0xFF) << (lane & 7) * 8);
      }
    }
  }
  for (; at < length; at++) {
    if (text[at] == '"' && is_telling(text + at, length - at, has_phases)) return 1;
  }
  return 0;
}
