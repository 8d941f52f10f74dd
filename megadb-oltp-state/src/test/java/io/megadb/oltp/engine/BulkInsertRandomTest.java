package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.RowBlock;
import io.megadb.oltp.Savepoint;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows inserted by the block, beside the same rows one by one. */
class BulkInsertRandomTest extends EngineTestBase {
  private static final int OTHER_TABLE = Rows.TABLE + 1;

  @Override
  OltpOptions.Builder options() {
    return super.options().flushBytes(1 << 20);
  }

  /**
   * The same random work in two tables, by blocks in one and row by row in the other: every view of
   * it and what is committed agree, whatever order keys come in.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void blocksMeanTheSameAsTheirRowsOneByOne(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      try (Transaction transaction = begin(IsolationLevel.READ_COMMITTED)) {
        work(transaction, random);
        if (random.nextInt(4) > 0) {
          transaction.commit();
        }
      }
      assertThat(store.locks().size()).isZero();
      try (Snapshot snapshot = store.snapshot()) {
        compare(snapshot);
      }
      assertThat(store.rowCount(Rows.TABLE)).isEqualTo(store.rowCount(OTHER_TABLE));
    }
    reopen();
    try (Snapshot snapshot = store.snapshot()) {
      compare(snapshot);
    }
  }

  private static void work(Transaction transaction, Random random) {
    List<Savepoint> savepoints = new ArrayList<>();
    List<Snapshot> statements = new ArrayList<>();
    for (int step = 0; step < 30; step++) {
      int number = random.nextInt(2_000);
      byte[] key = Rows.bytes(BulkInsertTest.key(number));
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> insertBoth(transaction, randomBlock(random));
        case 4 -> {
          transaction.put(Rows.TABLE, key, Rows.bytes("put" + step));
          transaction.put(OTHER_TABLE, key, Rows.bytes("put" + step));
        }
        case 5, 6 ->
            assertThat(transaction.delete(Rows.TABLE, key))
                .isEqualTo(transaction.delete(OTHER_TABLE, key));
        case 7 ->
            assertThat(transaction.insert(Rows.TABLE, key, Rows.bytes("in" + step)))
                .isEqualTo(transaction.insert(OTHER_TABLE, key, Rows.bytes("in" + step)));
        case 8 -> savepoints.add(transaction.savepoint());
        case 9 -> {
          if (!savepoints.isEmpty()) {
            statements.clear(); // taken after the savepoint: void
            int kept = random.nextInt(savepoints.size());
            transaction.rollbackTo(savepoints.get(kept));
            savepoints.subList(kept + 1, savepoints.size()).clear();
          }
        }
        case 10 -> {
          if (random.nextInt(4) == 0) {
            transaction.truncate(Rows.TABLE);
            transaction.truncate(OTHER_TABLE);
          }
        }
        default -> statements.add(transaction.statement());
      }
      for (Snapshot statement : statements) {
        compare(statement);
      }
      if (statements.size() > 3) {
        statements.remove(0).close();
      }
    }
    statements.forEach(Snapshot::close);
  }

  /** Ascending or in any order, rarely with keys that are there already. */
  private static RowBlock randomBlock(Random random) {
    RowBlock block = new RowBlock(0, 0);
    int count = 20 + random.nextInt(100);
    int from = random.nextInt(3) == 0 ? random.nextInt(2_000) : 10_000 + random.nextInt(1 << 19);
    int step = 1 + random.nextInt(3);
    boolean ascending = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      int number = from + step * (ascending ? i : 31 * i % count);
      block.add(Rows.bytes(BulkInsertTest.key(number)), Rows.bytes("bulk" + random.nextInt(1_000)));
    }
    return block;
  }

  private static void insertBoth(Transaction transaction, RowBlock block) {
    int first = transaction.insertAll(Rows.TABLE, block);
    Savepoint before = transaction.savepoint();
    int found = -1;
    for (int row = 0; row < block.size() && found < 0; row++) {
      found = transaction.insert(OTHER_TABLE, block.key(row), block.row(row)) ? -1 : row;
    }
    if (found >= 0) {
      transaction.rollbackTo(before);
    }
    assertThat(first).isEqualTo(found);
  }

  private static void compare(Snapshot snapshot) {
    Map<String, String> bulk = Rows.all(snapshot.scan(Rows.TABLE, null, null));
    assertThat(bulk).isEqualTo(Rows.all(snapshot.scan(OTHER_TABLE, null, null)));
    byte[] from = Rows.bytes(BulkInsertTest.key(700));
    byte[] to = Rows.bytes(BulkInsertTest.key(200_000));
    assertThat(Rows.all(snapshot.scan(Rows.TABLE, from, to)))
        .isEqualTo(Rows.all(snapshot.scan(OTHER_TABLE, from, to)));
    for (int number = 0; number < 2_000; number += 97) {
      byte[] key = Rows.bytes(BulkInsertTest.key(number));
      assertThat(snapshot.get(Rows.TABLE, key)).isEqualTo(snapshot.get(OTHER_TABLE, key));
    }
  }
}
