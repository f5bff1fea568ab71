// SPDX-License-Identifier: GPL-3.0-or-later
// Lays out a checkpoint file, writes its header and reads it back with every size checked. file.c moves the data.
#include "format.h"

#include <string.h>

static const char     MAGIC[16] = "sij checkpoint 1";
static const uint32_t ORDER     = 0x01020304; // reads differently where the order of bytes differs

int64_t format_bytes(const FormatEntry *entry)
{
  return entry->kind == FORMAT_TEXT ? entry->rows
                                    : entry->rows * entry->columns * (int64_t)sizeof(double);
}

int64_t format_blocks(const Format *format)
{
  return (format->payload + FORMAT_BLOCK - 1) / FORMAT_BLOCK;
}

int64_t format_size(const Format *format)
{
  return format->payload + FORMAT_DIGEST * (format_blocks(format) + 1);
}

// Data begin at multiples of the size of a double.
static int64_t align(int64_t offset)
{
  return (offset + 7) / 8 * 8;
}

Format format_lay_out(int n, FormatEntry entry[])
{
  Format  format = {.n_entries = n, .header = FORMAT_HEAD + n * (int64_t)sizeof *entry};
  int64_t at     = align(format.header);

  for (int i = 0; i < n; i++) {
    entry[i].offset = at;
    at              = align(at + format_bytes(&entry[i]));
  }
  format.payload = at;
  return format;
}

static void put(unsigned char **at, const void *value, size_t size)
{
  memcpy(*at, value, size);
  *at += size;
}

static void get(const unsigned char **at, void *value, size_t size)
{
  memcpy(value, *at, size);
  *at += size;
}

void format_write(const Format *format, const FormatEntry entry[], unsigned char *bytes)
{
  const uint32_t n  = (uint32_t)format->n_entries;
  unsigned char *at = bytes;

  memset(bytes, 0, FORMAT_HEAD);
  put(&at, MAGIC, sizeof MAGIC);
  put(&at, &ORDER, sizeof ORDER);
  put(&at, &n, sizeof n);
  put(&at, &format->header, sizeof format->header);
  put(&at, &format->payload, sizeof format->payload);
  if (n > 0) memcpy(bytes + FORMAT_HEAD, entry, n * sizeof *entry);
}

const char *format_read_head(const unsigned char *bytes, int64_t size, Format *format)
{
  const unsigned char *at = bytes;
  char                 magic[sizeof MAGIC];
  uint32_t             order, n;

  if (size < FORMAT_HEAD) return "it is cut short";
  get(&at, magic, sizeof magic);
  get(&at, &order, sizeof order);
  get(&at, &n, sizeof n);
  get(&at, &format->header, sizeof format->header);
  get(&at, &format->payload, sizeof format->payload);
  if (memcmp(magic, MAGIC, sizeof magic) != 0) return "it is no checkpoint of this version";
  if (order != ORDER) return "it was written by a machine with another order of bytes";
  if (n > FORMAT_ENTRIES) return "its header is damaged";
  format->n_entries = (int)n;
  if (format->header != FORMAT_HEAD + (int64_t)n * (int64_t)sizeof(FormatEntry) ||
      format->payload < format->header || format->payload > size)
    return "its header is damaged";
  return format_size(format) == size ? NULL : "it is cut short";
}

static bool is_sound(const FormatEntry *entry, const Format *format)
{
  const int64_t most = format->payload - format->header;

  if (!memchr(entry->name, '\0', sizeof entry->name) || entry->name[0] == '\0') return false;
  if (entry->kind < FORMAT_VALUES || entry->kind > FORMAT_TEXT) return false;
  if (entry->columns < 1 || entry->columns > 3 || entry->rows < 0 || entry->rows > most)
    return false;
  return entry->offset >= format->header && entry->offset <= format->payload &&
         entry->offset % 8 == 0 && format_bytes(entry) <= format->payload - entry->offset;
}

const char *format_read_entries(const unsigned char *bytes, const Format *format,
                                FormatEntry entry[])
{
  if (format->n_entries > 0) memcpy(entry, bytes, (size_t)format->n_entries * sizeof *entry);
  for (int i = 0; i < format->n_entries; i++)
    if (!is_sound(&entry[i], format)) return "its list of entries is damaged";
  return NULL;
}
