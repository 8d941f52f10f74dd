package io.megadb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.function.EvaluationContext;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.spi.TaskExtensions;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** AND and OR against three-valued logic, row by row. */
class LogicalEvaluatorTest {
  private static final PgType BOOL = PgType.of(PgTypes.BOOL);
  private static final int ROWS = 97;

  @Test
  void everyRowGetsTheThreeValuedAnswerWhicheverRowsAreDecidedEarly() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      double decided = random.nextDouble();
      Boolean[][] columns = new Boolean[3][ROWS];
      Vector[] vectors = new Vector[columns.length];
      for (int c = 0; c < columns.length; c++) {
        VectorBuilder builder = VectorBuilder.of(BOOL);
        for (int row = 0; row < ROWS; row++) {
          columns[c][row] = random.nextInt(8) == 0 ? null : random.nextDouble() < decided;
          builder.append(columns[c][row]);
        }
        vectors[c] = builder.build();
      }
      check(SpecialForm.Form.AND, columns, new Batch(ROWS, vectors));
      check(SpecialForm.Form.OR, columns, new Batch(ROWS, vectors));
    }
  }

  private static void check(SpecialForm.Form form, Boolean[][] columns, Batch batch) {
    List<Expression> operands =
        List.of(
            new InputReference(0, BOOL), new InputReference(1, BOOL), new InputReference(2, BOOL));
    ExecutionContext context = context();
    Vector result =
        new ExpressionCompiler(context.functions())
            .compile(new SpecialForm(form, operands, BOOL))
            .evaluate(batch, context);
    for (int row = 0; row < ROWS; row++) {
      Boolean expected = form == SpecialForm.Form.AND;
      for (Boolean[] column : columns) {
        expected = combine(form, expected, column[row]);
      }
      assertThat(Values.get(result, row)).as("%s, row %d", form, row).isEqualTo(expected);
    }
  }

  private static Boolean combine(SpecialForm.Form form, Boolean a, Boolean b) {
    boolean deciding = form == SpecialForm.Form.OR;
    if (Boolean.valueOf(deciding).equals(a) || Boolean.valueOf(deciding).equals(b)) {
      return deciding;
    }
    return a == null || b == null ? null : Boolean.valueOf(!deciding);
  }

  private static ExecutionContext context() {
    return new ExecutionContext(
        "test",
        EvaluationContext.constant(),
        List.of(),
        TaskExtensions.discover(LogicalEvaluatorTest.class.getClassLoader()),
        new MemoryBudget(1 << 20),
        new Cancellation(),
        new NodeMetrics(),
        Batch.MAX_ROWS);
  }
}
