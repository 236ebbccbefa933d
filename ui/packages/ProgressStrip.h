#pragma once

class QLabel;
class QProgressBar;
class QPushButton;
class QWidget;

namespace waybill {

/// How something long goes, across a page: words, a bar, and the button that stops it. All belong to `line`, whose
/// names and meaning are given by whoever makes it.
struct ProgressStrip {
    explicit ProgressStrip(QWidget *line);

    QLabel *words;
    QProgressBar *bar;
    QPushButton *stop;
};

} // namespace waybill
