# SPDX-License-Identifier: GPL-3.0-or-later
# Embeds the JSON Schema of summary.json in the program, as bytes of one C file, and installs it.
set(summary_schema ${CMAKE_SOURCE_DIR}/src/report/summary-1.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${summary_schema})
file(READ ${summary_schema} bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/report/schema.c CONTENT
"#include \"sij/report.h\"

static const unsigned char SCHEMA[] = {
${bytes}0x00};

const char *report_schema(void)
{
  return (const char *)SCHEMA;
}
")
target_sources(sij_report PRIVATE ${CMAKE_BINARY_DIR}/generated/report/schema.c)
install(FILES ${summary_schema} DESTINATION ${CMAKE_INSTALL_DATADIR}/sij/schema)
