#include "app/messages/KnownCauses.h"

#include "app/messages/CauseText.h"

#include <QRegularExpression>

#include <array>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

// One kind of record error. The texts are marked for translation here and translated in find().
struct Entry {
    const char *id;
    CauseOwner owner;
    const char16_t *pattern; // compared without case, anywhere in the message
    const char *explanation;
    const char *mend;
    std::array<const char *, 3> nextSteps; // nullptr where there are fewer
};

// The first entry that matches counts: the special ones stand before the general ones.
constexpr std::array kEntries = {
    Entry{"mapping",
          CauseOwner::Mapping,
          u"mapping is incorrect|is not mapped|unmapped|column\\b(?!.*related table).*\\b(not|unknown|does not) "
          u"(exist|found|known|part|a field)|unknown column|no such column",
          QT_TRANSLATE_NOOP("waybill::KnownCauses",
                            "The file's columns do not fit the mapping of the data project. A header that is not the "
                            "entity's own field name, or lines that end with LF alone, cause this."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses",
                            "Write the entity's field names in capitals into the first line, and end lines with CRLF."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "Compare the column headers with the field names of the entity's "
                                                     "staging table."),
           QT_TRANSLATE_NOOP("waybill::KnownCauses", "In the data project, open the entity's mapping and generate it "
                                                     "anew from the file."),
           nullptr}},
    Entry{"duplicate",
          CauseOwner::Data,
          u"already exists|duplicate|violat.*\\b(unique|key)|unique (index|key)",
          QT_TRANSLATE_NOOP("waybill::KnownCauses",
                            "A record with the same key is there already, in the target or earlier in the same file."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Keep one row for each key and push the rest again."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "Look for the key on other lines of the file."),
           QT_TRANSLATE_NOOP("waybill::KnownCauses", "See whether the record exists in the legal entity; if so, the "
                                                     "row is not needed or must update it."),
           nullptr}},
    Entry{"number-format",
          CauseOwner::Data,
          u"not a valid (number|decimal|integer|real|amount|quantity)|"
          u"(invalid|wrong) (number|numeric|decimal)|convert.*\\b(number|real|int|decimal)",
          QT_TRANSLATE_NOOP("waybill::KnownCauses",
                            "A value is not a number as the service reads it. Most often it holds a decimal comma, a "
                            "separator between thousands or a unit."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses",
                            "Write numbers with a decimal point and nothing else, such as 1234.5."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "Check the number format of the program that writes the file."),
           nullptr, nullptr}},
    Entry{"date-format",
          CauseOwner::Data,
          u"not a valid (date|time)|(invalid|wrong) date|date format|convert.*\\bdate",
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "A date is written in a form that the service does not read."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Write dates as 2026-01-31, or as the data source's language "
                                                    "settings in F&O say."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "In Data management, look at the source data format: its language "
                                                     "decides how dates are read."),
           nullptr, nullptr}},
    Entry{"enum-symbol",
          CauseOwner::Data,
          u"\\benum|not a valid (symbol|option|choice)|(symbol|option)\\b.*\\b(not|unknown|invalid)",
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "A value is none of the symbols that the field knows."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Use a symbol exactly as the entity names it, not its label or "
                                                    "number."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "Export a few records of the same entity: the file shows the "
                                                     "symbols as they must be written."),
           nullptr, nullptr}},
    Entry{"mandatory",
          CauseOwner::Data,
          u"must be (filled|specified|entered|given)|mandatory|is required|required field|"
          u"(cannot|must not|may not) be (empty|blank|null)|is (missing|empty)|no value",
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "A field that must have a value is empty."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Fill the field in the rows named here, or give it a default in "
                                                    "the mapping."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "If the whole column is empty, check that its header is spelled "
                                                     "as the entity's field."),
           nullptr, nullptr}},
    Entry{"too-long",
          CauseOwner::Data,
          u"too long|exceed.*\\b(length|characters|maximum)|maximum (length|size)|"
          u"(longer|more) than \\S+ characters|truncat",
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "A text is longer than its field."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Shorten the value in the rows named here."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "See whether two columns were swapped: a long text then stands in "
                                                     "a short field."),
           nullptr, nullptr}},
    Entry{"reference-not-found",
          CauseOwner::Data,
          u"not found in the related table|(is|was|were) not found|"
          u"(does|do) not exist|cannot be found|could not be found|not released",
          QT_TRANSLATE_NOOP("waybill::KnownCauses",
                            "A row refers to something that does not exist in the legal entity it goes to."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Create or release what is missing in that legal entity, or take "
                                                    "these rows out, and push the failing rows again."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "Look the value up in F&O in the same legal entity; it may exist "
                                                     "in another one only."),
           QT_TRANSLATE_NOOP("waybill::KnownCauses", "If another file brings it, push that one first."),
           QT_TRANSLATE_NOOP("waybill::KnownCauses",
                             "Save the failing rows, mend them, and push just these as a new file.")}},
    Entry{"locked-period",
          CauseOwner::SetUp,
          u"(period|ledger|journal)\\b.*\\b(closed|on hold|locked|not open)",
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "The date of a row lies in a period that is closed or on hold."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Open the period in F&O, or change the date of these rows."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "Ask whoever closes periods in finance before opening one."),
           nullptr, nullptr}},
    Entry{"rights",
          CauseOwner::SetUp,
          u"access (is )?denied|not (authori[sz]ed|allowed|permitted)|insufficient (rights|privileges)",
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "The user that the application is mapped to may not do this."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Give that user in F&O the rights for this entity."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "See System administration > Setup > Microsoft Entra ID "
                                                     "applications for the user behind the application."),
           nullptr, nullptr}},
    Entry{"platform",
          CauseOwner::Platform,
          u"deadlock|time-?out|timed out|internal server error|object reference not set|"
          u"stack trace|out of memory|connection .*(lost|closed)",
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "The service itself failed while it worked on the rows; they may "
                                                    "be fine."),
          QT_TRANSLATE_NOOP("waybill::KnownCauses", "Push the failing rows again; if it happens again, report it with "
                                                    "the execution id."),
          {QT_TRANSLATE_NOOP("waybill::KnownCauses", "See in F&O whether a batch job or an update ran at that time."),
           nullptr, nullptr}},
};

} // namespace

std::optional<KnownCause> KnownCauses::find(const QString &message)
{
    static const auto patterns = [] {
        std::array<QRegularExpression, kEntries.size()> made;
        for (std::size_t i = 0; i < kEntries.size(); ++i)
            made[i] = QRegularExpression(QString::fromUtf16(kEntries[i].pattern),
                                         QRegularExpression::CaseInsensitiveOption |
                                             QRegularExpression::DotMatchesEverythingOption);
        return made;
    }();
    // Values that a message quotes must not decide: 'not found' can stand in a description.
    const QString text = causeText(message);
    for (std::size_t i = 0; i < kEntries.size(); ++i) {
        if (!patterns[i].match(text).hasMatch())
            continue;
        const Entry &entry = kEntries[i];
        KnownCause cause{QString::fromLatin1(entry.id), entry.owner, tr(entry.explanation), tr(entry.mend), {}};
        for (const char *step : entry.nextSteps) {
            if (step)
                cause.nextSteps.append(tr(step));
        }
        return cause;
    }
    return std::nullopt;
}

KnownCause KnownCauses::noExecution()
{
    return {u"no-execution"_s,
            CauseOwner::Mapping,
            tr("The service made no execution for this message: it gave up before it read a single record. The file's "
               "format or the entity's name does not fit the recurring data job."),
            tr("Check the file format and the entity name against the data project."),
            {tr("Compare the file's format (CSV, XML, its encoding and separator) with the source data format of the "
                "entity in the data project."),
             tr("Compare the job's entity with the label in Data management, letter by letter."),
             tr("Open the file: XML must be well-formed, and a data package must hold its manifest.")}};
}

KnownCause KnownCauses::noErrorRecords()
{
    return {u"no-error-records"_s,
            CauseOwner::Mapping,
            tr("The message failed, but the service lists no failing record. Either the file never reached staging, or "
               "the fault lies after staging and only F&O's own log has it, or staging has been cleaned up since."),
            tr("Check the file's encoding, columns and XML first, then the execution's log in F&O."),
            {tr("Never reached staging: check the encoding, look for a column or element that is not mapped, and for "
                "XML that is not well-formed."),
             tr("Failed after staging: open the execution in F&O and read its log."),
             tr("Staging cleaned up: push the file again if the reason is needed.")}};
}

KnownCause KnownCauses::notAllArrived(qint64 arrived, qint64 staged)
{
    return {u"not-all-arrived"_s,
            CauseOwner::Data,
            tr("The service says Processed, but %1 of %2 records arrived in the target.").arg(arrived).arg(staged),
            tr("Open the execution in F&O and see which staging records were not taken over."),
            {tr("Look for records that F&O skips: unchanged ones, or ones without a key."),
             tr("Check the target by exporting the entity and comparing the keys with the file.")}};
}

KnownCause KnownCauses::nothingStaged()
{
    return {u"nothing-staged"_s,
            CauseOwner::Mapping,
            tr("The service says Processed, but not one record reached staging: it found none in the file."),
            tr("Check that the file has rows below its header, and that the mapping fits it."),
            {tr("In XML, the elements of the records must be named as the mapping says."),
             tr("In a data package, the manifest must list the fields of each entity; without them it imports nothing "
                "and says so nowhere.")}};
}

QString KnownCauses::ownerName(CauseOwner owner)
{
    switch (owner) {
    case CauseOwner::Data:
        return tr("the data");
    case CauseOwner::Mapping:
        return tr("the mapping");
    case CauseOwner::SetUp:
        return tr("the set-up in F&O");
    case CauseOwner::Platform:
        break;
    }
    return tr("the platform");
}

} // namespace waybill
