#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace waybill::bench {

/// What a figure must keep to, as design.md has it.
struct Budget {
    enum class Is { TimeAtMost, SpeedAtLeast, AtMost };
    Is is;
    double bound;
    QString unit = QStringLiteral("×"); ///< of a plain amount; ratios have ×

    /// Our time is at most `ratio` times the reference's.
    static Budget timeAtMost(double ratio) { return {Is::TimeAtMost, ratio}; }
    /// Our speed is at least `ratio` times the reference's.
    static Budget speedAtLeast(double ratio) { return {Is::SpeedAtLeast, ratio}; }
    /// A plain amount, such as megabytes or a share, is at most that.
    static Budget atMost(double amount, const QString &unit) { return {Is::AtMost, amount, unit}; }
};

/// Seconds that `work` takes.
template <class Work>
double secondsOf(const Work &work)
{
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// One figure of a bench program: several runs of our work, each with its reference beside it, printed as one line of
/// JSON on stdout for packaging/bench.sh. A figure that misses its budget is a result, not an error of the program.
class BenchFigure
{
public:
    /// `name`: what is measured, `reference`: against what; both stand in the table for readers.
    BenchFigure(QString name, QString reference, Budget budget)
        : m_name(std::move(name)), m_reference(std::move(reference)), m_budget(std::move(budget))
    {
    }

    /// A run by turns: seconds of our work and of the reference's.
    void add(double ours, double reference)
    {
        m_ratios.append(m_budget.is == Budget::Is::SpeedAtLeast ? reference / ours : ours / reference);
        m_ours.append(ours);
    }
    /// A run of a plain amount (Budget::atMost).
    void add(double amount) { m_ratios.append(amount); }

    /// Does both works by turns, `runs` times after one that does not count.
    template <class Ours, class Reference>
    void measure(int runs, const Ours &ours, const Reference &reference)
    {
        for (int run = -1; run < runs; ++run) {
            const double our = secondsOf(ours);
            const double other = secondsOf(reference);
            if (run >= 0)
                add(our, other);
        }
    }

    /// What stands beside the figure, such as "copy into the store 0.8 s".
    void setNote(const QString &note) { m_note = note; }

    double median() const { return middle(m_ratios); }
    bool met() const
    {
        return m_budget.is == Budget::Is::SpeedAtLeast ? median() >= m_budget.bound : median() <= m_budget.bound;
    }

    void print() const
    {
        const auto [least, most] = std::minmax_element(m_ratios.cbegin(), m_ratios.cend());
        QJsonObject line{{QStringLiteral("figure"), m_name},
                         {QStringLiteral("reference"), m_reference},
                         {QStringLiteral("min"), *least},
                         {QStringLiteral("median"), median()},
                         {QStringLiteral("max"), *most},
                         {QStringLiteral("runs"), m_ratios.size()},
                         {QStringLiteral("unit"), m_budget.unit},
                         {QStringLiteral("atLeast"), m_budget.is == Budget::Is::SpeedAtLeast},
                         {QStringLiteral("budget"), m_budget.bound},
                         {QStringLiteral("met"), met()}};
        if (!m_ours.isEmpty())
            line.insert(QStringLiteral("seconds"), middle(m_ours));
        if (!m_note.isEmpty())
            line.insert(QStringLiteral("note"), m_note);
        std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
    }

private:
    static double middle(QList<double> values)
    {
        std::sort(values.begin(), values.end());
        return values.at(values.size() / 2);
    }

    QString m_name;
    QString m_reference;
    QString m_note;
    Budget m_budget;
    QList<double> m_ratios;
    QList<double> m_ours;
};

} // namespace waybill::bench
