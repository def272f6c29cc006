#ifndef MARTLET_BYTES_H
#define MARTLET_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a search returns when the needle does not occur. */
#define MARTLET_NOT_FOUND ((ptrdiff_t)-1)

/* Whether two ranges of the same length hold the same bytes; either pointer may be null when length is 0. */
static inline bool martlet_bytes_equal(const uint8_t *left, const uint8_t *right, size_t length) {
  return length == 0 || memcmp(left, right, length) == 0;
}

/* The same, with ASCII letters compared without case. `folded` holds no upper-case ASCII letter. */
bool martlet_bytes_equal_folded(const uint8_t *text, const uint8_t *folded, size_t length);

/* The offset of the first occurrence of a needle, or MARTLET_NOT_FOUND. Linear time. */
ptrdiff_t martlet_bytes_find(const uint8_t *text, size_t length, const uint8_t *needle, size_t needle_length);

/* The same, with ASCII letters compared without case. `folded` holds no upper-case ASCII letter. */
ptrdiff_t martlet_bytes_find_folded(const uint8_t *text, size_t length, const uint8_t *folded, size_t folded_length);

/* The offset of the first byte that is not part of well-formed UTF-8; `length` when there is none. */
size_t martlet_utf8_valid_prefix(const uint8_t *text, size_t length);

/* Copies `length` bytes and puts U+001A, one byte, for every byte that is not part of well-formed UTF-8. */
void martlet_utf8_repair(const uint8_t *text, size_t length, uint8_t *output);

#ifdef __cplusplus
}
#endif

#endif
