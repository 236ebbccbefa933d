#pragma once

#include "ui/style/StatusRole.h"

#include <QLabel>

#include <optional>

namespace waybill {

/// Text that can be in a status colour, and keeps to the colours of the theme that is on.
class TonedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TonedLabel(QWidget *parent = nullptr);

    /// Without a tone it has the colour of its foreground role.
    void setTone(std::optional<StatusRole> tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    std::optional<StatusRole> m_tone;
};

} // namespace waybill
