#include "json_text.hpp"

namespace {

/// The four hexadecimal digits at `text`, or -1.
int32_t code_unit(const uint8_t *text, size_t length) {
  if (length < 4) return -1;
  int32_t unit = 0;
  for (size_t i = 0; i < 4; i++) {
    uint8_t byte = text[i];
    int32_t digit;
    if (byte >= '0' && byte <= '9') digit = byte - '0';
    else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f') digit = (byte | 0x20) - 'a' + 10;
    else return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

size_t encode(uint32_t scalar, uint8_t *result) {
  if (scalar < 0x80) {
    result[0] = static_cast<uint8_t>(scalar);
    return 1;
  }
  if (scalar < 0x800) {
    result[0] = static_cast<uint8_t>(0xC0 | scalar >> 6);
    result[1] = static_cast<uint8_t>(0x80 | (scalar & 0x3F));
    return 2;
  }
  if (scalar < 0x10000) {
    result[0] = static_cast<uint8_t>(0xE0 | scalar >> 12);
    result[1] = static_cast<uint8_t>(0x80 | (scalar >> 6 & 0x3F));
    result[2] = static_cast<uint8_t>(0x80 | (scalar & 0x3F));
    return 3;
  }
  result[0] = static_cast<uint8_t>(0xF0 | scalar >> 18);
  result[1] = static_cast<uint8_t>(0x80 | (scalar >> 12 & 0x3F));
  result[2] = static_cast<uint8_t>(0x80 | (scalar >> 6 & 0x3F));
  result[3] = static_cast<uint8_t>(0x80 | (scalar & 0x3F));
  return 4;
}

}  // namespace

size_t martlet::unescape(const uint8_t *text, size_t length, uint8_t *result) {
  size_t written = 0;
  size_t i = 0;
  while (i < length) {
    const void *escape = memchr(text + i, '\\', length - i);
    size_t stop = escape ? static_cast<size_t>(static_cast<const uint8_t *>(escape) - text) : length;
    memcpy(result + written, text + i, stop - i);
    written += stop - i;
    i = stop;
    if (!escape) break;
    if (i + 1 >= length) return SIZE_MAX;
    uint8_t kind = text[i + 1];
    i += 2;
    switch (kind) {
      case '"': case '\\': case '/': result[written++] = kind; break;
      case 'b': result[written++] = '\b'; break;
      case 'f': result[written++] = '\f'; break;
      case 'n': result[written++] = '\n'; break;
      case 'r': result[written++] = '\r'; break;
      case 't': result[written++] = '\t'; break;
      case 'u': {
        int32_t unit = code_unit(text + i, length - i);
        if (unit < 0) return SIZE_MAX;
        i += 4;
        uint32_t scalar = static_cast<uint32_t>(unit);
        if (scalar >= 0xD800 && scalar < 0xDC00 && length - i >= 6 && text[i] == '\\' && text[i + 1] == 'u') {
          int32_t low = code_unit(text + i + 2, length - i - 2);
          if (low >= 0xDC00 && low < 0xE000) {
            scalar = 0x10000 + ((scalar - 0xD800) << 10) + (static_cast<uint32_t>(low) - 0xDC00);
            i += 6;
          }
        }
        if (scalar >= 0xD800 && scalar < 0xE000) scalar = 0xFFFD;
        written += encode(scalar, result + written);
        break;
      }
      default: return SIZE_MAX;
    }
  }
  return written;
}
