#pragma once

#include <QWidget>

namespace waybill {

/// A stripe in the colour of an environment, across the top of whatever acts on it. With words, where somebody has to
/// know before they act: production, and read-only.
class EnvironmentStripe final : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentStripe(QWidget *parent = nullptr);

    /// `kind` is the environment kind's word; `colour` (`#rrggbb`) may be empty.
    void setEnvironment(const QString &kind, const QString &colour, bool readOnly);
    QColor colour() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_kind;
    QString m_colour;
    QString m_words;
    bool m_readOnly = false;
};

} // namespace waybill
