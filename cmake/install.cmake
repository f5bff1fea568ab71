# SPDX-License-Identifier: GPL-3.0-or-later
# The library that others link, and what `cmake --install` puts where. Both forms of the library are made of the
# modules and show the functions of include/sij/api/ alone: docs/decisions/017-a-curated-facade.md.
include(CMakePackageConfigHelpers)

# What a program that links the library needs itself: the public headers use PETSc's types and MPI's.
function(sij_public_interface target)
  target_include_directories(${target} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(${target} INTERFACE $<INSTALL_INTERFACE:PkgConfig::SIJ_PETSC> MPI::MPI_C)
endfunction()

# Shared: the linker hides every symbol that exports.map does not name.
function(sij_shared_library)
  set(map ${CMAKE_SOURCE_DIR}/cmake/exports.map)
  add_library(sij_shared SHARED $<TARGET_OBJECTS:sij_api>)
  target_link_libraries(sij_shared PRIVATE sij_api)
  target_link_options(sij_shared PRIVATE -Wl,--version-script=${map})
  set_target_properties(
    sij_shared
    PROPERTIES OUTPUT_NAME sij
               EXPORT_NAME sij
               LINKER_LANGUAGE C
               LINK_DEPENDS ${map}
               VERSION ${PROJECT_VERSION}
               SOVERSION ${SIJ_INTERFACE_VERSION})
  sij_public_interface(sij_shared)
endfunction()

# Static: api and what it needs of the other modules, linked into one object, whose other symbols become local.
function(sij_static_library)
  get_property(modules GLOBAL PROPERTY SIJ_MODULES)
  set(archives)
  foreach(module IN LISTS modules)
    get_target_property(kind sij_${module} TYPE)
    if(kind STREQUAL STATIC_LIBRARY AND NOT module STREQUAL api)
      list(APPEND archives $<TARGET_FILE:sij_${module}>)
    endif()
  endforeach()
  set(object ${CMAKE_BINARY_DIR}/generated/libsij.o)
  add_custom_command(
    OUTPUT ${object}
    COMMAND ${CMAKE_LINKER} -r -o ${object} $<TARGET_OBJECTS:sij_api> --start-group ${archives} --end-group
    COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=sij_* ${object}
    DEPENDS sij_api $<TARGET_OBJECTS:sij_api> ${archives}
    COMMENT "Linking the modules into libsij.o"
    COMMAND_EXPAND_LISTS VERBATIM)
  set_source_files_properties(${object} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
  add_library(sij_static STATIC ${object})
  set_target_properties(sij_static PROPERTIES OUTPUT_NAME sij LINKER_LANGUAGE C)
  sij_public_interface(sij_static)
  target_link_libraries(sij_static INTERFACE $<INSTALL_INTERFACE:PkgConfig::SIJ_STATIC> gmsh metis udunits2 m)
endfunction()

# For find_package(sij) and for pkg-config.
function(sij_packages)
  set(folder ${CMAKE_INSTALL_LIBDIR}/cmake/sij)
  configure_package_config_file(cmake/sijConfig.cmake.in generated/sijConfig.cmake INSTALL_DESTINATION ${folder})
  set(compatibility SameMajorVersion)
  if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(compatibility SameMinorVersion)
  endif()
  write_basic_package_version_file(${CMAKE_BINARY_DIR}/generated/sijConfigVersion.cmake
                                   COMPATIBILITY ${compatibility})
  install(FILES ${CMAKE_BINARY_DIR}/generated/sijConfig.cmake
                ${CMAKE_BINARY_DIR}/generated/sijConfigVersion.cmake DESTINATION ${folder})
  install(EXPORT sijTargets NAMESPACE sij:: DESTINATION ${folder})
  set(mpi_flags "")
  foreach(path IN LISTS MPI_C_INCLUDE_DIRS)
    string(APPEND mpi_flags " -I${path}")
  endforeach()
  string(JOIN " " mpi_libraries ${MPI_C_LIBRARIES})
  file(RELATIVE_PATH to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
  configure_file(cmake/sij.pc.in generated/sij.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/generated/sij.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()

# What a person at a terminal looks for beside the program.
function(sij_pages)
  configure_file(man/sij.1.in generated/sij.1 @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/generated/sij.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  sij_completion()
  install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
  install(FILES src/python/sij_results.py DESTINATION ${CMAKE_INSTALL_DATADIR}/sij/python)
  install(DIRECTORY docs/user docs/examples DESTINATION ${CMAKE_INSTALL_DOCDIR})
endfunction()

# Keys of a case for -D, from the headings and tables of the page that documents them.
function(sij_case_keys variable)
  set(page ${CMAKE_SOURCE_DIR}/docs/user/casefile.md)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page})
  file(READ ${page} text)
  string(REGEX REPLACE "[][;]" " " text "${text}") # brackets hide the semicolons of a list
  string(REGEX MATCHALL "(### `|\n\\| `)[^`]*`" lines "${text}")
  set(keys)
  set(section "")
  foreach(line IN LISTS lines)
    if(line MATCHES "### `([^`]*)`")
      set(section ${CMAKE_MATCH_1})
    elseif(section STREQUAL "(top)" AND line MATCHES "\\| `([^`]*)`")
      list(APPEND keys ${CMAKE_MATCH_1})
    elseif(section AND NOT section MATCHES "\\*" AND line MATCHES "\\| `([^`]*)`")
      list(APPEND keys ${section}.${CMAKE_MATCH_1})
    endif()
  endforeach()
  set(${variable} ${keys} PARENT_SCOPE)
endfunction()

function(sij_completion)
  sij_case_keys(keys)
  string(JOIN " " SIJ_CASE_KEYS ${keys})
  configure_file(completion/sij.bash.in generated/sij.bash @ONLY)
  configure_file(completion/_sij.in generated/_sij @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/generated/sij.bash
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME sij)
  install(FILES ${CMAKE_BINARY_DIR}/generated/_sij DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
endfunction()

sij_shared_library()
sij_static_library()
install(TARGETS sij_shared sij_static EXPORT sijTargets)
file(GLOB public_headers CONFIGURE_DEPENDS include/sij/api/*.h)
install(FILES ${public_headers} ${CMAKE_BINARY_DIR}/generated/sij_version.h
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/sij)
sij_packages()
sij_pages()
