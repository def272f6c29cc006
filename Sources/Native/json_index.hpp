#ifndef MARTLET_JSON_INDEX_HPP
#define MARTLET_JSON_INDEX_HPP

#include <cstring>
#include <memory>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "martlet_json.h"

namespace simdjson { namespace internal { class dom_parser_implementation; } }

struct martlet_json_index {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  const uint8_t *text = nullptr;
  uint32_t length = 0;
  const uint32_t *tokens = nullptr;
  uint32_t count = 0;
  /// The first byte of each token, and zeros behind the last: what most steps look at is found here without a way
  /// through the text, and 64 tokens can be compared at once.
  const uint8_t *kinds = nullptr;
  std::unique_ptr<uint8_t[]> kinds_storage;
  size_t kinds_capacity = 0;
  /// The first backslash of the text, or its length; found when it is first asked for.
  mutable uint32_t first_escape = 0;
  mutable bool has_looked_for_escapes = false;

  /// Whether a range of the text has escapes. Most texts have none at all, which is found out once.
  bool has_escapes(uint32_t start, uint32_t end) const {
    if (!has_looked_for_escapes) {
      const void *found = memchr(text, '\\', length);
      first_escape = found ? static_cast<uint32_t>(static_cast<const uint8_t *>(found) - text) : length;
      has_looked_for_escapes = true;
    }
    return end > first_escape && memchr(text + start, '\\', end - start) != nullptr;
  }

  martlet_json_index();
  ~martlet_json_index();
};

namespace martlet {

/// Whether no byte is beyond ASCII.
inline bool is_ascii(const uint8_t *text, size_t length) {
  uint8_t all = 0;
  for (size_t i = 0; i < length; i++) all |= text[i];
  return all < 0x80;
}

/// Bit `i` tells whether `is_one(bytes[i])`, for 64 bytes; sixteen at a time where the machine can.
template <typename Vector, typename Scalar>
inline uint64_t mask_of_64(const uint8_t *bytes, Vector vector, Scalar scalar) {
#if defined(__SSE2__)
  (void)scalar;
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++) {
    __m128i lanes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes + 16 * part));
    mask |= static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(vector(lanes)))) << (16 * part);
  }
  return mask;
#else
  (void)vector;
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) mask |= static_cast<uint64_t>(scalar(bytes[i])) << i;
  return mask;
#endif
}

/// Which of 64 bytes are brackets.
inline uint64_t brackets_of_64(const uint8_t *bytes) {
#if defined(__SSE2__)
  auto vector = [](__m128i lanes) {
    __m128i folded = _mm_or_si128(lanes, _mm_set1_epi8(0x20));
    return _mm_or_si128(
      _mm_cmpeq_epi8(folded, _mm_set1_epi8('{')), _mm_cmpeq_epi8(folded, _mm_set1_epi8('}')));
  };
#else
  int vector = 0;
#endif
  return mask_of_64(bytes, vector, [](uint8_t byte) { return (byte | 0x20) == '{' || (byte | 0x20) == '}'; });
}

/// Which of 64 bytes are a given one.
inline uint64_t places_of_64(const uint8_t *bytes, uint8_t wanted) {
#if defined(__SSE2__)
  __m128i all = _mm_set1_epi8(static_cast<char>(wanted));
  auto vector = [all](__m128i lanes) { return _mm_cmpeq_epi8(lanes, all); };
#else
  int vector = 0;
#endif
  return mask_of_64(bytes, vector, [wanted](uint8_t byte) { return byte == wanted; });
}

/// Whether two texts of the same length are the same; for short ones, without a call.
inline bool is_same(const uint8_t *one, const uint8_t *other, size_t length) {
  uint64_t a, b;
  if (length >= 8) {
    size_t at = 0;
    for (; at + 8 < length; at += 8) {
      memcpy(&a, one + at, 8);
      memcpy(&b, other + at, 8);
      if (a != b) return false;
    }
    memcpy(&a, one + length - 8, 8);
    memcpy(&b, other + length - 8, 8);
    return a == b;
  }
  if (length >= 4) {
    uint32_t c, d, e, f;
    memcpy(&c, one, 4);
    memcpy(&d, other, 4);
    memcpy(&e, one + length - 4, 4);
    memcpy(&f, other + length - 4, 4);
    return c == d && e == f;
  }
  for (size_t at = 0; at < length; at++) {
    if (one[at] != other[at]) return false;
  }
  return true;
}

inline bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

/// The end of the value whose first token is `token`: the byte after its last one, blanks before the next token left out.
inline uint32_t scalar_end(const uint8_t *text, const uint32_t *tokens, uint32_t token) {
  uint32_t end = tokens[token + 1];
  while (end > tokens[token] + 1 && is_blank(text[end - 1])) end--;
  return end;
}

}  // namespace martlet
#endif
