#include "app/practice/data/ImportRun.h"

#include "app/practice/data/FieldCheck.h"
#include "app/practice/data/ReferenceData.h"
#include "app/practice/data/Text.h"

#include <algorithm>

namespace practice {

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t kMostErrors = 200'000;
constexpr qsizetype kLongestId = 200;
constexpr std::size_t kLongestIdBytes = kLongestId * 4;
} // namespace

ImportRun::ImportRun(const Entity &entity, const Target &target, const QString &errorFolder)
    : m_entity(entity), m_target(target), m_companyField(entity.indexOf("DATAAREAID")), m_files(errorFolder, entity),
      m_balance(entity)
{
    m_counts.entity = entity.label;
    if (entity.keyCount() == 1) {
        const auto key =
            std::find_if(entity.fields.begin(), entity.fields.end(), [](const Field &field) { return field.isKey; });
        m_onlyKey = int(key - entity.fields.begin());
    }
}

std::string_view ImportRun::value(const Record &record, int field) const
{
    return field < 0 ? std::string_view() : trimmed(record.values[std::size_t(field)]);
}

QString ImportRun::recordId(const Record &record) const
{
    const std::string_view key = value(record, m_onlyKey);
    // A whole file in one value must not be kept once for each of its errors.
    return key.empty() ? QString::number(record.number) : toQString(key.substr(0, kLongestIdBytes)).left(kLongestId);
}

void ImportRun::addError(const Record &record, const QString &field, const QString &message)
{
    if (m_errors.size() < kMostErrors)
        m_errors.push_back({recordId(record), field, message});
    else
        m_errorsCut = true;
}

void ImportRun::take(const Record &record, const std::vector<int> &columns)
{
    if (!enterStaging(record)) {
        ++m_counts.stagingErrors;
        m_files.addToStaging(record, columns);
        return;
    }
    ++m_counts.stagingRecords;
    const std::string_view company = value(record, m_companyField);
    if (!company.empty() && folded(company) != m_target.company) {
        ++m_otherCompany;
        return;
    }
    if (enterTarget(record)) {
        ++m_counts.targetRecords;
        m_balance.take(record);
    } else {
        ++m_counts.targetErrors;
        m_files.addToKeys(record);
    }
}

bool ImportRun::enterStaging(const Record &record)
{
    if (!record.shapeFault.isEmpty()) {
        addError(record, QString(), record.shapeFault);
        return false;
    }
    bool sound = true;
    for (std::size_t index = 0; index < m_entity.fields.size(); ++index)
        sound = checkField(record, index) && sound;
    return sound;
}

bool ImportRun::checkField(const Record &record, std::size_t index)
{
    const Field &field = m_entity.fields[index];
    const std::string_view text = value(record, int(index));
    QString fault;
    if (!text.empty()) {
        fault = stagingFault(field, text);
    } else if (field.isMandatory) {
        const int standIn = field.standIn.empty() ? -1 : m_entity.indexOf(field.standIn);
        if (value(record, standIn).empty())
            fault = u"Field '%1' must be filled in."_s.arg(field.label);
    }
    if (fault.isEmpty())
        return true;
    addError(record, toQString(field.name), fault);
    return false;
}

QString ImportRun::keyForMessage(const Record &record) const
{
    QStringList parts;
    for (std::size_t index = 0; index < m_entity.fields.size(); ++index) {
        const Field &field = m_entity.fields[index];
        if (field.isKey)
            parts << u"%1: %2"_s.arg(field.label, forMessage(value(record, int(index))));
    }
    return parts.join(u", "_s);
}

bool ImportRun::enterTarget(const Record &record)
{
    bool sound = true;
    m_key.clear();
    for (std::size_t index = 0; index < m_entity.fields.size(); ++index) {
        const Field &field = m_entity.fields[index];
        const std::string_view text = value(record, int(index));
        if (field.refersTo && !text.empty() && !m_target.holds(*field.refersTo, folded(text))) {
            addError(record, field.namedByTarget ? toQString(field.name) : QString(),
                     u"The value '%1' in field '%2' is not found in the related table '%3'."_s.arg(
                         forMessage(text), field.label, ReferenceData::tableName(*field.refersTo)));
            sound = false;
        }
        if (field.isKey)
            m_key.append(m_key.empty() ? "" : "\t").append(keyPart(field, text));
    }
    if (!sound)
        return false;
    if (!m_seen.insert(stableHash(m_key))) {
        addError(record, QString(),
                 u"Cannot create a record in %1 (%2). %3. The record already exists."_s.arg(
                     m_entity.label, m_entity.targetTable, keyForMessage(record)));
        return false;
    }
    std::replace(m_key.begin(), m_key.end(), '\n', ' ');
    m_keys.add(m_key);
    return true;
}

void ImportRun::discard()
{
    m_files.remove();
}

Verdict ImportRun::verdict() const
{
    if (m_counts.stagingErrors > 0 && m_counts.stagingRecords == 0)
        return Verdict::PreProcessingError;
    if (m_counts.stagingErrors > 0 || m_counts.targetErrors > 0)
        return Verdict::ProcessedWithErrors;
    return m_unbalanced.isEmpty() ? Verdict::Processed : Verdict::PostProcessingFailed;
}

QStringList ImportRun::log(const QString &sourceDescription) const
{
    QStringList lines{u"Source: %1."_s.arg(sourceDescription),
                      u"Staging of '%1': %2 records created, %3 in error."_s.arg(m_entity.label)
                          .arg(m_counts.stagingRecords)
                          .arg(m_counts.stagingErrors),
                      u"Target of '%1': %2 records created, %3 updated, %4 in error."_s.arg(m_entity.label)
                          .arg(m_inserted)
                          .arg(m_counts.targetRecords - m_inserted)
                          .arg(m_counts.targetErrors)};
    if (m_otherCompany > 0)
        lines << u"%1 records of '%2' are of another company."_s.arg(m_otherCompany).arg(m_entity.label);
    if (m_errorsCut)
        lines << u"Only the first %1 errors are kept."_s.arg(kMostErrors);
    return lines + m_unbalanced;
}

ImportOutcome ImportRun::finish(const QString &sourceDescription)
{
    m_keys.each([this](std::string_view lines) { m_inserted += m_target.keep(lines); });
    const bool nothingStaged = m_counts.stagingErrors > 0 && m_counts.stagingRecords == 0;
    m_counts.stagingStatus = m_counts.stagingErrors > 0 ? u"Error"_s : u"Finished"_s;
    m_counts.targetStatus = nothingStaged ? u"NotRun"_s : m_counts.targetErrors > 0 ? u"Error"_s : u"Finished"_s;
    // A journal with lines missing is not posted in the first place.
    if (m_counts.stagingErrors == 0 && m_counts.targetErrors == 0)
        m_unbalanced = m_balance.faults();
    const QStringList lines = log(sourceDescription);
    return {verdict(), true, lines.join(u'\n'), {m_counts}, std::move(m_errors)};
}

} // namespace practice
