// SPDX-License-Identifier: GPL-3.0-or-later
// Reads numbers and words of a file in memory, text or binary, and keeps the first fault as a sentence.
#include "scan.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool scan_is_good(const Scan *scan)
{
  return scan->fault[0] == '\0';
}

size_t scan_left(const Scan *scan)
{
  return (size_t)(scan->end - scan->at);
}

static long count_lines(const Scan *scan)
{
  long n = 1;

  for (const char *c = scan->text; c < scan->at; c++) n += *c == '\n';
  return n;
}

void scan_fail(Scan *scan, const char *format, ...)
{
  char    place[64];
  size_t  used;
  va_list list;

  if (!scan_is_good(scan)) return;
  if (scan->binary) (void)snprintf(place, sizeof place, "byte %td: ", scan->at - scan->text);
  else (void)snprintf(place, sizeof place, "line %ld: ", count_lines(scan));
  used = strlen(place);
  memcpy(scan->fault, place, used + 1);
  va_start(list, format);
  (void)vsnprintf(scan->fault + used, sizeof scan->fault - used, format, list);
  va_end(list);
}

static void skip_space(Scan *scan)
{
  while (scan->at < scan->end && isspace((unsigned char)*scan->at)) scan->at++;
}

// What stands here, for a message: one word, cut, with ? for what cannot be printed.
static void copy_word(const Scan *scan, char word[SCAN_WORD])
{
  int n = 0;

  for (const char *c = scan->at; c < scan->end && n < SCAN_WORD - 1; c++) {
    if (isspace((unsigned char)*c)) break;
    word[n++] = (char)(isprint((unsigned char)*c) ? *c : '?');
  }
  word[n] = '\0';
}

static void fail_at_word(Scan *scan, const char *what)
{
  char word[SCAN_WORD];

  copy_word(scan, word);
  if (scan->at >= scan->end) scan_fail(scan, "the file ends where %s is wanted", what);
  else scan_fail(scan, "found '%s' where %s is wanted", word, what);
}

static bool ends_number(const Scan *scan, const char *after)
{
  return after > scan->at && after <= scan->end &&
         (after == scan->end || isspace((unsigned char)*after));
}

static bool begin_number(Scan *scan, const char *what)
{
  if (!scan_is_good(scan)) return false;
  skip_space(scan);
  if (scan->at < scan->end && (isdigit((unsigned char)*scan->at) || strchr("+-.", *scan->at)))
    return true;
  fail_at_word(scan, what);
  return false;
}

uint64_t scan_text_tag(Scan *scan, const char *what)
{
  unsigned long long value;
  char              *after;

  if (!begin_number(scan, what)) return 0;
  errno = 0;
  value = strtoull(scan->at, &after, 10);
  if (errno || !isdigit((unsigned char)*scan->at) || !ends_number(scan, after)) {
    fail_at_word(scan, what);
    return 0;
  }
  scan->at = after;
  return value;
}

static int scan_text_int(Scan *scan, const char *what)
{
  long  value;
  char *after;

  if (!begin_number(scan, what)) return 0;
  errno = 0;
  value = strtol(scan->at, &after, 10);
  if (errno || value < INT_MIN || value > INT_MAX || !ends_number(scan, after)) {
    fail_at_word(scan, what);
    return 0;
  }
  scan->at = after;
  return (int)value;
}

double scan_text_real(Scan *scan, const char *what)
{
  double value;
  char  *after;

  if (!begin_number(scan, what)) return 0.0;
  value = strtod(scan->at, &after);
  if (!isfinite(value) || !ends_number(scan, after)) {
    fail_at_word(scan, what);
    return 0.0;
  }
  scan->at = after;
  return value;
}

static void take_bytes(Scan *scan, size_t size, void *value, const char *what)
{
  if (!scan_is_good(scan)) return;
  if (scan_left(scan) < size) {
    scan_fail(scan, "the file ends where %s is wanted", what);
    return;
  }
  memcpy(value, scan->at, size);
  scan->at += size;
}

uint64_t scan_tag(Scan *scan, const char *what)
{
  uint64_t value = 0;

  if (!scan->binary) return scan_text_tag(scan, what);
  take_bytes(scan, sizeof value, &value, what);
  return value;
}

int scan_int(Scan *scan, const char *what)
{
  int32_t value = 0;

  if (!scan->binary) return scan_text_int(scan, what);
  take_bytes(scan, sizeof value, &value, what);
  return value;
}

double scan_real(Scan *scan, const char *what)
{
  double value = 0.0;

  if (!scan->binary) return scan_text_real(scan, what);
  take_bytes(scan, sizeof value, &value, what);
  if (isfinite(value)) return value;
  scan_fail(scan, "found a number that is not finite where %s is wanted", what);
  return 0.0;
}

size_t scan_count(Scan *scan, bool as_text, size_t bytes, const char *what)
{
  const uint64_t n = as_text ? scan_text_tag(scan, what) : scan_tag(scan, what);

  if (scan_is_good(scan) && n > scan_left(scan) / bytes + 1)
    scan_fail(scan, "%s is %llu, but only %zu bytes follow; the file is cut or damaged", what,
              (unsigned long long)n, scan_left(scan));
  return scan_is_good(scan) ? (size_t)n : 0;
}

void scan_quoted(Scan *scan, size_t size, char text[])
{
  size_t n = 0;

  text[0] = '\0';
  if (!scan_is_good(scan)) return;
  skip_space(scan);
  if (scan->at >= scan->end || *scan->at != '"') {
    fail_at_word(scan, "a name in quotation marks");
    return;
  }
  for (scan->at++; scan->at < scan->end && *scan->at != '"' && *scan->at != '\n'; scan->at++)
    if (n + 1 < size) text[n++] = (char)(iscntrl((unsigned char)*scan->at) ? '?' : *scan->at);
  text[n] = '\0';
  if (scan->at < scan->end && *scan->at == '"') scan->at++;
  else scan_fail(scan, "a name has no closing quotation mark");
}

bool scan_section(Scan *scan, char name[SCAN_WORD])
{
  if (!scan_is_good(scan)) return false;
  skip_space(scan);
  if (scan->at >= scan->end) return false;
  copy_word(scan, name);
  if (name[0] != '$' || strlen(name) == SCAN_WORD - 1) {
    fail_at_word(scan, "the beginning of a section ($Nodes, $Elements, ...)");
    return false;
  }
  scan->at += strlen(name);
  memmove(name, name + 1, strlen(name));
  return true;
}

void scan_section_end(Scan *scan, const char *name)
{
  char wanted[SCAN_WORD + 4], found[SCAN_WORD];

  if (!scan_is_good(scan)) return;
  (void)snprintf(wanted, sizeof wanted, "$End%s", name);
  skip_space(scan);
  copy_word(scan, found);
  if (strcmp(found, wanted) == 0) scan->at += strlen(found);
  else fail_at_word(scan, wanted);
}

void scan_skip_section(Scan *scan, const char *name)
{
  char wanted[SCAN_WORD + 4];

  if (!scan_is_good(scan)) return;
  const size_t length = (size_t)snprintf(wanted, sizeof wanted, "$End%s", name);

  for (const char *c = scan->at; (c = memchr(c, '$', (size_t)(scan->end - c))) != NULL; c++)
    if ((size_t)(scan->end - c) >= length && memcmp(c, wanted, length) == 0) {
      scan->at = c + length;
      return;
    }
  scan_fail(scan, "the section $%s has no end", name);
}

void scan_line_end(Scan *scan)
{
  if (!scan_is_good(scan)) return;
  if (scan->at < scan->end && *scan->at == '\r') scan->at++;
  if (scan->at < scan->end && *scan->at == '\n') scan->at++;
  else scan_fail(scan, "the end of a line is wanted before binary numbers");
}
