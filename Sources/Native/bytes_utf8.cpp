// Well-formed UTF-8 by table 3-7 of the Unicode standard, with a fast way through ASCII.
#include "martlet_bytes.h"

namespace {

// The length of the well-formed sequence at `text`, or 0.
size_t sequence_length(const uint8_t *text, size_t length) {
  const uint8_t lead = text[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const size_t count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length < count) return 0;
  uint8_t low = 0x80;
  uint8_t high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (text[1] < low || text[1] > high) return 0;
  for (size_t index = 2; index < count; ++index) {
    if ((text[index] & 0xC0) != 0x80) return 0;
  }
  return count;
}

}  // namespace

size_t martlet_utf8_valid_prefix(const uint8_t *text, size_t length) {
  size_t position = 0;
  while (position < length) {
    while (position + 8 <= length) {
      uint64_t word;
      memcpy(&word, text + position, 8);
      if ((word & 0x8080808080808080u) != 0) break;
      position += 8;
    }
    if (position == length) break;
    const size_t count = sequence_length(text + position, length - position);
    if (count == 0) return position;
    position += count;
  }
  return length;
}

void martlet_utf8_repair(const uint8_t *text, size_t length, uint8_t *output) {
  size_t position = 0;
  while (position < length) {
    const size_t valid = martlet_utf8_valid_prefix(text + position, length - position);
    memcpy(output + position, text + position, valid);
    position += valid;
    if (position < length) output[position++] = 0x1A;
  }
}
