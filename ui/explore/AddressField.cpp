#include "ui/explore/AddressField.h"

#include "app/odata/CopyAs.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QStringListModel>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolTip>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 4;
constexpr int enoughToComplete = 2;

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

QStringList optionWords()
{
    return {u"$filter="_s, u"$select="_s, u"$orderby="_s,   u"$top="_s,
            u"$skip="_s,   u"$expand="_s, u"$count=true"_s, u"cross-company=true"_s};
}

} // namespace

AddressField::AddressField(QWidget *parent)
    : QPlainTextEdit(parent), m_words(new QStringListModel(this)), m_completer(new QCompleter(m_words, this))
{
    setObjectName(u"addressField"_s);
    setAccessibleName(tr("Address of the query"));
    setToolTip(tr("An entity set with its options, or a whole address or line of curl. Enter reads; Ctrl+Space "
                  "completes a name."));
    setPlaceholderText(tr("CustomersV3?$filter=CustomerGroupId eq '30'"));
    QFont face = fonts::fixed(font());
    face.setPointSizeF(font().pointSizeF()); // it is what the page is about
    setFont(face);
    setViewportMargins(5, 1, 0, 0);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(3);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->popup()->setAccessibleName(tr("Completions"));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &AddressField::insertCompletion);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        if (!m_isSetting)
            emit edited(address());
    });
    fitHeight();
}

QString AddressField::address() const
{
    return toPlainText();
}

void AddressField::setAddress(const QString &text)
{
    if (text == address())
        return;
    m_isSetting = true;
    const int at = textCursor().position();
    setPlainText(text);
    QTextCursor cursor = textCursor();
    cursor.setPosition(qMin(at, int(text.size())));
    setTextCursor(cursor);
    m_isSetting = false;
}

void AddressField::setFaults(const QList<QueryFault> &faults)
{
    m_faults = faults;
    QStringList said;
    for (const QueryFault &fault : faults)
        said.append(fault.message);
    setAccessibleDescription(said.join(u' '));
    markFaults();
}

void AddressField::setWords(const QStringList &sets, const QStringList &fields)
{
    m_sets = sets;
    m_fields = fields;
}

void AddressField::markFaults()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QColor red = paletteOf(this).tone(StatusRole::Red).ink;
    for (const QueryFault &fault : std::as_const(m_faults)) {
        if (fault.length <= 0)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(qBound(0, int(fault.at), document()->characterCount() - 1));
        mark.cursor.setPosition(qBound(0, int(fault.at + fault.length), document()->characterCount() - 1),
                                QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(red);
        marks.append(mark);
    }
    setExtraSelections(marks);
    viewport()->update();
}

void AddressField::fitHeight()
{
    int lines = 0;
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next()) {
        blockBoundingRect(block); // lays it out
        lines += qMax(1, block.layout() ? block.layout()->lineCount() : 1);
    }
    const int shown = qBound(1, lines, mostLines);
    const int height = qMax(metrics::controlHeight, shown * fontMetrics().lineSpacing() + 14);
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
}

QSize AddressField::sizeHint() const
{
    return {320, maximumHeight()};
}

QSize AddressField::minimumSizeHint() const
{
    return {120, metrics::controlHeight};
}

QString AddressField::wordBeforeCursor() const
{
    const QString text = address();
    const int end = textCursor().position();
    int begin = end;
    while (begin > 0 && isWord(text[begin - 1]))
        --begin;
    return text.mid(begin, end - begin);
}

void AddressField::complete(bool asked)
{
    const QString text = address();
    const int at = textCursor().position();
    const QString word = wordBeforeCursor();
    const bool inQuotes = QStringView(text).first(at).count(u'\'') % 2 != 0;
    if (inQuotes || (!asked && word.size() < enoughToComplete)) {
        m_completer->popup()->hide();
        return;
    }
    const bool isSet = !QStringView(text).first(at).contains(u'?');
    const int before = at - int(word.size());
    const bool isOption = !isSet && before > 0 && (text[before - 1] == u'?' || text[before - 1] == u'&');
    m_words->setStringList(isSet ? m_sets : isOption ? optionWords() : m_fields);
    m_completer->setCompletionPrefix(word);
    // What is whole already needs no help.
    if (m_completer->completionCount() == 0 ||
        (m_completer->completionCount() == 1 && m_completer->currentCompletion() == word)) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.translate(viewport()->pos());
    place.setWidth(qMin(340, m_completer->popup()->sizeHintForColumn(0) + 40));
    m_completer->complete(place);
}

void AddressField::insertCompletion(const QString &word)
{
    QTextCursor cursor = textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, int(wordBeforeCursor().size()));
    cursor.insertText(word);
    setTextCursor(cursor);
}

void AddressField::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_completer->popup()->isVisible() && (isEnter || event->key() == Qt::Key_Escape)) {
        event->ignore(); // the completer's
        return;
    }
    if (isEnter) {
        emit confirmed();
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers().testFlag(Qt::ControlModifier)) {
        complete(true);
        return;
    }
    const QString before = address();
    QPlainTextEdit::keyPressEvent(event);
    if (address() != before)
        complete(false);
    else
        m_completer->popup()->hide();
}

void AddressField::insertFromMimeData(const QMimeData *source)
{
    // A line of curl or a whole address becomes the address alone; line ends are blanks.
    const QString text = source->text().trimmed();
    const QString found = addressIn(text);
    QString line = found.isEmpty() ? text : found;
    line.replace(u'\n', u' ').remove(u'\r');
    if (!found.isEmpty())
        selectAll();
    insertPlainText(line);
}

void AddressField::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void AddressField::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        markFaults();
}

bool AddressField::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int at = cursorForPosition(viewport()->mapFrom(this, help->pos())).position();
        for (const QueryFault &fault : std::as_const(m_faults)) {
            if (at >= fault.at && at <= fault.at + fault.length) {
                QToolTip::showText(help->globalPos(), texts::plainTooltip(fault.message), this);
                return true;
            }
        }
    }
    return QPlainTextEdit::event(event);
}

} // namespace waybill
