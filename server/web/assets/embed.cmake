# The pages' assets as part of the program: the fonts are cut to our letters, then every file becomes a string in C++.

# luan_subset_font(OUT SOURCE)   Latin, all Vietnamese letters, combining tone marks (for decomposed text), dashes, quotes,
# arrows, ₫ € №. The licence (SIL OFL 1.1) stays in the font's own name table: fields 0, 13 and 14.
function(luan_subset_font out source)
  find_program(LUAN_PYFTSUBSET pyftsubset)
  find_file(LUAN_FONT_${source} ${source} PATHS /usr/share/fonts/truetype/noto NO_DEFAULT_PATH)
  if(NOT LUAN_PYFTSUBSET OR NOT LUAN_FONT_${source})
    message(FATAL_ERROR "The fonts of the pages need Debian's fonttools, python3-brotli and fonts-noto-core.")
  endif()
  set(letters U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0303,U+0306,U+0309,U+031B,U+0323,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2030,U+2039-203A,U+2044,U+20AB,U+20AC,U+2116,U+2190-2193,U+2212,U+2264-2265)
  add_custom_command(OUTPUT ${out}
    COMMAND ${LUAN_PYFTSUBSET} ${LUAN_FONT_${source}} --unicodes=${letters} --layout-features=kern,ccmp,locl,mark,mkmk,tnum,lnum
      --flavor=woff2 --no-hinting --desubroutinize --name-IDs=0,1,2,13,14 --output-file=${out}
    DEPENDS ${LUAN_FONT_${source}} ${CMAKE_CURRENT_FUNCTION_LIST_FILE} VERBATIM)
endfunction()

# luan_embed_assets(OUT FILE…)   a source file that defines luan::web::assets() over the files, by name.
function(luan_embed_assets out)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set(script ${CMAKE_SOURCE_DIR}/cmake/embed.py)
  add_custom_command(OUTPUT ${out} COMMAND Python3::Interpreter ${script} ${out} ${ARGN} DEPENDS ${script} ${ARGN} VERBATIM)
endfunction()
