#include "ui/widgets/grid/GridInspector.h"

#include "app/rows/JsonText.h"
#include "app/rows/RowStore.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridButton.h"
#include "ui/widgets/grid/GridFieldsModel.h"
#include "ui/widgets/grid/GridForm.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"
#include "ui/widgets/grid/JsonIndent.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
QPlainTextEdit *reader(const QString &name, QWidget *parent)
{
    auto *made = new QPlainTextEdit(parent);
    made->setReadOnly(true);
    made->setUndoRedoEnabled(false);
    made->setFrameShape(QFrame::NoFrame);
    made->setAccessibleName(name);
    made->setToolTip(name);
    made->setFont(fonts::fixed(parent->font()));
    made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    made->setTabChangesFocus(true);
    made->document()->setDocumentMargin(12);
    return made;
}

/// What stands there already stays, and with it what is selected and how far somebody has read.
void put(QPlainTextEdit *reader, const QString &text)
{
    if (reader->toPlainText() != text)
        reader->setPlainText(text);
}
} // namespace

GridInspector::GridInspector(GridView *view, QWidget *parent)
    : QWidget(parent), m_view(view), m_fields(new GridFieldsModel(view->model(), this)), m_title(new QLabel(this)),
      m_tabs(new QTabBar(this)), m_pages(new QStackedWidget(this)), m_form(new GridForm(m_fields, this)),
      m_json(reader(tr("The row as JSON"), this)), m_cell(reader(tr("The cell whole"), this))
{
    setObjectName(u"gridInspector"_s);
    setAccessibleName(tr("Row details"));
    setMinimumWidth(260);
    m_title->setFont(fonts::strong(font()));
    m_title->setTextFormat(Qt::PlainText);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::margin, 5, metrics::unit, 5);
    head->setSpacing(2);
    head->addWidget(m_title, 1);
    const auto button = [&](Icon icon, const QString &name) {
        QToolButton *made = gridButton(icon, name, name, this);
        head->addWidget(made);
        return made;
    };
    connect(button(Icon::ChevronUp, tr("Previous row")), &QToolButton::clicked, this, [this] { step(-1); });
    connect(button(Icon::ChevronDown, tr("Next row")), &QToolButton::clicked, this, [this] { step(1); });
    connect(button(Icon::Close, tr("Close row details")), &QToolButton::clicked, this, &GridInspector::closed);
    m_tabs->setAccessibleName(tr("Views of the row"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    for (const QString &word : {tr("Form"), tr("JSON"), tr("Cell")})
        m_tabs->addTab(word);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(metrics::margin - 4, 0, 0, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch();
    m_form->setObjectName(u"gridForm"_s);
    m_form->setAccessibleName(tr("Fields of the row"));
    m_form->setFrameShape(QFrame::NoFrame);
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_cell->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    for (QWidget *page : std::initializer_list<QWidget *>{m_form, m_json, m_cell})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(tabs);
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_pages->setCurrentIndex(tab);
        look();
    });
}

void GridInspector::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    look();
}

void GridInspector::step(int by)
{
    const int row = m_view->currentRow() + by;
    if (m_view->currentRow() >= 0 && row >= 0 && row < m_view->rowCount())
        m_view->setCurrent(row, m_view->currentColumn());
}

void GridInspector::look()
{
    if (!isVisible())
        return;
    const int row = m_view->currentRow(), column = m_view->currentColumn();
    m_title->setText(row < 0 ? tr("No row chosen") : tr("Row %1").arg(texts::number(row + 1)));
    switch (m_tabs->currentIndex()) {
    case 0:
        m_fields->setRow(row);
        break;
    case 1:
        put(m_json, row < 0 ? QString() : json(row));
        break;
    default: {
        if (row < 0 || column < 0) {
            m_cell->clear();
            break;
        }
        const GridModel *model = m_view->model();
        const bool nested = model->cell(row, column).kind == GridCell::Kind::Nested;
        const std::string_view raw = model->store()->text(model->storeRow(row), column);
        put(m_cell, nested ? texts::readable(QString::fromUtf8(indentedJson(raw, mostJson)), mostJson)
                           : texts::readable(model->whole(row, column, mostJson), mostJson));
    }
    }
}

QString GridInspector::json(int row) const
{
    const RowStore &store = *m_view->model()->store();
    const qsizetype at = m_view->model()->storeRow(row);
    size_t size = 0;
    for (int column = 0; column < store.columns(); ++column)
        size += store.text(at, column).size();
    // A row of megabytes is put together only as far as it is shown.
    if (size <= size_t(mostJson))
        return texts::readable(QString::fromUtf8(indentedJson(store.json(at), 2 * mostJson)), 2 * mostJson);
    std::string text = "{";
    for (int column = 0; column < store.columns() && text.size() < size_t(mostJson); ++column) {
        json::quote(store.name(column), text);
        text += ':';
        text += store.text(at, column).substr(0, 2'000);
        text += ',';
    }
    return texts::readable(QString::fromUtf8(indentedJson(text, mostJson)), mostJson) + u'\n' +
           tr("(The row has %1: only its beginning is shown.)").arg(texts::bytes(qint64(size)));
}

void GridInspector::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

void GridInspector::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), c.surface);
    painter.fillRect(0, 0, 1, height(), c.line);
}

} // namespace waybill
