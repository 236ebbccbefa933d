#include "ui/widgets/ExchangeModel.h"

#include "ui/style/Icons.h"
#include "ui/style/StatusRole.h"
#include "ui/widgets/StatusDelegate.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/TimeDisplay.h"

#include <QCoreApplication>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
StatusRole roleOf(int status)
{
    if (status == 0)
        return StatusRole::Violet;
    return status < 300 ? StatusRole::Green : status == 429 || status == 503 ? StatusRole::Amber : StatusRole::Red;
}

Icon iconOf(int status)
{
    switch (roleOf(status)) {
    case StatusRole::Violet:
        return Icon::QuestionCircle;
    case StatusRole::Green:
        return Icon::Check;
    case StatusRole::Amber:
        return Icon::Pause;
    default:
        return Icon::CrossCircle;
    }
}
} // namespace

void ExchangeModel::setExchanges(QList<StoredExchange> exchanges)
{
    std::stable_sort(exchanges.begin(), exchanges.end(),
                     [](const StoredExchange &a, const StoredExchange &b) { return a.atUtc > b.atUtc; });
    beginResetModel();
    m_exchanges = std::move(exchanges);
    endResetModel();
}

int ExchangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_exchanges.size());
}

int ExchangeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExchangeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StoredExchange &exchange = m_exchanges[index.row()];
    const bool numeric = index.column() == TookColumn || index.column() == BytesColumn;
    if (role == Qt::TextAlignmentRole)
        return numeric ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role == PillIconRole)
        return int(iconOf(exchange.httpStatus));
    if (role == PillToneRole)
        return int(roleOf(exchange.httpStatus));
    if (role == PillHatchedRole)
        return exchange.httpStatus == 0;
    if (role == Qt::ToolTipRole)
        return index.column() == TimeColumn ? texts::timeTooltip(exchange.atUtc)
                                            : exchange.method + u' ' + exchange.url;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return TimeDisplay::ofWindow().shown(exchange.atUtc).toString(u"HH:mm:ss"_s);
    case CallColumn:
        return exchange.purpose;
    case StatusColumn:
        return exchange.httpStatus == 0 ? tr("none") : QString::number(exchange.httpStatus);
    case TookColumn:
        return tr("%1 ms").arg(texts::number(exchange.milliseconds));
    case BytesColumn:
        return texts::bytes(exchange.bytesSent + exchange.bytesReceived);
    default:
        return {};
    }
}

QVariant ExchangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= TookColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case CallColumn:
        return tr("Call");
    case StatusColumn:
        return tr("Answer");
    case TookColumn:
        return tr("Took");
    case BytesColumn:
        return tr("Bytes");
    default:
        return {};
    }
}

QString exchangeText(const StoredExchange &exchange)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ExchangeModel", text); };
    QStringList lines{exchange.method + u' ' + exchange.url,
                      texts::timeTooltip(exchange.atUtc).replace(u'\n', u" = "_s)};
    lines << (exchange.httpStatus > 0 ? tr("HTTP %1 after %2 ms").arg(exchange.httpStatus).arg(exchange.milliseconds)
                                      : tr("No answer after %1 ms").arg(exchange.milliseconds));
    lines << tr("Sent %1, received %2").arg(texts::bytes(exchange.bytesSent), texts::bytes(exchange.bytesReceived));
    lines << exchange.requestIds << QString() << exchange.answer;
    return lines.join(u'\n');
}

} // namespace waybill
