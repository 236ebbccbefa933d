#pragma once

#include <QObject>
#include <QString>

namespace waybill {

/// How a null is written where an empty text stands as nothing: one choice for all grids of the window. What programs
/// for the blind read out is always *null*. GUI thread.
class NullDisplay final : public QObject
{
    Q_OBJECT

public:
    enum class As {
        Word,    ///< *null*, quiet
        Sign,    ///< *∅*, quiet
        Nothing, ///< as an empty text: only tooltip and accessible text tell it
    };

    static NullDisplay &ofWindow();

    As as() const { return m_as; }
    void set(As as);
    /// What stands in the cell.
    QString text() const;

    /// The choice as a setting keeps it: `word`, `sign`, `nothing`; another word counts as the first.
    QString setting() const;
    void setFromSetting(const QString &setting);

signals:
    void changed();

private:
    As m_as = As::Word;
};

} // namespace waybill
