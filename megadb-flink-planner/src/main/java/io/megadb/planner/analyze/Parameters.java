package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The types of $1, $2 …: declared by the client, or taken from the first place that asks. */
public final class Parameters {
  private final Analysis analysis;
  private final List<PgType> types = new ArrayList<>();
  private final boolean allowed;

  /**
   * @param declared null where the statement may have no parameters
   */
  Parameters(Analysis analysis, List<PgType> declared) {
    this.analysis = analysis;
    this.allowed = declared != null;
    for (PgType type : allowed ? declared : List.<PgType>of()) {
      types.add(type == null || type.is(PgTypes.UNKNOWN) ? null : type);
    }
  }

  /** A use of a parameter, of type unknown as long as nothing is known of it. */
  Typed use(int index, SqlParserPos pos) {
    if (!allowed) {
      throw analysis.error(
          SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + (index + 1), pos);
    }
    while (types.size() <= index) {
      types.add(null);
    }
    PgType type = types.get(index);
    PgType shown = type == null ? PgType.of(PgTypes.UNKNOWN) : type;
    return new Typed(analysis.rex().makeDynamicParam(analysis.rel(shown, true), index), pos);
  }

  /** A place asks for a type; 42P08 if an earlier one asked for another. */
  Typed infer(Typed use, PgType wanted) {
    int index = ((RexDynamicParam) use.rex()).getIndex();
    PgType known = types.get(index);
    PgType type = wanted.withoutModifier();
    if (known == null) {
      types.set(index, type);
    } else if (!known.equals(type)) {
      throw analysis
          .error(
              SqlState.AMBIGUOUS_PARAMETER,
              "inconsistent types deduced for parameter $" + (index + 1),
              use.position())
          .withDetail(known + " versus " + type);
    }
    return use.with(analysis.rex().makeDynamicParam(analysis.rel(type, true), index));
  }

  /**
   * The types at the end of analysis.
   *
   * @throws io.megadb.error.MegaDbException 42P18 for one that nothing determines
   */
  public List<PgType> types() {
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) == null) {
        throw analysis.error(
            SqlState.INDETERMINATE_DATATYPE,
            "could not determine data type of parameter $" + (i + 1),
            SqlParserPos.ZERO);
      }
    }
    return List.copyOf(types);
  }

  /** Gives uses that were read before the type was known their type. */
  public RelNode resolve(RelNode rel) {
    RexShuttle shuttle =
        new RexShuttle() {
          @Override
          public RexNode visitDynamicParam(RexDynamicParam parameter) {
            int index = parameter.getIndex();
            if (index >= types.size() || types.get(index) == null) {
              return parameter;
            }
            return analysis.rex().makeDynamicParam(analysis.rel(types.get(index), true), index);
          }
        };
    return types.isEmpty()
        ? rel
        : rel.accept(
            new RelHomogeneousShuttle() {
              @Override
              public RelNode visit(RelNode other) {
                return super.visit(other).accept(shuttle);
              }
            });
  }
}
