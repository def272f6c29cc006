#ifndef MARTLET_JSON_TEXT_HPP
#define MARTLET_JSON_TEXT_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

namespace martlet {

enum class literal_kind { value, null, invalid };

/// What a value that is no string, object or array is.
inline literal_kind literal(const uint8_t *text, size_t length) {
  if (length == 4 && memcmp(text, "null", 4) == 0) return literal_kind::null;
  if (length == 4 && memcmp(text, "true", 4) == 0) return literal_kind::value;
  if (length == 5 && memcmp(text, "false", 5) == 0) return literal_kind::value;
  size_t i = 0;
  auto digits = [&] {
    size_t start = i;
    while (i < length && text[i] >= '0' && text[i] <= '9') i++;
    return i - start;
  };
  if (i < length && text[i] == '-') i++;
  bool starts_with_zero = i < length && text[i] == '0';
  size_t whole = digits();
  if (whole == 0 || (starts_with_zero && whole > 1)) return literal_kind::invalid;
  if (i < length && text[i] == '.') {
    i++;
    if (digits() == 0) return literal_kind::invalid;
  }
  if (i < length && (text[i] | 0x20) == 'e') {
    i++;
    if (i < length && (text[i] == '+' || text[i] == '-')) i++;
    if (digits() == 0) return literal_kind::invalid;
  }
  return i == length ? literal_kind::value : literal_kind::invalid;
}

/// Writes a number in decimal; returns the number of digits, at most 10.
inline size_t decimal(uint32_t number, char *digits) {
  char reversed[10];
  size_t length = 0;
  do {
    reversed[length++] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  for (size_t i = 0; i < length; i++) digits[i] = reversed[length - 1 - i];
  return length;
}

/// Undoes the escapes of a string's inside. The result is never longer than the source; SIZE_MAX for an escape that
/// JSON does not have. A surrogate without its other half becomes U+FFFD.
size_t unescape(const uint8_t *text, size_t length, uint8_t *result);

}  // namespace martlet
#endif
