package io.megadb.tables.olap.read;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.tables.filter.Comparison;
import io.megadb.tables.filter.Constants;
import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.expressions.Expressions;

/**
 * A scan's filters in Iceberg's terms, for leaving out partitions, files and row groups. What has
 * no exact counterpart is left out, so that the result never excludes a row that the filters keep.
 */
public final class OlapFilters {
  private final List<String> names;
  private final List<PgType> types;
  private final ExecutionContext context;

  private OlapFilters(List<String> names, List<PgType> types, ExecutionContext context) {
    this.names = names;
    this.types = types;
    this.context = context;
  }

  /**
   * The conjunction of what can be said of the filters.
   *
   * @param names what Iceberg calls the scan's columns; null for one that nothing can be said of
   * @param types of these columns
   */
  public static org.apache.iceberg.expressions.Expression of(
      List<Expression> filters, List<String> names, List<PgType> types, ExecutionContext context) {
    OlapFilters translation = new OlapFilters(names, types, context);
    org.apache.iceberg.expressions.Expression all = Expressions.alwaysTrue();
    for (Expression filter : filters) {
      all = Expressions.and(all, translation.translate(filter).orElse(Expressions.alwaysTrue()));
    }
    return all;
  }

  private Optional<org.apache.iceberg.expressions.Expression> translate(Expression filter) {
    if (filter instanceof SpecialForm form) {
      return switch (form.form()) {
        case AND -> and(form.operands());
        case OR -> or(form.operands());
        case IN -> in(form.operands());
        case IS_NULL -> column(form.operands().get(0)).map(this::name).map(Expressions::isNull);
        case IS_NOT_NULL ->
            column(form.operands().get(0)).map(this::name).map(Expressions::notNull);
        default -> Optional.empty();
      };
    }
    return Comparison.of(filter, context).flatMap(this::comparison);
  }

  private Optional<org.apache.iceberg.expressions.Expression> and(List<Expression> operands) {
    org.apache.iceberg.expressions.Expression all = Expressions.alwaysTrue();
    for (Expression operand : operands) {
      all = Expressions.and(all, translate(operand).orElse(Expressions.alwaysTrue()));
    }
    return Optional.of(all);
  }

  private Optional<org.apache.iceberg.expressions.Expression> or(List<Expression> operands) {
    org.apache.iceberg.expressions.Expression any = Expressions.alwaysFalse();
    for (Expression operand : operands) {
      Optional<org.apache.iceberg.expressions.Expression> side = translate(operand);
      if (side.isEmpty()) {
        return Optional.empty();
      }
      any = Expressions.or(any, side.get());
    }
    return Optional.of(any);
  }

  private Optional<org.apache.iceberg.expressions.Expression> in(List<Expression> operands) {
    Optional<Integer> column = column(operands.get(0));
    if (column.isEmpty()) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (Expression operand : operands.subList(1, operands.size())) {
      Optional<Constants.Value> constant = Constants.of(operand, context);
      if (constant.isEmpty()) {
        return Optional.empty();
      }
      if (constant.get().value() != null) {
        Optional<Object> value = value(types.get(column.get()), constant.get().value());
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.add(value.get());
      }
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(Expressions.in(name(column.get()), values));
  }

  private Optional<Integer> column(Expression expression) {
    return expression instanceof InputReference reference && isKnown(reference.index())
        ? Optional.of(reference.index())
        : Optional.empty();
  }

  private boolean isKnown(int column) {
    return column < names.size() && names.get(column) != null;
  }

  private String name(int column) {
    return names.get(column);
  }

  private Optional<org.apache.iceberg.expressions.Expression> comparison(Comparison comparison) {
    if (!isKnown(comparison.column())) {
      return Optional.empty();
    }
    String name = name(comparison.column());
    return value(types.get(comparison.column()), comparison.value())
        .map(
            value ->
                switch (comparison.operator()) {
                  case EQ -> Expressions.equal(name, value);
                  case NE -> Expressions.notEqual(name, value);
                  case LT -> Expressions.lessThan(name, value);
                  case LE -> Expressions.lessThanOrEqual(name, value);
                  case GT -> Expressions.greaterThan(name, value);
                  case GE -> Expressions.greaterThanOrEqual(name, value);
                });
  }

  /**
   * The value as Iceberg's literals take it, or empty where its order would not be PostgreSQL's.
   */
  private static Optional<Object> value(PgType type, Object value) {
    return switch (Storage.of(type)) {
      case BOOLEAN -> Optional.of(value);
      case INT -> {
        long number = (Long) value;
        yield number == (int) number ? Optional.of((int) number) : Optional.empty();
      }
      case LONG, TIME -> Optional.of(value);
      case DATE -> Optional.of(Times.storedDate((Long) value));
      case TIMESTAMP -> timestamp((Long) value);
      case DOUBLE -> ((Double) value).isNaN() ? Optional.empty() : Optional.of(value);
      case DECIMAL -> decimal(type, (PgNumeric) value);
      case TEXT ->
          type.is(PgTypes.BPCHAR) || type.is(PgTypes.JSON) || type.is(PgTypes.JSONB)
              ? Optional.empty()
              : Optional.of(((Bytes) value).text());
      case BINARY -> Optional.of(ByteBuffer.wrap(((Bytes) value).array()));
      case UUID -> {
        ByteBuffer bytes = ByteBuffer.wrap(((Bytes) value).array());
        yield Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
      }
      case FLOAT, NUMERIC_TEXT, INTERVAL, LIST -> Optional.empty();
    };
  }

  private static Optional<Object> timestamp(long micros) {
    return micros > Long.MAX_VALUE / 2 && micros != Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Times.storedTimestamp(micros));
  }

  private static Optional<Object> decimal(PgType type, PgNumeric value) {
    if (!value.isFinite()) {
      return Optional.empty();
    }
    BigDecimal scaled = value.decimal().setScale(type.scale(), RoundingMode.FLOOR);
    boolean exact = scaled.compareTo(value.decimal()) == 0;
    return exact && scaled.precision() <= type.precision() ? Optional.of(scaled) : Optional.empty();
  }
}
