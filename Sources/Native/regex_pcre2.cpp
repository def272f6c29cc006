// PCRE2 behind a C interface, for patterns with look-ahead or back-references. It backtracks, so nothing here runs
// without limits.
#define PCRE2_CODE_UNIT_WIDTH 8
#include "martlet_regex.h"

#include <pcre2.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "martlet_bytes.h"

struct martlet_pcre2 {
  pcre2_code *code;
  bool is_jit_compiled;
};

namespace {

// Steps for one starting place: room for a few passes over the text, never enough for an exponential search.
constexpr size_t base_steps = 10'000;
constexpr size_t steps_per_byte = 64;
constexpr size_t most_steps = 10'000'000;
constexpr uint32_t depth_limit = 250'000;
constexpr uint32_t heap_limit_kibibytes = 64 * 1024;
constexpr size_t jit_stack_start = 32 * 1024;
constexpr size_t jit_stack_limit = 1024 * 1024;
// Starting places are tried in windows; between two windows the clock is read.
constexpr size_t first_window = 512;
constexpr std::chrono::milliseconds time_limit{2000};

// What a search writes to; each thread has its own.
struct Workspace {
  pcre2_match_context *context = pcre2_match_context_create(nullptr);
  pcre2_match_data *data = nullptr;
  pcre2_jit_stack *stack = pcre2_jit_stack_create(jit_stack_start, jit_stack_limit, nullptr);
  uint32_t pairs = 0;
  std::string copy;

  Workspace() {
    pcre2_set_depth_limit(context, depth_limit);
    pcre2_set_heap_limit(context, heap_limit_kibibytes);
    pcre2_jit_stack_assign(context, nullptr, stack);
  }

  ~Workspace() {
    pcre2_match_data_free(data);
    pcre2_jit_stack_free(stack);
    pcre2_match_context_free(context);
  }

  pcre2_match_data *room(uint32_t wanted) {
    if (wanted > pairs) {
      pcre2_match_data_free(data);
      data = pcre2_match_data_create(wanted, nullptr);
      pairs = data == nullptr ? 0 : wanted;
    }
    return data;
  }
};

Workspace &workspace() {
  thread_local Workspace space;
  return space;
}

int search_window(const martlet_pcre2 *program, const uint8_t *text, size_t length, size_t start, size_t last_start,
                  Workspace &space, pcre2_match_data *data) {
  pcre2_set_offset_limit(space.context, last_start);
  int result =
      pcre2_match(program->code, text, length, start, PCRE2_NO_UTF_CHECK, data, space.context);
  // The interpreter keeps its state on the heap, where there is more room than on the compiled code's stack.
  if (result == PCRE2_ERROR_JIT_STACKLIMIT) {
    result = pcre2_match(program->code, text, length, start, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, space.context);
  }
  return result;
}

martlet_regex_outcome outcome(int result) {
  switch (result) {
    case PCRE2_ERROR_NOMATCH: return MARTLET_REGEX_NO_MATCH;
    case PCRE2_ERROR_MATCHLIMIT: return MARTLET_REGEX_MATCH_LIMIT;
    case PCRE2_ERROR_DEPTHLIMIT: return MARTLET_REGEX_DEPTH_LIMIT;
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_NOMEMORY: return MARTLET_REGEX_HEAP_LIMIT;
    default: return result >= 0 ? MARTLET_REGEX_MATCH : MARTLET_REGEX_ENGINE_FAILURE;
  }
}

}  // namespace

martlet_pcre2 *martlet_pcre2_create(const uint8_t *pattern, size_t length, martlet_regex_status *status,
                                    char *message, size_t message_size) {
  const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C |
                           PCRE2_USE_OFFSET_LIMIT;
  pcre2_compile_context *context = pcre2_compile_context_create(nullptr);
  pcre2_set_newline(context, PCRE2_NEWLINE_LF);
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code *code = pcre2_compile(pattern, length, options, &error, &offset, context);
  pcre2_compile_context_free(context);
  if (code == nullptr) {
    *status = error == PCRE2_ERROR_PATTERN_TOO_LARGE || error == PCRE2_ERROR_PATTERN_STRING_TOO_LONG
                  ? MARTLET_REGEX_TOO_LARGE
                  : MARTLET_REGEX_REJECTED;
    PCRE2_UCHAR text[256];
    pcre2_get_error_message(error, text, sizeof text);
    snprintf(message, message_size, "%s", reinterpret_cast<const char *>(text));
    return nullptr;
  }
  *status = MARTLET_REGEX_COMPILED;
  return new martlet_pcre2{code, pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0};
}

void martlet_pcre2_destroy(martlet_pcre2 *program) {
  if (program == nullptr) return;
  pcre2_code_free(program->code);
  delete program;
}

bool martlet_pcre2_is_jit_compiled(const martlet_pcre2 *program) { return program->is_jit_compiled; }

martlet_regex_outcome martlet_pcre2_search(const martlet_pcre2 *program, const uint8_t *text, size_t length,
                                           size_t start, ptrdiff_t *offsets, size_t pairs) {
  static const uint8_t nothing = 0;
  if (text == nullptr) text = &nothing;
  Workspace &space = workspace();
  pcre2_match_data *data = space.room(static_cast<uint32_t>(std::max<size_t>(pairs, 1)));
  if (data == nullptr || space.context == nullptr) return MARTLET_REGEX_HEAP_LIMIT;

  // Bytes that are not UTF-8 get a stand-in character each, so that offsets stay what they are.
  if (martlet_utf8_valid_prefix(text, length) != length) {
    space.copy.resize(length);
    martlet_utf8_repair(text, length, reinterpret_cast<uint8_t *>(&space.copy[0]));
    text = reinterpret_cast<const uint8_t *>(space.copy.data());
  }
  pcre2_set_match_limit(space.context,
                        static_cast<uint32_t>(std::min(base_steps + steps_per_byte * length, most_steps)));

  int result = PCRE2_ERROR_NOMATCH;
  size_t window = first_window;
  size_t position = start;
  std::chrono::steady_clock::time_point begin;
  while (true) {
    const size_t last_start = length - position < window ? length : position + window;
    result = search_window(program, text, length, position, last_start, space, data);
    if (result != PCRE2_ERROR_NOMATCH || last_start == length) break;
    const auto now = std::chrono::steady_clock::now();
    if (position == start) {
      begin = now;
    } else if (now - begin > time_limit) {
      return MARTLET_REGEX_TIME_LIMIT;
    } else if (now - begin < time_limit / 100) {
      window *= 2;
    }
    position = last_start + 1;
    while (position < length && (text[position] & 0xC0) == 0x80) ++position;
  }
  if (result < 0) return outcome(result);
  const PCRE2_SIZE *found = pcre2_get_ovector_pointer(data);
  for (size_t index = 0; index < pairs; ++index) {
    const bool took_part = found[2 * index] != PCRE2_UNSET;
    offsets[2 * index] = took_part ? static_cast<ptrdiff_t>(found[2 * index]) : -1;
    offsets[2 * index + 1] = took_part ? static_cast<ptrdiff_t>(found[2 * index + 1]) : -1;
  }
  return MARTLET_REGEX_MATCH;
}
