package io.megadb.tables;

import static io.megadb.tables.TestDatabase.column;
import static io.megadb.tables.TestDatabase.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.expression.Literal;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.storage.TableWriter;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions beside each other in the tiers with row locks. */
class ConcurrencyTest {
  private static final PgType INT8 = PgType.of(PgTypes.INT8);

  @TempDir Path directory;
  private TestDatabase db;
  private final ExecutorService pool = Executors.newFixedThreadPool(4);

  @BeforeEach
  void open() {
    db = new TestDatabase(directory);
  }

  @AfterEach
  void close() {
    pool.shutdownNow();
    db.close();
  }

  private TableDefinition counters(String tier) {
    TableDefinition table =
        db.create(
            TestDatabase.table(
                "c", tier, Map.of(), List.of(0), column("id", INT8), column("n", INT8)));
    db.insert(table, List.of(List.of(1L, 0L), List.of(2L, 0L)));
    return table;
  }

  /** n = n + 1, evaluated again on the newest row, as SET n = n + 1 does. */
  private static final RowEvaluator INCREMENT =
      new RowEvaluator() {
        @Override
        public Batch recheck(Batch newest) {
          return plusOne(newest);
        }

        @Override
        public Batch conflict(Batch existing, Batch proposed) {
          return plusOne(existing);
        }

        private Batch plusOne(Batch row) {
          long id = (Long) Values.get(row.column(0), 0);
          long n = (Long) Values.get(row.column(1), 0);
          return TestDatabase.batch(List.of(INT8, INT8), List.of(List.of(id, n + 1)));
        }
      };

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory"})
  void noIncrementIsLostAtReadCommitted(String tier) throws Exception {
    TableDefinition table = counters(tier);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      running.add(
          pool.submit(
              () -> {
                try (DatabaseTransaction transaction = db.begin();
                    StatementSnapshot snapshot = transaction.startStatement()) {
                  List<Bytes> identities =
                      TestDatabase.identities(transaction, snapshot, table, 1L);
                  long n =
                      (Long)
                          TestDatabase.read(
                                  transaction,
                                  snapshot,
                                  TestDatabase.scan(table, List.of(), List.of(), false))
                              .stream()
                              .filter(row -> row.get(0).equals(1L))
                              .findFirst()
                              .get()
                              .get(1);
                  ModifyNode node = TestDatabase.modify(table, ModifyNode.Kind.UPDATE, null);
                  try (TableWriter writer = transaction.writer(node, snapshot, INCREMENT)) {
                    writer.write(
                        TestDatabase.batch(
                            List.of(PgType.of(PgTypes.BYTEA), INT8, INT8),
                            List.of(List.of(identities.get(0), 1L, n + 1))));
                    writer.finish();
                  }
                  transaction.commit();
                }
                return null;
              }));
    }
    for (Future<?> future : running) {
      future.get();
    }
    assertThat(db.read(table)).containsExactlyInAnyOrder(List.of(1L, 40L), List.of(2L, 0L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory"})
  void onConflictUpdatesOrLeavesTheRow(String tier) {
    TableDefinition table = counters(tier);
    ModifyNode.Conflict nothing = new ModifyNode.Conflict(null, null);
    ModifyNode.Conflict update =
        new ModifyNode.Conflict(List.of(new Literal(1L, INT8), new Literal(1L, INT8)), null);
    try (DatabaseTransaction transaction = db.begin()) {
      assertThat(
              insert(transaction, table, List.of(List.of(1L, 5L), List.of(3L, 5L)), nothing, null))
          .containsExactly(List.of(3L, 5L));
      assertThat(
              insert(
                  transaction, table, List.of(List.of(2L, 9L), List.of(4L, 9L)), update, INCREMENT))
          .containsExactly(List.of(2L, 1L), List.of(4L, 9L));
      transaction.commit();
    }
    assertThat(db.read(table))
        .containsExactlyInAnyOrder(
            List.of(1L, 0L), List.of(2L, 1L), List.of(3L, 5L), List.of(4L, 9L));
    try (DatabaseTransaction transaction = db.begin()) {
      assertThatThrownBy(
              () ->
                  insert(
                      transaction,
                      table,
                      List.of(List.of(9L, 1L), List.of(9L, 2L)),
                      update,
                      INCREMENT))
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> assertThat(e.state()).isEqualTo(SqlState.CARDINALITY_VIOLATION));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory"})
  void aChangedKeyMovesTheRow(String tier) {
    TableDefinition table = counters(tier);
    try (DatabaseTransaction transaction = db.begin()) {
      TestDatabase.update(transaction, table, 1L, List.of(7L, 1L));
      assertThatThrownBy(() -> TestDatabase.update(transaction, table, 2L, List.of(7L, 1L)))
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> assertThat(e.detail()).isEqualTo("Key (id)=(7) already exists."));
    }
    try (DatabaseTransaction transaction = db.begin()) {
      TestDatabase.update(transaction, table, 1L, List.of(7L, 1L));
      transaction.commit();
    }
    increment(7, table);
    assertThat(db.read(table)).containsExactlyInAnyOrder(List.of(7L, 2L), List.of(2L, 0L));
  }

  private void increment(long id, TableDefinition table) {
    try (DatabaseTransaction transaction = db.begin()) {
      TestDatabase.update(transaction, table, id, List.of(id, 2L));
      transaction.commit();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory"})
  void keysAndKeyRangesReadWhatTheyName(String tier) {
    TableDefinition table =
        db.create(
            TestDatabase.table(
                "k", tier, Map.of(), List.of(0), column("id", INT8), column("n", INT8)));
    db.insert(table, LongStream.range(0, 5000).mapToObj(i -> List.<Object>of(i, i * i)).toList());
    try (DatabaseTransaction transaction = db.begin();
        StatementSnapshot snapshot = transaction.startStatement()) {
      TableScan point = TestDatabase.scan(table, List.of(), List.of(new Literal(77L, INT8)), false);
      assertThat(TestDatabase.read(transaction, snapshot, point))
          .containsExactly(List.of(77L, 77L * 77));
      TableScan nothing =
          TestDatabase.scan(table, List.of(), List.of(new Literal(null, INT8)), false);
      assertThat(TestDatabase.read(transaction, snapshot, nothing)).isEmpty();
      if (tier.equals("oltp")) {
        TableScan range =
            TestDatabase.scan(
                table,
                List.of(Filters.compare(0, INT8, ">", 100L), Filters.compare(0, INT8, "<=", 103L)),
                List.of(),
                false);
        assertThat(TestDatabase.read(transaction, snapshot, range))
            .extracting(row -> row.get(0))
            .containsExactly(101L, 102L, 103L);
      }
    }
  }

  @Test
  void cancellingAWaitGivesTheReason() throws Exception {
    TableDefinition table = counters("oltp");
    MegaDbException reason = new MegaDbException(SqlState.QUERY_CANCELED, "enough");
    try (DatabaseTransaction holder = db.begin();
        DatabaseTransaction waiter = db.begin()) {
      TestDatabase.update(holder, table, 1L, List.of(1L, 1L));
      Future<?> waiting =
          pool.submit(() -> TestDatabase.update(waiter, table, 1L, List.of(1L, 2L)));
      while (!waiting.isDone()) {
        waiter.cancel(reason);
        Thread.onSpinWait();
      }
      assertThatThrownBy(waiting::get).hasCause(reason);
    }
  }
}
