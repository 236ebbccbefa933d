#include "app/packages/PackageDiff.h"
#include "tests/app/packages/WorkbookFixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace waybill;
using namespace waybill::tests;
using namespace Qt::StringLiterals;

/// What differs between two packages.
class PackageDiffTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void tellsRowsByTheKeyItFinds()
    {
        const FileDiff file = diffOf("ACCOUNT,NAME,CITY\n1,a,X\n2,b,X\n3,c,X\n4,d,X\n",
                                     "NAME,ACCOUNT,CITY\nd,4,X\nb2,2,Y\nnew,5,\na,1,X\n");
        QCOMPARE(file.state, DiffState::Changed);
        QCOMPARE(file.keyFrom, DiffKey::Found);
        QCOMPARE(file.key, QStringList{u"ACCOUNT"_s});
        QCOMPARE(file.same, 2);
        QCOMPARE(file.changed, 1);
        QCOMPARE(file.added, 1);
        QCOMPARE(file.removed, 1);
        QCOMPARE(file.leftRows, 4);
        QCOMPARE(file.rightRows, 4);
        const RowChange removed{DiffState::Removed,
                                {u"3"_s},
                                3,
                                0,
                                {{u"NAME"_s, u"c"_s, {}}, {u"ACCOUNT"_s, u"3"_s, {}}, {u"CITY"_s, u"X"_s, {}}}};
        const RowChange changed{
            DiffState::Changed, {u"2"_s}, 2, 2, {{u"NAME"_s, u"b"_s, u"b2"_s}, {u"CITY"_s, u"X"_s, u"Y"_s}}};
        const RowChange added{
            DiffState::Added, {u"5"_s}, 0, 3, {{u"NAME"_s, {}, u"new"_s}, {u"ACCOUNT"_s, {}, u"5"_s}}};
        QCOMPARE(file.rows, (QList<RowChange>{removed, changed, added}));
        QVERIFY(!file.isCut);
    }

    void tellsRowsByTheKeySomebodyKnows()
    {
        const auto keysOf = [](const QString &name, const QString &target) {
            return name == u"E"_s && target == u"T"_s ? QStringList{u"dataAreaId"_s, u"line"_s, u"Item"_s}
                                                      : QStringList();
        };
        // Each column by itself would tell these rows apart.
        const FileDiff file = diffOf("ITEM,LINE,QTY\na,1,5\nb,2,6\n", "ITEM,LINE,QTY\na,1,7\nb,3,6\n", keysOf);
        QCOMPARE(file.keyFrom, DiffKey::Known);
        QCOMPARE(file.key, (QStringList{u"LINE"_s, u"ITEM"_s}));
        QCOMPARE(file.changed, 1);
        QCOMPARE(file.added, 1);
        QCOMPARE(file.removed, 1);
    }

    void takesNoKeyWhoseColumnsAreNotThere()
    {
        const auto keysOf = [](const QString &, const QString &) { return QStringList{u"GONE"_s}; };
        QCOMPARE(diffOf("A,B\n1,x\n2,x\n", "A,B\n1,y\n2,x\n", keysOf).keyFrom, DiffKey::Found);
    }

    void comparesWholeRowsWhereNothingTellsThemApart()
    {
        const FileDiff file = diffOf("A,B\nx,1\nx,1\ny,1\n", "A,B\nx,1\ny,1\ny,1\ny,2\n");
        QCOMPARE(file.keyFrom, DiffKey::WholeRow);
        QCOMPARE(file.same, 2);
        QCOMPARE(file.removed, 1);
        QCOMPARE(file.added, 2);
        QCOMPARE(file.changed, 0);
        QVERIFY(std::ranges::none_of(file.rows, [](const RowChange &row) { return row.leftRow * row.rightRow != 0; }));
    }

    void takesSeveralColumnsForAKey()
    {
        const FileDiff file =
            diffOf("ORDER,LINE,QTY\n1,1,5\n1,2,5\n2,1,5\n2,2,5\n", "ORDER,LINE,QTY\n1,1,5\n1,2,6\n2,1,5\n2,2,5\n");
        QCOMPARE(file.key, (QStringList{u"ORDER"_s, u"LINE"_s}));
        QCOMPARE(file.changed, 1);
        QCOMPARE(file.rows[0].key, (QStringList{u"1"_s, u"2"_s}));
    }

    void joinsRowsOfOneKnownKeyInTheirOrder()
    {
        const auto keysOf = [](const QString &, const QString &) { return QStringList{u"K"_s}; };
        const FileDiff file = diffOf("K,V\n1,a\n1,b\n1,c\n", "K,V\n1,b\n1,x\n1,y\n1,z\n", keysOf);
        QCOMPARE(file.same, 1);
        QCOMPARE(file.changed, 2);
        QCOMPARE(file.added, 1);
        QCOMPARE(file.rows[0].cells, (QList<ValueChange>{{u"V"_s, u"a"_s, u"x"_s}}));
        QCOMPARE(file.rows[1].cells, (QList<ValueChange>{{u"V"_s, u"c"_s, u"y"_s}}));
    }

    void doesNotTakeColumnsOfOneSideForChanges()
    {
        const FileDiff file = diffOf("K,OLD\n1,a\n2,b\n", "K,NEW\n1,c\n2,d\n");
        QCOMPARE(file.columnsAdded, QStringList{u"NEW"_s});
        QCOMPARE(file.columnsRemoved, QStringList{u"OLD"_s});
        QCOMPARE(file.same, 2);
        QCOMPARE(file.state, DiffState::Changed);
    }

    void keepsSomeChangesAndCountsAll()
    {
        QByteArray left = "K,V\n", right = left;
        for (int i = 0; i < 100; ++i) {
            left += QByteArray::number(i) + ",a\n";
            right += QByteArray::number(i) + ",b\n";
        }
        const FileDiff file = diffOf(left, right, {}, 7);
        QCOMPARE(file.changed, 100);
        QCOMPARE(file.rows.size(), 7);
        QVERIFY(file.isCut);
    }

    void findsOneChangeInManyRows()
    {
        QByteArray left = "K,V\n";
        for (int i = 0; i < 30'000; ++i)
            left += QByteArray::number(i) + ",value\n";
        QByteArray right = left;
        right.replace("29998,value", "29998,other");
        const FileDiff file = diffOf(left, right);
        QCOMPARE(file.same, 29'999);
        QCOMPARE(file.rows.size(), 1);
        QCOMPARE(file.rows[0].leftRow, 29'999);
        QCOMPARE(file.rows[0].cells, (QList<ValueChange>{{u"V"_s, u"value"_s, u"other"_s}}));
    }

    void readsAgainWhatIsTooMuchToBeKept()
    {
        QByteArray left = "K,V\n";
        for (int i = 0; i < 8'500; ++i)
            left += QByteArray::number(i) + ',' + QByteArray(8'000, 'v') + '\n';
        QByteArray right = left;
        right.replace("\n8400,vvv", "\n8400,www").replace("\n0,v", "\nnew,v");
        const FileDiff file = diffOf(left, right);
        QCOMPARE(file.same, 8'498);
        QCOMPARE(file.rows.size(), 3);
        QCOMPARE(file.rows[0].key, QStringList{u"0"_s});
        QCOMPARE(file.rows[0].cells.size(), 2);
        QCOMPARE(file.rows[1].key, QStringList{u"new"_s});
        QCOMPARE(file.rows[2].leftRow, 8'401);
        QCOMPARE(file.rows[2].cells[0].after->first(4), u"wwwv"_s);
    }

    void comparesFilesWrittenInAnotherWay()
    {
        const QByteArray book = workbookBytes(m_folder->filePath(u"b.xlsx"_s),
                                              {{"S", R"(<row><c t="str"><v>A</v></c><c t="str"><v>B</v></c></row>
                                    <row><c><v>1</v></c><c t="str"><v>x</v></c></row>)"}});
        write(left(), {{"E", "data.csv"}}, {{u"data.csv"_s, "B;A\r\nx;\"1\"\r\n"}});
        write(right(), {{"E", "data.xlsx"}}, {{u"data.xlsx"_s, book}});
        const auto diff = diffPackages({left(), right()});
        QVERIFY(diff.has_value());
        QCOMPARE(diff->files.size(), 1);
        QCOMPARE(diff->files[0].state, DiffState::Same);
        QCOMPARE(diff->files[0].name, u"data.xlsx"_s);
        QVERIFY(!diff->isSame()); // InputFilePath differs
    }

    void joinsFilesByEntityThenByName()
    {
        write(left(), {{"Customers", "a.csv"}, {"Gone", "gone.csv"}},
              {{u"a.csv"_s, "K\n1\n"}, {u"gone.csv"_s, "K\n1\n"}, {u"Note.txt"_s, "x"}, {u"old.bin"_s, "x"}});
        write(right(), {{"New", "a.csv"}, {"Customers", "b.csv"}},
              {{u"a.csv"_s, "K\n1\n"}, {u"b.csv"_s, "K\n1\n"}, {u"note.TXT"_s, "y"}, {u"new.bin"_s, "x"}});
        const auto diff = diffPackages({left(), right()});
        QVERIFY(diff.has_value());
        QStringList files;
        for (const FileDiff &file : diff->files)
            files.append(file.name + u' ' + file.entity + u' ' + diffWord(file.state));
        QCOMPARE(files, (QStringList{u"b.csv Customers same"_s, u"a.csv New added"_s, u"note.TXT  changed"_s,
                                     u"new.bin  added"_s, u"gone.csv Gone removed"_s, u"old.bin  removed"_s}));
        QStringList entities;
        for (const EntityDiff &entity : diff->entities)
            entities.append(entity.name + u' ' + diffWord(entity.state));
        QCOMPARE(entities, (QStringList{u"New added"_s, u"Customers changed"_s, u"Gone removed"_s}));
        QCOMPARE(diff->entities[1].values, (QList<ValueChange>{{u"InputFilePath"_s, u"a.csv"_s, u"b.csv"_s}}));
    }

    void findsNothingInTheSamePackage()
    {
        samplePackage(left());
        QList<std::pair<qint64, qint64>> progress;
        const auto diff = diffPackages({left(), left()}, [&](qint64 done, qint64 all) {
            progress.append({done, all});
        });
        QVERIFY(diff.has_value());
        QVERIFY(diff->isSame());
        QVERIFY(!progress.isEmpty());
        QCOMPARE(progress.last().first, progress.last().second);
    }

    void comparesManifests()
    {
        QByteArray other = manifest({{"Customers V3", "Customers V3.csv"}, {"Vendors V2", "Vendors V2.csv"}});
        other.replace("<XMLField>A</XMLField>", "<XMLField>B</XMLField>").replace("Łódź", "Other");
        samplePackage(left());
        samplePackage(right());
        writeZip(right(), {{u"Manifest.xml"_s, other}, {u"PackageHeader.xml"_s, header().replace(">2<", ">3<")}});
        const auto diff = diffPackages({left(), right()});
        QVERIFY(diff.has_value());
        QCOMPARE(diff->values, (QList<ValueChange>{{u"PackageVersion"_s, u"2"_s, u"3"_s},
                                                   {u"DefinitionGroupName"_s, u"Łódź"_s, u"Other"_s}}));
        QCOMPARE(diff->entities[0].values,
                 (QList<ValueChange>{{u"EntityMap B"_s, {}, u"A"_s}, {u"EntityMap A"_s, u"A"_s, {}}}));
    }

    void saysWhyAFileWasNotCompared()
    {
        writeZip(left(), {{u"a.csv"_s, "K\n\"1\n"}, {u"b.csv"_s, "K\n\"1\n"}});
        writeZip(right(), {{u"a.csv"_s, "K\n\"2\n"}, {u"b.csv"_s, "K\n\"1\n"}});
        const auto diff = diffPackages({left(), right()});
        QVERIFY(diff.has_value());
        QVERIFY(diff->files[0].fault.has_value());
        QCOMPARE(diff->files[0].state, DiffState::Changed);
        QCOMPARE(diff->files[1].state, DiffState::Same); // byte for byte
        QVERIFY(!diff->files[1].fault);
    }

    void comparesFilesThatAreOnlyCalledLikeAManifest()
    {
        for (const QString &name : {u"MyManifest.xml"_s, u"sub/Manifest.xml"_s, u"NoPackageHeader.xml"_s}) {
            write(left(), {}, {{name, "<a><b><c>1</c></b></a>"}});
            write(right(), {}, {{name, "<a><b><c>2</c></b></a>"}});
            const auto diff = diffPackages({left(), right()});
            QVERIFY(diff.has_value());
            QVERIFY(!diff->isSame());
            QCOMPARE(diff->files.size(), 1);
            QCOMPARE(diff->files[0].name, name);
        }
    }

    void tellsAnotherConversionOfValues()
    {
        const auto said = [](const QByteArray &value) -> QByteArray {
            return "<DataManagementPackageManifest><PackageEntityList><E><EntityName>E</EntityName><EntityMapList><M>"
                   "<XMLField>A</XMLField><EntityField>F</EntityField><EntityFieldConversionList><C><From>" +
                   value +
                   "</From></C></EntityFieldConversionList></M></EntityMapList></E></PackageEntityList>"
                   "</DataManagementPackageManifest>";
        };
        writeZip(left(), {{u"Manifest.xml"_s, said("1")}, {u"PackageHeader.xml"_s, header()}});
        writeZip(right(), {{u"Manifest.xml"_s, said("2")}, {u"PackageHeader.xml"_s, header()}});
        const auto diff = diffPackages({left(), right()});
        QVERIFY(diff.has_value());
        const ValueChange changed{u"EntityMap A"_s, u"F EntityFieldConversionList: 1 (From 1)"_s,
                                  u"F EntityFieldConversionList: 1 (From 2)"_s};
        QCOMPARE(diff->entities[0].values, QList<ValueChange>{changed});
    }

    void takesNoFilesWithoutRowsForTheSame()
    {
        write(left(), {}, {{u"a.xml"_s, "<a>1</a>"}});
        write(right(), {}, {{u"a.xml"_s, "<a>2</a>"}});
        const auto other = diffPackages({left(), right()});
        QVERIFY(other.has_value());
        QCOMPARE(other->files[0].state, DiffState::Changed);
        QVERIFY(other->files[0].fault);
        const auto same = diffPackages({left(), left()});
        QVERIFY(same.has_value());
        QVERIFY(same->isSame() && !same->files[0].fault);
    }

    void doesNotTakeTheFirstSheetForTheWorkbook()
    {
        const auto book = [this](const QByteArray &first, const QByteArray &second) {
            const QByteArray header = R"(<row><c t="str"><v>A</v></c></row>)";
            return workbookBytes(m_folder->filePath(u"b.xlsx"_s), {{"One", header + first}, {"Two", header + second}});
        };
        const QByteArray one = "<row><c><v>1</v></c></row>", two = "<row><c><v>2</v></c></row>";
        write(left(), {{"E", "e.xlsx"}}, {{u"e.xlsx"_s, book(one, one)}});
        write(right(), {{"E", "e.xlsx"}}, {{u"e.xlsx"_s, book(one, two)}});
        const auto other = diffPackages({left(), right()});
        QVERIFY(other.has_value());
        QCOMPARE(other->files.size(), 2);
        QCOMPARE(other->files[0].state, DiffState::Same);
        QCOMPARE(other->files[1].name, u"e.xlsx › Two"_s);
        QCOMPARE(other->files[1].state, DiffState::Changed);
        QCOMPARE(other->files[1].rows.size(), 2);
        QVERIFY(!other->isSame() && !other->files[1].fault);
        write(right(), {{"E", "e.xlsx"}}, {{u"e.xlsx"_s, book(one, one)}});
        const auto same = diffPackages({left(), right()});
        QVERIFY(same.has_value());
        QVERIFY(same->isSame() && !same->files[0].fault);
        write(right(), {{"E", "e.xlsx"}}, {{u"e.xlsx"_s, book(two, one)}});
        const auto first = diffPackages({left(), right()});
        QVERIFY(first.has_value());
        QCOMPARE(first->files[0].rows.size(), 2);
    }

    void failsWithWhatIsNoZip()
    {
        samplePackage(left());
        QCOMPARE(diffPackages({left(), right()}).error().kind, ErrorKind::Storage);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(diffPackages({left(), left()}, {}, stop.get_token()).error().kind, ErrorKind::Cancelled);
    }

private:
    using KeysOf = std::function<QStringList(const QString &, const QString &)>;

    QString left() const { return m_folder->filePath(u"left.zip"_s); }
    QString right() const { return m_folder->filePath(u"right.zip"_s); }

    static void write(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &entities,
                      const QList<PackedFile> &files)
    {
        writeZip(path, QList<PackedFile>{{u"Manifest.xml"_s, manifest(entities)}, {u"PackageHeader.xml"_s, header()}} +
                           files);
    }

    /// The only file of two packages with these data files.
    FileDiff diffOf(const QByteArray &before, const QByteArray &after, const KeysOf &keysOf = {},
                    qint64 mostRows = 10'000) const
    {
        write(left(), {{"E", "e.csv"}}, {{u"e.csv"_s, before}});
        write(right(), {{"E", "e.csv"}}, {{u"e.csv"_s, after}});
        const auto diff = diffPackages({left(), right(), keysOf, mostRows});
        if (!diff || diff->files.size() != 1 || diff->files[0].fault)
            qFatal("the packages cannot be compared");
        return diff->files[0];
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(PackageDiffTest)
#include "PackageDiffTest.moc"
