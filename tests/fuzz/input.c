// SPDX-License-Identifier: GPL-3.0-or-later
// What fuzz targets share, see input.h.
#define _POSIX_C_SOURCE 200809L // mkdtemp, access
#include "input.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char place[64], file_path[128];

static void remove_place(void)
{
  (void)remove(file_path);
  (void)rmdir(place);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  if (PetscInitializeNoArguments()) abort();
  return 0;
}

char *input_text(const uint8_t *data, size_t size)
{
  char *text = malloc(size + 1);

  if (!text) abort();
  if (size > 0) memcpy(text, data, size);
  text[size] = '\0';
  return text;
}

const char *input_file(const char *name, const uint8_t *data, size_t size, const char **path)
{
  FILE *file;

  if (!place[0]) {
    (void)snprintf(place, sizeof place, "%s/sij_fuzz_XXXXXX",
                   access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(place) || atexit(remove_place)) abort();
  }
  (void)snprintf(file_path, sizeof file_path, "%s/%s", place, name);
  *path = file_path;
  file  = fopen(file_path, "wb");
  if (!file || (size > 0 && fwrite(data, 1, size, file) != size) || fclose(file)) abort();
  return place;
}
