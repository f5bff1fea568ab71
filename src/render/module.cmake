# SPDX-License-Identifier: GPL-3.0-or-later
# Embeds the scripts of src/render/paraview/ in the program, as bytes of one C file.
file(GLOB render_scripts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/render/paraview/*.py)
set(arrays "")
set(rows "")
set(number 0)
foreach(script IN LISTS render_scripts)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${script})
  get_filename_component(name ${script} NAME)
  file(READ ${script} bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "static const unsigned char FILE_${number}[] = {\n${bytes}0x00};\n")
  string(APPEND rows "  {\"${name}\", FILE_${number}, sizeof FILE_${number} - 1},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/render/scripts.c CONTENT
"#include \"scripts.h\"

${arrays}
const RenderScript render_scripts[] = {
${rows}  {NULL, NULL, 0},
};

const size_t render_script_count = ${number};
")
target_sources(sij_render PRIVATE ${CMAKE_BINARY_DIR}/generated/render/scripts.c)
target_include_directories(sij_render PRIVATE ${CMAKE_SOURCE_DIR}/src/render)
