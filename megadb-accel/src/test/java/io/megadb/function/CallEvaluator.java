package io.megadb.function;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.expression.ExpressionCompiler;
import io.megadb.function.builtin.BuiltinFunctions;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.spi.TaskExtensions;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TextWriter;
import io.megadb.type.text.TypeText;
import io.megadb.vector.Batch;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs calls through the expression compiler and gives text, NULL or ERROR with its code. */
final class CallEvaluator {
  static final String ZONE = "America/New_York";

  private final FunctionRegistry functions =
      new TaskExtensions(List.of(new BuiltinFunctions())).functions();
  private final ExpressionCompiler compiler = new ExpressionCompiler(functions);
  private final EvaluationContext context =
      new EvaluationContext(
          ZoneId.of(ZONE), 0, 0, "megadb", "megadb", 1, Map.of(), EvaluationContext.NONE);

  /** How the columns of {@link #evaluateColumns} are held. */
  enum Form {
    FLAT,
    /** The first argument as a dictionary. */
    DICTIONARY
  }

  FunctionRegistry functions() {
    return functions;
  }

  String evaluate(Call call) {
    try {
      List<Expression> operands = new ArrayList<>();
      for (int i = 0; i < call.types().size(); i++) {
        PgType type = PgType.of(PgTypes.byName(call.types().get(i)));
        String text = call.arguments().get(i);
        operands.add(new Literal(text == null ? null : TypeText.parse(type, text, context), type));
      }
      PgType result = PgType.of(PgTypes.byName(call.result()));
      Object value =
          compiler.evaluateConstant(
              new FunctionCall(new FunctionId(call.id()), operands, result), context, List.of());
      return value == null ? "NULL" : Call.escape(TypeText.format(result, value, context));
    } catch (MegaDbException e) {
      return "ERROR " + e.state().code();
    }
  }

  /** Runs calls of one function, none of which fails, as rows of one batch. */
  List<String> evaluateColumns(List<Call> calls, Form form) {
    Call first = calls.get(0);
    int rows = calls.size();
    List<Expression> operands = new ArrayList<>();
    Vector[] columns = new Vector[first.types().size()];
    for (int i = 0; i < columns.length; i++) {
      PgType type = PgType.of(PgTypes.byName(first.types().get(i)));
      VectorBuilder builder = VectorBuilder.of(type, 1);
      for (Call call : calls) {
        String text = call.arguments().get(i);
        builder.append(text == null ? null : TypeText.parse(type, text, context));
      }
      columns[i] = builder.build();
      if (form == Form.DICTIONARY && i == 0) {
        int[] codes = new int[rows];
        java.util.Arrays.setAll(codes, row -> row);
        columns[i] = new DictionaryVector(rows, codes, columns[i].flat());
      }
      operands.add(new InputReference(i, type));
    }
    PgType result = PgType.of(PgTypes.byName(first.result()));
    Evaluator evaluator =
        compiler.compile(new FunctionCall(new FunctionId(first.id()), operands, result));
    ExecutionContext execution =
        new ExecutionContext("test", context, List.of(), null, null, null, null, rows);
    Vector values = evaluator.evaluate(new Batch(rows, columns), execution);
    TextWriter writer = new TextWriter(result, context);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      TextSink sink = new TextSink();
      if (!values.isNull(i)) {
        writer.write(values, i, sink);
      }
      answers.add(values.isNull(i) ? "NULL" : Call.escape(sink.toString()));
    }
    return answers;
  }
}
