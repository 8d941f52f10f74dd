package io.megadb.planner.ast;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/**
 * A type as written, under its pg_catalog name ({@code int} is {@code int4}), not looked up yet.
 * The name is qualified with pg_catalog exactly where the grammar itself means that type.
 */
public final class PgTypeNameSpec extends SqlTypeNameSpec {
  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("int", "int4"),
          Map.entry("integer", "int4"),
          Map.entry("smallint", "int2"),
          Map.entry("bigint", "int8"),
          Map.entry("real", "float4"),
          Map.entry("decimal", "numeric"),
          Map.entry("dec", "numeric"),
          Map.entry("numeric", "numeric"),
          Map.entry("boolean", "bool"));

  private final SqlNodeList modifiers;
  private final String fields;
  private final int dimensions;
  private final boolean setOf;

  private PgTypeNameSpec(
      SqlIdentifier name,
      SqlNodeList modifiers,
      String fields,
      int dimensions,
      boolean setOf,
      SqlParserPos pos) {
    super(name, pos);
    this.modifiers = modifiers;
    this.fields = fields;
    this.dimensions = dimensions;
    this.setOf = setOf;
  }

  /** A type by a name that is not a keyword. */
  public static PgTypeNameSpec named(SqlIdentifier name, SqlNodeList modifiers) {
    return new PgTypeNameSpec(name, modifiers, null, 0, false, name.getParserPosition());
  }

  /**
   * A type that the grammar knows.
   *
   * @param keyword the word written, or its pg_catalog name
   * @param fields of an interval, such as {@code DAY TO SECOND}, or null
   */
  public static PgTypeNameSpec builtIn(
      String keyword, SqlNodeList modifiers, String fields, SqlParserPos pos) {
    String name = KEYWORDS.getOrDefault(keyword, keyword);
    SqlIdentifier qualified = new SqlIdentifier(List.of("pg_catalog", name), pos);
    return new PgTypeNameSpec(qualified, modifiers, fields, 0, false, pos);
  }

  /** The same type as an array. */
  public PgTypeNameSpec array(int newDimensions) {
    return new PgTypeNameSpec(
        getTypeName(), modifiers, fields, newDimensions, setOf, getParserPos());
  }

  /** SETOF this type. */
  public PgTypeNameSpec asSet() {
    return new PgTypeNameSpec(getTypeName(), modifiers, fields, dimensions, true, getParserPos());
  }

  /**
   * Expressions in parentheses after the name, empty when none; numbers for the types that the
   * grammar knows.
   */
  public SqlNodeList modifiers() {
    return modifiers;
  }

  /** The fields of an interval in upper case, or null. */
  public String fields() {
    return fields;
  }

  /** Pairs of brackets; 0 when it is not an array. PostgreSQL gives their number no meaning. */
  public int dimensions() {
    return dimensions;
  }

  public boolean setOf() {
    return setOf;
  }

  /** The last part of the name. */
  public String baseName() {
    List<String> names = getTypeName().names;
    return names.get(names.size() - 1);
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    throw new UnsupportedOperationException("not a Calcite type: " + getTypeName());
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.print(toString());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(setOf ? "SETOF " : "").append(getTypeName());
    if (!modifiers.isEmpty()) {
      String separator = "(";
      for (SqlNode modifier : modifiers) {
        text.append(separator).append(modifier);
        separator = ", ";
      }
      text.append(')');
    }
    if (fields != null) {
      text.append(' ').append(fields);
    }
    return text.append("[]".repeat(dimensions)).toString();
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec node, Litmus litmus) {
    return (node instanceof PgTypeNameSpec that
            && getTypeName().equalsDeep(that.getTypeName(), litmus)
            && modifiers.equalsDeep(that.modifiers, litmus)
            && Objects.equals(fields, that.fields)
            && dimensions == that.dimensions
            && setOf == that.setOf)
        ? litmus.succeed()
        : litmus.fail("{} != {}", this, node);
  }
}
