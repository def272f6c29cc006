#include "martlet_mmdb.h"

#include <maxminddb.h>

#include <algorithm>
#include <cstring>
#include <new>

struct martlet_mmdb {
  MMDB_s database;
};

martlet_mmdb *martlet_mmdb_open(const char *path, char *error, int32_t error_size) {
  auto *opened = new (std::nothrow) martlet_mmdb();
  if (opened == nullptr) return nullptr;
  const int status = MMDB_open(path, MMDB_MODE_MMAP, &opened->database);
  if (status == MMDB_SUCCESS) return opened;
  std::strncpy(error, MMDB_strerror(status), static_cast<size_t>(error_size) - 1);
  error[error_size - 1] = 0;
  delete opened;
  return nullptr;
}

void martlet_mmdb_close(martlet_mmdb *database) {
  if (database == nullptr) return;
  MMDB_close(&database->database);
  delete database;
}

namespace {

bool read_text(MMDB_entry_s *entry, const char *const *path, char *text, size_t size) {
  MMDB_entry_data_s data;
  if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data) return false;
  if (data.type != MMDB_DATA_TYPE_UTF8_STRING) return false;
  const size_t length = std::min(static_cast<size_t>(data.data_size), size - 1);
  std::memcpy(text, data.utf8_string, length);
  text[length] = 0;
  return true;
}

bool read_number(MMDB_entry_s *entry, const char *const *path, double *number) {
  MMDB_entry_data_s data;
  if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data) return false;
  if (data.type == MMDB_DATA_TYPE_DOUBLE) {
    *number = data.double_value;
    return true;
  }
  if (data.type == MMDB_DATA_TYPE_FLOAT) {
    *number = data.float_value;
    return true;
  }
  return false;
}

}  // namespace

bool martlet_mmdb_lookup(const martlet_mmdb *database, const char *address, martlet_place *place) {
  int address_status = 0;
  int status = MMDB_SUCCESS;
  MMDB_lookup_result_s result = MMDB_lookup_string(&database->database, address, &address_status, &status);
  if (address_status != 0 || status != MMDB_SUCCESS || !result.found_entry) return false;
  static const char *const country[] = {"country", "iso_code", nullptr};
  static const char *const city[] = {"city", "names", "en", nullptr};
  static const char *const latitude[] = {"location", "latitude", nullptr};
  static const char *const longitude[] = {"location", "longitude", nullptr};
  static const char *const organisation[] = {"autonomous_system_organization", nullptr};
  static const char *const number[] = {"autonomous_system_number", nullptr};
  read_text(&result.entry, country, place->country, sizeof(place->country));
  read_text(&result.entry, city, place->city, sizeof(place->city));
  read_text(&result.entry, organisation, place->organisation, sizeof(place->organisation));
  double north = 0;
  double east = 0;
  if (read_number(&result.entry, latitude, &north) && read_number(&result.entry, longitude, &east)) {
    place->latitude = north;
    place->longitude = east;
    place->has_place = true;
  }
  MMDB_entry_data_s data;
  if (MMDB_aget_value(&result.entry, &data, number) == MMDB_SUCCESS && data.has_data &&
      data.type == MMDB_DATA_TYPE_UINT32) {
    place->system_number = data.uint32;
    place->has_system = true;
  }
  return true;
}
