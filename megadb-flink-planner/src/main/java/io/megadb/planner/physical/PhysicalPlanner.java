package io.megadb.planner.physical;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.FunctionRegistry;
import io.megadb.plan.ApplyNode;
import io.megadb.plan.CostVector;
import io.megadb.plan.ExpandNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.RecursiveNode;
import io.megadb.plan.SetProjectionNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.TableFunctionNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.TiesNode;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.WorkingTableNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.planner.relation.ApplyRel;
import io.megadb.planner.relation.ExpandRel;
import io.megadb.planner.relation.ExpressionTranslator;
import io.megadb.planner.relation.OptimizedPlan;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.PgTable;
import io.megadb.planner.relation.PlannerSession;
import io.megadb.planner.relation.PluginRel;
import io.megadb.planner.relation.RecursiveRel;
import io.megadb.planner.relation.RowsRel;
import io.megadb.planner.relation.SetProjectionRel;
import io.megadb.planner.relation.SharedReadRel;
import io.megadb.planner.relation.SharedRel;
import io.megadb.planner.relation.TableFunctionRel;
import io.megadb.planner.relation.TiesRel;
import io.megadb.planner.relation.WindowRel;
import io.megadb.planner.relation.WorkingTableRel;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;

/** Chooses an algorithm for each node of an optimised logical plan. */
public final class PhysicalPlanner {
  private final PlannerSession session;
  private final FunctionRegistry functions;
  private final RelMetadataQuery metadata;
  private final PlanBuilder builder = new PlanBuilder();
  private final ExpressionTranslator expressions;
  private final ScanPlanner scans;
  private final JoinPlanner joins;
  private final AggregatePlanner aggregates;
  private final WindowPlanner windows;
  private final SetOperationPlanner setOperations;
  private final SharedPlanner shared;

  /** Whether what is planned runs in each round of a recursion. */
  private boolean repeated;

  public PhysicalPlanner(PlannerSession session, FunctionRegistry functions) {
    this.session = session;
    this.functions = functions;
    metadata = session.cluster().getMetadataQuery();
    expressions = new ExpressionTranslator(functions);
    scans = new ScanPlanner(builder, expressions);
    joins = new JoinPlanner(builder, expressions);
    aggregates = new AggregatePlanner(builder, expressions, functions);
    windows = new WindowPlanner(builder, expressions);
    setOperations = new SetOperationPlanner(builder);
    shared = new SharedPlanner(builder, session);
  }

  PlanBuilder builder() {
    return builder;
  }

  public ExpressionTranslator expressions() {
    return expressions;
  }

  public FunctionRegistry functions() {
    return functions;
  }

  /** The plan without exchanges; plans that are computed once stand at its top. */
  public PlanNode plan(OptimizedPlan optimized) {
    return shared.plan(optimized, this::plan);
  }

  private PlanNode plan(RelNode rel) {
    if (repeated && shared.isWorthKeeping(rel)) {
      return inRepetition(false, () -> shared.kept(rel, this::plan));
    }
    if (rel instanceof Project project) {
      return project(project);
    }
    if (rel instanceof Filter filter) {
      return filter(filter);
    }
    if (rel instanceof Join join) {
      PlanNode left = plan(join.getLeft());
      PlanNode right = plan(join.getRight());
      return joins.join(join, left, right, rows(join), repeated);
    }
    if (rel instanceof Aggregate aggregate) {
      return aggregates.aggregate(
          aggregate, withoutColumns(aggregate, plan(aggregate.getInput())), rows(aggregate));
    }
    if (rel instanceof WindowRel window) {
      return windows.window(window, plan(window.getInput()));
    }
    if (rel instanceof ExpandRel expand) {
      return expand(expand);
    }
    if (rel instanceof Sort sort) {
      return sort(sort);
    }
    if (rel instanceof SetOp operation) {
      return setOperations.plan(
          operation, operation.getInputs().stream().map(this::plan).toList(), rows(operation));
    }
    if (rel instanceof RowsRel rows) {
      return rows(rows);
    }
    if (rel instanceof Values values) {
      return values(values);
    }
    if (rel instanceof TableFunctionRel function) {
      return tableFunction(function);
    }
    if (rel instanceof ApplyRel apply) {
      return apply(apply);
    }
    if (rel instanceof TiesRel ties) {
      PlanNode input = plan(ties.getInput());
      return new TiesNode(
          builder.properties(rows(ties), CostModel.rows(PlanBuilder.rows(input), 0)),
          input,
          SortKeys.of(ties.collation()),
          limit(ties.fetch()),
          limit(ties.offset()));
    }
    if (rel instanceof SetProjectionRel sets) {
      return setProjection(sets);
    }
    if (rel instanceof RecursiveRel recursive) {
      return recursive(recursive);
    }
    if (rel instanceof WorkingTableRel working) {
      return new WorkingTableNode(
          builder.properties(rows(working), CostVector.ZERO),
          working.table(),
          types(working.getRowType()));
    }
    if (rel instanceof SharedReadRel read) {
      return shared.read(read);
    }
    if (rel instanceof SharedRel inPlace) {
      return shared.inPlace(inPlace, this::plan);
    }
    if (rel instanceof PluginRel plugin) {
      List<PlanNode> inputs = plugin.getInputs().stream().map(this::plan).toList();
      return plugin.plan(builder.properties(rows(plugin), plugin.cost(metadata)), inputs);
    }
    if (rel instanceof Correlate) {
      throw MegaDbException.notSupported("correlated subquery of this form");
    }
    PgTable table = rel.getTable() == null ? null : rel.getTable().unwrap(PgTable.class);
    if (table == null) {
      throw new MegaDbException(SqlState.INTERNAL_ERROR, "no plan for " + rel.getRelTypeName());
    }
    return scans.scan(table);
  }

  /** count(*) reads no column at all. */
  private PlanNode withoutColumns(Aggregate aggregate, PlanNode input) {
    boolean counts =
        aggregate.getGroupCount() == 0
            && aggregate.getAggCallList().stream()
                .allMatch(call -> call.getArgList().isEmpty() && !call.hasFilter());
    PgTable table = table(aggregate.getInput());
    if (counts && table != null && input instanceof TableScan scan) {
      TableScan narrowed = scans.narrowed(table, scan, List.of());
      return narrowed == null ? input : narrowed;
    }
    return input;
  }

  private double rows(RelNode rel) {
    Double rows = metadata.getRowCount(rel);
    return rows == null ? 1 : rows;
  }

  private static PgTable table(RelNode rel) {
    if (rel instanceof Project || rel instanceof Filter) {
      return table(rel.getInput(0));
    }
    return rel.getTable() == null ? null : rel.getTable().unwrap(PgTable.class);
  }

  private PlanNode project(Project project) {
    PlanNode input = plan(project.getInput());
    if (input instanceof TableScan scan && table(project.getInput()) != null) {
      TableScan narrowed = narrowed(project, scan);
      if (narrowed != null) {
        return narrowed;
      }
    }
    return builder.project(input, expressions.translate(project.getProjects()));
  }

  private TableScan narrowed(Project project, TableScan scan) {
    List<Integer> columns = new ArrayList<>();
    for (RexNode node : project.getProjects()) {
      if (!(node instanceof org.apache.calcite.rex.RexInputRef reference)) {
        return null;
      }
      columns.add(reference.getIndex());
    }
    return scans.narrowed(table(project.getInput()), scan, columns);
  }

  private PlanNode filter(Filter filter) {
    PlanNode input = plan(filter.getInput());
    List<Expression> pushed = new ArrayList<>();
    List<Expression> kept = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      Expression condition = expressions.translate(conjunct);
      boolean known = RexUtil.isDeterministic(conjunct) && !usesOuterRow(conjunct);
      (known ? pushed : kept).add(condition);
    }
    PgTable table = table(filter.getInput());
    if (input instanceof TableScan scan && table != null) {
      if (!pushed.isEmpty()) {
        input = scans.filtered(table, scan, pushed, rows(filter));
      }
    } else {
      kept.addAll(0, pushed);
    }
    return kept.isEmpty() ? input : builder.filter(input, and(kept), rows(filter));
  }

  /** What a scan reads is decided before the rows around a plan that runs many times are known. */
  private static boolean usesOuterRow(RexNode node) {
    boolean[] found = new boolean[1];
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitDynamicParam(RexDynamicParam parameter) {
            found[0] |= parameter.getIndex() >= PlannerSession.OUTER_PARAMETERS;
            return null;
          }
        });
    return found[0];
  }

  private PlanNode apply(ApplyRel apply) {
    PlanNode left = plan(apply.getLeft());
    PlanNode right = inRepetition(false, () -> plan(apply.getRight()));
    double rows = rows(apply);
    return new ApplyNode(
        builder.properties(rows, CostModel.repeated(PlanBuilder.rows(left), right)),
        left,
        right,
        apply.columns(),
        apply.firstParameter(),
        apply.outer());
  }

  private PlanNode setProjection(SetProjectionRel sets) {
    PlanNode input = plan(sets.getInput());
    List<PgType> all = types(sets.getRowType());
    List<SetProjectionNode.Call> calls = new ArrayList<>();
    for (SetProjectionRel.Call call : sets.calls()) {
      calls.add(
          new SetProjectionNode.Call(
              call.function().id(),
              expressions.translate(call.arguments()),
              all.get(input.types().size() + calls.size())));
    }
    double rows = rows(sets);
    return new SetProjectionNode(
        builder.properties(rows, CostModel.rows(rows, calls.size())), input, calls);
  }

  /** Plans a part of which every round of a recursion runs all, or none. */
  private PlanNode inRepetition(boolean repeats, Supplier<PlanNode> planning) {
    boolean before = repeated;
    repeated = repeats;
    try {
      return planning.get();
    } finally {
      repeated = before;
    }
  }

  private PlanNode recursive(RecursiveRel recursive) {
    PlanNode seed = plan(recursive.getLeft());
    PlanNode step = inRepetition(true, () -> plan(recursive.getRight()));
    double rows = rows(recursive);
    return new RecursiveNode(
        builder.properties(rows, CostModel.repeated(rows / PlanBuilder.rows(seed), step)),
        seed,
        step,
        recursive.all(),
        recursive.workingTable());
  }

  private static Expression and(List<Expression> conditions) {
    return conditions.size() == 1
        ? conditions.get(0)
        : new SpecialForm(SpecialForm.Form.AND, conditions, PgType.of(PgTypes.BOOL));
  }

  private PlanNode sort(Sort sort) {
    PlanNode input = plan(sort.getInput());
    List<SortKey> keys = SortKeys.of(sort.getCollation());
    Expression limit = limit(sort.fetch);
    Expression offset = limit(sort.offset);
    double rows = Math.min(rows(sort), PlanBuilder.rows(input));
    if (keys.isEmpty()) {
      if (limit == null && offset == null) {
        return input;
      }
      long constant = constant(limit) < 0 ? -1 : constant(limit) + Math.max(0, constant(offset));
      boolean known = constant >= 0 && (offset == null || constant(offset) >= 0);
      PlanNode limited = known ? ScanPlanner.limited(input, constant) : input;
      return builder.limit(limited, limit, offset, rows);
    }
    if (limit != null) {
      return builder.topN(input, keys, limit, offset, rows);
    }
    PlanNode sorted = builder.sort(input, keys);
    return offset == null ? sorted : builder.limit(sorted, null, offset, rows);
  }

  private Expression limit(RexNode node) {
    if (node == null) {
      return null;
    }
    RexNode value = session.deferred(node);
    if (value.equals(node)) {
      long rows = org.apache.calcite.rex.RexLiteral.intValue(node);
      return new Literal(rows, PgType.of(PgTypes.INT8));
    }
    return expressions.translate(value);
  }

  private static long constant(Expression limit) {
    return limit instanceof Literal literal && literal.value() instanceof Long rows ? rows : -1;
  }

  private PlanNode expand(ExpandRel expand) {
    double rows = rows(expand);
    return new ExpandNode(
        builder.properties(rows, CostModel.rows(rows, 0)),
        plan(expand.getInput()),
        IntStream.range(0, expand.keys()).boxed().toList(),
        expand.sets(),
        expand.numbers(),
        expand.seeded());
  }

  private static List<PgType> types(RelDataType row) {
    List<PgType> types = new ArrayList<>();
    for (RelDataTypeField field : row.getFieldList()) {
      types.add(PgRelDataType.of(field.getType()));
    }
    return types;
  }

  private PlanNode rows(RowsRel rel) {
    List<List<Expression>> rows = new ArrayList<>();
    for (List<RexNode> row : rel.rows()) {
      rows.add(expressions.translate(row));
    }
    return new ValuesNode(
        builder.properties(rows.size(), CostModel.rows(rows.size(), 1)),
        types(rel.getRowType()),
        rows);
  }

  /** Calcite's Values are the row without columns of a missing FROM, or no rows at all. */
  private PlanNode values(Values values) {
    List<List<Expression>> rows = new ArrayList<>();
    values.getTuples().forEach(tuple -> rows.add(expressions.translate(tuple)));
    return new ValuesNode(
        builder.properties(rows.size(), CostVector.ZERO), types(values.getRowType()), rows);
  }

  private PlanNode tableFunction(TableFunctionRel rel) {
    PlanNode input = plan(rel.getInput());
    boolean alone =
        input instanceof ValuesNode values && values.types().isEmpty() && values.rows().size() == 1;
    List<PgType> all = types(rel.getRowType());
    int from = input.types().size();
    int to = all.size() - (rel.ordinality() ? 1 : 0);
    double rows = rows(rel);
    return new TableFunctionNode(
        builder.properties(rows, CostModel.rows(rows, 0)),
        alone ? null : input,
        rel.function().id(),
        expressions.translate(rel.arguments()),
        all.subList(from, to),
        rel.ordinality(),
        rel.outer());
  }

  /** All columns of a node, for callers that add some. */
  static List<Expression> references(PlanNode node) {
    List<Expression> references = new ArrayList<>();
    for (int i = 0; i < node.types().size(); i++) {
      references.add(new InputReference(i, node.types().get(i)));
    }
    return references;
  }
}
