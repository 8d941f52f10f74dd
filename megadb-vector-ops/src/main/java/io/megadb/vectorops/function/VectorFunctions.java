package io.megadb.vectorops.function;

import io.megadb.function.Accumulator;
import io.megadb.function.AggregateFunction;
import io.megadb.function.Aggregator;
import io.megadb.function.CastSignature;
import io.megadb.function.CastSignature.Context;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.FunctionSignature;
import io.megadb.function.OperatorSignature;
import io.megadb.function.ScalarFunction;
import io.megadb.function.ScalarKernel;
import io.megadb.function.Volatility;
import io.megadb.function.comparison.ComparisonBody;
import io.megadb.function.comparison.ComparisonOperator;
import io.megadb.function.comparison.ValueOrder;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vectorops.kernel.Distance;
import io.megadb.vectorops.type.VectorForm;
import io.megadb.vectorops.type.VectorTypes;
import java.util.List;

/** All that pgvector has for the two types, registered with its names. One registers once. */
final class VectorFunctions {
  private static final int FIRST_OID = 15_200;

  private final FunctionRegistry.Builder registry;
  private int nextOid = FIRST_OID;

  private record Scalar(FunctionSignature signature, Binder binder) implements ScalarFunction {
    @Override
    public ScalarKernel bind(List<PgType> arguments, PgType result) {
      return binder.bind(signature, arguments, result);
    }
  }

  private record Sum(FunctionSignature signature, VectorForm form, boolean average)
      implements AggregateFunction {
    @Override
    public Aggregator bind(List<PgType> arguments, PgType result) {
      return new Aggregator() {
        @Override
        public List<PgType> stateTypes() {
          return List.of(PgType.of(PgTypes.BYTEA), PgType.of(PgTypes.INT8));
        }

        @Override
        public Accumulator create() {
          return new VectorSumAccumulator(form, result, average);
        }
      };
    }
  }

  private VectorFunctions(FunctionRegistry.Builder registry) {
    this.registry = registry;
  }

  static void register(FunctionRegistry.Builder registry) {
    VectorFunctions functions = new VectorFunctions(registry);
    functions.type(VectorTypes.VECTOR, VectorForm.VECTOR);
    functions.type(VectorTypes.HALFVEC, VectorForm.HALFVEC);
    functions.cast(VectorTypes.VECTOR, PgTypes.arrayOf(PgTypes.FLOAT4), Context.IMPLICIT);
    functions.cast(VectorTypes.HALFVEC, PgTypes.arrayOf(PgTypes.FLOAT4), Context.ASSIGNMENT);
    functions.cast(VectorTypes.VECTOR, VectorTypes.HALFVEC, Context.IMPLICIT);
    functions.cast(VectorTypes.HALFVEC, VectorTypes.VECTOR, Context.ASSIGNMENT);
  }

  private void cast(BaseType source, BaseType target, Context context) {
    registry.add(new CastSignature(source, target, context));
  }

  private void type(BaseType type, VectorForm form) {
    registry.add(type);
    for (BaseType element :
        List.of(PgTypes.INT4, PgTypes.FLOAT4, PgTypes.FLOAT8, PgTypes.NUMERIC)) {
      cast(PgTypes.arrayOf(element), type, Context.ASSIGNMENT);
    }
    distances(type, form);
    rowFunctions(type, form);
    arithmetic(type, form);
    comparisons(type);
    for (boolean average : new boolean[] {false, true}) {
      registry.add(new Sum(signature(average ? "avg" : "sum", List.of(type), type), form, average));
    }
  }

  private FunctionSignature signature(String name, List<BaseType> arguments, BaseType result) {
    return new FunctionSignature(
        nextOid++, name, arguments, false, 0, result, Volatility.IMMUTABLE, true, false);
  }

  private FunctionSignature scalar(
      String name, List<BaseType> arguments, BaseType result, Binder binder) {
    FunctionSignature signature = signature(name, arguments, result);
    registry.add(new Scalar(signature, binder));
    return signature;
  }

  private void operator(
      String symbol, FunctionSignature function, String commutator, String negator) {
    registry.add(
        new OperatorSignature(
            nextOid++,
            symbol,
            function.arguments().get(0),
            function.arguments().get(1),
            function.id(),
            function.result(),
            commutator,
            negator));
  }

  private void distances(BaseType type, VectorForm form) {
    distance("l2_distance", type, new DistanceBody(form, Distance.L2, false), Distance.L2);
    distance(
        "cosine_distance", type, new DistanceBody(form, Distance.COSINE, false), Distance.COSINE);
    distance("l1_distance", type, new DistanceBody(form, Distance.L1, false), Distance.L1);
    distance(
        type.name() + "_negative_inner_product",
        type,
        new DistanceBody(form, Distance.NEGATIVE_INNER_PRODUCT, false),
        Distance.NEGATIVE_INNER_PRODUCT);
    distance(
        "inner_product", type, new DistanceBody(form, Distance.NEGATIVE_INNER_PRODUCT, true), null);
  }

  /**
   * @param operator whose operator the function runs; null for none
   */
  private void distance(String name, BaseType type, StrictBody body, Distance operator) {
    FunctionSignature function =
        scalar(name, List.of(type, type), PgTypes.FLOAT8, Binder.strict(body));
    if (operator != null) {
      operator(operator.symbol(), function, operator.symbol(), null);
    }
  }

  private void rowFunctions(BaseType type, VectorForm form) {
    List<BaseType> one = List.of(type);
    scalar(
        "vector_dims",
        one,
        PgTypes.INT4,
        Binder.rows((a, row, out, context) -> out.append(RowFunctions.dimensions(a[0], row))));
    scalar(
        form == VectorForm.VECTOR ? "vector_norm" : "l2_norm",
        one,
        PgTypes.FLOAT8,
        Binder.rows((a, row, out, context) -> out.append(RowFunctions.norm(a[0], row))));
    scalar(
        "l2_normalize",
        one,
        type,
        Binder.rows((a, row, out, context) -> RowFunctions.normalize(form, a[0], row, out)));
    scalar(
        "subvector",
        List.of(type, PgTypes.INT4, PgTypes.INT4),
        type,
        Binder.rows((a, row, out, context) -> RowFunctions.subvector(form, a, row, out)));
  }

  private void arithmetic(BaseType type, VectorForm form) {
    List<BaseType> two = List.of(type, type);
    String prefix = type.name();
    operator("+", scalar(prefix + "_add", two, type, elementwise(form, '+')), "+", null);
    operator("-", scalar(prefix + "_sub", two, type, elementwise(form, '-')), null, null);
    operator("*", scalar(prefix + "_mul", two, type, elementwise(form, '*')), "*", null);
    operator(
        "||",
        scalar(
            prefix + "_concat",
            two,
            type,
            Binder.rows((a, row, out, context) -> RowFunctions.concatenate(form, a, row, out))),
        null,
        null);
  }

  private static Binder elementwise(VectorForm form, char operator) {
    return Binder.strict(new ElementwiseBody(form, operator));
  }

  private void comparisons(BaseType type) {
    List<BaseType> two = List.of(type, type);
    comparison("_eq", two, ComparisonOperator.EQUAL, "=", "<>");
    comparison("_ne", two, ComparisonOperator.NOT_EQUAL, "<>", "=");
    comparison("_lt", two, ComparisonOperator.LESS, ">", ">=");
    comparison("_le", two, ComparisonOperator.LESS_OR_EQUAL, ">=", ">");
    comparison("_gt", two, ComparisonOperator.GREATER, "<", "<=");
    comparison("_ge", two, ComparisonOperator.GREATER_OR_EQUAL, "<=", "<");
    ValueOrder order = ValueOrder.of(PgType.of(type));
    scalar(
        type.name() + "_cmp",
        two,
        PgTypes.INT4,
        Binder.rows(
            (a, row, out, context) ->
                out.append(
                    (long)
                        Integer.signum(
                            order.compareFlat(
                                a[0].vector(),
                                row & a[0].mask(),
                                a[1].vector(),
                                row & a[1].mask())))));
  }

  private void comparison(
      String suffix,
      List<BaseType> two,
      ComparisonOperator operator,
      String commutator,
      String negator) {
    BaseType type = two.get(0);
    StrictBody body = new ComparisonBody(operator, PgType.of(type));
    operator(
        operator.symbol(),
        scalar(type.name() + suffix, two, PgTypes.BOOL, Binder.strict(body)),
        commutator,
        negator);
  }
}
