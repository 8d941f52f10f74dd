package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.focus.DemoAnswer;
import io.megadb.gateway.focus.DemoQuestion;
import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.FocusDataSet;
import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts a server with sample data and asks it the question, once locally and once as a job. */
final class DemoCommand {
  private static final String HELP =
      """
      Usage: megadb demo [OPTION...]

        --data DIR       directory of the database (default data/demo in the project)
        --fresh          throw the data away and make it anew
        --resources N    cloud resources to generate (default 300: some 115,000 billing rows)
        --months M       months of daily charges (default 13)
        --seed S         another seed is another company (default 2026)
        --focus FILE     load this billing export (FOCUS; Parquet, CSV) instead of generated data
        --port P         PostgreSQL port; the next free one if taken (default 5432)
        --ui-port U      port of Flink's web UI; the next free one if taken (default 8081)
        --slots N        task slots of the Flink cluster (default two per core)
        --exit           end after the answer instead of staying up
        --help           this text\
      """;

  private static final int SHOWN_ROWS = 8;
  private static final String EXPORT_TABLE = "focus_export";

  private static final String TOP_SERVICES =
      """
      SELECT serviceprovidername AS provider, servicename AS service, billingcurrency AS currency,
             count(*) AS charges, round(sum(billedcost), 2) AS billed
      FROM focus_export
      GROUP BY serviceprovidername, servicename, billingcurrency
      ORDER BY sum(billedcost) DESC, provider, service, currency\
      """;

  private final PrintStream out;
  private final boolean terminal = Terminal.isInteractive();

  DemoCommand(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options =
        Options.parse(
            arguments,
            Set.of("data", "resources", "months", "seed", "focus", "port", "ui-port", "slots"),
            Set.of("fresh", "exit", "help", "h"));
    if (options.has("help") || options.has("h")) {
      out.println(HELP);
      return 0;
    }
    options.refuseOperands();
    DemoSize size =
        new DemoSize(
            options.integer("resources", DemoSize.DEFAULT.resources(), 1, 999_999),
            options.integer("months", DemoSize.DEFAULT.months(), 1, 120),
            options.integer("seed", (int) DemoSize.DEFAULT.seed(), 0, Integer.MAX_VALUE));
    Path directory =
        Path.of(
            options.get("data", Path.of(System.getProperty("megadb.home", ".")) + "/data/demo"));
    String focus = options.get("focus", null);
    if (focus != null) {
      ImportCommand.refuseUnreadable(Path.of(focus));
    }
    int slots = FlinkOptions.slots(options);
    int port = Ports.firstFree(options.integer("port", 5432, 0, 65535), "PostgreSQL port", out);
    int uiPort = Ports.firstFree(options.integer("ui-port", 8081, 0, 65535), "web UI port", out);
    DemoData data = new DemoData(out, terminal, size, directory);
    if (options.has("fresh") || data.isOther()) {
      DataFolder.deleteDatabase(directory);
    }
    DataFolder.prepare(directory);
    Logs.writeTo(directory.resolve("log"));
    out.println(MemorySplit.describe());
    ServerOptions server = new ServerOptions(directory, port, uiPort, slots, null, null, Map.of());
    return ServerLife.run(
        server,
        running -> {
          show(running, focus == null ? generated(data) : exported(Path.of(focus)));
          return !options.has("exit");
        },
        out);
  }

  /** What is asked, once its tables are there. */
  private record Topic(String headline, String sql, String models, boolean allModels) {}

  /** Loads tables and tells what to ask about them. */
  private interface Preparation {
    Topic prepare(Connection connection) throws SQLException, IOException;
  }

  private static Preparation generated(DemoData data) {
    return connection -> {
      data.load(connection);
      String target = new DemoAnswer(data.generator()).defaultTarget();
      return new Topic(
          "If "
              + target
              + " changes: which applications feel it, what do they cost, what is a cheaper twin?",
          DemoQuestion.about(target),
          "a graph, billing (OLAP), resources (OLTP), prices (MEMORY) and vectors",
          true);
    };
  }

  private Preparation exported(Path file) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP TABLE IF EXISTS " + EXPORT_TABLE);
      }
      new FocusImport(out, terminal, FocusDataSet.COST_AND_USAGE, EXPORT_TABLE)
          .load(connection, List.of(file));
      out.println("The question over all models is skipped: an export has no dependencies.");
      return new Topic(
          "Which services of the export cost most?", TOP_SERVICES, "billing (OLAP)", false);
    };
  }

  private void show(MegaDbServer server, Preparation preparation) throws SQLException, IOException {
    String url = "jdbc:postgresql://localhost:" + server.port() + "/megadb";
    try (Connection connection = DriverManager.getConnection(url, "megadb", "")) {
      Topic topic = preparation.prepare(connection);
      out.println();
      out.println(topic.headline());
      out.println("One statement over " + topic.models());
      AnswerTable local = ask(connection, topic.sql(), "local");
      local.lines(SHOWN_ROWS).forEach(out::println);
      AnswerTable flink = ask(connection, topic.sql(), "flink");
      if (!flink.rows().equals(local.rows())) {
        throw new MegaDbException(
            SqlState.INTERNAL_ERROR, "the Flink job's answer differs from the local one");
      }
      out.println("The job's answer is the same to the last digit.");
      out.println("The job in the web UI: " + server.lastJobLink());
      if (topic.allModels()) {
        out.println();
        ModelTimes job = ModelTimes.of(connection, topic.sql());
        use(connection, "local");
        ModelTimes.of(connection, topic.sql()).lines(job).forEach(out::println);
      }
    }
    out.println();
    out.println("Go on with: psql postgresql://megadb@localhost:" + server.port() + "/megadb");
  }

  private AnswerTable ask(Connection connection, String question, String execution)
      throws SQLException {
    use(connection, execution);
    try (Statement statement = connection.createStatement()) {
      long start = System.nanoTime();
      try (ResultSet result = statement.executeQuery(question)) {
        AnswerTable answer = new AnswerTable(result);
        out.printf(
            "%s: %.3f s%n",
            execution.equals("flink")
                ? "Run as a job of the embedded Flink cluster"
                : "Run on the gateway's own workers",
            (System.nanoTime() - start) / 1e9);
        return answer;
      }
    }
  }

  private static void use(Connection connection, String execution) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET megadb.execution = " + execution);
    }
  }
}
