#ifndef MARTLET_REGEX_H
#define MARTLET_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Why a pattern was not compiled. */
typedef enum {
  MARTLET_REGEX_COMPILED = 0,
  MARTLET_REGEX_TOO_LARGE = 1,
  MARTLET_REGEX_BAD_REPEAT = 2,
  MARTLET_REGEX_REJECTED = 3
} martlet_regex_status;

/* How a search ended. Every value after NO_MATCH is a limit that was reached: the answer is unknown. */
typedef enum {
  MARTLET_REGEX_MATCH = 0,
  MARTLET_REGEX_NO_MATCH = 1,
  MARTLET_REGEX_MATCH_LIMIT = 2,
  MARTLET_REGEX_DEPTH_LIMIT = 3,
  MARTLET_REGEX_HEAP_LIMIT = 4,
  MARTLET_REGEX_TIME_LIMIT = 5,
  MARTLET_REGEX_ENGINE_FAILURE = 6
} martlet_regex_outcome;

/* Offsets written by a search come in pairs (start, end), the whole match first; -1 stands for a group that took
   no part. `pairs` says how many pairs the caller has room for. */

/* A pattern for RE2: linear time. One program may be used by any number of threads at once. */
typedef struct martlet_re2 martlet_re2;

martlet_re2 *martlet_re2_create(const uint8_t *pattern, size_t length, martlet_regex_status *status, char *message,
                                size_t message_size);
void martlet_re2_destroy(martlet_re2 *program);
bool martlet_re2_matches(const martlet_re2 *program, const uint8_t *text, size_t length);
bool martlet_re2_search(const martlet_re2 *program, const uint8_t *text, size_t length, size_t start,
                        ptrdiff_t *offsets, size_t pairs);

/* Whether RE2 knows a Unicode category or script by this name. */
bool martlet_re2_knows_property(const uint8_t *name, size_t length);

/* A pattern for PCRE2, which backtracks: a search is limited in steps, depth, memory and time. One program may be
   used by any number of threads at once. */
typedef struct martlet_pcre2 martlet_pcre2;

martlet_pcre2 *martlet_pcre2_create(const uint8_t *pattern, size_t length, martlet_regex_status *status,
                                    char *message, size_t message_size);
void martlet_pcre2_destroy(martlet_pcre2 *program);
bool martlet_pcre2_is_jit_compiled(const martlet_pcre2 *program);
martlet_regex_outcome martlet_pcre2_search(const martlet_pcre2 *program, const uint8_t *text, size_t length,
                                           size_t start, ptrdiff_t *offsets, size_t pairs);

#ifdef __cplusplus
}
#endif

#endif
