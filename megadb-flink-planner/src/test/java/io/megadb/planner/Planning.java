package io.megadb.planner;

import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.builtin.BuiltinFunctions;
import io.megadb.planner.TestCatalog.Column;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.Plugins;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.spi.TaskExtensions;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Plans statements over a small catalog with all built-in functions. */
final class Planning {
  static final FunctionRegistry FUNCTIONS =
      new TaskExtensions(List.of(new BuiltinFunctions())).functions();

  private Planning() {}

  static PgType type(String name) {
    return PgType.of(PgTypes.byName(name));
  }

  static Column column(String name, String type) {
    return new Column(name, type(type), false, null);
  }

  /** Tables of three tiers: usage in olap, accounts in oltp, prices in memory; and small ones. */
  static TestCatalog catalog() {
    return new TestCatalog()
        .table(
            "usage",
            "olap",
            5_000_000,
            List.of(),
            column("resource_id", "int8"),
            column("day", "date"),
            column("hours", "float8"),
            column("cost", "numeric"),
            column("tag", "text"))
        .table(
            "accounts",
            "oltp",
            10_000,
            List.of(0),
            column("id", "int8"),
            column("name", "text"),
            column("region", "varchar"),
            column("balance", "numeric"))
        .table(
            "prices",
            "memory",
            500,
            List.of(0),
            column("region", "varchar"),
            column("price", "numeric"))
        .table("t", "oltp", 1000, List.of(0), column("a", "int4"), column("b", "text"))
        .table("u", "oltp", 1000, List.of(), column("a", "int4"), column("c", "text"))
        .checked(
            "items",
            "oltp",
            List.of(0),
            new io.megadb.planner.catalog.CheckDefinition(1, "items_qty_check", "qty > 0"),
            new Column("id", type("int4"), true, null),
            new Column("qty", type("int4"), true, "1"),
            new Column("note", PgType.characters(PgTypes.VARCHAR, 10), false, "'none'::text"),
            new Column("at", type("timestamptz"), false, null))
        .view(
            "big",
            "SELECT id, name FROM accounts WHERE balance > 1000",
            column("id", "int8"),
            column("name", "text"));
  }

  static PlanningContext context(
      TestCatalog catalog, Map<String, String> settings, PgType... types) {
    EvaluationContext constant = EvaluationContext.constant();
    EvaluationContext evaluation =
        new EvaluationContext(
            constant.zone(), 0, 0, "megadb", "megadb", 0, settings, EvaluationContext.NONE);
    return new PlanningContext(
        catalog,
        catalog::statistics,
        Arrays.asList(types),
        evaluation,
        FUNCTIONS,
        Plugins.register(List.of()));
  }

  static PlannedStatement plan(String sql, PgType... types) {
    return new StatementPlanner()
        .plan(PgParser.parse(sql).get(0), context(catalog(), Map.of(), types));
  }
}
