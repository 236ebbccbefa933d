#include "ui/packages/ContentsPane.h"

#include "ui/packages/PackageTreeModel.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/CellDelegate.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/KeyValueList.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QTreeView>

namespace waybill {
using namespace Qt::StringLiterals;

ContentsPane::ContentsPane(QWidget *parent)
    : QWidget(parent), m_model(new PackageTreeModel(this)), m_facts(new KeyValueList(this)),
      m_troubles(new Banner(BannerKind::Warning, this)), m_tree(new QTreeView(this)),
      m_empty(new EmptyState(Icon::Packages, {}, {}, this))
{
    setObjectName(u"contentsPane"_s);
    setAccessibleName(tr("Contents"));
    m_troubles->hide();
    m_tree->setObjectName(u"packageTree"_s);
    m_tree->setAccessibleName(tr("Contents of the package"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new CellDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setIndentation(metrics::margin);
    m_tree->setMinimumHeight(96);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit);
    column->addWidget(m_facts);
    column->addWidget(m_troubles);
    column->addWidget(m_tree, 1);
    column->addWidget(m_empty, 1);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        if (row.isValid())
            emit chosen(row.data(PackageTreeModel::EntryRole).toLongLong(),
                        row.data(PackageTreeModel::EntityRole).toLongLong());
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &row) {
        const qsizetype entry = row.data(PackageTreeModel::EntryRole).toLongLong();
        if (entry >= 0)
            emit opened(entry);
    });
    clear({}, {});
}

void ContentsPane::clear(const QString &title, const QString &sentence)
{
    m_facts->hide();
    m_troubles->hide();
    m_tree->hide();
    m_empty->setTexts(Icon::Packages, title, sentence);
    m_empty->setVisible(!title.isEmpty());
}

void ContentsPane::show(const PackageInside &inside)
{
    QList<KeyValue> facts;
    if (inside.manifest) {
        facts << KeyValue{tr("Data project"), texts::oneLine(inside.manifest->definitionGroup)};
        facts << KeyValue{tr("Description"), texts::oneLine(inside.manifest->description)};
    }
    if (inside.header)
        facts << KeyValue{tr("Package"),
                          texts::oneLine(inside.header->packageType) +
                              (inside.header->packageVersion.isEmpty()
                                   ? QString()
                                   : tr(", version %1").arg(texts::oneLine(inside.header->packageVersion)))};
    m_facts->setRows(facts);
    m_facts->setVisible(!facts.isEmpty());
    m_troubles->setText(inside.troubles.isEmpty() ? QString() : texts::oneLine(inside.troubles.first()),
                        inside.troubles.size() > 1
                            ? texts::readable(inside.troubles.mid(1, 4).join(u'\n'), 2000) +
                                  (inside.troubles.size() > 5
                                       ? u'\n' + tr("and %n more", nullptr, int(inside.troubles.size() - 5))
                                       : QString())
                            : QString());
    m_troubles->setVisible(!inside.troubles.isEmpty());
    m_model->show(inside);
    QHeaderView *header = m_tree->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(48);
    header->setSectionResizeMode(PackageTreeModel::NameColumn, QHeaderView::Stretch);
    header->resizeSection(PackageTreeModel::FormatColumn, 96);
    header->resizeSection(PackageTreeModel::SizeColumn, 76);
    m_tree->expandToDepth(1);
    m_tree->show();
    m_empty->hide();
    if (const QModelIndex first = m_model->firstOfInterest(); first.isValid())
        m_tree->setCurrentIndex(first);
}

void ContentsPane::choose(qsizetype entry)
{
    const QModelIndex index = m_model->fileAt(entry);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

} // namespace waybill
