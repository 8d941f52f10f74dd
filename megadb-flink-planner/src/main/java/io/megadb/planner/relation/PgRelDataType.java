package io.megadb.planner.relation;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFamily;
import org.apache.calcite.sql.type.AbstractSqlType;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A PostgreSQL type as Calcite sees it. Only booleans and integers show their SQL type; all others
 * are opaque to Calcite, so that no rule applies the SQL standard's meaning to them.
 */
public final class PgRelDataType extends AbstractSqlType {
  private static final long serialVersionUID = 1L;

  private final PgType type;

  PgRelDataType(PgType type, boolean nullable) {
    super(sqlTypeName(type), nullable, null);
    this.type = type;
    computeDigest();
  }

  private static SqlTypeName sqlTypeName(PgType type) {
    return switch (type.oid()) {
      case PgTypes.BOOL_OID -> SqlTypeName.BOOLEAN;
      case PgTypes.INT2_OID -> SqlTypeName.SMALLINT;
      case PgTypes.INT4_OID -> SqlTypeName.INTEGER;
      case PgTypes.INT8_OID -> SqlTypeName.BIGINT;
      default -> SqlTypeName.OTHER;
    };
  }

  public PgType type() {
    return type;
  }

  /**
   * The PostgreSQL type of a column or expression.
   *
   * @throws IllegalStateException for a type that is not ours
   */
  public static PgType of(RelDataType type) {
    if (type instanceof PgRelDataType ours) {
      return ours.type;
    }
    throw new IllegalStateException("not a PostgreSQL type: " + type.getFullTypeString());
  }

  @Override
  public RelDataTypeFamily getFamily() {
    RelDataTypeFamily family = typeName.getFamily();
    return family == null || typeName == SqlTypeName.OTHER ? this : family;
  }

  @Override
  protected void generateTypeString(StringBuilder text, boolean withDetail) {
    text.append(type);
    if (withDetail) {
      text.append('#').append(type.oid());
    }
  }
}
