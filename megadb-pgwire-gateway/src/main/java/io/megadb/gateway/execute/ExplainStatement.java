package io.megadb.gateway.execute;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.PlanNode;
import io.megadb.planner.explain.PlanPrinter;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.statement.Workload;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.write.ModifySink;
import io.megadb.spi.BatchReader;
import java.util.List;
import java.util.stream.Stream;

/** Runs EXPLAIN, with ANALYZE the statement itself too. */
final class ExplainStatement {
  private final PlanRuns runs;
  private final ParsedStatement statement;
  private final StatementScope scope;
  private final ExecutionContext context;

  ExplainStatement(
      PlanRuns runs, ParsedStatement statement, StatementScope scope, ExecutionContext context) {
    this.runs = runs;
    this.statement = statement;
    this.scope = scope;
    this.context = context;
  }

  RunningStatement run(PlannedStatement.Explain explain) throws Exception {
    PlanNode plan;
    Workload workload;
    if (explain.statement() instanceof PlannedStatement.Query query) {
      plan = query.plan();
      workload = query.workload();
    } else if (explain.statement() instanceof PlannedStatement.Modification modification) {
      plan = modification.plan().input();
      workload = modification.workload();
    } else if (explain.statement() instanceof PlannedStatement.CreateTableAs create
        && !explain.analyze()) {
      plan = create.query().plan();
      workload = create.query().workload();
    } else {
      throw MegaDbException.notSupported("EXPLAIN of this statement");
    }
    PlanRuns.Placed placed;
    long nanos = -1;
    try (StatementSnapshot snapshot = scope.transaction().startStatement()) {
      placed = runs.place(plan, workload, scope, snapshot, context);
      if (explain.analyze()) {
        long start = System.nanoTime();
        execute(explain.statement(), placed, snapshot);
        nanos = System.nanoTime() - start;
      }
    }
    PlanNode shown = placed.plan();
    if (explain.statement() instanceof PlannedStatement.Modification modification) {
      shown = modification.plan().withInputs(List.of(shown));
    }
    PlanPrinter printer =
        new PlanPrinter(
            context.functions(),
            new PlanPrinter.Contents(
                explain.costs(),
                explain.verbose(),
                explain.analyze() ? context.metrics() : null,
                -1,
                nanos,
                placed.notes()));
    Stream<String> lines =
        switch (explain.format()) {
          case "text" -> printer.text(shown, workload, placed.choice()).stream();
          case "json" -> Stream.of(printer.json(shown, workload, placed.choice()));
          default ->
              throw MegaDbException.notSupported("EXPLAIN (FORMAT " + explain.format() + ")");
        };
    return TextRows.of("EXPLAIN", List.of("QUERY PLAN"), lines.map(List::of).toList());
  }

  private void execute(
      PlannedStatement analyzed, PlanRuns.Placed placed, StatementSnapshot snapshot)
      throws Exception {
    if (analyzed instanceof PlannedStatement.Modification modification) {
      ModifyNode node = modification.plan();
      ModifySink sink = new ModifySink(node, scope.transaction(), snapshot, context);
      ModificationExecution.run(
              modification,
              runs.start(placed, statement.text(), scope, snapshot, context),
              sink,
              context)
          .close();
      return;
    }
    try (BatchReader rows = runs.start(placed, statement.text(), scope, snapshot, context)) {
      while (rows.next() != null) {
        context.cancellation().check();
      }
    }
  }
}
