#include "ui/widgets/HttpPane.h"

#include "ui/widgets/ExchangeModel.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/StatusDelegate.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace waybill {

using namespace Qt::StringLiterals;

HttpPane::HttpPane(const QString &nothing, QWidget *parent)
    : PagePane(tr("HTTP"), u"httpPane"_s, parent), m_exchanges(new ExchangeModel(this)),
      m_table(new RowTable(RowSize::Compact, this)), m_text(new QPlainTextEdit(this)),
      m_none(new QLabel(nothing, this))
{
    m_none->setForegroundRole(QPalette::PlaceholderText);
    m_none->setWordWrap(true);
    m_table->setObjectName(u"exchangesTable"_s);
    m_table->setAccessibleName(tr("Exchanges"));
    m_table->setModel(m_exchanges);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(ExchangeModel::StatusColumn, new StatusDelegate(m_table));
    m_table->setColumnWidth(ExchangeModel::TimeColumn, 80);
    m_table->setColumnWidth(ExchangeModel::StatusColumn, 84);
    m_table->setColumnWidth(ExchangeModel::TookColumn, 76);
    m_table->hideColumn(ExchangeModel::BytesColumn); // the text below tells them
    m_table->horizontalHeader()->setSectionResizeMode(ExchangeModel::CallColumn, QHeaderView::Stretch);
    m_table->setMinimumHeight(120);
    m_text->setReadOnly(true);
    m_text->setObjectName(u"exchangeText"_s);
    m_text->setAccessibleName(tr("Exchange"));
    m_text->setFont(fonts::fixed(font()));
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setMinimumHeight(90);
    column()->addWidget(m_none);
    column()->addWidget(m_table, 3);
    column()->addWidget(m_text, 2);
    column()->addStretch();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        m_text->setPlainText(row.isValid() ? exchangeText(m_exchanges->exchange(row.row())) : QString());
    });
    show({});
}

void HttpPane::show(const QList<StoredExchange> &exchanges)
{
    const int selected = m_table->currentIndex().row();
    const int before = m_exchanges->rowCount();
    m_exchanges->setExchanges(exchanges);
    m_none->setVisible(exchanges.isEmpty());
    m_table->setVisible(!exchanges.isEmpty());
    m_text->setVisible(!exchanges.isEmpty());
    if (exchanges.isEmpty())
        return;
    // New exchanges come on top: what was selected stays so.
    const int grown = m_exchanges->rowCount() - before;
    m_table->selectRow(selected > 0 ? qBound(0, selected + grown, m_exchanges->rowCount() - 1) : 0);
}

} // namespace waybill
