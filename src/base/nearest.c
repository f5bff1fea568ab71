// SPDX-License-Identifier: GPL-3.0-or-later
// The known name that is nearest to a misspelt word, by edit distance, for messages.
#include "sij/base/nearest.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

enum { LETTERS = 64 };

static int smaller_of(int a, int b)
{
  return a < b ? a : b;
}

static int measure_length(const char *word)
{
  int n = 0;

  while (n < LETTERS - 1 && word[n]) n++;
  return n;
}

static bool is_same_letter(char a, char b)
{
  return tolower((unsigned char)a) == tolower((unsigned char)b);
}

// Optimal string alignment: three rows of the table are alive, the third for swapped neighbours.
int nearest_distance(const char *a, const char *b)
{
  const int n = measure_length(a), m = measure_length(b);
  int       row[3][LETTERS];

  for (int j = 0; j <= m; j++) row[0][j] = j;
  for (int i = 1; i <= n; i++) {
    int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

    now[0] = i;
    for (int j = 1; j <= m; j++) {
      const int changed = last[j - 1] + (is_same_letter(a[i - 1], b[j - 1]) ? 0 : 1);

      now[j] = smaller_of(changed, 1 + smaller_of(last[j], now[j - 1]));
      if (i > 1 && j > 1 && is_same_letter(a[i - 1], b[j - 2]) &&
          is_same_letter(a[i - 2], b[j - 1]))
        now[j] = smaller_of(now[j], before[j - 2] + 1);
    }
  }
  return row[n % 3][m];
}

const char *nearest_name(const char *word, int n, const char *const name[])
{
  const char *nearest = NULL;
  int         least   = INT_MAX;

  for (int i = 0; i < n; i++) {
    const int longer   = measure_length(word) > measure_length(name[i]) ? measure_length(word)
                                                                        : measure_length(name[i]);
    const int distance = nearest_distance(word, name[i]);

    if (3 * distance <= longer && distance < least) {
      least   = distance;
      nearest = name[i];
    }
  }
  return nearest;
}
