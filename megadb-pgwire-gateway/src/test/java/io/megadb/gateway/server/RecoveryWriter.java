package io.megadb.gateway.server;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/**
 * A client that changes its own rows of two tables in random transactions until the server dies,
 * and knows what must be there afterwards: what was committed last, or, if the answer to a COMMIT
 * is missing, that transaction too. Confined to one thread at a time.
 */
final class RecoveryWriter {
  /** Rows by id; a table of the OLTP tier and one of the OLAP tier. */
  record Rows(Map<Integer, String> orders, Map<Integer, String> history) {
    Rows copy() {
      return new Rows(new TreeMap<>(orders), new TreeMap<>(history));
    }

    Map<Integer, String> table(String name) {
      return name.equals("orders") ? orders : history;
    }
  }

  private final int number;
  private final Random random;
  private final AtomicLong acknowledged;
  private int nextId;
  private Rows committed = new Rows(new TreeMap<>(), new TreeMap<>());
  private Rows inDoubt;

  /**
   * A client without rows.
   *
   * @param acknowledged counts the commits that the server answered, of all clients
   */
  RecoveryWriter(int number, long seed, AtomicLong acknowledged) {
    this.number = number;
    this.random = new Random(seed);
    this.acknowledged = acknowledged;
  }

  /** Returns when the connection breaks; any other error is thrown. */
  Void writeUntilKilled(int port) throws SQLException, IOException {
    try (Connection connection = RunningServer.connect(port)) {
      connection.setAutoCommit(false);
      while (true) {
        transaction(connection);
      }
    } catch (SQLException e) {
      if (!isBroken(e)) {
        throw e;
      }
      return null;
    } catch (IOException e) {
      return null; // of COPY
    }
  }

  private static boolean isBroken(SQLException e) {
    return e.getSQLState().startsWith("08") || e.getSQLState().startsWith("57P");
  }

  private void transaction(Connection connection) throws SQLException, IOException {
    Rows rows = committed.copy();
    try {
      for (int statements = 1 + random.nextInt(4); statements > 0; statements--) {
        // Fewer files: reading them takes most of the test's time.
        String table = random.nextInt(3) == 0 ? "history" : "orders";
        change(connection, table, rows.table(table));
      }
    } catch (SQLException e) {
      if (!e.getSQLState().startsWith("40")) {
        throw e;
      }
      // Another writer has changed the OLAP table under this statement, or both wait for its lock.
      connection.rollback();
      return;
    }
    if (random.nextInt(8) == 0) {
      connection.rollback();
      return;
    }
    inDoubt = rows;
    connection.commit();
    committed = rows;
    inDoubt = null;
    acknowledged.incrementAndGet();
  }

  private void change(Connection connection, String table, Map<Integer, String> rows)
      throws SQLException, IOException {
    int kind = rows.isEmpty() ? random.nextInt(6) : random.nextInt(10);
    if (kind < 5) {
      insert(connection, table, rows);
    } else if (kind < 6) {
      copy(connection, table, rows);
    } else {
      List<Integer> ids = new ArrayList<>(rows.keySet());
      int id = ids.get(random.nextInt(ids.size()));
      String where = " WHERE writer = " + number + " AND id = " + id;
      if (kind < 8) {
        String note = "changed " + random.nextInt(1_000);
        Sql.run(connection, "UPDATE " + table + " SET note = '" + note + "'" + where);
        rows.put(id, note);
      } else {
        Sql.run(connection, "DELETE FROM " + table + where);
        rows.remove(id);
      }
    }
  }

  private void insert(Connection connection, String table, Map<Integer, String> rows)
      throws SQLException {
    List<String> values = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      int id = nextId++;
      rows.put(id, "row " + id);
      values.add("(" + number + ", " + id + ", 'row " + id + "')");
    }
    Sql.run(connection, "INSERT INTO " + table + " VALUES " + String.join(", ", values));
  }

  private void copy(Connection connection, String table, Map<Integer, String> rows)
      throws SQLException, IOException {
    StringBuilder lines = new StringBuilder();
    for (int count = 1 + random.nextInt(60); count > 0; count--) {
      int id = nextId++;
      rows.put(id, "copied " + id);
      lines.append(number).append('\t').append(id).append("\tcopied ").append(id).append('\n');
    }
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY " + table + " FROM STDIN", new StringReader(lines.toString()));
  }

  /** What may be found after the server has died: one state, or two if a COMMIT has no answer. */
  List<Rows> possible() {
    return inDoubt == null ? List.of(committed) : List.of(committed, inDoubt);
  }

  /** Goes on from what was found. */
  void found(Rows rows) {
    committed = rows;
    inDoubt = null;
  }
}
