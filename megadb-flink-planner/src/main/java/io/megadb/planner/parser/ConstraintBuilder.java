package io.megadb.planner.parser;

import io.megadb.planner.ast.Constraint;
import io.megadb.planner.ast.Option;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Collects the parts of one constraint; used by the generated parser. */
public final class ConstraintBuilder {
  private final SqlIdentifier name;
  private final SqlParserPos pos;
  private List<SqlIdentifier> columns = List.of();
  private SqlNode expression;
  private String expressionText;
  private Constraint.Reference reference;
  private List<Option> options = List.of();
  private boolean enforced = true;
  private boolean always;
  private Constraint.Timing timing = Constraint.Timing.NOT_DEFERRABLE;

  public ConstraintBuilder(SqlIdentifier name, SqlParserPos pos) {
    this.name = name;
    this.pos = pos;
  }

  /** Starts from a constraint that more is said about. */
  public static ConstraintBuilder of(Constraint constraint) {
    ConstraintBuilder builder = new ConstraintBuilder(constraint.name(), constraint.pos());
    builder.columns = constraint.columns();
    builder.expression = constraint.expression();
    builder.expressionText = constraint.expressionText();
    builder.reference = constraint.reference();
    builder.options = constraint.options();
    builder.enforced = constraint.enforced();
    builder.always = constraint.always();
    builder.timing = constraint.timing();
    return builder;
  }

  public void columns(List<SqlIdentifier> newColumns) {
    columns = newColumns;
  }

  public ConstraintBuilder expression(SqlNode newExpression, String text) {
    expression = newExpression;
    expressionText = text;
    return this;
  }

  public void reference(Constraint.Reference newReference) {
    reference = newReference;
  }

  public ConstraintBuilder with(List<Option> newOptions) {
    options = newOptions;
    return this;
  }

  public void notEnforced() {
    enforced = false;
  }

  public ConstraintBuilder always(boolean newAlways) {
    always = newAlways;
    return this;
  }

  public void timing(Constraint.Timing newTiming) {
    timing = newTiming;
  }

  public Constraint build(Constraint.Kind kind) {
    return new Constraint(
        name,
        kind,
        columns,
        expression,
        expressionText,
        reference,
        options,
        enforced,
        always,
        timing,
        pos);
  }
}
