package io.megadb.tables.olap;

import static io.megadb.tables.TestDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.storage.TableWriter;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import io.megadb.tables.TestDatabase;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.LongVector;
import io.megadb.vector.VectorBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements with so many rows that several threads write them, in more than one run. */
class BulkWriteTest {
  private static final PgType INT4 = PgType.of(PgTypes.INT4);
  private static final PgType DATE = PgType.of(PgTypes.DATE);
  private static final PgType TIMESTAMP = PgType.of(PgTypes.TIMESTAMP);
  private static final int ROWS = (1 << 18) + 50_000;

  /** More than may be open at a time. */
  private static final int MONTHS = 50;

  @TempDir Path directory;

  private static TableDefinition table(TestDatabase db, Map<String, String> options) {
    return db.create(
        TestDatabase.table(
            "t",
            "olap",
            options,
            List.of(),
            column("id", INT4),
            column("day", DATE),
            column("at", TIMESTAMP)));
  }

  /** Row i of a permutation of all ids; its day follows from its id. */
  private static int id(int i) {
    return (int) ((long) i * 7919 % ROWS);
  }

  private static long day(int id) {
    return id % MONTHS * 31L;
  }

  /**
   * @param badAt number of a row with a time that files cannot hold; -1 for none
   */
  private static void write(
      DatabaseTransaction transaction, TableDefinition table, int rows, int badAt) {
    ModifyNode node = TestDatabase.modify(table, ModifyNode.Kind.INSERT, null);
    try (StatementSnapshot snapshot = transaction.startStatement();
        TableWriter writer = transaction.writer(node, snapshot, null)) {
      for (int from = 0; from < rows; from += Batch.MAX_ROWS) {
        LongBuilder ids = (LongBuilder) VectorBuilder.of(INT4);
        LongBuilder days = (LongBuilder) VectorBuilder.of(DATE);
        LongBuilder times = (LongBuilder) VectorBuilder.of(TIMESTAMP);
        int to = Math.min(rows, from + Batch.MAX_ROWS);
        for (int i = from; i < to; i++) {
          ids.appendLong(id(i));
          days.appendLong(day(id(i)));
          times.appendLong(i == badAt ? Long.MAX_VALUE - 1 : i);
        }
        writer.write(new Batch(to - from, ids.build(), days.build(), times.build()));
      }
      writer.finish();
    }
  }

  @ParameterizedTest
  @CsvSource({"'',''", "id,''", "'','month(day)'", "'id DESC','month(day)'"})
  void everyRowIsWrittenOnceWhateverTheLayout(String sortBy, String partitionBy) throws Exception {
    Map<String, String> options = new HashMap<>();
    if (!sortBy.isEmpty()) {
      options.put("sort_by", sortBy);
    }
    if (!partitionBy.isEmpty()) {
      options.put("partition_by", partitionBy);
    }
    try (TestDatabase db = new TestDatabase(directory)) {
      TableDefinition table = table(db, options);
      try (DatabaseTransaction transaction = db.begin()) {
        write(transaction, table, ROWS, -1);
        transaction.commit();
      }
      int files = check(db, table);
      assertThat(files).isGreaterThanOrEqualTo(partitionBy.isEmpty() ? 1 : MONTHS);
    }
  }

  /** Gives the number of files. */
  private static int check(TestDatabase db, TableDefinition table) throws Exception {
    int[] seen = new int[ROWS];
    ExecutionContext context = TestDatabase.context();
    try (DatabaseTransaction transaction = db.begin();
        StatementSnapshot snapshot = transaction.startStatement()) {
      TableScan scan = TestDatabase.scan(table, List.of(), List.of(), false);
      SplitPlan plan = transaction.splits(scan, snapshot, context, 2);
      for (Split split : plan.splits()) {
        try (BatchReader reader = TestDatabase.TASKS.reader("olap").open(scan, split, context)) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            LongVector ids = (LongVector) batch.column(0).flat();
            LongVector days = (LongVector) batch.column(1).flat();
            for (int i = 0; i < batch.size(); i++) {
              int id = (int) ids.values()[i];
              seen[id]++;
              assertThat(days.values()[i]).isEqualTo(day(id));
            }
          }
        }
      }
      assertThat(seen).containsOnly(1);
      return plan.counters().get("files").intValue();
    }
  }

  @Test
  void failureOfAnotherThreadReachesTheStatementAndLeavesNoFile() throws IOException {
    try (TestDatabase db = new TestDatabase(directory)) {
      TableDefinition table = table(db, Map.of("partition_by", "month(day)"));
      try (DatabaseTransaction transaction = db.begin()) {
        assertThatThrownBy(() -> write(transaction, table, 20_000, 17_000))
            .isInstanceOfSatisfying(
                MegaDbException.class,
                e -> assertThat(e.state()).isEqualTo(SqlState.DATETIME_FIELD_OVERFLOW));
        transaction.rollback();
      }
      assertThat(db.read(table)).isEmpty();
      Path folder = directory.resolve("olap").resolve("" + table.oid());
      try (Stream<Path> files = Files.walk(folder)) {
        assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).isEmpty();
      }
    }
  }

  @Test
  void statementThatIsGivenUpLeavesNoFile() throws IOException {
    try (TestDatabase db = new TestDatabase(directory)) {
      TableDefinition table = table(db, Map.of("partition_by", "month(day)"));
      ModifyNode node = TestDatabase.modify(table, ModifyNode.Kind.INSERT, null);
      try (DatabaseTransaction transaction = db.begin()) {
        try (StatementSnapshot snapshot = transaction.startStatement();
            TableWriter writer = transaction.writer(node, snapshot, null)) {
          List<List<Object>> one = List.of(List.of(1L, 1L, 1L));
          Batch batch = TestDatabase.batch(table.types(), one);
          for (int i = 0; i < (1 << 18) + 1; i++) {
            writer.write(batch);
          }
        }
        transaction.rollback();
      }
      Path folder = directory.resolve("olap").resolve("" + table.oid());
      try (Stream<Path> files = Files.walk(folder)) {
        assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).isEmpty();
      }
    }
  }
}
