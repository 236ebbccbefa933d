// The import of a data package.
#pragma once

#include "app/practice/data/Importer.h"
#include "app/practice/data/package/Manifest.h"

namespace practice {

class CompanyData;
class ZipFile;

/// One execution over all entities of a package, in the order of unit, level and sequence; each sees what those before
/// it brought. What F&O passes over silently is passed over silently: an entity without EntityMapList "succeeds" with no
/// records. Lives for one import.
class PackageImport
{
public:
    PackageImport(const ImportOrder &order, CompanyData &data, int company, const std::stop_token &stop);

    ImportOutcome run();

private:
    ImportOutcome importOne(const ZipFile &zip, const PackagedEntity &packaged, int place);
    bool isBarred(const PackagedEntity &packaged) const;
    void add(const PackagedEntity &packaged, ImportOutcome outcome);
    Verdict verdict() const;

    const ImportOrder &m_order;
    CompanyData &m_data;
    const int m_company;
    const std::stop_token m_stop;
    ImportOutcome m_whole;
    QList<Verdict> m_verdicts;
    QList<PackagedEntity> m_failed;
};

} // namespace practice
