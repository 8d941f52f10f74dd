package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.CastSignature.Context;
import io.megadb.planner.ast.PreparedCommand;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;

/** The arguments of EXECUTE. */
public final class ArgumentAnalyzer {
  private final Analysis analysis;

  public ArgumentAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  /**
   * Evaluates the arguments in the parameters' types, now and in this session.
   *
   * @param types of the statement's parameters
   * @return values as in {@code io.megadb.vector.Values}
   */
  public List<Object> values(PreparedCommand.Execute execute, List<PgType> types) {
    int given = execute.arguments().size();
    if (given != types.size()) {
      throw new MegaDbException(
              SqlState.SYNTAX_ERROR,
              "wrong number of parameters for prepared statement \"" + execute.name() + "\"")
          .withDetail("Expected " + types.size() + " parameters but got " + given + ".");
    }
    Scope scope = new Scope(null, null);
    scope.startClause(Scope.EXECUTE_PARAMETERS, false);
    List<Typed> arguments = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      Typed argument = analysis.expressions().analyze(execute.arguments().get(i), scope);
      arguments.add(converted(argument, i, types.get(i)));
    }
    List<Object> values = new ArrayList<>();
    for (Typed argument : arguments) {
      values.add(analysis.folding().evaluate(argument.rex()));
    }
    return values;
  }

  private Typed converted(Typed argument, int index, PgType type) {
    Typed converted = analysis.coercion().tryCoerce(argument, type, Context.ASSIGNMENT);
    if (converted == null) {
      throw analysis
          .error(
              SqlState.DATATYPE_MISMATCH,
              "parameter $"
                  + (index + 1)
                  + " of type "
                  + argument.type().withoutModifier()
                  + " cannot be coerced to the expected type "
                  + type,
              argument.position())
          .withHint("You will need to rewrite or cast the expression.");
    }
    return converted;
  }
}
