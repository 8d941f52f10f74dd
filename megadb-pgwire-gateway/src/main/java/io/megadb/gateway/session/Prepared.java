package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.TransactionCommand;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.statement.Workload;
import io.megadb.type.PgType;
import java.util.List;

/**
 * A prepared statement.
 *
 * <p>Its plan is made when first needed and again when the catalog or a setting that planning reads
 * has changed. Confined to its session.
 */
final class Prepared {
  private final ParsedStatement statement;
  private final List<PgType> declaredTypes;
  private final String source;
  private long runs;
  private PlannedStatement plan;
  private long planCatalogVersion;
  private Object planSettings;
  private boolean quick;
  private boolean promised;
  private boolean quickWrite;

  /**
   * @param statement null for an empty query string
   * @param declaredTypes types the client gave; null elements are to be inferred; null for a
   *     statement that may have no parameters
   * @param source the client's whole text that it came in
   */
  Prepared(ParsedStatement statement, List<PgType> declaredTypes, String source) {
    this.statement = statement;
    this.declaredTypes = declaredTypes;
    this.source = source;
  }

  /**
   * This statement as a client keeps it, who has been told the result's columns and is not told
   * again: a plan with others is refused from now on.
   */
  Prepared forClient() {
    Prepared kept = new Prepared(statement, declaredTypes, source);
    kept.plan = plan;
    kept.planCatalogVersion = planCatalogVersion;
    kept.planSettings = planSettings;
    kept.quick = quick;
    kept.promised = true;
    return kept;
  }

  ParsedStatement statement() {
    return statement;
  }

  List<PgType> declaredTypes() {
    return declaredTypes;
  }

  /** The parameters' types as far as they are known. */
  List<PgType> parameterTypes() {
    if (plan != null) {
      return plan.parameterTypes();
    }
    boolean known = declaredTypes != null && !declaredTypes.contains(null);
    return known ? declaredTypes : List.of();
  }

  /** The client's whole text that it came in. */
  String source() {
    return source;
  }

  /** It is about to run. */
  void countRun() {
    runs++;
  }

  long runs() {
    return runs;
  }

  /** The plan if it still holds under this catalog and these settings, else null. */
  PlannedStatement plan(long catalogVersion, Object settings) {
    return planCatalogVersion == catalogVersion && planSettings == settings ? plan : null;
  }

  /**
   * Keeps a plan.
   *
   * @param newQuick its run neither waits nor takes long
   * @param newQuickWrite it writes and takes no longer, but may wait for locks
   * @throws MegaDbException 0A000 if a client relies on other columns
   */
  void plan(
      PlannedStatement newPlan,
      long catalogVersion,
      Object settings,
      boolean newQuick,
      boolean newQuickWrite) {
    if (promised && plan != null && !columns(plan).equals(columns(newPlan))) {
      throw new MegaDbException(
          SqlState.FEATURE_NOT_SUPPORTED, "cached plan must not change result type");
    }
    plan = newPlan;
    planCatalogVersion = catalogVersion;
    planSettings = settings;
    quick = newQuick;
    quickWrite = newQuickWrite;
  }

  private record Column(String name, PgType type) {}

  private static List<Column> columns(PlannedStatement plan) {
    List<OutputColumn> columns =
        plan instanceof PlannedStatement.Query query
            ? query.columns()
            : plan instanceof PlannedStatement.Modification change ? change.columns() : List.of();
    return columns.stream().map(column -> new Column(column.name(), column.type())).toList();
  }

  /** The kept plan neither waits nor takes long. */
  boolean isQuick() {
    return quick;
  }

  /** The kept plan writes, and takes long only if it has to wait. */
  boolean isQuickWrite() {
    return quickWrite;
  }

  /** It is BEGIN, which waits for nothing. */
  boolean isBegin() {
    return statement != null
        && statement.node() instanceof CommandNode node
        && node.command() instanceof TransactionCommand.Begin;
  }

  /** The plan is as good for a later statement of the same text: it depends on no statistics. */
  boolean isReusable() {
    if (isTransactionCommand()) {
      return true;
    }
    if (plan instanceof PlannedStatement.Query query) {
      return query.cacheable() && isSmall(query.workload());
    }
    return plan instanceof PlannedStatement.Modification modification
        && modification.cacheable()
        && isSmall(modification.workload());
  }

  private boolean isTransactionCommand() {
    return statement.node() instanceof CommandNode node
        && node.command() instanceof TransactionCommand;
  }

  private static boolean isSmall(Workload workload) {
    return workload == Workload.POINT || workload == Workload.CATALOG;
  }
}
