#pragma once

#include "app/practice/data/Importer.h"

#include <QString>

#include <string_view>
#include <vector>

namespace practice {

/// A record of a file, its values in the order of the entity's fields.
struct Record {
    /// 1 for the first record of the file.
    qint64 number = 0;
    /// Blank where the file has no such column. Valid until the next record is read.
    std::vector<std::string_view> values;
    /// Why the record as a whole cannot enter staging; empty when it can.
    QString shapeFault;
};

/// Why a file never reaches staging.
struct Refusal {
    bool executionMade = true;
    QString log;
    std::vector<RecordError> errors;
};

/// The records of a file as a stream, whatever its format.
class RecordSource
{
public:
    enum class Step { Record, End, Broken };

    virtual ~RecordSource() = default;

    /// Reads the next record. After Broken, refusal() says why.
    virtual Step next(Record &record) = 0;

    /// For people: format and encoding.
    virtual QString description() const = 0;

    /// The fields that the file has, in its order; empty where that is not known, as in XML. Known after the first
    /// record.
    virtual std::vector<int> columns() const { return {}; }

    const Refusal &refusal() const { return m_refusal; }

protected:
    Step broken(Refusal refusal)
    {
        m_refusal = std::move(refusal);
        return Step::Broken;
    }

private:
    Refusal m_refusal;
};

} // namespace practice
