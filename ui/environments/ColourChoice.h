#pragma once

#include <QComboBox>

namespace waybill {

/// Chooses the colour that marks an environment: that of its kind, one of a few that go together, or any other.
class ColourChoice final : public QComboBox
{
    Q_OBJECT

public:
    explicit ColourChoice(QWidget *parent = nullptr);

    /// `#rrggbb`; empty for that of its kind.
    QString colour() const { return m_colour; }
    void setColour(const QString &colour);

private:
    void take(int index);

    QString m_colour;
};

} // namespace waybill
