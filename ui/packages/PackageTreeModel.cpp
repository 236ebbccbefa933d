#include "ui/packages/PackageTreeModel.h"

#include "ui/packages/Counted.h"
#include "ui/style/Icons.h"
#include "ui/widgets/Texts.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString kindWords(DataFileKind kind)
{
    switch (kind) {
    case DataFileKind::Csv:
        return PackageTreeModel::tr("CSV");
    case DataFileKind::Xml:
        return PackageTreeModel::tr("XML");
    case DataFileKind::Excel:
        return PackageTreeModel::tr("Excel");
    case DataFileKind::Text:
        return PackageTreeModel::tr("Text");
    case DataFileKind::Archive:
        return PackageTreeModel::tr("Zip");
    case DataFileKind::Binary:
        break;
    }
    return PackageTreeModel::tr("Bytes");
}

} // namespace

QList<QStandardItem *> PackageTreeModel::line(const QString &name, const QString &format, const QString &size,
                                              qsizetype entry, qsizetype entity, const QString &tooltip)
{
    QList<QStandardItem *> items{new QStandardItem(texts::oneLine(name)), new QStandardItem(texts::oneLine(format)),
                                 new QStandardItem(size)};
    for (QStandardItem *item : items) {
        item->setEditable(false);
        item->setToolTip(texts::plainTooltip(tooltip));
        item->setData(entry, EntryRole);
        item->setData(entity, EntityRole);
    }
    items[SizeColumn]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return items;
}

void PackageTreeModel::show(const PackageInside &inside)
{
    clear();
    m_first = nullptr;
    setHorizontalHeaderLabels({tr("Name"), tr("Format"), tr("Size")});
    horizontalHeaderItem(SizeColumn)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (inside.manifest)
        addEntities(inside);
    addFiles(inside);
}

void PackageTreeModel::addEntities(const PackageInside &inside)
{
    const QList<ManifestEntity> &entities = inside.manifest->entities;
    const auto head = line(tr("Entities"), texts::number(entities.size()), {}, -1, -1,
                           tr("In the order in which they run: units beside each other, levels one after the other"));
    head.first()->setIcon(themedIcon(Icon::Table));
    appendRow(head);
    QStandardItem *group = nullptr;
    std::pair<int, int> groupOf{-1, -1};
    for (const qsizetype place : inside.manifest->runOrder()) {
        const ManifestEntity &entity = entities[place];
        if (!group || groupOf != std::pair(entity.unit, entity.level)) {
            groupOf = {entity.unit, entity.level};
            const auto items =
                line(tr("Unit %1, level %2").arg(entity.unit).arg(entity.level), {}, {}, -1, -1, QString());
            head.first()->appendRow(items);
            group = items.first();
        }
        const bool there = entity.entry >= 0 && entity.entry < inside.files.size();
        QStringList told{tr("Entity %1").arg(entity.targetEntity), tr("Sequence %1").arg(entity.sequence),
                         counted(entity.fields.size(), tr("1 mapped field"), tr("%1 mapped fields")),
                         tr("File %1").arg(entity.file)};
        if (entity.disabled)
            told << tr("Disabled: nothing of it is imported");
        const auto items =
            line(entity.name, entity.format, there ? texts::bytes(inside.files[entity.entry].bytes) : tr("missing"),
                 there ? entity.entry : -1, place, told.join(u'\n'));
        group->appendRow(items);
        if (!m_first && there)
            m_first = items.first();
    }
}

void PackageTreeModel::addFiles(const PackageInside &inside)
{
    const auto head = line(tr("Files"), texts::number(inside.files.size()), {}, -1, -1, tr("All entries of the zip"));
    head.first()->setIcon(themedIcon(Icon::Files));
    m_files = head.first();
    appendRow(head);
    QStandardItem *first = nullptr, *firstOfRows = nullptr;
    for (qsizetype place = 0; place < inside.files.size(); ++place) {
        const PackageFile &file = inside.files[place];
        const QString packed = tr("%1 bytes, %2 packed").arg(texts::number(file.bytes), texts::number(file.packed));
        const auto items =
            line(file.name, file.isFile ? kindWords(file.kind) : tr("Folder"),
                 file.isFile ? texts::bytes(file.bytes) : QString(), place, file.entity, file.name + u'\n' + packed);
        m_files->appendRow(items);
        if (!first && file.isFile)
            first = items.first();
        if (!firstOfRows && file.isFile && hasRows(file.kind) && file.entity >= 0)
            firstOfRows = items.first();
    }
    if (!m_first)
        m_first = firstOfRows ? firstOfRows : first;
}

QModelIndex PackageTreeModel::firstOfInterest() const
{
    return m_first ? m_first->index() : QModelIndex();
}

QModelIndex PackageTreeModel::fileAt(qsizetype entry) const
{
    return m_files && entry >= 0 && entry < m_files->rowCount() ? m_files->child(int(entry))->index() : QModelIndex();
}

} // namespace waybill
