package io.megadb.tables.olap.read;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.tables.filter.Comparison;
import io.megadb.tables.olap.parquet.ValueRange;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The ranges that a scan's filters leave of whole numbers, dates, times and decimals, for leaving
 * out pages. Filters that say nothing of one column's range add none.
 */
final class ScanRanges {
  private final List<PgType> types;
  private final ExecutionContext context;
  private final List<ValueRange> ranges = new ArrayList<>();

  private ScanRanges(List<PgType> types, ExecutionContext context) {
    this.types = types;
    this.context = context;
  }

  static List<ValueRange> of(
      List<Expression> filters, List<PgType> types, ExecutionContext context) {
    ScanRanges found = new ScanRanges(types, context);
    filters.forEach(found::add);
    return found.ranges;
  }

  private void add(Expression filter) {
    if (filter instanceof SpecialForm form && form.form() == SpecialForm.Form.AND) {
      form.operands().forEach(this::add);
      return;
    }
    Comparison comparison = Comparison.of(filter, context).orElse(null);
    if (comparison == null || comparison.column() >= types.size()) {
      return;
    }
    PgType type = types.get(comparison.column());
    switch (Storage.of(type)) {
      case INT, LONG, DATE, TIME, TIMESTAMP -> {
        if (comparison.value() instanceof Long value) {
          add(comparison.column(), comparison.operator(), value, value);
        }
      }
      case DECIMAL -> addDecimal(comparison, type.scale());
      default -> {}
    }
  }

  private void addDecimal(Comparison comparison, int scale) {
    if (!(comparison.value() instanceof PgNumeric number) || !number.isFinite()) {
      return;
    }
    BigDecimal unscaled = number.decimal().movePointRight(scale);
    BigDecimal below = unscaled.setScale(0, RoundingMode.FLOOR);
    BigDecimal above = unscaled.setScale(0, RoundingMode.CEILING);
    if (below.precision() > 18 || above.precision() > 18) {
      return;
    }
    add(comparison.column(), comparison.operator(), below.longValueExact(), above.longValueExact());
  }

  /**
   * Adds a range.
   *
   * @param below the constant, or the next value that the column can have below it
   * @param above the constant, or the next one above
   */
  private void add(int column, Comparison.Operator operator, long below, long above) {
    switch (operator) {
      case EQ -> ranges.add(new ValueRange(column, above, below));
      case NE -> {}
      // A value between two that the column can have is not among them.
      case LT -> {
        if (below < above) {
          ranges.add(new ValueRange(column, Long.MIN_VALUE, below));
        } else if (below > Long.MIN_VALUE) {
          ranges.add(new ValueRange(column, Long.MIN_VALUE, below - 1));
        }
      }
      case LE -> ranges.add(new ValueRange(column, Long.MIN_VALUE, below));
      case GT -> {
        if (below < above) {
          ranges.add(new ValueRange(column, above, Long.MAX_VALUE));
        } else if (above < Long.MAX_VALUE) {
          ranges.add(new ValueRange(column, above + 1, Long.MAX_VALUE));
        }
      }
      case GE -> ranges.add(new ValueRange(column, above, Long.MAX_VALUE));
    }
  }
}
