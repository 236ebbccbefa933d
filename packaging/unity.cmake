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
    catalogue/LabelStore.cpp
    catalogue/ServiceJson.cpp
    connection/CheckCalls.cpp
    connection/ServiceSteps.cpp
    files/ArchiveCheck.cpp
    files/ArchiveEnd.cpp
    files/ArchiveFile.cpp
    files/ArchiveHeader.cpp
    files/ArchiveLimits.cpp
    files/ArchiveListing.cpp
    files/ArchiveName.cpp
    files/ArchiveReader.cpp
    files/ArchiveUnpack.cpp
    files/ArchiveWork.cpp
    files/CsvRecordReader.cpp
    files/CsvRows.cpp
    files/EntryInflater.cpp
    files/EntryStream.cpp
    files/FailingPackage.cpp
    files/FailingRows.cpp
    files/LegalNames.cpp
    files/PackageContents.cpp
    files/TextWindow.cpp
    files/UnpackFolder.cpp
    files/Utf8Stream.cpp
    files/Workbook.cpp
    files/WorkbookPart.cpp
    files/WorkbookSheet.cpp
    files/WorkbookTexts.cpp
    files/XmlRecordReader.cpp
    files/XmlTokens.cpp
    files/ZipReader.cpp
    files/ZipWriter.cpp
    http/FileAddress.cpp
    journal/DownloadRecord.cpp
    journal/DownloadState.cpp
    journal/FailureRecord.cpp
    journal/JournalSalvage.cpp
    journal/schema/Beginning.cpp
    journal/schema/ByExecution.cpp
    journal/schema/Downloads.cpp
    journal/schema/FailurePieces.cpp
    journal/schema/Lasting.cpp
    messages/ErrorFileJoin.cpp
    odata/Filter.cpp
    packages/DataFileReading.cpp
    packages/EntryContent.cpp
    packages/EntryNames.cpp
    packages/ManifestDiff.cpp
    packages/ManifestReading.cpp
    packages/PackageDiff.cpp
    packages/PackageManifest.cpp
    packages/PackageSearch.cpp
    packages/RowDiff.cpp
    packages/RowHashes.cpp
    packages/RowKeys.cpp
    packages/DownloadStore.cpp
    packages/ExportCalls.cpp
    packages/FileDigest.cpp
    packages/PackageExport.cpp
    packages/PackageFetch.cpp
    rows/TextSearch.cpp)
waybill_compile_together(waybill_cli_verbs
    cli/verbs/PackageList.cpp)
waybill_compile_together(waybill_practice_service
    practice/data/TextSource.cpp
    practice/odata/sets/SalesSets.cpp)
