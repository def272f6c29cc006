// RE2 behind a C interface.
#include "martlet_regex.h"

#include <re2/re2.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "martlet_bytes.h"

struct martlet_re2 {
  std::unique_ptr<RE2> regex;
};

namespace {

constexpr int64_t usual_memory = 8 << 20;
constexpr int64_t large_memory = 64 << 20;
constexpr size_t small_pairs = 16;

std::unique_ptr<RE2> compile(const re2::StringPiece &pattern, int64_t memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(memory);
  return std::make_unique<RE2>(pattern, options);
}

// An empty text still needs an address: RE2 marks a group that took no part with a null one.
const char *address(const uint8_t *text) { return text == nullptr ? "" : reinterpret_cast<const char *>(text); }

bool search(const RE2 &regex, const char *text, size_t length, size_t start, ptrdiff_t *offsets, size_t pairs) {
  re2::StringPiece small[small_pairs];
  std::vector<re2::StringPiece> large;
  re2::StringPiece *groups = small;
  if (pairs > small_pairs) {
    large.resize(pairs);
    groups = large.data();
  }
  if (!regex.Match(re2::StringPiece(text, length), start, length, RE2::UNANCHORED, groups,
                   static_cast<int>(pairs))) {
    return false;
  }
  for (size_t index = 0; index < pairs; ++index) {
    const char *data = groups[index].data();
    offsets[2 * index] = data == nullptr ? -1 : data - text;
    offsets[2 * index + 1] = data == nullptr ? -1 : data - text + static_cast<ptrdiff_t>(groups[index].size());
  }
  return true;
}

// RE2 never matches bytes that are not UTF-8, not even with `.`. A text that holds such bytes is searched with one
// stand-in character for each of them, so that offsets stay what they are.
bool repaired(const uint8_t *text, size_t length, std::string &copy) {
  if (martlet_utf8_valid_prefix(text, length) == length) return false;
  copy.resize(length);
  martlet_utf8_repair(text, length, reinterpret_cast<uint8_t *>(&copy[0]));
  return true;
}

}  // namespace

martlet_re2 *martlet_re2_create(const uint8_t *pattern, size_t length, martlet_regex_status *status, char *message,
                                size_t message_size) {
  const re2::StringPiece source(address(pattern), length);
  std::unique_ptr<RE2> regex = compile(source, usual_memory);
  if (regex->error_code() == RE2::ErrorPatternTooLarge) regex = compile(source, large_memory);
  if (!regex->ok()) {
    *status = regex->error_code() == RE2::ErrorPatternTooLarge ? MARTLET_REGEX_TOO_LARGE
              : regex->error_code() == RE2::ErrorRepeatSize    ? MARTLET_REGEX_BAD_REPEAT
                                                               : MARTLET_REGEX_REJECTED;
    snprintf(message, message_size, "%s", regex->error().c_str());
    return nullptr;
  }
  *status = MARTLET_REGEX_COMPILED;
  return new martlet_re2{std::move(regex)};
}

void martlet_re2_destroy(martlet_re2 *program) { delete program; }

bool martlet_re2_matches(const martlet_re2 *program, const uint8_t *text, size_t length) {
  const RE2 &regex = *program->regex;
  // What matches without such bytes also matches with them.
  if (regex.Match(re2::StringPiece(address(text), length), 0, length, RE2::UNANCHORED, nullptr, 0)) return true;
  std::string copy;
  return repaired(text, length, copy) && regex.Match(copy, 0, length, RE2::UNANCHORED, nullptr, 0);
}

bool martlet_re2_search(const martlet_re2 *program, const uint8_t *text, size_t length, size_t start,
                        ptrdiff_t *offsets, size_t pairs) {
  // The first match may be one that takes such bytes, though a later one does without.
  std::string copy;
  const char *searched = repaired(text, length, copy) ? copy.data() : address(text);
  return search(*program->regex, searched, length, start, offsets, pairs);
}

bool martlet_re2_knows_property(const uint8_t *name, size_t length) {
  const std::string pattern = "\\p{" + std::string(address(name), length) + "}";
  return compile(pattern, usual_memory)->ok();
}
