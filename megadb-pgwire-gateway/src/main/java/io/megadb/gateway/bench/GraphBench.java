package io.megadb.gateway.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * Algorithms over a Kronecker graph in tables, from a client, beside networkit on the same graph in
 * memory.
 */
public final class GraphBench {
  private static final Pattern BUILD = Pattern.compile("(?i)build us[:=] ?(\\d+)");

  /** Runs before those that count, for the compiler. */
  private static final int WARM_UP = 10;

  private final int scale;
  private final int runs;
  private final String python;
  private final PrintStream out;

  /**
   * @param python program that can import networkit; null to measure MegaDB alone
   */
  public GraphBench(int scale, int runs, String python, PrintStream out) {
    this.scale = scale;
    this.runs = runs;
    this.python = python;
    this.out = out;
  }

  /** Loads the graph and measures. */
  public void run(Path directory, Peer own) throws SQLException, IOException {
    Machine.describe(directory).forEach(out::println);
    KroneckerGraph graph = new KroneckerGraph(scale, 1);
    out.printf(
        Locale.ROOT,
        "graph: Kronecker of scale %d, %d vertices, %d edges, read without directions; tables in"
            + " tier olap%n",
        scale,
        graph.vertices(),
        graph.edges());
    try (Connection connection = own.connect();
        Statement statement = connection.createStatement();
        NetworkitPeer peer = python == null ? null : new NetworkitPeer(python, graph, directory)) {
      out.println(
          "peer: "
              + (peer == null
                  ? "none; --python names a Python with networkit"
                  : peer.description() + ", 1 thread, graph in memory, no result sent"));
      load(connection, statement, graph);
      measure(statement, graph, peer);
    }
  }

  private static void load(Connection connection, Statement statement, KroneckerGraph graph)
      throws SQLException, IOException {
    statement.execute("CREATE TABLE v (id int8 PRIMARY KEY NOT ENFORCED) USING olap");
    statement.execute("CREATE TABLE e (a int8, b int8, w float8) USING olap");
    statement.execute("INSERT INTO v SELECT generate_series(0, " + (graph.vertices() - 1) + ")");
    ByteArrayOutputStream text = new ByteArrayOutputStream(20 * graph.edges());
    graph.writeText(text);
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY e FROM STDIN", new java.io.ByteArrayInputStream(text.toByteArray()));
    statement.execute(
        "CREATE PROPERTY GRAPH kronecker VERTEX TABLES (v) EDGE TABLES (e KEY (a, b) SOURCE KEY (a)"
            + " REFERENCES v (id) DESTINATION KEY (b) REFERENCES v (id))");
  }

  /** Statements by the name that the peer knows; each gives one row. */
  private static Map<String, String> statements(int source) {
    Map<String, String> statements = new LinkedHashMap<>();
    statements.put(
        "bfs",
        "SELECT count(distance), max(distance) FROM bfs(kronecker, directed => false, source => "
            + source
            + ")");
    statements.put(
        "pagerank",
        "SELECT count(*), max(pagerank) FROM pagerank(kronecker, directed => false, iterations =>"
            + " 20)");
    statements.put("wcc", "SELECT count(*), max(component) FROM wcc(kronecker)");
    statements.put(
        "sssp",
        "SELECT count(distance), max(distance) FROM sssp(kronecker, directed => false, weight => w,"
            + " source => "
            + source
            + ")");
    return statements;
  }

  private void measure(Statement statement, KroneckerGraph graph, NetworkitPeer peer)
      throws SQLException, IOException {
    List<Integer> sources = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      sources.add(graph.from((int) ((long) i * graph.edges() / runs)));
    }
    build(statement, peer);
    out.printf("%-10s %12s %12s %8s   %s%n", "ms", "MegaDB", "networkit", "ratio", "answer");
    for (String what : statements(0).keySet()) {
      String first = answer(statement, statements(sources.get(0)).get(what));
      for (int run = 0; run < WARM_UP; run++) {
        answer(statement, statements(sources.get(run % runs)).get(what));
      }
      Timings ours = new Timings(runs);
      Timings theirs = new Timings(runs);
      for (int source : sources) {
        long start = System.nanoTime();
        answer(statement, statements(source).get(what));
        ours.add(System.nanoTime() - start);
        if (peer != null) {
          theirs.add(peer.nanos(what, source));
        }
      }
      print(what, ours.medianMillis(), peer == null ? 0 : theirs.medianMillis(), first);
    }
  }

  private void print(String what, double own, double peer, String note) {
    if (peer == 0) {
      out.printf(Locale.ROOT, "%-10s %12.1f %12s %8s   %s%n", what, own, "-", "-", note);
    } else {
      out.printf(
          Locale.ROOT, "%-10s %12.1f %12.1f %8.2f   %s%n", what, own, peer, own / peer, note);
    }
  }

  /** From the ends of edges in arrays to neighbours both ways, without the cache. */
  private void build(Statement statement, NetworkitPeer peer) throws SQLException, IOException {
    statement.execute("SET \"megadb.plugin.graph.graph_cache\" = off");
    Timings whole = new Timings(runs);
    Timings arrays = new Timings(runs);
    Timings theirs = new Timings(runs);
    for (int run = -WARM_UP; run < runs; run++) {
      long start = System.nanoTime();
      long micros = buildMicros(statement);
      long nanos = System.nanoTime() - start;
      if (run >= 0) {
        whole.add(nanos);
        arrays.add(micros * 1000);
        if (peer != null) {
          theirs.add(peer.nanos("build", 0));
        }
      }
    }
    statement.execute("SET \"megadb.plugin.graph.graph_cache\" = on");
    out.printf(
        Locale.ROOT,
        "adjacency both ways, sorted, from arrays of ends: MegaDB %.1f ms, networkit %s; wcc with"
            + " reading the tables and building: %.1f ms%n",
        arrays.medianMillis(),
        peer == null
            ? "-"
            : String.format(
                Locale.ROOT,
                "%.1f ms, ratio %.2f",
                theirs.medianMillis(),
                arrays.medianMillis() / theirs.medianMillis()),
        whole.medianMillis());
  }

  private static long buildMicros(Statement statement) throws SQLException {
    long micros = 0;
    try (ResultSet plan =
        statement.executeQuery("EXPLAIN ANALYZE SELECT count(*) FROM wcc(kronecker)")) {
      while (plan.next()) {
        Matcher found = BUILD.matcher(plan.getString(1));
        micros = found.find() ? Long.parseLong(found.group(1)) : micros;
      }
    }
    return micros;
  }

  private static String answer(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1) + ", " + rows.getString(2);
    }
  }
}
