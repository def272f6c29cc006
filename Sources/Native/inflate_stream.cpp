// Decompression of streams, piece by piece: ISA-L for gzip, libzstd for Zstandard.

#include "martlet_inflate.h"

#include <memory>
#include <new>

#include <isa-l/igzip_lib.h>
#include <zstd.h>

struct martlet_inflater {
  int kind;
  std::unique_ptr<inflate_state> gzip;
  ZSTD_DStream *zstd = nullptr;
  /// Between two members, or before the first.
  bool is_between = true;
  bool has_started = false;
  /// What follows the last member is no other one.
  bool is_over = false;
};

martlet_inflater *martlet_inflater_new(int kind) {
  auto *inflater = new (std::nothrow) martlet_inflater();
  if (!inflater) return nullptr;
  inflater->kind = kind;
  bool is_ready;
  if (kind == MARTLET_INFLATE_GZIP) {
    // Not cleared: most of it are tables that every block writes anew.
    inflater->gzip.reset(new (std::nothrow) inflate_state);
    is_ready = inflater->gzip != nullptr;
    if (is_ready) {
      isal_inflate_init(inflater->gzip.get());
      inflater->gzip->crc_flag = ISAL_GZIP;
    }
  } else {
    inflater->zstd = ZSTD_createDStream();
    is_ready = inflater->zstd != nullptr;
  }
  if (is_ready) return inflater;
  delete inflater;
  return nullptr;
}

void martlet_inflater_free(martlet_inflater *inflater) {
  if (!inflater) return;
  if (inflater->zstd) ZSTD_freeDStream(inflater->zstd);
  delete inflater;
}

int martlet_inflater_is_complete(const martlet_inflater *inflater) { return inflater->is_between; }

namespace {

// What stands after the last member: zeros fill up blocks, anything else was meant to be read.
bool is_padding(const uint8_t *input, size_t length) {
  for (size_t index = 0; index < length; ++index) {
    if (input[index] != 0) return false;
  }
  return true;
}

int run_gzip(
  martlet_inflater *self, const uint8_t *input, size_t *input_length, uint8_t *output, size_t *output_length) {
  inflate_state &stream = *self->gzip;
  if (self->is_between && *input_length > 0) {
    if (self->has_started) {
      // Another member starts with the same two bytes.
      if (input[0] != 0x1F) {
        self->is_over = true;
        *output_length = 0;
        return is_padding(input, *input_length) ? MARTLET_INFLATE_OK : MARTLET_INFLATE_TRAILING;
      }
      isal_inflate_reset(&stream);
      stream.crc_flag = ISAL_GZIP;
    }
    self->has_started = true;
    self->is_between = false;
  }
  if (self->is_between) {
    *output_length = 0;
    return MARTLET_INFLATE_OK;
  }
  stream.next_in = const_cast<uint8_t *>(input);
  stream.avail_in = static_cast<uint32_t>(*input_length);
  stream.next_out = output;
  stream.avail_out = static_cast<uint32_t>(*output_length);
  int result = isal_inflate(&stream);
  *input_length -= stream.avail_in;
  *output_length -= stream.avail_out;
  if (result < 0) return MARTLET_INFLATE_DAMAGED;
  self->is_between = stream.block_state == ISAL_BLOCK_FINISH;
  return MARTLET_INFLATE_OK;
}

int run_zstd(
  martlet_inflater *self, const uint8_t *input, size_t *input_length, uint8_t *output, size_t *output_length) {
  ZSTD_inBuffer in{input, *input_length, 0};
  ZSTD_outBuffer out{output, *output_length, 0};
  size_t result = ZSTD_decompressStream(self->zstd, &out, &in);
  *input_length = in.pos;
  *output_length = out.pos;
  if (ZSTD_isError(result)) return MARTLET_INFLATE_DAMAGED;
  // Without input nothing is learnt: after a frame the library then asks for the next one.
  if (in.pos > 0 || out.pos > 0) self->is_between = result == 0;
  return MARTLET_INFLATE_OK;
}

}  // namespace

int martlet_inflater_run(
  martlet_inflater *inflater, const uint8_t *input, size_t *input_length, uint8_t *output, size_t *output_length) {
  if (inflater->is_over) {
    *output_length = 0;
    return is_padding(input, *input_length) ? MARTLET_INFLATE_OK : MARTLET_INFLATE_TRAILING;
  }
  return inflater->kind == MARTLET_INFLATE_GZIP ? run_gzip(inflater, input, input_length, output, output_length)
                                                : run_zstd(inflater, input, input_length, output, output_length);
}
