package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.function.FunctionId;
import io.megadb.function.FunctionSignature;
import io.megadb.function.OperatorSignature;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Chooses functions and operators by name and argument types.
 *
 * @see <a href="https://www.postgresql.org/docs/15/typeconv-func.html">Functions</a> and <a
 *     href="https://www.postgresql.org/docs/15/typeconv-oper.html">operators</a>
 */
final class FunctionResolver {
  /**
   * A function chosen for a call.
   *
   * @param arguments types the arguments are converted to
   * @param result concrete result type
   */
  record Choice(FunctionSignature function, List<BaseType> arguments, BaseType result) {}

  private final Analysis analysis;

  FunctionResolver(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The function for these arguments, or null if none fits. */
  Choice find(String name, List<Typed> arguments, SqlParserPos pos) {
    return find(name, name, arguments, pos);
  }

  /**
   * @param shown the name as errors give it
   */
  Choice find(String name, String shown, List<Typed> arguments, SqlParserPos pos) {
    List<Candidate<FunctionSignature>> candidates = new ArrayList<>();
    for (FunctionSignature function : analysis.context().functions().named(name)) {
      List<BaseType> types = expand(function, arguments.size());
      if (types != null) {
        candidates.add(new Candidate<>(function, types));
      }
    }
    List<BaseType> actual = types(arguments);
    if (!candidates.isEmpty() && actual.contains(PgTypes.UNKNOWN)) {
      for (FunctionSignature foreign : ForeignCandidates.ALL.functions(name)) {
        List<BaseType> types = expand(foreign, arguments.size());
        if (types != null) {
          candidates.add(new Candidate<>(foreign, types));
        }
      }
    }
    CandidateSelection<FunctionSignature> selection =
        new CandidateSelection<>(analysis.coercion(), actual);
    List<Candidate<FunctionSignature>> best = selection.select(candidates);
    if (best.size() > 1) {
      throw analysis
          .error(
              SqlState.AMBIGUOUS_FUNCTION,
              "function " + signature(shown, arguments) + " is not unique",
              pos)
          .withHint(
              "Could not choose a best candidate function. You might need to add explicit type"
                  + " casts.");
    }
    if (best.isEmpty()) {
      return null;
    }
    refuseForeign(best.get(0).types(), pos);
    FunctionSignature function = best.get(0).value();
    Polymorphism types = Polymorphism.bind(best.get(0).types(), actual);
    return new Choice(function, types.arguments(), types.result(function.result()));
  }

  Choice function(String name, List<Typed> arguments, SqlParserPos pos) {
    Choice choice = find(name, arguments, pos);
    if (choice == null) {
      throw noFunction(name, arguments, pos);
    }
    return choice;
  }

  io.megadb.error.MegaDbException noFunction(String name, List<Typed> arguments, SqlParserPos pos) {
    return analysis
        .error(
            SqlState.UNDEFINED_FUNCTION,
            "function " + signature(name, arguments) + " does not exist",
            pos)
        .withHint(
            "No function matches the given name and argument types. You might need to add explicit"
                + " type casts.");
  }

  /** The operator; {@code left} is null for a prefix operator. */
  Choice operator(String symbol, Typed left, Typed right, SqlParserPos pos) {
    List<Typed> operands = left == null ? List.of(right) : List.of(left, right);
    List<BaseType> actual = types(operands);
    List<Candidate<OperatorSignature>> candidates = new ArrayList<>();
    for (OperatorSignature operator : analysis.context().functions().operators(symbol)) {
      if ((operator.left() == null) == (left == null)) {
        candidates.add(
            new Candidate<>(
                operator,
                left == null
                    ? List.of(operator.right())
                    : List.of(operator.left(), operator.right())));
      }
    }
    if (actual.contains(PgTypes.UNKNOWN)) {
      for (OperatorSignature foreign : ForeignCandidates.ALL.operators(symbol)) {
        if ((foreign.left() == null) == (left == null)) {
          candidates.add(
              new Candidate<>(
                  foreign,
                  left == null
                      ? List.of(foreign.right())
                      : List.of(foreign.left(), foreign.right())));
        }
      }
    }
    CandidateSelection<OperatorSignature> selection =
        new CandidateSelection<>(analysis.coercion(), actual);
    List<Candidate<OperatorSignature>> best = selection.selectOperator(candidates);
    if (best.size() != 1) {
      boolean none = best.isEmpty();
      String text =
          (left == null ? "" : left.type().withoutModifier() + " ")
              + symbol
              + " "
              + right.type().withoutModifier();
      String casts = left == null ? "an explicit type cast." : "explicit type casts.";
      throw analysis
          .error(
              none ? SqlState.UNDEFINED_FUNCTION : SqlState.AMBIGUOUS_FUNCTION,
              (none ? "operator does not exist: " : "operator is not unique: ") + text,
              pos)
          .withHint(
              (none
                      ? "No operator matches the given name and argument type"
                          + (left == null ? ". " : "s. ")
                      : "Could not choose a best candidate operator. ")
                  + "You might need to add "
                  + casts);
    }
    refuseForeign(best.get(0).types(), pos);
    OperatorSignature operator = best.get(0).value();
    FunctionSignature function = scalar(operator.function());
    Polymorphism types = Polymorphism.bind(best.get(0).types(), actual);
    return new Choice(function, types.arguments(), types.result(operator.result()));
  }

  private void refuseForeign(List<BaseType> types, SqlParserPos pos) {
    BaseType missing = ForeignCandidates.missing(types);
    if (missing != null) {
      throw io.megadb.error.MegaDbException.notSupported("type " + missing.sqlName())
          .withPosition(analysis.position(pos));
    }
  }

  private FunctionSignature scalar(FunctionId id) {
    return analysis.context().functions().scalar(id).signature();
  }

  private static List<BaseType> expand(FunctionSignature function, int count) {
    List<BaseType> declared = function.arguments();
    if (function.variadic()) {
      if (count < declared.size()) {
        return null;
      }
      List<BaseType> types = new ArrayList<>(declared);
      while (types.size() < count) {
        types.add(declared.get(declared.size() - 1));
      }
      return types;
    }
    return count > declared.size() || count < declared.size() - function.optional()
        ? null
        : declared.subList(0, count);
  }

  private static List<BaseType> types(List<Typed> values) {
    return values.stream().map(value -> value.type().base()).toList();
  }

  private static String signature(String name, List<Typed> arguments) {
    return name
        + arguments.stream()
            .map(argument -> argument.type().withoutModifier().toString())
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
