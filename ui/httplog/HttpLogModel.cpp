#include "ui/httplog/HttpLogModel.h"

#include "ui/widgets/Texts.h"
#include "ui/widgets/TimeDisplay.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QVariant alignmentOf(int column)
{
    const bool isNumber = column == HttpLogModel::StatusColumn || column == HttpLogModel::TookColumn ||
                          column == HttpLogModel::BytesColumn;
    return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft)));
}

} // namespace

HttpLogModel::HttpLogModel(HttpLog *log, QObject *parent) : QAbstractTableModel(parent)
{
    for (const Exchange &exchange : log->exchanges())
        m_exchanges.push_front(exchange);
    connect(log, &HttpLog::added, this, &HttpLogModel::add);
}

void HttpLogModel::add(const Exchange &exchange)
{
    if (m_exchanges.size() >= size_t(HttpLog::capacity)) {
        const int last = int(m_exchanges.size()) - 1;
        beginRemoveRows({}, last, last);
        m_exchanges.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_exchanges.push_front(exchange);
    endInsertRows();
}

int HttpLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_exchanges.size());
}

int HttpLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HttpLogModel::text(const Exchange &exchange, int column) const
{
    switch (column) {
    case TimeColumn:
        return TimeDisplay::ofWindow().shown(exchange.atUtc).toString(u"HH:mm:ss"_s);
    case CallColumn:
        return exchange.purpose;
    case MethodColumn:
        return exchange.method;
    case StatusColumn:
        return exchange.status > 0 ? QString::number(exchange.status) : tr("none");
    case TookColumn:
        return tr("%1 ms").arg(texts::number(exchange.took.count()));
    case BytesColumn:
        return texts::bytes(exchange.bytesSent + exchange.bytesReceived);
    case UrlColumn:
        return exchange.url;
    default:
        return {};
    }
}

QVariant HttpLogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Exchange &exchange = m_exchanges[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(exchange, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TimeColumn)
            return texts::timeTooltip(exchange.atUtc);
        if (index.column() == BytesColumn)
            return tr("%1 sent, %2 received")
                .arg(texts::bytes(exchange.bytesSent), texts::bytes(exchange.bytesReceived));
        if (index.column() == StatusColumn && !exchange.error.isEmpty())
            return exchange.error;
        return {};
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    default:
        return {};
    }
}

QVariant HttpLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case CallColumn:
        return tr("Call");
    case MethodColumn:
        return tr("Method");
    case StatusColumn:
        return tr("Status");
    case TookColumn:
        return tr("Took");
    case BytesColumn:
        return tr("Bytes");
    case UrlColumn:
        return tr("Address");
    default:
        return {};
    }
}

QString exchangeText(const Exchange &exchange)
{
    QString text = u"%1 %2\n%3\n"_s.arg(exchange.method, exchange.url, texts::exactUtc(exchange.atUtc));
    const auto addHeaders = [&text](const HttpHeaders &headers) {
        for (const auto &[name, value] : headers)
            text += QString::fromUtf8(name + ": " + value) + u'\n';
    };
    addHeaders(exchange.requestHeaders);
    text += u"\n%1 %2\n"_s.arg(exchange.status > 0 ? QString::number(exchange.status) : exchange.error,
                               exchange.status > 0 ? exchange.error : QString());
    addHeaders(exchange.answerHeaders);
    text += u'\n' + exchange.answer;
    return text;
}

} // namespace waybill
