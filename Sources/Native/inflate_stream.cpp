// Decompression: libdeflate for what fits into memory, zlib and libzstd for streams of any length.

#include "martlet_inflate.h"

#include <new>

#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

struct martlet_inflater {
  int kind;
  z_stream gzip{};
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
    is_ready = inflateInit2(&inflater->gzip, 15 + 16) == Z_OK;
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
  if (inflater->kind == MARTLET_INFLATE_GZIP) inflateEnd(&inflater->gzip); else ZSTD_freeDStream(inflater->zstd);
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
  z_stream &stream = self->gzip;
  if (self->is_between && self->has_started && *input_length > 0) {
    // Another member starts with the same two bytes.
    if (input[0] != 0x1F) {
      self->is_over = true;
      *output_length = 0;
      return is_padding(input, *input_length) ? MARTLET_INFLATE_OK : MARTLET_INFLATE_TRAILING;
    }
    if (inflateReset(&stream) != Z_OK) return MARTLET_INFLATE_DAMAGED;
  }
  stream.next_in = const_cast<Bytef *>(input);
  stream.avail_in = static_cast<uInt>(*input_length);
  stream.next_out = output;
  stream.avail_out = static_cast<uInt>(*output_length);
  if (*input_length > 0) {
    self->has_started = true;
    self->is_between = false;
  }
  int result = inflate(&stream, Z_NO_FLUSH);
  *input_length -= stream.avail_in;
  *output_length -= stream.avail_out;
  if (result == Z_STREAM_END) {
    self->is_between = true;
    return MARTLET_INFLATE_OK;
  }
  if (result == Z_OK || result == Z_BUF_ERROR) return MARTLET_INFLATE_OK;
  return result == Z_MEM_ERROR ? MARTLET_INFLATE_MEMORY : MARTLET_INFLATE_DAMAGED;
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

int martlet_gunzip(
  const uint8_t *input, size_t input_length, uint8_t *output, size_t capacity, size_t *output_length) {
  libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  if (!decompressor) return MARTLET_INFLATE_MEMORY;
  size_t read = 0;
  size_t written = 0;
  int status = MARTLET_INFLATE_OK;
  while (read < input_length && input[read] == 0x1F) {
    size_t used = 0;
    size_t made = 0;
    auto result = libdeflate_gzip_decompress_ex(
      decompressor, input + read, input_length - read, output + written, capacity - written, &used, &made);
    if (result != LIBDEFLATE_SUCCESS) {
      status = result == LIBDEFLATE_INSUFFICIENT_SPACE ? MARTLET_INFLATE_NO_ROOM : MARTLET_INFLATE_DAMAGED;
      break;
    }
    read += used;
    written += made;
  }
  if (status == MARTLET_INFLATE_OK && !is_padding(input + read, input_length - read)) status = MARTLET_INFLATE_TRAILING;
  libdeflate_free_decompressor(decompressor);
  *output_length = written;
  return status;
}
