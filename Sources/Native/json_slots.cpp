// Slots to columns.

#include <cstring>

#include "martlet_json.h"

namespace {

bool is_present(const martlet_json_slot &slot) { return (slot.length & MARTLET_SLOT_CONTAINER) == 0; }

struct value {
  const uint8_t *bytes;
  uint32_t length;
};

value value_of(const martlet_slot_column *column, const martlet_json_slot &slot) {
  const uint8_t *area = slot.length & MARTLET_SLOT_SIDE ? column->side : column->block;
  return {area + slot.offset, slot.length & MARTLET_SLOT_LENGTH};
}

uint64_t mix(uint64_t left, uint64_t right) {
  unsigned __int128 product = static_cast<unsigned __int128>(left) * right;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

uint64_t hash(const uint8_t *bytes, uint32_t length) {
  uint64_t state = 0x9E3779B97F4A7C15u ^ length;
  while (length >= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    state = mix(state ^ word, 0xD6E8FEB86659FD93u);
    bytes += 8;
    length -= 8;
  }
  uint64_t word = 0;
  memcpy(&word, bytes, length);
  return mix(state ^ word, 0xD6E8FEB86659FD93u);
}

}  // namespace

uint64_t martlet_slots_measure(const martlet_slot_column *column, uint32_t *present) {
  uint64_t total = 0;
  uint32_t count = 0;
  for (uint32_t row = 0; row < column->rows; row++) {
    const auto &slot = column->slots[row];
    if (!is_present(slot)) continue;
    total += slot.length & MARTLET_SLOT_LENGTH;
    count++;
  }
  *present = count;
  return total;
}

void martlet_slots_copy(const martlet_slot_column *column, uint8_t *storage, uint32_t *offsets, uint64_t *presence) {
  uint32_t end = 0;
  uint64_t word = 0;
  for (uint32_t row = 0; row < column->rows; row++) {
    const auto &slot = column->slots[row];
    offsets[row] = end;
    if (is_present(slot)) {
      value text = value_of(column, slot);
      memcpy(storage + end, text.bytes, text.length);
      end += text.length;
      word |= uint64_t(1) << (row & 63);
    }
    if ((row & 63) == 63) {
      presence[row >> 6] = word;
      word = 0;
    }
  }
  if ((column->rows & 63) != 0) presence[column->rows >> 6] = word;
  offsets[column->rows] = end;
}

uint32_t martlet_slots_encode(const martlet_slot_column *column, uint32_t *codes, uint32_t *firsts, uint32_t limit) {
  constexpr uint32_t size = 4096;
  uint16_t table[size];
  uint32_t hashes[1024];
  memset(table, 0, sizeof table);
  if (limit > 1024) limit = 1024;
  uint32_t count = 0;
  // Runs of one value are frequent, and columns that have no other.
  value last = {nullptr, 0};
  uint32_t last_code = 0;
  for (uint32_t row = 0; row < column->rows; row++) {
    const auto &slot = column->slots[row];
    if (!is_present(slot)) {
      codes[row] = UINT32_MAX;
      continue;
    }
    value text = value_of(column, slot);
    if (last.bytes != nullptr && last.length == text.length && memcmp(last.bytes, text.bytes, text.length) == 0) {
      codes[row] = last_code;
      continue;
    }
    last = text;
    uint64_t mixed = hash(text.bytes, text.length);
    uint32_t position = static_cast<uint32_t>(mixed) & (size - 1);
    uint32_t check = static_cast<uint32_t>(mixed >> 32);
    for (;; position = (position + 1) & (size - 1)) {
      uint32_t entry = table[position];
      if (entry == 0) {
        if (count == limit) return UINT32_MAX;
        hashes[count] = check;
        firsts[count] = row;
        codes[row] = count;
        last_code = count;
        table[position] = static_cast<uint16_t>(++count);
        break;
      }
      if (hashes[entry - 1] != check) continue;
      value other = value_of(column, column->slots[firsts[entry - 1]]);
      if (other.length == text.length && memcmp(other.bytes, text.bytes, text.length) == 0) {
        codes[row] = entry - 1;
        last_code = entry - 1;
        break;
      }
    }
    // Give up early on a column of ever new values.
    if (row == 255 && count > 160) return UINT32_MAX;
  }
  return count;
}
