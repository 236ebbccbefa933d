#pragma once

#include "ui/explore/QueryDraft.h"

#include <QPlainTextEdit>

class QCompleter;
class QStringListModel;

namespace waybill {

/// The address of a query as text: as high as its lines, faults underlined, names completed while they are typed
/// (Ctrl+Space asks). Enter reads; Tab leaves.
class AddressField final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit AddressField(QWidget *parent = nullptr);

    /// What is set is not told as edited.
    void setAddress(const QString &text);
    QString address() const;
    void setFaults(const QList<QueryFault> &faults);
    /// What may be completed anywhere: names of fields and options, or of entity sets before the `?`.
    void setWords(const QStringList &sets, const QStringList &fields);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void edited(const QString &text);
    void confirmed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void markFaults();
    void fitHeight();
    void complete(bool asked);
    void insertCompletion(const QString &word);
    QString wordBeforeCursor() const;

    QList<QueryFault> m_faults;
    QStringList m_sets, m_fields;
    QStringListModel *m_words;
    QCompleter *m_completer;
    bool m_isSetting = false;
};

} // namespace waybill
