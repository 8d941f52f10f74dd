package io.megadb.gateway.bench;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.bench.flink.FlinkSqlPeer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * The smallest job: counts the rows of a table of one row, in MegaDB as a Flink job through a
 * client's connection, in Flink SQL through its TableEnvironment on the same table's files, in
 * turn.
 */
public final class FlinkBench {
  private static final String TABLE = "one_row";
  private static final String COUNT = "SELECT count(*) FROM " + TABLE;

  private final int warmUps;
  private final int runs;
  private final PrintStream out;

  /**
   * @param warmUps runs of each before the clock counts
   * @param runs runs of each that count
   */
  public FlinkBench(int warmUps, int runs, PrintStream out) {
    this.warmUps = warmUps;
    this.runs = runs;
    this.out = out;
  }

  /** A statement that one side runs and times. */
  private interface Side {
    long nanos() throws SQLException, IOException;
  }

  /**
   * Makes the table and measures.
   *
   * @param directory for the peer's log
   * @param own MegaDB
   * @param data MegaDB's data directory
   */
  public void run(Path directory, Peer own, Path data) throws SQLException, IOException {
    Machine.describe(directory).forEach(out::println);
    out.println("peer: " + FlinkSqlPeer.description());
    out.printf(
        Locale.ROOT,
        "settings: clusters of one TaskManager with %d slots and without delay before scheduling;"
            + " %d runs of each, in turn, after %d that do not count%n",
        FlinkSqlPeer.slots(),
        runs,
        warmUps);
    try (Connection connection = own.connect();
        Statement statement = connection.createStatement();
        FlinkSqlPeer flink = FlinkSqlPeer.start(directory)) {
      statement.execute("CREATE TABLE " + TABLE + " (id int) USING olap");
      statement.execute("INSERT INTO " + TABLE + " VALUES (1)");
      statement.execute("SET megadb.execution = flink");
      flink.addTable(TABLE, statement, data);
      measure(() -> count(statement), () -> check(flink.query(COUNT)));
    }
  }

  private void measure(Side own, Side peer) throws SQLException, IOException {
    for (int i = 0; i < warmUps; i++) {
      own.nanos();
      peer.nanos();
    }
    Timings ours = new Timings(runs);
    Timings theirs = new Timings(runs);
    for (int i = 0; i < runs; i++) {
      ours.add(own.nanos());
      theirs.add(peer.nanos());
    }
    out.printf(
        Locale.ROOT,
        "count(*) of one row as a job: MegaDB median %.1f ms (min %.1f), Flink SQL median %.1f ms"
            + " (min %.1f), ratio of medians %.3f (below 1 MegaDB takes less time)%n",
        ours.medianMillis(),
        ours.minMillis(),
        theirs.medianMillis(),
        theirs.minMillis(),
        ours.medianMillis() / theirs.medianMillis());
  }

  private static long count(Statement statement) throws SQLException {
    long start = System.nanoTime();
    long counted = 0;
    try (ResultSet rows = statement.executeQuery(COUNT)) {
      while (rows.next()) {
        counted = rows.getLong(1);
      }
    }
    long nanos = System.nanoTime() - start;
    require(counted == 1, "MegaDB");
    return nanos;
  }

  private static long check(FlinkSqlPeer.Answer answer) {
    require(answer.value().equals("1"), "Flink SQL");
    return answer.nanos();
  }

  private static void require(boolean right, String name) {
    if (!right) {
      throw new MegaDbException(SqlState.INTERNAL_ERROR, name + " counted wrongly");
    }
  }
}
