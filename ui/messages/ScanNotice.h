#pragma once

#include <QWidget>

class QLabel;

namespace waybill {

/// Says how far a long look through the journal is, and stops it. Shown by tell(), hidden by whoever has the end of it.
class ScanNotice final : public QWidget
{
    Q_OBJECT

public:
    explicit ScanNotice(QWidget *parent = nullptr);

    /// `expected` is 0 where it is not known.
    void tell(qint64 looked, qint64 expected);

signals:
    void stopWanted();

private:
    QLabel *m_text;
};

} // namespace waybill
