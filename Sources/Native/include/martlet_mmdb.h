#pragma once
#include <stdbool.h>
#include <stdint.h>

// Reads MaxMind databases through libmaxminddb.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct martlet_mmdb martlet_mmdb;

/// What a database knows of an address; texts are empty where it knows nothing.
typedef struct {
  char country[8];
  char city[256];
  char organisation[256];
  double latitude;
  double longitude;
  bool has_place;
  uint32_t system_number;
  bool has_system;
} martlet_place;

/// Null when the file cannot be read; `error` then holds the reason.
martlet_mmdb *martlet_mmdb_open(const char *path, char *error, int32_t error_size);
void martlet_mmdb_close(martlet_mmdb *database);

/// Adds what the database knows of an address, as it is written, to `place`. False when it knows nothing. Thread-safe.
bool martlet_mmdb_lookup(const martlet_mmdb *database, const char *address, martlet_place *place);

#ifdef __cplusplus
}
#endif
