// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/checkpoint/format.h"
#include "unit/check.h"

#include <stdlib.h>
#include <string.h>

enum { N = 3 };

typedef struct {
  FormatEntry    entry[N];
  Format         format;
  unsigned char *bytes; // [format.header]
} Header;

static Header create(void)
{
  Header header = {
    .entry = {{.name = "flow.pressure", .kind = FORMAT_FIELD, .columns = 1, .rows = 7},
              {.name = "case", .kind = FORMAT_TEXT, .columns = 1, .rows = 13},
              {.name = "u", .kind = FORMAT_FIELD, .columns = 3, .rows = 200000}}};

  header.format = format_lay_out(N, header.entry);
  header.bytes  = malloc((size_t)header.format.header);
  assert_non_null(header.bytes);
  format_write(&header.format, header.entry, header.bytes);
  return header;
}

static const char *read(const Header *header, int64_t size, FormatEntry entry[N], Format *format)
{
  const char *fault = format_read_head(header->bytes, size, format);

  if (fault) return fault;
  if (format->n_entries > N) return "more entries than were written";
  return format_read_entries(header->bytes + FORMAT_HEAD, format, entry);
}

static void what_is_written_is_read(void **state)
{
  Header      header = create();
  FormatEntry entry[N];
  Format      format;

  (void)state;
  assert_null(read(&header, format_size(&header.format), entry, &format));
  assert_int_equal(format.n_entries, N);
  assert_memory_equal(entry, header.entry, sizeof entry);
  assert_int_equal(format_blocks(&format), 5); // 4.8 MB
  free(header.bytes);
}

static void data_do_not_overlap_and_lie_within_the_file(void **state)
{
  Header header = create();

  (void)state;
  for (int i = 0; i < N; i++) {
    const int64_t end  = header.entry[i].offset + format_bytes(&header.entry[i]);
    const int64_t next = i + 1 < N ? header.entry[i + 1].offset : header.format.payload;

    assert_int_equal(header.entry[i].offset % 8, 0);
    assert_true(end <= next && next < end + 8);
  }
  free(header.bytes);
}

static void a_file_of_another_length_is_refused(void **state)
{
  Header        header = create();
  const int64_t size   = format_size(&header.format);
  FormatEntry   entry[N];
  Format        format;

  (void)state;
  for (int64_t cut = 1; cut < size; cut *= 3) {
    assert_non_null(read(&header, size - cut, entry, &format));
    assert_non_null(read(&header, size + cut, entry, &format));
  }
  free(header.bytes);
}

// Names may change unseen here: the checksum is for that. No size may come to lie outside the file.
static void no_changed_byte_makes_data_lie_outside_the_file(void **state)
{
  Header        header = create();
  const int64_t size   = format_size(&header.format);
  FormatEntry   entry[N];
  Format        format;

  (void)state;
  for (int64_t at = 0; at < header.format.header; at++)
    for (int bit = 0; bit < 8; bit++) {
      header.bytes[at] ^= (unsigned char)(1U << bit);
      if (!read(&header, size, entry, &format))
        for (int i = 0; i < format.n_entries; i++) {
          assert_true(entry[i].offset >= format.header);
          assert_true(format_bytes(&entry[i]) >= 0);
          assert_true(entry[i].offset + format_bytes(&entry[i]) <= format.payload);
        }
      header.bytes[at] ^= (unsigned char)(1U << bit);
    }
  free(header.bytes);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_written_is_read),
    cmocka_unit_test(data_do_not_overlap_and_lie_within_the_file),
    cmocka_unit_test(a_file_of_another_length_is_refused),
    cmocka_unit_test(no_changed_byte_makes_data_lie_outside_the_file),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
