# Several sources of a library are compiled as one, which spares much of the time that a build from nothing takes.
# Those named here keep a name to themselves that another source of their library has too, and are compiled alone.
function(waybill_compile_together target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
    # g++ warns of unnamed namespaces in coroutines of an included file; here such a file is a source.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/app/)
    set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

waybill_compile_together(waybill_app
    journal/DownloadRecord.cpp
    journal/FailureRecord.cpp
    journal/schema/Beginning.cpp
    journal/schema/ByExecution.cpp
    journal/schema/Downloads.cpp
    journal/schema/FailurePieces.cpp
    journal/schema/Lasting.cpp)
waybill_compile_together(waybill_cli_verbs
    cli/verbs/PackageList.cpp)
waybill_compile_together(waybill_practice_service
    practice/data/TextSource.cpp
    practice/odata/sets/SalesSets.cpp)
