package io.megadb.planner.relation;

import io.megadb.plan.expression.SpecialForm;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;

/** A special form that has no counterpart of the same meaning among Calcite's operators. */
public final class PgSpecialOperator extends SqlFunction {
  private static final long serialVersionUID = 1L;

  public static final PgSpecialOperator IN = new PgSpecialOperator(SpecialForm.Form.IN);
  public static final PgSpecialOperator NULLIF = new PgSpecialOperator(SpecialForm.Form.NULLIF);
  public static final PgSpecialOperator GREATEST = new PgSpecialOperator(SpecialForm.Form.GREATEST);
  public static final PgSpecialOperator LEAST = new PgSpecialOperator(SpecialForm.Form.LEAST);

  private final SpecialForm.Form form;

  private PgSpecialOperator(SpecialForm.Form form) {
    super(
        "FORM " + form,
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.form = form;
  }

  public SpecialForm.Form form() {
    return form;
  }
}
