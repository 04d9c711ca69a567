# find_package(luan_plugin 1 REQUIRED): for plugins of Luân outside its tree.
#   luan::plugin_c    the C header
#   luan::plugin      the C++ header, with Boost.JSON
#   luan_add_plugin(NAME source…)   NAME/NAME.so in the build folder, with the manifest NAME.json of this folder beside it
get_filename_component(_luan_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET luan::plugin_c)
  add_library(luan::plugin_c INTERFACE IMPORTED)
  set_target_properties(luan::plugin_c PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${_luan_prefix}/include")
endif()

get_property(_luan_languages GLOBAL PROPERTY ENABLED_LANGUAGES)
if("CXX" IN_LIST _luan_languages AND NOT TARGET luan::plugin)
  include(CMakeFindDependencyMacro)
  find_dependency(Boost 1.75 COMPONENTS json)
  add_library(luan::plugin INTERFACE IMPORTED)
  set_target_properties(luan::plugin PROPERTIES INTERFACE_LINK_LIBRARIES "luan::plugin_c;Boost::json" INTERFACE_COMPILE_FEATURES cxx_std_17)
endif()

function(luan_add_plugin name)
  add_library(${name} MODULE ${ARGN})
  set(header luan::plugin_c)
  if("${ARGN}" MATCHES "\\.(cpp|cc|cxx)(;|$)")
    set(header luan::plugin)
  endif()
  target_link_libraries(${name} PRIVATE ${header})
  # A symbol that is nowhere stops the link, and not the server's start; what is not used is not loaded.
  target_link_options(${name} PRIVATE -Wl,-z,defs -Wl,--as-needed)
  set_target_properties(${name} PROPERTIES PREFIX "" SUFFIX .so C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name})
  configure_file(${CMAKE_CURRENT_SOURCE_DIR}/${name}.json ${CMAKE_CURRENT_BINARY_DIR}/${name}/${name}.json COPYONLY)
endfunction()
