package io.megadb.planner;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.analyze.Analysis;
import io.megadb.planner.analyze.AnalyzedModification;
import io.megadb.planner.analyze.AnalyzedQuery;
import io.megadb.planner.analyze.DefinitionAnalyzer;
import io.megadb.planner.analyze.GraphAnalyzer;
import io.megadb.planner.analyze.IndexAnalyzer;
import io.megadb.planner.analyze.InsertAnalyzer;
import io.megadb.planner.analyze.OpenConstants;
import io.megadb.planner.analyze.OpenableConstants;
import io.megadb.planner.analyze.TableDefinitionAnalyzer;
import io.megadb.planner.analyze.UpdateAnalyzer;
import io.megadb.planner.ast.AlterTable;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.Comment;
import io.megadb.planner.ast.CreateIndex;
import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.CreateSchema;
import io.megadb.planner.ast.CreateTable;
import io.megadb.planner.ast.CreateTableAs;
import io.megadb.planner.ast.CreateView;
import io.megadb.planner.ast.Delete;
import io.megadb.planner.ast.Drop;
import io.megadb.planner.ast.Explain;
import io.megadb.planner.ast.Insert;
import io.megadb.planner.ast.ObjectKind;
import io.megadb.planner.ast.PgSelect;
import io.megadb.planner.ast.Truncate;
import io.megadb.planner.ast.Update;
import io.megadb.planner.parser.ConstantToken;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.physical.ModificationPlanner;
import io.megadb.planner.physical.PhysicalPlanner;
import io.megadb.planner.physical.WorkloadClassifier;
import io.megadb.planner.relation.OpenConstantException;
import io.megadb.planner.relation.OptimizedPlan;
import io.megadb.planner.relation.Optimizer;
import io.megadb.planner.relation.SharedPlans;
import io.megadb.planner.statement.CatalogChange;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.type.PgType;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlWith;

/**
 * Plans statements. Stateless and thread-safe; what one statement needs is made for it and dropped.
 *
 * <pre>
 * tree ──analyze──▶ logical plan ──relation──▶ better logical plan ──physical──▶ plan records
 * </pre>
 */
public final class StatementPlanner {
  /**
   * Plans one statement.
   *
   * @return a plan to run, or the changes of the catalog to make
   * @throws MegaDbException with PostgreSQL's code, message and position for a statement that is
   *     wrong; 0A000 for one that is not implemented
   * @throws IllegalArgumentException for a utility statement ({@link StatementKind#UTILITY}), which
   *     the gateway answers itself
   */
  public PlannedStatement plan(ParsedStatement statement, PlanningContext context) {
    return withOwnMetadata(() -> plan(statement.node(), statement, context));
  }

  /** Flink's own planner, which may be at work in the same thread, has its metadata there. */
  private static <T> T withOwnMetadata(Supplier<T> planning) {
    JaninoRelMetadataProvider before = RelMetadataQueryBase.THREAD_PROVIDERS.get();
    try {
      return planning.get();
    } finally {
      RelMetadataQueryBase.THREAD_PROVIDERS.set(before);
    }
  }

  /**
   * Plans a statement for as many values of its constants as possible.
   *
   * @param constants all of the statement's text
   * @return null if the plan depends on all of them
   * @throws MegaDbException as {@link #plan}; the statement by itself may have no error
   */
  public ShapedPlan shape(
      ParsedStatement statement, List<ConstantToken> constants, PlanningContext context) {
    List<SqlLiteral> nodes = OpenableConstants.in(statement.node());
    if (nodes.isEmpty()) {
      return null;
    }
    BitSet known = new BitSet();
    while (known.cardinality() < constants.size()) {
      OpenConstants open = OpenConstants.of(nodes, constants, known);
      try {
        PlannedStatement plan =
            withOwnMetadata(
                () -> plan(statement.node(), statement, new Analysis(statement, context, open)));
        return open.used().isEmpty() ? null : new ShapedPlan(plan, open.used(), open.slots());
      } catch (OpenConstantException e) {
        known.set(open.constantOf(e.slot()));
      }
    }
    return null;
  }

  private PlannedStatement plan(SqlNode node, ParsedStatement statement, PlanningContext context) {
    return plan(node, statement, new Analysis(statement, context));
  }

  private PlannedStatement plan(SqlNode node, ParsedStatement statement, Analysis analysis) {
    try {
      if (!(node instanceof CommandNode command)) {
        refuseInto(node, statement);
        return query(node, analysis);
      }
      return command(command.command(), analysis, statement);
    } catch (StackOverflowError e) {
      throw new MegaDbException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded", e)
          .withHint("Simplify the statement.");
    }
  }

  /** Only the outermost SELECT may have INTO; elsewhere it is an error of syntax. */
  private static void refuseInto(SqlNode node, ParsedStatement statement) {
    SqlNode body = node instanceof SqlWith with ? with.body : node;
    body = body instanceof SqlOrderBy order ? order.query : body;
    if (body instanceof PgSelect select && select.into() != null) {
      throw MegaDbException.notSupported("SELECT INTO")
          .withPosition(statement.position(select.into().getParserPosition()));
    }
  }

  private PlannedStatement command(Command command, Analysis analysis, ParsedStatement statement) {
    if (command instanceof Insert insert) {
      return modification(new InsertAnalyzer(analysis, insert).analyze(), analysis);
    }
    if (command instanceof Update update) {
      return modification(UpdateAnalyzer.update(analysis, update), analysis);
    }
    if (command instanceof Delete delete) {
      return modification(UpdateAnalyzer.delete(analysis, delete), analysis);
    }
    if (command instanceof Explain explain) {
      return explain(explain, analysis, statement);
    }
    if (command instanceof CreateTable create) {
      return createTable(new TableDefinitionAnalyzer(analysis).create(create), analysis);
    }
    if (command instanceof CreateTableAs create) {
      return createTableAs(create, analysis);
    }
    if (command instanceof CreateIndex create) {
      return new IndexAnalyzer(analysis).create(create);
    }
    if (command instanceof Drop drop && drop.kind() == ObjectKind.INDEX) {
      return new IndexAnalyzer(analysis).drop(drop);
    }
    if (command instanceof CreatePropertyGraph create) {
      return new GraphAnalyzer(analysis).create(create);
    }
    return definition(command, new DefinitionAnalyzer(analysis));
  }

  private static PlannedStatement definition(Command command, DefinitionAnalyzer analyzer) {
    if (command instanceof CreateView create) {
      return analyzer.createView(create);
    }
    if (command instanceof CreateSchema create) {
      return analyzer.createSchema(create);
    }
    if (command instanceof Drop drop) {
      return analyzer.drop(drop);
    }
    if (command instanceof Truncate truncate) {
      return analyzer.truncate(truncate);
    }
    if (command instanceof Comment comment) {
      return analyzer.comment(comment);
    }
    if (command instanceof AlterTable alter) {
      return analyzer.alter(alter);
    }
    throw new IllegalArgumentException(
        "not a statement that is planned: " + command.getClass().getSimpleName());
  }

  private PlannedStatement.Query query(SqlNode node, Analysis analysis) {
    AnalyzedQuery analyzed = analysis.queries().query(node);
    PhysicalPlanner planner = physical(analysis);
    PlanNode plan = planner.plan(optimize(analyzed.rel(), analysis));
    return new PlannedStatement.Query(
        plan,
        analyzed.columns(),
        analysis.parameters().types(),
        WorkloadClassifier.classify(plan),
        analysis.cacheable());
  }

  private PlannedStatement.Modification modification(
      AnalyzedModification modification, Analysis analysis) {
    PhysicalPlanner planner = physical(analysis);
    ModificationPlanner modifications = new ModificationPlanner(planner);
    PlanNode input = planner.plan(optimize(modification.rel(), analysis));
    ModifyNode plan = modifications.plan(modification, input);
    List<Expression> returning = modifications.returning(modification);
    return new PlannedStatement.Modification(
        plan,
        modification.columns(),
        returning,
        analysis.parameters().types(),
        WorkloadClassifier.classify(input),
        analysis.cacheable());
  }

  private static PhysicalPlanner physical(Analysis analysis) {
    return new PhysicalPlanner(analysis.session(), analysis.context().functions());
  }

  private static OptimizedPlan optimize(RelNode rel, Analysis analysis) {
    List<PgType> types = analysis.parameters().types();
    return SharedPlans.optimize(
        rel,
        analysis.session(),
        plan ->
            Optimizer.optimize(
                types.isEmpty() ? plan : analysis.parameters().resolve(plan),
                analysis.session(),
                analysis.context().extensions(),
                name -> !analysis.context().evaluation().setting(name, "on").equals("off")));
  }

  private static PlannedStatement createTable(CatalogChange.CreateTable create, Analysis analysis) {
    PlannedStatement exists = existing("CREATE TABLE", create, analysis);
    return exists != null
        ? exists
        : new PlannedStatement.Definition("CREATE TABLE", List.of(create), List.of());
  }

  /** IF NOT EXISTS of a table that exists: nothing to do; null if it is to be made. */
  private static PlannedStatement existing(
      String tag, CatalogChange.CreateTable create, Analysis analysis) {
    String name = create.definition().name();
    if (analysis.context().catalog().table(create.definition().schema(), name) == null) {
      return null;
    }
    if (!create.ifNotExists()) {
      throw new MegaDbException(
          SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
    }
    return new PlannedStatement.Definition(
        tag, List.of(), List.of("relation \"" + name + "\" already exists, skipping"));
  }

  private PlannedStatement createTableAs(CreateTableAs create, Analysis analysis) {
    PlannedStatement.Query query = query(create.query(), analysis);
    CatalogChange.CreateTable table =
        new TableDefinitionAnalyzer(analysis).createAs(create, query.columns());
    PlannedStatement exists = existing("CREATE TABLE AS", table, analysis);
    return exists != null
        ? exists
        : new PlannedStatement.CreateTableAs(table, query, create.withData());
  }

  private PlannedStatement explain(Explain explain, Analysis analysis, ParsedStatement statement) {
    ExplainOptions options = ExplainOptions.of(explain);
    if (StatementKind.of(explain.statement()) == StatementKind.UTILITY) {
      throw MegaDbException.notSupported("EXPLAIN of this statement");
    }
    PlannedStatement planned = plan(explain.statement(), statement, analysis.context());
    if (planned instanceof PlannedStatement.Definition
        || planned instanceof PlannedStatement.Explain) {
      throw MegaDbException.notSupported("EXPLAIN of this statement");
    }
    return new PlannedStatement.Explain(
        planned, options.analyze(), options.verbose(), options.costs(), options.format());
  }
}
