#pragma once

#include "app/catalogue/ServiceJson.h"

#include <QHash>
#include <QLocale>

namespace waybill {

/// Labels of one environment by id and language, kept on disk for good. Ids and languages are compared without regard
/// to case. A value, cheap to copy; any thread, one at a time.
class LabelStore
{
public:
    LabelStore() = default;
    LabelStore(QString profileFolder, const QString &environment);

    QString path() const { return m_path; }
    /// What is on disk, beside what is here already. Storage when the file cannot be used: it is replaced by save().
    Result<void> load();
    /// Writes all, and what another program has written meanwhile. Nothing where nothing was added.
    Result<void> save();

    void add(const QList<Label> &labels);
    /// A copy of this was saved.
    void setSaved() { m_isSaved = true; }
    /// The text, or a null string where it is not known.
    QString text(const QString &id, const QString &language) const;
    /// The texts in every language that is known, each once.
    QStringList texts(const QString &id) const;
    qsizetype size() const { return m_size; }

private:
    using Texts = QHash<QString, QString>; ///< by id
    void insert(const QString &language, const QString &id, const QString &text);

    QString m_path;
    QHash<QString, Texts> m_languages;
    qsizetype m_size = 0;
    bool m_isSaved = true;
};

/// The language of labels, as F&O names them, for a person's locale: `en-us`, `de`, `pt-br`.
QString labelLanguage(const QLocale &locale);

} // namespace waybill
