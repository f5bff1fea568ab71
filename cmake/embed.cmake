# SPDX-License-Identifier: GPL-3.0-or-later
# sij_embed(module header type list file...): the files as bytes of one C file of the module, which includes the header and
# defines `const <type> <list>[]` of their names, bytes and lengths, a row of nothing at its end.
function(sij_embed module header type list)
  set(arrays "")
  set(rows "")
  set(number 0)
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME)
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "static const unsigned char FILE_${number}[] = {\n${bytes}0x00};\n")
    string(APPEND rows "  {\"${name}\", FILE_${number}, sizeof FILE_${number} - 1},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  set(made ${CMAKE_BINARY_DIR}/generated/${module}/${list}.c)
  file(GENERATE OUTPUT ${made} CONTENT
"#include \"${header}\"

${arrays}
const ${type} ${list}[] = {
${rows}  {NULL, NULL, 0},
};
")
  target_sources(sij_${module} PRIVATE ${made})
  target_include_directories(sij_${module} PRIVATE ${CMAKE_SOURCE_DIR}/src/${module})
endfunction()
