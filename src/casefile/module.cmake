# SPDX-License-Identifier: GPL-3.0-or-later
# Embeds inputs/baseline.yaml and inputs/library/*.yaml in the program, as bytes of one C file.
file(GLOB library_yaml CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/inputs
     ${CMAKE_SOURCE_DIR}/inputs/baseline.yaml ${CMAKE_SOURCE_DIR}/inputs/library/*.yaml)
set(arrays "")
set(rows "")
set(number 0)
foreach(name IN LISTS library_yaml)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/inputs/${name})
  file(READ ${CMAKE_SOURCE_DIR}/inputs/${name} bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "static const unsigned char FILE_${number}[] = {\n${bytes}0x00};\n")
  string(APPEND rows "  {\"${name}\", FILE_${number}, sizeof FILE_${number} - 1},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/casefile/library_files.c CONTENT
"#include \"library.h\"

${arrays}
const LibraryFile library_files[] = {
${rows}  {NULL, NULL, 0},
};

const size_t library_count = ${number};
")
target_sources(sij_casefile PRIVATE ${CMAKE_BINARY_DIR}/generated/casefile/library_files.c)
target_include_directories(sij_casefile PRIVATE ${CMAKE_SOURCE_DIR}/src/casefile)
