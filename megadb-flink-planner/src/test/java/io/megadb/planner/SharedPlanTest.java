package io.megadb.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.plan.TableScan;
import io.megadb.planner.explain.PlanPrinter;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.physical.ExchangePlacement;
import io.megadb.planner.physical.RunChoice;
import io.megadb.planner.statement.PlannedStatement.Modification;
import io.megadb.planner.statement.PlannedStatement.Query;
import io.megadb.planner.statement.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is computed once, and how EXPLAIN shows it. */
class SharedPlanTest {
  @Test
  void tpch() throws IOException {
    PlanningContext context = Planning.context(TpchCatalog.create(), Map.of());
    for (int i = 1; i <= 22; i++) {
      String text = Files.readString(Path.of("../tpch/queries/q" + i + ".sql"));
      Query planned = (Query) new StatementPlanner().plan(PgParser.parse(text).get(0), context);
      if (!nodes(planned.plan(), SharedNode.class).isEmpty()) {
        System.out.println("Q" + i + "\n" + text(planned.plan()));
      }
    }
  }

  private static String text(PlanNode plan) {
    List<String> lines =
        new PlanPrinter(
                Planning.FUNCTIONS, new PlanPrinter.Contents(true, false, null, -1, -1, List.of()))
            .text(plan, Workload.OLAP, new RunChoice(false, 1, ""));
    return String.join("\n", lines.subList(0, lines.size() - 2));
  }

  private static <T> List<T> nodes(PlanNode plan, Class<T> type) {
    List<T> found = new ArrayList<>();
    if (type.isInstance(plan)) {
      found.add(type.cast(plan));
    }
    plan.inputs().forEach(input -> found.addAll(nodes(input, type)));
    return found;
  }
}
