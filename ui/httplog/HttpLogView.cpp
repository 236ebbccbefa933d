#include "ui/httplog/HttpLogView.h"

#include "ui/httplog/CurlText.h"
#include "ui/httplog/HttpLogModel.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/CellDelegate.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/SearchField.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>

namespace waybill {
using namespace Qt::StringLiterals;

HttpLogView::HttpLogView(HttpLog *log, QWidget *parent)
    : QWidget(parent), m_model(new HttpLogModel(log, this)), m_shown(new QSortFilterProxyModel(this)),
      m_table(new RowTable(RowSize::Compact)), m_text(new QPlainTextEdit),
      m_copy(new QPushButton(themedIcon(Icon::Copy), tr("Copy"))),
      m_copyAsCurl(new QPushButton(themedIcon(Icon::Terminal), tr("Copy as curl")))
{
    m_shown->setSourceModel(m_model);
    m_shown->setFilterKeyColumn(-1);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_shown);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setAccessibleName(tr("HTTP log"));
    m_table->setObjectName(u"httpLogTable"_s);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    header->resizeSection(HttpLogModel::TimeColumn, 84);
    header->resizeSection(HttpLogModel::CallColumn, 200);
    header->resizeSection(HttpLogModel::MethodColumn, 72);
    header->resizeSection(HttpLogModel::StatusColumn, 64);
    header->resizeSection(HttpLogModel::TookColumn, 80);
    header->resizeSection(HttpLogModel::BytesColumn, 84);

    m_text->setReadOnly(true);
    m_text->setFont(fonts::fixed(font()));
    m_text->setAccessibleName(tr("Exchange"));
    m_text->setPlaceholderText(tr("Choose a line to see the whole exchange."));
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);

    auto *search = new SearchField(tr("Call, status, address"));
    search->setAccessibleName(tr("Filter HTTP log"));
    m_copy->setObjectName(u"copyExchangeButton"_s);
    m_copyAsCurl->setObjectName(u"copyAsCurlButton"_s);
    m_copyAsCurl->setToolTip(tr("The request as a curl command; the token stays out of it"));

    auto *bar = new QHBoxLayout;
    bar->addWidget(search, 1);
    bar->addWidget(m_copy);
    bar->addWidget(m_copyAsCurl);
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_table);
    split->addWidget(m_text);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::unit, metrics::unit, metrics::unit, metrics::unit);
    layout->setSpacing(metrics::unit);
    layout->addLayout(bar);
    layout->addWidget(split, 1);

    connect(search, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HttpLogView::showCurrent);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(m_copyAsCurl, &QPushButton::clicked, this, [this] {
        const QModelIndex current = m_shown->mapToSource(m_table->currentIndex());
        if (current.isValid())
            QGuiApplication::clipboard()->setText(curlText(m_model->exchange(current.row())));
    });
    showCurrent();
}

void HttpLogView::showCurrent()
{
    const QModelIndex current = m_shown->mapToSource(m_table->currentIndex());
    m_text->setPlainText(current.isValid() ? exchangeText(m_model->exchange(current.row())) : QString());
    m_copy->setEnabled(current.isValid());
    m_copyAsCurl->setEnabled(current.isValid());
}

} // namespace waybill
