#ifndef MARTLET_JSON_INDEX_HPP
#define MARTLET_JSON_INDEX_HPP

#include <memory>

#include "martlet_json.h"

namespace simdjson { namespace internal { class dom_parser_implementation; } }

struct martlet_json_index {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  const uint8_t *text = nullptr;
  uint32_t length = 0;
  const uint32_t *tokens = nullptr;
  uint32_t count = 0;

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

inline bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

/// The end of the value whose first token is `token`: the byte after its last one, blanks before the next token left out.
inline uint32_t scalar_end(const uint8_t *text, const uint32_t *tokens, uint32_t token) {
  uint32_t end = tokens[token + 1];
  while (end > tokens[token] + 1 && is_blank(text[end - 1])) end--;
  return end;
}

}  // namespace martlet
#endif
