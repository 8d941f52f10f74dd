package io.megadb.vectorops.search;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Expressions;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.Parameter;
import io.megadb.planner.catalog.IndexDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.PlanRefinement;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets hnsw indexes answer ORDER BY distance LIMIT k: the scan below the distance gives way to the
 * rows that the index finds. The plan above computes their distances and orders them as ever, so an
 * index can leave out a row but never add one. Where an index cannot answer, the scan stays, which
 * is exact; EXPLAIN says which and why.
 */
public final class NearestNeighbours implements PlanRefinement {
  /** Distances to this many rows take less time than a search whose filter few rows pass. */
  private static final int COMPARE_MAX = 10_000;

  private final VectorIndexes indexes;

  NearestNeighbours(VectorIndexes indexes) {
    this.indexes = indexes;
  }

  /** Rows instead of a scan, or none; and why. */
  private record Answer(List<List<Object>> rows, String note) {
    static Answer exact(String why) {
      return new Answer(null, "exact (" + why + ")");
    }
  }

  @Override
  public Refined refine(PlanNode plan, Run run) {
    List<String> notes = new ArrayList<>();
    PlanNode refined = refine(plan, run, notes);
    return new Refined(refined, notes);
  }

  private PlanNode refine(PlanNode node, Run run, List<String> notes) {
    NeighbourQuery query = NeighbourQuery.of(node);
    if (query != null) {
      Answer answer = answer(query, run);
      notes.add("Nearest Neighbours in " + query.scan().table() + ": " + answer.note());
      return answer.rows() == null ? node : query.over(values(query, answer.rows()));
    }
    List<PlanNode> inputs = new ArrayList<>(node.inputs().size());
    boolean changed = false;
    for (PlanNode input : node.inputs()) {
      PlanNode refined = refine(input, run, notes);
      changed |= refined != input;
      inputs.add(refined);
    }
    return changed ? node.withInputs(inputs) : node;
  }

  private static ValuesNode values(NeighbourQuery query, List<List<Object>> rows) {
    List<List<Expression>> literals = new ArrayList<>(rows.size());
    for (List<Object> row : rows) {
      List<Expression> values = new ArrayList<>(row.size());
      for (int i = 0; i < row.size(); i++) {
        values.add(new Literal(row.get(i), query.scan().columns().get(i).type()));
      }
      literals.add(values);
    }
    return new ValuesNode(query.scan().properties(), query.scan().types(), literals);
  }

  private Answer answer(NeighbourQuery query, Run run) {
    TableDefinition table = run.transaction().catalog().table(query.scan().table().oid());
    IndexDefinition index =
        table == null
            ? null
            : VectorIndexes.find(table, query.scan(), query.column(), query.distance());
    if (index == null) {
      ScanColumn column = query.scan().columns().get(query.column());
      return Answer.exact(
          "no index for " + query.distance().symbol() + " on column " + column.name());
    }
    ExecutionContext context = run.context();
    if (!isBound(query.query(), context)
        || !isBound(query.top().limit(), context)
        || query.top().offset() != null && !isBound(query.top().offset(), context)) {
      return Answer.exact("parameters without values");
    }
    Object vector = Expressions.value(query.query(), context);
    long wanted = wanted(query, context);
    if (vector == null || wanted < 1 || wanted > Settings.BREADTH_MAX) {
      return Answer.exact("index " + index.name() + " answers LIMIT 1 to " + Settings.BREADTH_MAX);
    }
    if (query.filtersReadColumn()) {
      return Answer.exact("a condition reads the column of index " + index.name());
    }
    VectorIndexes.Current current = indexes.current(table, query.scan(), index, run);
    if (current.rows() == null) {
      return Answer.exact(current.missing());
    }
    return search(query, table, index, current.rows(), (List<?>) vector, (int) wanted, context);
  }

  static boolean isBound(Expression expression, ExecutionContext context) {
    return expression instanceof Parameter parameter
        ? parameter.index() < context.parameters().size()
        : expression.operands().stream().allMatch(operand -> isBound(operand, context));
  }

  /** Rows that the Top-N needs; -1 if that is not a number. */
  private static long wanted(NeighbourQuery query, ExecutionContext context) {
    Object limit = Expressions.value(query.top().limit(), context);
    Object offset =
        query.top().offset() == null ? 0L : Expressions.value(query.top().offset(), context);
    if (!(limit instanceof Long rows) || rows < 0) {
      return -1;
    }
    long skipped = offset instanceof Long number ? Math.max(0, number) : 0;
    return rows > Settings.BREADTH_MAX || skipped > Settings.BREADTH_MAX ? -1 : rows + skipped;
  }

  private static Answer search(
      NeighbourQuery query,
      TableDefinition table,
      IndexDefinition index,
      IndexedRows rows,
      List<?> vector,
      int wanted,
      ExecutionContext context) {
    int dimensions = table.columnAt(index.attnum()).type().typmod();
    if (vector.size() != dimensions) {
      return Answer.exact("the vector has not " + dimensions + " dimensions");
    }
    RowSearch search = new RowSearch(query, rows, context);
    int matching = search.matching();
    int breadth =
        Math.max(
            wanted,
            Settings.number(
                context.evaluation(), Settings.SEARCH_BREADTH, 1, Settings.BREADTH_MAX));
    String name = "index " + index.name();
    if (search.isFiltered() && matching <= COMPARE_MAX) {
      int[] found = search.compare(vector, wanted);
      return found.length < Math.min(wanted, matching)
          ? Answer.exact(name + " has not all rows asked for")
          : new Answer(
              search.values(found),
              "exact (" + name + ", all " + matching + " rows that match compared)");
    }
    int[] found = search.search(vector, breadth);
    return found.length < Math.min(wanted, matching)
        ? Answer.exact(name + " did not find " + wanted + " rows")
        : new Answer(search.values(found), "approximate (" + name + ", ef_search " + breadth + ")");
  }
}
