# SPDX-License-Identifier: GPL-3.0-or-later
# A module is one static library: the sources of src/<module>/ and what it uses, as docs/rooms.txt has it.
# sij_module(flow USES base laws HDF5): lower case names are modules, upper case ones foreign libraries.
function(sij_module module)
  cmake_parse_arguments(MODULE "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${module}/*.c)
  set(scope PUBLIC)
  if(sources)
    add_library(sij_${module} STATIC ${sources})
    target_link_libraries(sij_${module} PRIVATE sij_warnings)
  else()
    add_library(sij_${module} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(sij_${module} ${scope} ${CMAKE_SOURCE_DIR}/include)
  foreach(used IN LISTS MODULE_USES)
    if(TARGET sij_${used})
      target_link_libraries(sij_${module} ${scope} sij_${used})
    else()
      target_link_libraries(sij_${module} ${scope} sij_foreign_${used})
    endif()
  endforeach()
  if(EXISTS ${CMAKE_SOURCE_DIR}/src/${module}/module.cmake)
    include(${CMAKE_SOURCE_DIR}/src/${module}/module.cmake)
  endif()
endfunction()

# The program itself: src/cli/*.c are the command line. `sij verify` and `sij validate` are either there or, in
# a build without SIJ_SELF_CHECK, say that they are not.
function(sij_program)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/cli/*.c)
  if(SIJ_SELF_CHECK)
    list(FILTER sources EXCLUDE REGEX "/no_self_check[.]c$")
    set(self_check sij_verify sij_validate)
  else()
    list(FILTER sources EXCLUDE REGEX "/(verify|validate)[.]c$")
    set(self_check)
  endif()
  if(NOT sources)
    return()
  endif()
  set(generated ${CMAKE_BINARY_DIR}/generated)
  add_custom_target(
    sij_commit
    BYPRODUCTS ${generated}/commit.h
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DVERSION=${PROJECT_VERSION}
            -DOUTPUT=${generated}/commit.h -P ${CMAKE_SOURCE_DIR}/cmake/commit.cmake)
  add_executable(sij ${sources})
  add_dependencies(sij sij_commit)
  target_include_directories(sij PRIVATE ${generated})
  target_link_libraries(sij PRIVATE sij_warnings sij_simulate sij_study ${self_check})
  install(TARGETS sij)
  install(DIRECTORY inputs/ DESTINATION share/sij/inputs)
endfunction()
