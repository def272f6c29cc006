#ifndef MARTLET_INFLATE_H
#define MARTLET_INFLATE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum martlet_inflate_kind { MARTLET_INFLATE_GZIP = 0, MARTLET_INFLATE_ZSTD = 1 };

enum martlet_inflate_status {
  MARTLET_INFLATE_OK = 0,
  MARTLET_INFLATE_DAMAGED = 1,
  MARTLET_INFLATE_MEMORY = 2,
  MARTLET_INFLATE_TRAILING = 3,     // what follows the last member is neither another one nor zeros
};

/// Decompresses a stream piece by piece. Members or frames that follow each other are one stream; zeros after them
/// are passed over.
typedef struct martlet_inflater martlet_inflater;

martlet_inflater *martlet_inflater_new(int kind);
void martlet_inflater_free(martlet_inflater *inflater);

/// Reads from `input`, writes to `output`. On return `*input_length` and `*output_length` tell how much of each was used.
int martlet_inflater_run(
  martlet_inflater *inflater, const uint8_t *input, size_t *input_length, uint8_t *output, size_t *output_length);

/// Whether the stream may end after what was read so far.
int martlet_inflater_is_complete(const martlet_inflater *inflater);

#ifdef __cplusplus
}
#endif
#endif
