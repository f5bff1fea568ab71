// SPDX-License-Identifier: GPL-3.0-or-later
// Calls the entry point of a fuzz target with mutations of seed files: where there is no libFuzzer, and where a run must
// be the same each time.
//
// usage: mutate_TARGET NUMBER SEED FILE...      the number of mutations, the seed of their generator, and files
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 20, MOST_FILES = 64 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
  uint8_t *data;
  size_t   size;
} Text;

static uint64_t state;

// xorshift64*, Vigna 2016
static uint64_t draw(void)
{
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * 0x2545F4914F6CDD1DULL;
}

static size_t draw_below(size_t n)
{
  return n > 0 ? (size_t)(draw() % n) : 0;
}

static int load_text(const char *path, Text *text)
{
  FILE *file = fopen(path, "rb");

  if (!file) return 1;
  text->data = malloc(MOST);
  text->size = text->data ? fread(text->data, 1, MOST, file) : 0;
  (void)fclose(file);
  return text->size == 0;
}

static void replace_number(Text *text, size_t at)
{
  static const char *const NUMBERS[] = {
    "0", "-1", "4294967296", "2147483647", "99999999999999999999", "1e308", "nan", "3"};
  const char  *number = NUMBERS[draw_below(sizeof NUMBERS / sizeof NUMBERS[0])];
  const size_t n      = strlen(number);

  if (at + n <= text->size) memcpy(text->data + at, number, n);
}

static void remove_bytes(Text *text, size_t at, size_t n)
{
  if (at + n > text->size) return;
  memmove(text->data + at, text->data + at + n, text->size - at - n);
  text->size -= n;
}

static void repeat_bytes(Text *text, size_t at, size_t n)
{
  if (at + n > text->size || text->size + n > MOST) return;
  memmove(text->data + at + n, text->data + at, text->size - at);
  text->size += n;
}

static void mutate_once(Text *text)
{
  const size_t at = draw_below(text->size), n = 1 + draw_below(64);

  switch (draw_below(6)) {
  case 0:
    text->data[at] ^= (uint8_t)(1U << draw_below(8));
    break;
  case 1:
    text->data[at] = (uint8_t)draw_below(256);
    break;
  case 2:
    replace_number(text, at);
    break;
  case 3:
    remove_bytes(text, at, n);
    break;
  case 4:
    repeat_bytes(text, at, n);
    break;
  default:
    if (draw_below(8) == 0) text->size = at + 1; // cut
    else
      memmove(text->data + at, text->data + draw_below(text->size - (text->size > n ? n : 0)),
              at + n <= text->size && text->size > n ? n : 0);
  }
}

int main(int argc, char *argv[])
{
  const long n = argc > 3 ? strtol(argv[1], NULL, 10) : 0;
  Text       seed[MOST_FILES], text = {malloc(MOST + 64), 0};
  int        n_seeds = 0;

  if (n <= 0 || !text.data) {
    (void)fprintf(stderr, "usage: %s NUMBER SEED FILE...\n", argv[0]);
    return 2;
  }
  (void)LLVMFuzzerInitialize(&argc, &argv);
  state = strtoull(argv[2], NULL, 10) * 2 + 1;
  for (int i = 3; i < argc && n_seeds < MOST_FILES; i++)
    if (load_text(argv[i], &seed[n_seeds])) return 2;
    else n_seeds++;
  for (long i = 0; i < n; i++) {
    const Text  *from  = &seed[draw_below((size_t)n_seeds)];
    const size_t times = 1 + draw_below(6);

    memcpy(text.data, from->data, from->size);
    text.size = from->size;
    for (size_t k = 0; k < times && text.size > 1; k++) mutate_once(&text);
    (void)LLVMFuzzerTestOneInput(text.data, text.size);
  }
  printf("%ld mutations of %d files: none ended the program\n", n, n_seeds);
  for (int i = 0; i < n_seeds; i++) free(seed[i].data);
  free(text.data);
  return 0;
}
