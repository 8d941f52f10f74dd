package io.megadb.operator.scan;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.plan.TableScan;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.Parameter;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * All filters of a scan, those first that reject most for the least time. A condition that may fail
 * is asked only about rows that the conditions written before it let pass; joins' keys that reject
 * hardly any row are no longer asked. Confined to one thread.
 */
final class ScanFilters {
  /** Batches between two looks at the order. */
  private static final int PERIOD = 16;

  /** A join's keys that let a greater share pass cost more than they spare. */
  private static final double USELESS = 0.97;

  private static final double ROWS_TO_JUDGE = 30_000;

  /** Functions of pg_proc that never fail, by name. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(?:bool|bpchar|bytea|char|date|float[48]|float48|float84|int[248]|int[248]{2}|interval"
              + "|name|numeric|oid|text|time|timestamp|timestamptz|timetz|uuid)"
              + "_?(?:eq|ne|lt|le|gt|ge)");

  private static final Pattern LIKE = Pattern.compile("(?:text|bpchar|name)n?like");

  /** As written; joins' keys last. */
  private final List<ScanStep> written = new ArrayList<>();

  private final List<RuntimeStep> runtime = new ArrayList<>();
  private final List<ScanStep> order;
  private long rejectedByRuntime;
  private int batches;

  ScanFilters(TableScan scan, List<ScanFilter> filters, ExecutionContext context) {
    List<Evaluator> evaluators = Expressions.compile(scan.filters(), context);
    for (int i = 0; i < evaluators.size(); i++) {
      Expression filter = scan.filters().get(i);
      FilterInput input = FilterInput.of(filter, scan.columns());
      written.add(new ExpressionStep(evaluators.get(i), input, mayFail(filter), context));
    }
    for (ScanFilter filter : filters) {
      runtime.add(new RuntimeStep(filter));
    }
    written.addAll(runtime);
    order = new ArrayList<>(written);
  }

  private static boolean mayFail(Expression expression) {
    if (expression instanceof FunctionCall call) {
      String name = call.function().name();
      boolean harmless =
          COMPARISON.matcher(name).matches()
              || LIKE.matcher(name).matches() && isPlainPattern(call.operands().get(1));
      if (!harmless) {
        return true;
      }
    }
    if (expression instanceof InputReference
        || expression instanceof Literal
        || expression instanceof Parameter
        || expression instanceof SpecialForm
        || expression instanceof FunctionCall) {
      return expression.operands().stream().anyMatch(ScanFilters::mayFail);
    }
    return true;
  }

  /** A pattern that ends in a backslash fails, if the text gets that far. */
  private static boolean isPlainPattern(Expression pattern) {
    return pattern instanceof Literal literal
        && literal.value() instanceof Bytes bytes
        && !bytes.text().contains("\\");
  }

  /** The rows that pass all filters, each column decoded for them only; null if none does. */
  Batch filter(ScanRows rows) throws Exception {
    if (order.size() > 1 && ++batches % PERIOD == 0) {
      reorder();
    }
    int[] before = rows.rows();
    int count = before == null ? rows.size() : before.length;
    int[] kept = null;
    if (!order.isEmpty() || before != null) {
      kept = new int[rows.size()];
      if (before != null) {
        System.arraycopy(before, 0, kept, 0, count);
      }
    }
    for (ScanStep step : order) {
      int left = step.narrow(rows, kept, count);
      if (step instanceof RuntimeStep) {
        rejectedByRuntime += count - left;
      }
      count = left;
      if (count == 0) {
        return null;
      }
    }
    return rows.batch(count == rows.size() ? null : kept, count);
  }

  /** Rows that joins' keys have rejected since the last call. */
  long takeRejectedByRuntime() {
    long rejected = rejectedByRuntime;
    rejectedByRuntime = 0;
    return rejected;
  }

  private void reorder() {
    List<ScanStep> left = new ArrayList<>(written);
    for (RuntimeStep step : runtime) {
      if (step.rowsAsked() > ROWS_TO_JUDGE && step.share() > USELESS) {
        left.remove(step);
      }
    }
    order.clear();
    while (!left.isEmpty()) {
      ScanStep best = null;
      boolean conditionBefore = false;
      for (ScanStep step : left) {
        boolean free = !(step.mayFail() && conditionBefore);
        if (free && (best == null || step.rank() < best.rank())) {
          best = step;
        }
        conditionBefore |= step instanceof ExpressionStep;
      }
      order.add(best);
      left.remove(best);
    }
  }
}
