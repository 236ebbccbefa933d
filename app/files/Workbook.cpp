#include "app/files/Workbook.h"

#include "app/base/Text.h"
#include "app/files/WorkbookSheet.h"

#include <QDir>
#include <QHash>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostSheets = 10'000;
constexpr qsizetype mostRelations = 100'000;

/// Reads a part to its end, handing each start tag to `take`.
template <class Take>
Result<void> eachTag(const ArchiveListing &zip, qsizetype entry, const std::stop_token &stop, const Take &take)
{
    WorkbookPart part(zip, entry, stop);
    if (auto opened = part.open(); !opened)
        return opened;
    while (true) {
        const auto kind = part.next();
        if (!kind)
            return fail(kind.error());
        if (*kind == WorkbookPart::Kind::End)
            return {};
        if (*kind == WorkbookPart::Kind::StartTag) {
            if (auto taken = take(part); !taken)
                return taken;
        }
    }
}

/// Where a relation of a part of `folder` leads, as a name in the zip.
QString targetOf(const QString &target, const QString &folder)
{
    return target.startsWith(u'/') ? target.sliced(1) : QDir::cleanPath(folder + u'/' + target);
}

} // namespace

Result<std::unique_ptr<Workbook>> Workbook::open(const QString &path, const std::stop_token &stop)
{
    auto zip = ArchiveListing::read(path, {}, stop);
    if (!zip)
        return fail(zip.error());
    std::unique_ptr<Workbook> workbook(new Workbook(std::move(*zip)));
    if (auto read = workbook->readDirectory(stop); !read)
        return fail(read.error());
    return workbook;
}

Result<void> Workbook::readDirectory(const std::stop_token &stop)
{
    const qsizetype book = workbookPart(m_zip, u"xl/workbook.xml"_s);
    if (book < 0)
        return fail(ErrorKind::BadInput,
                    text("It is no workbook that can be read: xl/workbook.xml is missing. Save it as .xlsx."));
    QHash<QString, QString> targets; // of the relations, by their ids
    if (const qsizetype relations = workbookPart(m_zip, u"xl/_rels/workbook.xml.rels"_s); relations >= 0) {
        const auto read = eachTag(m_zip, relations, stop, [&](const WorkbookPart &part) -> Result<void> {
            if (part.name() != "Relationship" || part.attribute("TargetMode") == "External")
                return {};
            const auto id = part.attributeText("Id");
            const auto target = part.attributeText("Target");
            if (id && target)
                targets.insert(*id, targetOf(*target, u"xl"_s));
            if (targets.size() > mostRelations)
                return part.bad(text("it has more than %1 relations.").arg(mostRelations));
            return {};
        });
        if (!read)
            return read;
    }
    const auto read = eachTag(m_zip, book, stop, [&](const WorkbookPart &part) -> Result<void> {
        if (part.name() == "workbookPr")
            m_styles.from1904 = part.attribute("date1904") == "1" || part.attribute("date1904") == "true";
        if (part.name() != "sheet")
            return {};
        const auto name = part.attributeText("name");
        const auto id = part.attributeText("id");
        if (!name || !id)
            return fail(name ? id.error() : name.error());
        if (m_names.size() >= mostSheets)
            return part.bad(text("it names more than %1 sheets.").arg(mostSheets));
        const QString target = targets.value(*id, u"xl/worksheets/sheet%1.xml"_s.arg(m_names.size() + 1));
        m_names.append(*name);
        m_entries.append(workbookPart(m_zip, target));
        return {};
    });
    if (!read)
        return read;
    if (m_names.isEmpty())
        return fail(ErrorKind::BadInput, text("The workbook has no sheet."));
    if (const qsizetype styles = workbookPart(m_zip, u"xl/styles.xml"_s); styles >= 0) {
        WorkbookPart part(m_zip, styles, stop);
        if (auto opened = part.open(); !opened)
            return opened;
        return m_styles.read(part);
    }
    return {};
}

Result<const WorkbookTexts *> Workbook::texts(const std::stop_token &stop)
{
    if (m_texts)
        return &*m_texts;
    WorkbookTexts texts;
    if (const qsizetype entry = workbookPart(m_zip, u"xl/sharedStrings.xml"_s); entry >= 0) {
        WorkbookPart part(m_zip, entry, stop);
        if (auto opened = part.open(); !opened)
            return fail(opened.error());
        if (auto read = texts.read(part); !read)
            return fail(read.error());
    }
    m_texts = std::move(texts);
    return &*m_texts;
}

Result<void> Workbook::read(qsizetype sheet, RowHandler &to, qint64 mostRows, TableFacts &facts,
                            const std::stop_token &stop)
{
    if (sheet < 0 || sheet >= m_names.size() || m_entries[sheet] < 0)
        return fail(ErrorKind::BadInput, text("The workbook names a sheet that is not in it."));
    WorkbookPart part(m_zip, m_entries[sheet], stop);
    if (auto opened = part.open(); !opened)
        return opened;
    WorkbookSheet rows(
        part, m_styles, [this, &stop] { return texts(stop); }, facts, stop);
    return rows.read(to, mostRows);
}

} // namespace waybill
