package io.megadb.tables.olap;

import static io.megadb.tables.TestDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.Parameter;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableWriter;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import io.megadb.tables.Filters;
import io.megadb.tables.TestDatabase;
import io.megadb.tables.olap.read.OlapSplit;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.Vector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OlapTierTest {
  private static final PgType INT4 = PgType.of(PgTypes.INT4);
  private static final PgType DATE = PgType.of(PgTypes.DATE);
  private static final PgType TEXT = PgType.of(PgTypes.TEXT);

  @TempDir Path directory;
  private TestDatabase db;

  @BeforeEach
  void open() {
    db = new TestDatabase(directory);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private TableDefinition table(Map<String, String> options) {
    return db.create(
        TestDatabase.table(
            "t",
            "olap",
            options,
            List.of(),
            column("id", INT4),
            column("day", DATE),
            column("region", TEXT)));
  }

  private static List<Object> row(long id, long day, String region) {
    return List.of(id, day, Bytes.utf8(region));
  }

  /** 1200 rows, 31 days apart from 2000-01-01 on every 100th row. */
  private static List<List<Object>> year() {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      rows.add(row(i, i / 100 * 31L, "r" + i % 3));
    }
    return rows;
  }

  private SplitPlan plan(TableDefinition table, Expression... filters) {
    try (DatabaseTransaction transaction = db.begin();
        StatementSnapshot snapshot = transaction.startStatement()) {
      return transaction.splits(
          TestDatabase.scan(table, List.of(filters), List.of(), false),
          snapshot,
          TestDatabase.context(200L),
          2);
    }
  }

  private static long files(SplitPlan plan) {
    return plan.counters().get("files");
  }

  @Test
  void plainIcebergOpensTheTableAndSeesEveryCommit() throws IOException {
    TableDefinition table = table(Map.of("partition_by", "month(day)"));
    db.insert(table, List.of(row(1, 0, "eu"), row(2, 31, "us")));
    try (DatabaseTransaction writer = db.begin()) {
      TestDatabase.update(writer, table, 1L, row(1, 0, "asia"));
      TestDatabase.delete(writer, table, 2L);
      writer.commit();
    }
    String location = directory.resolve("olap").resolve("" + table.oid()).toString();
    Table iceberg = new HadoopTables(new Configuration()).load(location);
    assertThat(iceberg.spec().fields()).singleElement().hasToString("1000: day_month: month(2)");
    try (CloseableIterable<Record> records = IcebergGenerics.read(iceberg).build()) {
      assertThat(records)
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.getField("id")).isEqualTo(1);
                assertThat(record.getField("day")).hasToString("2000-01-01");
                assertThat(record.getField("region")).isEqualTo("asia");
              });
    }
  }

  @Test
  void filtersLeaveOutPartitionsAndFiles() {
    TableDefinition table = table(Map.of("partition_by", "month(day), region"));
    db.insert(table, year());
    SplitPlan all = plan(table);
    assertThat(files(all)).isEqualTo(36);
    assertThat(all.counters()).containsEntry("files skipped", 0L);
    SplitPlan one = plan(table, Filters.compare(1, DATE, "=", 62L));
    assertThat(files(one)).isEqualTo(3);
    assertThat(one.counters()).containsEntry("files skipped", 33L);
    assertThat(files(plan(table, Filters.compare(2, TEXT, "=", Bytes.utf8("r1"))))).isEqualTo(12);
    assertThat(files(plan(table, Filters.compare(0, INT4, "<", 100L)))).isEqualTo(3);
    assertThat(files(plan(table, Filters.compare(0, INT4, "<", new Parameter(0, INT4)))))
        .isEqualTo(6);
    assertThat(files(plan(table, Filters.compare(1, DATE, ">", 10_000L)))).isZero();
    assertThat(db.read(table)).containsExactlyInAnyOrderElementsOf(year());
  }

  @Test
  void rowsAreWrittenInTheOrderOfSortBy() {
    TableDefinition table = table(Map.of("sort_by", "region desc, day"));
    db.insert(table, List.of(row(1, 3, "a"), row(2, 2, "b"), row(3, 1, "b"), row(4, 1, "a")));
    assertThat(db.read(table))
        .containsExactly(row(3, 1, "b"), row(2, 2, "b"), row(4, 1, "a"), row(1, 3, "a"));
  }

  @Test
  void statisticsComeFromManifests() {
    TableDefinition table = table(Map.of());
    db.insert(table, year());
    try (DatabaseTransaction transaction = db.begin()) {
      TestDatabase.delete(transaction, table, 5L);
      transaction.commit();
    }
    try (DatabaseTransaction transaction = db.begin()) {
      TableStatistics statistics = transaction.statistics(table.reference());
      assertThat(statistics.rows()).isEqualTo(1199);
      assertThat(statistics.bytes()).isPositive();
      assertThat(statistics.columns().get("id"))
          .satisfies(
              id -> {
                assertThat(id.distinct()).isCloseTo(1199, within(60.0));
                assertThat(id.nullFraction()).isZero();
                assertThat(id.min()).isEqualTo(0L);
                assertThat(id.max()).isEqualTo(1199L);
                assertThat(id.width()).isEqualTo(4);
              });
      assertThat(statistics.columns().get("region").distinct()).isEqualTo(3);
      assertThat(statistics.columns().get("day").max()).isEqualTo(341L);
      assertThat(statistics.columns().get("region").min()).isEqualTo(Bytes.utf8("r0"));
    }
  }

  private TableStatistics statistics(TableDefinition table) {
    try (DatabaseTransaction transaction = db.begin()) {
      return transaction.statistics(table.reference());
    }
  }

  private double regions(TableDefinition table) {
    return statistics(table).columns().get("region").distinct();
  }

  private static Path sketchFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".puffin")).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void distinctValuesMergeWithEachInsertAndSurviveARestart() throws Exception {
    TableDefinition table = table(Map.of());
    db.insert(table, List.of(row(1, 1, "a"), row(2, 1, "b")));
    db.insert(table, List.of(row(3, 1, "b"), row(4, 1, "c")));
    assertThat(regions(table)).isEqualTo(3);
    sketchFile(directory);
    db.close();
    db = new TestDatabase(directory);
    assertThat(regions(table)).isEqualTo(3);
    db.insert(table, List.of(row(5, 1, "d")));
    assertThat(regions(table)).isEqualTo(4);
  }

  @Test
  void rolledBackRowsAreNotCounted() {
    TableDefinition table = table(Map.of());
    db.insert(table, List.of(row(1, 1, "a"), row(2, 1, "a")));
    try (DatabaseTransaction transaction = db.begin()) {
      TestDatabase.insert(transaction, table, List.of(row(3, 1, "b")));
      transaction.rollback();
    }
    assertThat(regions(table)).isEqualTo(1);
  }

  @Test
  void truncationForgetsDistinctValues() {
    TableDefinition table = table(Map.of());
    db.insert(table, year());
    try (DatabaseTransaction transaction = db.begin()) {
      transaction.truncate(table.oid());
      transaction.commit();
    }
    assertThat(statistics(table).columns()).isEmpty();
    db.insert(table, List.of(row(1, 1, "x")));
    assertThat(regions(table)).isEqualTo(1);
  }

  @Test
  void deletedRowsLeaveAnUpperBound() {
    TableDefinition table = table(Map.of());
    db.insert(table, List.of(row(1, 1, "a"), row(2, 1, "b"), row(3, 1, "c")));
    try (DatabaseTransaction transaction = db.begin()) {
      TestDatabase.delete(transaction, table, 1L);
      TestDatabase.delete(transaction, table, 2L);
      transaction.commit();
    }
    assertThat(regions(table)).isEqualTo(1);
  }

  @Test
  void damagedOrLostCountsMeanThatNothingIsKnown() throws Exception {
    TableDefinition table = table(Map.of());
    db.insert(table, List.of(row(1, 1, "a"), row(2, 1, "b")));
    Path file = sketchFile(directory);
    db.close();
    Files.write(file, new byte[(int) Files.size(file)]);
    db = new TestDatabase(directory);
    assertThat(regions(table)).isEqualTo(-1);
    db.insert(table, List.of(row(3, 1, "c")));
    assertThat(regions(table)).isEqualTo(-1);
    db.close();
    Files.delete(sketchFile(directory));
    db = new TestDatabase(directory);
    db.insert(table, List.of(row(4, 1, "d")));
    assertThat(statistics(table).rows()).isEqualTo(4);
    assertThat(regions(table)).isEqualTo(-1);
  }

  @Test
  void splitsAreSerialisableAndReadableWhenTheStatementIsOver() throws Exception {
    TableDefinition table = table(Map.of());
    db.insert(table, year());
    SplitPlan plan = plan(table);
    db.close();
    TableScan scan = TestDatabase.scan(table, List.of(), List.of(), false);
    ExecutionContext context = TestDatabase.context();
    List<List<Object>> rows = new ArrayList<>();
    for (Split split : plan.splits()) {
      assertThat(split).isInstanceOf(OlapSplit.class);
      new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(split);
      try (BatchReader reader = TestDatabase.TASKS.reader("olap").open(scan, split, context)) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          Vector region = batch.column(2);
          assertThat(region).isInstanceOf(DictionaryVector.class);
          assertThat(((DictionaryVector) region).dictionary().size()).isEqualTo(3);
          rows.addAll(TestDatabase.rows(batch));
        }
      }
    }
    assertThat(rows).isEqualTo(year());
  }

  @Test
  void insertsBesideEachOtherBothCommit() {
    TableDefinition table = table(Map.of());
    try (DatabaseTransaction first = db.begin();
        DatabaseTransaction second = db.begin(IsolationLevel.REPEATABLE_READ)) {
      TestDatabase.insert(first, table, List.of(row(1, 1, "a")));
      TestDatabase.insert(second, table, List.of(row(2, 2, "b")));
      first.commit();
      assertThat(TestDatabase.read(second, table)).containsExactly(row(2, 2, "b"));
      second.commit();
    }
    assertThat(db.read(table)).containsExactlyInAnyOrder(row(1, 1, "a"), row(2, 2, "b"));
  }

  @Test
  void readCommittedSeesOthersRowsAndItsOwn() {
    TableDefinition table = table(Map.of());
    try (DatabaseTransaction writer = db.begin()) {
      TestDatabase.insert(writer, table, List.of(row(1, 1, "a")));
      db.insert(table, List.of(row(2, 2, "b")));
      assertThat(TestDatabase.read(writer, table))
          .containsExactlyInAnyOrder(row(1, 1, "a"), row(2, 2, "b"));
      assertThat(TestDatabase.delete(writer, table, 2L)).isEqualTo(1);
      writer.commit();
    }
    assertThat(db.read(table)).containsExactly(row(1, 1, "a"));
  }

  @Test
  void rowsThatOthersChangedSinceTheStatementBeganAreNotOverwritten() {
    TableDefinition table = table(Map.of());
    db.insert(table, List.of(row(1, 1, "a")));
    try (DatabaseTransaction slow = db.begin();
        StatementSnapshot snapshot = slow.startStatement()) {
      List<Bytes> identities = TestDatabase.identities(slow, snapshot, table, 1L);
      try (DatabaseTransaction other = db.begin()) {
        TestDatabase.update(other, table, 1L, row(1, 1, "b"));
        other.commit();
      }
      ModifyNode delete = TestDatabase.modify(table, ModifyNode.Kind.DELETE, null);
      assertThat(identities).hasSize(1);
      assertThatThrownBy(() -> slow.writer(delete, snapshot, null))
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> assertThat(e.state()).isEqualTo(SqlState.SERIALIZATION_FAILURE));
    }
    assertThat(db.read(table)).containsExactly(row(1, 1, "b"));
  }

  @Test
  void deleteReturnsTheOldRows() {
    TableDefinition table = table(Map.of());
    db.insert(table, year());
    try (DatabaseTransaction writer = db.begin();
        StatementSnapshot snapshot = writer.startStatement()) {
      Bytes identity = TestDatabase.identities(writer, snapshot, table, 700L).get(0);
      ModifyNode delete = TestDatabase.modify(table, ModifyNode.Kind.DELETE, null);
      try (TableWriter target = writer.writer(delete, snapshot, null)) {
        byte[] bytes = identity.array();
        Batch twice = new Batch(1, new BytesVector(1, bytes, new int[] {0, bytes.length}, null));
        assertThat(TestDatabase.rows(target.write(twice))).containsExactly(row(700, 217, "r1"));
        assertThat(target.write(twice).size()).isZero();
        target.finish();
      }
      writer.commit();
    }
    assertThat(db.read(table)).hasSize(1199).doesNotContain(row(700, 217, "r1"));
  }

  @Test
  void filesOfRolledBackTransactionsAreTakenAway() throws IOException {
    TableDefinition table = table(Map.of());
    long before = fileCount();
    try (DatabaseTransaction writer = db.begin()) {
      TestDatabase.insert(writer, table, List.of(row(1, 1, "a")));
      assertThat(fileCount()).isGreaterThan(before);
    }
    assertThat(fileCount()).isEqualTo(before);
  }

  @Test
  void orphansAreSweptWhenTheDatabaseOpens() throws IOException {
    TableDefinition table = table(Map.of());
    db.insert(table, year());
    Path folder = directory.resolve("olap").resolve("" + table.oid());
    Path orphan = Files.writeString(folder.resolve("data").resolve("orphan.parquet"), "x");
    Path ahead = Files.writeString(folder.resolve("metadata").resolve("v9.metadata.json"), "x");
    Path dropped = Files.createDirectories(directory.resolve("olap").resolve("99999"));
    db.close();
    db = new TestDatabase(directory);
    assertThat(orphan).doesNotExist();
    assertThat(ahead).doesNotExist();
    assertThat(dropped).doesNotExist();
    assertThat(db.read(table)).isEqualTo(year());
  }

  private TableDefinition alter(TableDefinition known, List<ColumnDefinition> columns) {
    TableDefinition changed = known.withColumns(columns);
    try (DatabaseTransaction transaction = db.begin()) {
      transaction.alterTable(known, changed);
      transaction.commit();
    }
    return changed;
  }

  @Test
  void columnsThatComeAndGoNeverShareAFieldId() {
    TableDefinition table = table(Map.of());
    db.insert(table, List.of(row(1, 0, "eu")));
    List<ColumnDefinition> columns = table.columns();
    TableDefinition narrow = alter(table, List.of(columns.get(0), columns.get(2)));
    ColumnDefinition again =
        new ColumnDefinition(4, "day", INT4, false, null, null).withMissing("7");
    TableDefinition wide = alter(narrow, List.of(columns.get(0), columns.get(2), again));
    db.insert(wide, List.of(List.of(2L, Bytes.utf8("us"), 8L)));
    assertThat(db.read(wide))
        .containsExactlyInAnyOrder(
            List.of(1L, Bytes.utf8("eu"), 7L), List.of(2L, Bytes.utf8("us"), 8L));
    TableDefinition renamed =
        alter(wide, List.of(columns.get(0), columns.get(2), again.withName("d")));
    assertThat(db.read(renamed)).hasSameElementsAs(db.read(wide.withColumns(renamed.columns())));
    String location = directory.resolve("olap").resolve("" + table.oid()).toString();
    Table iceberg = new HadoopTables(new Configuration()).load(location);
    assertThat(iceberg.schema().columns())
        .extracting(field -> field.fieldId() + " " + field.name())
        .containsExactly("1 id", "3 region", "4 d");
  }

  @Test
  void olderSnapshotLacksTheColumnAndTakesNoRowsWithIt() {
    TableDefinition table = table(Map.of());
    db.insert(table, List.of(row(1, 0, "eu")));
    try (DatabaseTransaction old = db.database.begin(IsolationLevel.REPEATABLE_READ, false)) {
      assertThat(TestDatabase.read(old, table)).hasSize(1);
      List<ColumnDefinition> columns = new ArrayList<>(table.columns());
      columns.add(new ColumnDefinition(4, "n", INT4, false, null, null).withMissing("9"));
      TableDefinition wide = alter(table, columns);
      db.insert(wide, List.of(List.of(2L, 0L, Bytes.utf8("us"), 3L)));
      assertThat(TestDatabase.read(old, wide))
          .containsExactly(List.of(1L, 0L, Bytes.utf8("eu"), 9L));
      assertThatThrownBy(
              () -> TestDatabase.insert(old, wide, List.of(List.of(3L, 0L, Bytes.utf8("x"), 1L))))
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> assertThat(e.state()).isEqualTo(SqlState.SERIALIZATION_FAILURE));
    }
  }

  @Test
  void columnThatPartitionsOrSortsStays() {
    TableDefinition table = table(Map.of("partition_by", "region", "sort_by", "day"));
    for (int dropped : new int[] {1, 2}) {
      List<ColumnDefinition> columns = new ArrayList<>(table.columns());
      columns.remove(dropped);
      assertThatThrownBy(() -> alter(table, columns))
          .hasMessageContaining(dropped == 1 ? "sort_by" : "partition_by");
    }
    List<ColumnDefinition> columns = new ArrayList<>(table.columns());
    columns.set(2, columns.get(2).withName("place"));
    TableDefinition renamed = alter(table, columns);
    columns.add(new ColumnDefinition(4, "n", INT4, false, null, null));
    TableDefinition wide = alter(renamed, columns);
    db.insert(wide, List.of(List.of(1L, 0L, Bytes.utf8("eu"), 3L)));
    assertThat(db.read(wide)).containsExactly(List.of(1L, 0L, Bytes.utf8("eu"), 3L));
  }

  @Test
  void metadataKeepsABoundedNumberOfSnapshots() {
    TableDefinition table = table(Map.of());
    for (int i = 0; i < 60; i++) {
      db.insert(table, List.of(row(i, 0, "x")));
    }
    String location = directory.resolve("olap").resolve("" + table.oid()).toString();
    assertThat(new HadoopTables(new Configuration()).load(location).snapshots()).hasSize(50);
    assertThat(db.read(table)).hasSize(60);
  }

  @Test
  void filesHaveTheCodecAndTheRowGroupsThatWereAskedFor() throws IOException {
    TableDefinition table = table(Map.of("compression", "GZIP", "row_group_rows", "1000"));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      rows.add(row(i, i, "x" + i));
    }
    db.insert(table, rows);
    assertThat(db.read(table)).containsExactlyInAnyOrderElementsOf(rows);
    String location = directory.resolve("olap").resolve("" + table.oid()).toString();
    Table iceberg = new HadoopTables(new Configuration()).load(location);
    assertThat(iceberg.properties()).containsEntry("write.parquet.compression-codec", "gzip");
    try (CloseableIterable<FileScanTask> tasks = iceberg.newScan().planFiles()) {
      assertThat(tasks).allSatisfy(task -> assertThat(task.file().splitOffsets()).hasSize(3));
    }
  }

  @Test
  void arraysAreWrittenWithEveryCodec() {
    for (String codec : List.of("auto", "none", "lz4", "zstd", "snappy", "gzip")) {
      TableDefinition table =
          db.create(
              TestDatabase.table(
                  "a_" + codec,
                  "olap",
                  Map.of("compression", codec),
                  List.of(),
                  column("id", INT4),
                  column("list", PgType.of(PgTypes.arrayOf(PgTypes.INT4)))));
      List<List<Object>> rows = new ArrayList<>();
      for (long i = 0; i < 500; i++) {
        rows.add(List.of(i, i % 3 == 0 ? List.of() : List.of(i, -i)));
      }
      db.insert(table, rows);
      assertThat(db.read(table)).as(codec).containsExactlyInAnyOrderElementsOf(rows);
    }
  }

  @Test
  void whatATableCannotHoldIsRefusedWithAHint() {
    for (Map<String, String> options :
        List.of(
            Map.of("partition_by", "month(region)"),
            Map.of("partition_by", "bucket(id)"),
            Map.of("partition_by", "fold(id)"),
            Map.of("partition_by", "nothing"),
            Map.of("sort_by", "month(day)"),
            Map.of("compression", "brotli"),
            Map.of("row_group_rows", "10"),
            Map.of("row_group_rows", "-1000"),
            Map.of("ttl", "1 s"))) {
      assertThatThrownBy(() -> table(options))
          .as("%s", options)
          .isInstanceOf(MegaDbException.class);
    }
    TableDefinition keyed =
        TestDatabase.table("k", "oltp", Map.of(), List.of(0), column("id", INT4));
    assertThatThrownBy(
            () ->
                db.create(
                    new TableDefinition(
                        0,
                        "public",
                        "k",
                        keyed.kind(),
                        keyed.columns(),
                        keyed.primaryKey(),
                        List.of(),
                        "olap",
                        Map.of(),
                        null,
                        "megadb",
                        null)))
        .isInstanceOfSatisfying(
            MegaDbException.class, e -> assertThat(e.hint()).contains("NOT ENFORCED"));
  }

  private long fileCount() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("olap"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
