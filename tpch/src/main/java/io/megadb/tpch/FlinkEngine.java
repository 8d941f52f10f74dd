package io.megadb.tpch;

import io.megadb.gateway.bench.flink.FlinkSqlPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Flink's own SQL on the files of MegaDB's tables, through the Iceberg connector. */
final class FlinkEngine implements Engine {
  private final FlinkSqlPeer peer;

  private FlinkEngine(FlinkSqlPeer peer) {
    this.peer = peer;
  }

  /**
   * Starts it.
   *
   * @param directory for its logs and the names of its tables; new
   * @param connection to the MegaDB server whose tables it reads
   * @param data that server's data directory
   */
  static FlinkEngine start(Path directory, Connection connection, Path data)
      throws IOException, SQLException {
    FlinkEngine engine = new FlinkEngine(FlinkSqlPeer.start(directory));
    try (Statement statement = connection.createStatement()) {
      for (String table : TpchRows.TABLES) {
        engine.peer.addTable(table, statement, data);
      }
      return engine;
    } catch (IOException | SQLException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "Flink SQL";
  }

  @Override
  public String description() {
    return FlinkSqlPeer.description() + ", batch mode, " + FlinkSqlPeer.slots() + " slots";
  }

  @Override
  public String files() {
    return "the files of MegaDB's tables";
  }

  /** Query 11 has a column named by a word that Flink SQL reserves. */
  private static String dialect(String sql) {
    return sql.replaceAll("\\bvalue\\b", "`value`");
  }

  @Override
  public long time(String sql) throws IOException {
    return peer.query(dialect(sql)).nanos();
  }

  @Override
  public Answer answer(String sql) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<Answer.Kind> kinds = new ArrayList<>();
    String text = peer.rows(dialect(sql)).value();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf(FlinkSqlPeer.RECORD_END, start);
      rows.add(row(text.substring(start, end), kinds));
      start = end + 1;
    }
    return new Answer(kinds, rows);
  }

  /** A row; the first one tells the columns' kinds. */
  private static List<String> row(String text, List<Answer.Kind> kinds) {
    List<String> row = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf(FlinkSqlPeer.UNIT_END, start);
      char kind = text.charAt(start);
      row.add(kind == '-' ? null : text.substring(start + 1, end));
      if (kinds.size() < row.size()) {
        kinds.add(Answer.Kind.of(kind));
      }
      start = end + 1;
    }
    return row;
  }

  @Override
  public long processId() {
    return peer.processId();
  }

  @Override
  public void close() {
    peer.close();
  }
}
