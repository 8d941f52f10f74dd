package io.megadb.planner.relation;

import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;

/** Makes PostgreSQL's types, also where Calcite asks for its own. */
public final class PgTypeFactory extends SqlTypeFactoryImpl {
  public PgTypeFactory() {
    super(RelDataTypeSystem.DEFAULT);
  }

  /** Text is UTF-8; Calcite's own default would be Latin-1. */
  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  public RelDataType of(PgType type, boolean nullable) {
    return canonize(new PgRelDataType(type, nullable));
  }

  @Override
  public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
    if (type instanceof PgRelDataType ours) {
      return type.isNullable() == nullable ? type : of(ours.type(), nullable);
    }
    return super.createTypeWithNullability(type, nullable);
  }

  @Override
  public RelDataType createTypeWithCharsetAndCollation(
      RelDataType type, Charset charset, SqlCollation collation) {
    return type instanceof PgRelDataType
        ? type
        : super.createTypeWithCharsetAndCollation(type, charset, collation);
  }

  @Override
  public RelDataType createSqlType(SqlTypeName name) {
    BaseType base =
        switch (name) {
          case BOOLEAN -> PgTypes.BOOL;
          case TINYINT, SMALLINT -> PgTypes.INT2;
          case INTEGER -> PgTypes.INT4;
          case BIGINT -> PgTypes.INT8;
          case DECIMAL -> PgTypes.NUMERIC;
          case REAL -> PgTypes.FLOAT4;
          case FLOAT, DOUBLE -> PgTypes.FLOAT8;
          default -> null;
        };
    return base == null ? super.createSqlType(name) : of(PgType.of(base), false);
  }

  @Override
  public RelDataType createSqlType(SqlTypeName name, int precision) {
    return isOurs(name) ? createSqlType(name) : super.createSqlType(name, precision);
  }

  @Override
  public RelDataType createSqlType(SqlTypeName name, int precision, int scale) {
    return isOurs(name) ? createSqlType(name) : super.createSqlType(name, precision, scale);
  }

  private static boolean isOurs(SqlTypeName name) {
    return switch (name) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, FLOAT, DOUBLE -> true;
      default -> false;
    };
  }

  @Override
  public RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule rule) {
    return leastRestrictive(types);
  }

  /** The inputs of a set operation have equal types already, apart from their nullability. */
  @Override
  public RelDataType leastRestrictive(List<RelDataType> types) {
    RelDataType first = types.get(0);
    if (first.isStruct()) {
      return row(types);
    }
    if (!(first instanceof PgRelDataType ours)) {
      return super.leastRestrictive(types);
    }
    boolean nullable = false;
    boolean sameModifier = true;
    for (RelDataType type : types) {
      if (!(type instanceof PgRelDataType other) || !other.type().is(ours.type().base())) {
        return null;
      }
      nullable |= type.isNullable();
      sameModifier &= other.type().typmod() == ours.type().typmod();
    }
    return of(sameModifier ? ours.type() : ours.type().withoutModifier(), nullable);
  }

  private RelDataType row(List<RelDataType> rows) {
    Builder builder = builder();
    for (int i = 0; i < rows.get(0).getFieldCount(); i++) {
      List<RelDataType> column = new ArrayList<>();
      for (RelDataType row : rows) {
        column.add(row.getFieldList().get(i).getType());
      }
      RelDataType type = leastRestrictive(column);
      if (type == null) {
        return null;
      }
      builder.add(rows.get(0).getFieldNames().get(i), type);
    }
    return builder.build();
  }
}
