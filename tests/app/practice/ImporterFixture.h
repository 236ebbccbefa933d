#pragma once

#include "app/practice/data/Importer.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

/// An importer on a folder of its own, and files for it.
class ImporterFixture
{
public:
    ImporterFixture() { restart(); }

    practice::Importer &importer() { return *m_importer; }

    /// A new importer on the same folder.
    void restart()
    {
        m_importer.reset();
        m_importer = std::make_unique<practice::Importer>(m_dir.filePath(QStringLiteral("kept")));
    }

    QString write(const QByteArray &bytes)
    {
        const QString path = m_dir.filePath(QStringLiteral("file-%1").arg(++m_files));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the temporary folder cannot be written to");
        return path;
    }

    practice::ImportOutcome importFile(const QString &path, const QByteArray &entity,
                                       const QByteArray &company = "usmf",
                                       practice::SourceFormat format = practice::SourceFormat::ByContent)
    {
        return m_importer->import({path, QString::fromUtf8(entity), QString::fromUtf8(company),
                                   QStringLiteral("{11111111-2222-3333-4444-555555555555}"), format, errorFolder()});
    }

    practice::ImportOutcome import(const QByteArray &bytes, const QByteArray &entity,
                                   const QByteArray &company = "usmf",
                                   practice::SourceFormat format = practice::SourceFormat::ByContent)
    {
        return importFile(write(bytes), entity, company, format);
    }

    /// The records that failed in the last import: `name` is "staging" or "keys", `place` the entity's.
    QByteArray errorFile(const QString &name, int place = 0) const
    {
        QFile file(QStringLiteral("%1/%2/%3.csv").arg(errorFolder()).arg(place).arg(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QString errorFolder() const { return m_dir.filePath(QStringLiteral("errors")); }

    QTemporaryDir m_dir;
    std::unique_ptr<practice::Importer> m_importer;
    int m_files = 0;
};

/// An outcome as text, for comparing as a whole: verdict, counts, then the errors line by line.
inline QString inWords(const practice::ImportOutcome &outcome)
{
    static const char *const kVerdicts[] = {"Processed", "ProcessedWithErrors", "PreProcessingError",
                                            "PostProcessingFailed"};
    QString text = QString::fromLatin1(kVerdicts[int(outcome.verdict)]);
    if (!outcome.executionMade)
        text += QStringLiteral(", no execution");
    for (const practice::EntityOutcome &entity : outcome.entities)
        text += QStringLiteral(", staging %1 %2+%3, target %4 %5+%6")
                    .arg(entity.stagingStatus)
                    .arg(entity.stagingRecords)
                    .arg(entity.stagingErrors)
                    .arg(entity.targetStatus)
                    .arg(entity.targetRecords)
                    .arg(entity.targetErrors);
    for (const practice::RecordError &error : outcome.errors)
        text += QStringLiteral("\n%1|%2|%3").arg(error.recordId, error.field, error.message);
    return text;
}
