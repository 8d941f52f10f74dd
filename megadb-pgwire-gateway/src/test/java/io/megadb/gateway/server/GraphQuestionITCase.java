package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What depends on a resource, up to four hops, and which applications use that: over each tier,
 * local and as a job, against a breadth-first search here.
 */
class GraphQuestionITCase {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final int RESOURCES = 200;

  private static final String NEAR =
      """
      SELECT resource_id, hops FROM GRAPH_TABLE (infra
        MATCH p = ANY SHORTEST (t IS resource WHERE t.resource_id = ?) <-[IS depends_on]-{0,4} (r IS resource)
        COLUMNS (r.resource_id AS resource_id, path_length(p) AS hops))\
      """;

  private static final String BLAST =
      """
      SELECT app, owner, tier, resource_id, hops FROM GRAPH_TABLE (infra
        MATCH p = ANY SHORTEST (t IS resource WHERE t.resource_id = ?) <-[IS depends_on]-{0,4} (r IS resource),
              (r) <-[IS uses]- (a IS app)
        COLUMNS (a.app_id AS app_id, a.name AS app, a.team AS owner, a.tier AS tier,
                 r.resource_id AS resource_id, path_length(p) AS hops))\
      """;

  private static final String ORPHANS =
      """
      SELECT count(*) FROM resources r WHERE NOT EXISTS (
        SELECT 1 FROM GRAPH_TABLE (infra MATCH (a IS app)-[IS uses]->(x) COLUMNS (x.resource_id AS id)) g
        WHERE g.id = r.resource_id)\
      """;

  private final List<int[]> dependencies = new ArrayList<>();
  private final List<int[]> uses = new ArrayList<>();

  @Test
  void nearAndBlastAreThoseOfABreadthFirstSearch() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      int seed = 1;
      for (String tier : List.of("oltp", "olap", "memory")) {
        load(connection, tier, new Random(seed++));
        for (String execution : List.of("auto", "local", "flink")) {
          Sql.run(connection, "SET megadb.execution = " + execution);
          for (int target : List.of(0, 3, 17)) {
            Map<Integer, Integer> hops = hops(target);
            assertThat(ask(connection, NEAR, target))
                .as("%s %s %d", tier, execution, target)
                .containsExactlyInAnyOrderElementsOf(
                    hops.entrySet().stream()
                        .map(entry -> name(entry.getKey()) + "|" + entry.getValue())
                        .toList());
            assertThat(ask(connection, BLAST, target))
                .as("%s %s %d", tier, execution, target)
                .containsExactlyInAnyOrderElementsOf(blast(hops));
          }
          assertThat(Sql.value(connection, ORPHANS))
              .isEqualTo(
                  Long.toString(RESOURCES - uses.stream().map(use -> use[1]).distinct().count()));
        }
        Sql.run(connection, "DROP TABLE resources, apps, depends_on, app_uses CASCADE");
      }
    }
  }

  private void load(Connection connection, String tier, Random random) throws SQLException {
    dependencies.clear();
    uses.clear();
    Sql.run(connection, "SET megadb.execution = auto");
    String key = tier.equals("olap") ? " NOT NULL" : " PRIMARY KEY";
    for (String table :
        List.of(
            "resources (resource_id text" + key + ", name text, service text, embedding text)",
            "apps (app_id text" + key + ", name text, team text, tier int)",
            "depends_on (edge_id bigint" + key + ", src_id text, dst_id text, kind text)",
            "app_uses (edge_id bigint" + key + ", app_id text, resource_id text)")) {
      Sql.run(connection, "CREATE TABLE " + table + " USING " + tier);
    }
    for (int i = 1; i < RESOURCES; i++) {
      for (int edge = 0; edge <= random.nextInt(3); edge++) {
        dependencies.add(new int[] {i, (int) (Math.pow(random.nextDouble(), 2.2) * i)});
      }
      if (i % 40 == 0) {
        dependencies.add(new int[] {i - 7, i});
      }
    }
    for (int i = 0; i < RESOURCES / 12 * 3; i++) {
      uses.add(new int[] {i / 3, random.nextInt(RESOURCES)});
    }
    Sql.run(
        connection,
        "INSERT INTO resources SELECT 'r' || i, 'name' || i, 'vm', 'x' FROM generate_series(0, "
            + (RESOURCES - 1)
            + ") i");
    Sql.run(
        connection,
        "INSERT INTO apps SELECT 'a' || i, 'svc' || i, 'team' || i % 6, i % 3 + 1"
            + " FROM generate_series(0, "
            + (RESOURCES / 12 - 1)
            + ") i");
    Sql.run(connection, "INSERT INTO depends_on VALUES " + rows(dependencies, "r", ", 'calls'"));
    Sql.run(connection, "INSERT INTO app_uses VALUES " + rows(uses, "a", ""));
    Sql.run(
        connection,
        """
        CREATE PROPERTY GRAPH infra
          VERTEX TABLES (resources KEY (resource_id) LABEL resource PROPERTIES (resource_id, name, service),
                         apps      KEY (app_id)      LABEL app      PROPERTIES (app_id, name, team, tier))
          EDGE TABLES (depends_on KEY (edge_id) SOURCE KEY (src_id) REFERENCES resources (resource_id)
                                                DESTINATION KEY (dst_id) REFERENCES resources (resource_id)
                                  LABEL depends_on PROPERTIES (kind),
                       app_uses   KEY (edge_id) SOURCE KEY (app_id) REFERENCES apps (app_id)
                                                DESTINATION KEY (resource_id) REFERENCES resources (resource_id)
                                  LABEL uses NO PROPERTIES)\
        """);
  }

  private static String rows(List<int[]> edges, String source, String more) {
    List<String> rows = new ArrayList<>();
    for (int[] edge : edges) {
      rows.add("(%d, '%s%d', 'r%d'%s)".formatted(rows.size(), source, edge[0], edge[1], more));
    }
    return String.join(", ", rows);
  }

  private static String name(int resource) {
    return "r" + resource;
  }

  private static List<String> ask(Connection connection, String sql, int target)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name(target));
      try (ResultSet result = statement.executeQuery()) {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row.stream().collect(Collectors.joining("|")));
        }
        return rows;
      }
    }
  }

  private Map<Integer, Integer> hops(int target) {
    Map<Integer, Integer> hops = new TreeMap<>(Map.of(target, 0));
    Deque<Integer> open = new ArrayDeque<>(List.of(target));
    while (!open.isEmpty()) {
      int at = open.poll();
      if (hops.get(at) == 4) {
        continue;
      }
      for (int[] edge : dependencies) {
        if (edge[1] == at && hops.putIfAbsent(edge[0], hops.get(at) + 1) == null) {
          open.add(edge[0]);
        }
      }
    }
    return hops;
  }

  private List<String> blast(Map<Integer, Integer> hops) {
    List<String> rows = new ArrayList<>();
    for (int[] use : uses) {
      if (hops.containsKey(use[1])) {
        rows.add(
            "svc%d|team%d|%d|r%d|%d"
                .formatted(use[0], use[0] % 6, use[0] % 3 + 1, use[1], hops.get(use[1])));
      }
    }
    return rows;
  }
}
