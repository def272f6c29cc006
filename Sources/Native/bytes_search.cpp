// Finding one needle: the first and the last byte of the needle are compared with sixteen positions at a time, and
// only positions where both agree are looked at in full.
#include "martlet_bytes.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace {

inline uint8_t folded(uint8_t byte) { return byte - 'A' < 26u ? byte | 0x20 : byte; }

inline bool is_lower(uint8_t byte) { return byte - 'a' < 26u; }

}  // namespace

bool martlet_bytes_equal_folded(const uint8_t *text, const uint8_t *needle, size_t length) {
  for (size_t index = 0; index < length; ++index) {
    if (folded(text[index]) != needle[index]) return false;
  }
  return true;
}

ptrdiff_t martlet_bytes_find(const uint8_t *text, size_t length, const uint8_t *needle, size_t needle_length) {
  if (needle_length == 0) return 0;
  if (needle_length > length) return MARTLET_NOT_FOUND;
  if (needle_length == 1) {
    const void *found = memchr(text, needle[0], length);
    return found == nullptr ? MARTLET_NOT_FOUND : static_cast<const uint8_t *>(found) - text;
  }
  size_t position = 0;
  const size_t last_start = length - needle_length;
#if defined(__SSE2__)
  const __m128i first = _mm_set1_epi8(static_cast<char>(needle[0]));
  const __m128i last = _mm_set1_epi8(static_cast<char>(needle[needle_length - 1]));
  // A needle that nearly matches everywhere would make this quadratic; then memmem, which is linear, takes over.
  size_t false_candidates = 0;
  while (position + 15 <= last_start) {
    const __m128i head = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text + position));
    const __m128i tail = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text + position + needle_length - 1));
    unsigned mask = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(head, first), _mm_cmpeq_epi8(tail, last))));
    while (mask != 0) {
      const size_t candidate = position + static_cast<size_t>(__builtin_ctz(mask));
      if (memcmp(text + candidate, needle, needle_length) == 0) return static_cast<ptrdiff_t>(candidate);
      mask &= mask - 1;
      ++false_candidates;
    }
    position += 16;
    if (false_candidates > 64 + position / 8) break;
  }
#endif
  const void *found = memmem(text + position, length - position, needle, needle_length);
  return found == nullptr ? MARTLET_NOT_FOUND : static_cast<const uint8_t *>(found) - text;
}

ptrdiff_t martlet_bytes_find_folded(const uint8_t *text, size_t length, const uint8_t *needle,
                                    size_t needle_length) {
  if (needle_length == 0) return 0;
  if (needle_length > length) return MARTLET_NOT_FOUND;
  size_t position = 0;
  const size_t last_start = length - needle_length;
#if defined(__SSE2__)
  const uint8_t first_byte = needle[0];
  const uint8_t last_byte = needle[needle_length - 1];
  // Setting bit 0x20 maps a letter's two cases to one byte; what else it maps there is sorted out by the full look.
  const __m128i first = _mm_set1_epi8(static_cast<char>(first_byte));
  const __m128i last = _mm_set1_epi8(static_cast<char>(last_byte));
  const __m128i first_fold = _mm_set1_epi8(is_lower(first_byte) ? 0x20 : 0);
  const __m128i last_fold = _mm_set1_epi8(is_lower(last_byte) ? 0x20 : 0);
  while (position + 15 <= last_start) {
    const __m128i head = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text + position));
    const __m128i tail = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text + position + needle_length - 1));
    unsigned mask = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(head, first_fold), first),
                                        _mm_cmpeq_epi8(_mm_or_si128(tail, last_fold), last))));
    while (mask != 0) {
      const size_t candidate = position + static_cast<size_t>(__builtin_ctz(mask));
      if (martlet_bytes_equal_folded(text + candidate, needle, needle_length)) {
        return static_cast<ptrdiff_t>(candidate);
      }
      mask &= mask - 1;
    }
    position += 16;
  }
#endif
  for (; position <= last_start; ++position) {
    if (martlet_bytes_equal_folded(text + position, needle, needle_length)) return static_cast<ptrdiff_t>(position);
  }
  return MARTLET_NOT_FOUND;
}
