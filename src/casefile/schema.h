// SPDX-License-Identifier: GPL-3.0-or-later
/** The case file as data: every key, its type, unit, bounds, default and meaning, in one table.
 *
 * Loading, checking, the resolved case, hints for misspelt keys and the table of docs/user/casefile.md all
 * walk these rows; a new key is one row here and one member in sij/casefile.h.
 */
#pragma once

#include "units.h"

#include "sij/casefile.h"

#include <stddef.h>

typedef enum {
  SECTION_CASE,
  SECTION_ANATOMY,
  SECTION_MESH,
  SECTION_TISSUE,
  SECTION_SURFACES,
  SECTION_DRUG,
  SECTION_TIME,
  SECTION_INJECTION,
  SECTION_DEFECT,
  SECTION_PAIN,
  SECTION_SOURCE,
  SECTION_TARGET,
  SECTION_MECHANICS,
  SECTION_SUPPORT,
  SECTION_SPRING,
  SECTION_LOAD,
  SECTION_BODY,
  SECTION_NUMERICS,
  SECTION_PRESET,
  SECTION_PATIENT,
  SECTION_PROTOCOL,
  SECTION_PROTOCOL_SUPPORT,
  SECTION_PROTOCOL_LOAD,
  SECTION_COUNT
} SectionId;

typedef enum {
  SECTION_ONE,    // one struct
  SECTION_REGION, // a mapping by region, one struct each
  SECTION_NAMED,  // a mapping by name; the struct begins with char name[CASE_NAME]
  SECTION_LIST,   // a list
  SECTION_SHELF   // a mapping of pieces to choose from; merged, never stored
} SectionKind;

typedef struct {
  const char *path; // "injections.*"
  SectionKind kind;
  SectionId   rows;   // section whose rows describe an element
  size_t      offset; // of the struct, or the first of them, in Case
  size_t      size;   // of one struct
  size_t      count;  // of the int that counts them (named and list)
  int         capacity;
  bool        required;
  const char *text;
} Section;

typedef enum {
  TYPE_QUANTITY,   // double
  TYPE_LIMIT,      // double, or the word none for infinity
  TYPE_INTEGER,    // int
  TYPE_WORD,       // enum, one of `words`
  TYPE_NAME,       // char[CASE_NAME]: letters, digits, _ - .
  TYPE_TEXT,       // char[CASE_PATH]
  TYPE_FILE,       // char[CASE_PATH], relative to the file that names it
  TYPE_FLAG,       // bool: true or false
  TYPE_POINT,      // Vec3 of lengths
  TYPE_VECTOR,     // Vec3 of the row's dimension
  TYPE_DIRECTION,  // Vec3, made a unit vector
  TYPE_REGION,     // Region; REGION_NONE if not given
  TYPE_SURFACE,    // Surface; SURFACE_NONE if not given
  TYPE_ATTACHMENT, // CaseAttachment: a name, or a point
  TYPE_BY_REGION,  // double[REGION_COUNT]: {default: 1, fat: 3} or one number
  TYPE_GAUGE,      // gauge of a needle, into a double
  TYPE_CONTENTS,   // Injection: {drug: concentration}
  TYPE_NERVES,     // PainSource: list of names
  TYPE_CURVE,      // CaseTarget: list of points
  TYPE_TIPS,       // Meshing: list of points
  TYPE_OUTPUTS,    // Timing: list of times, or {first: , count: }
  TYPE_COURSE,     // CaseLoad: list of [time, factor]
  TYPE_MERGED      // used up when files are merged; not stored
} Type;

/** Interval of allowed values, SI. */
typedef struct {
  double low, high;
  bool   low_open, high_open;
} Bounds;

typedef struct {
  SectionId          section;
  const char        *key; // below the section; "needle.bore" for a nested one
  Type               type;
  Dimension          dimension;
  size_t             offset;   // of the member in the struct
  const char        *fallback; // default as text; "=key" for that of another key; NULL for zero
  Bounds             bounds;
  const char        *text;
  const char *const *words;      // of TYPE_WORD, ended by NULL, in order of the enum
  unsigned           needed;     // bits 1 << DrugKind: a used drug of that kind must have it
  const char        *instead_of; // not written where this name of the same struct is set
} Row;

/** Default of a row without which a case is faulty. */
extern const char schema_required[];

extern const Row    schema_rows[];
extern const size_t schema_n_rows;

const Section *schema_section(SectionId id);

/** Full path pattern of a row as it stands in a section: "injections.*.needle.bore". */
enum { SCHEMA_PATH = 96 };
void schema_path(SectionId section, const Row *row, char path[SCHEMA_PATH]);

/** Row of a section by key, or NULL. */
const Row *schema_row(SectionId section, const char *key);
