package io.megadb.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionId;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.FunctionSignature;
import io.megadb.function.ScalarFunction;
import io.megadb.type.PgType;
import io.megadb.vector.Bytes;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogFunctionsTest {
  private static final FunctionRegistry REGISTRY = registry();
  private final EvaluationContext context = FakeCatalog.create().context();

  private static FunctionRegistry registry() {
    FunctionRegistry.Builder builder = new FunctionRegistry.Builder();
    new PgCatalogTaskPlugin().functions().forEach(provider -> provider.register(builder));
    return builder.build();
  }

  /** The function's answer: a number, a boolean, a text or null. */
  private Object call(EvaluationContext context, String id, Object... arguments) {
    ScalarFunction function = REGISTRY.scalar(new FunctionId(id));
    FunctionSignature signature = function.signature();
    List<PgType> types = signature.arguments().stream().map(PgType::of).toList();
    List<Vector> vectors = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      Object value = arguments[i];
      VectorBuilder builder = VectorBuilder.of(types.get(i));
      builder.append(
          value instanceof String text
              ? Bytes.utf8(text)
              : value instanceof Integer number ? (Object) number.longValue() : value);
      vectors.add(builder.build());
    }
    Vector result =
        function
            .bind(types, PgType.of(signature.result()))
            .apply(vectors.toArray(new Vector[0]), 1, context);
    Object value = Values.get(result.flat(), 0);
    return value instanceof Bytes bytes ? bytes.toString() : value;
  }

  private Object call(String id, Object... arguments) {
    return call(context, id, arguments);
  }

  @Test
  void definitionsAreSql() {
    assertThat(call("pg_get_indexdef(oid)", FakeCatalog.INDEX))
        .isEqualTo(
            "CREATE UNIQUE INDEX orders_pkey ON public.orders USING btree (id, \"Line No\")");
    assertThat(call("pg_get_indexdef(oid,int4,bool)", FakeCatalog.INDEX, 0, true))
        .isEqualTo("CREATE UNIQUE INDEX orders_pkey ON orders USING btree (id, \"Line No\")");
    assertThat(call("pg_get_indexdef(oid,int4,bool)", FakeCatalog.INDEX, 2, true))
        .isEqualTo("\"Line No\"");
    assertThat(call("pg_get_indexdef(oid,int4,bool)", FakeCatalog.INDEX, 3, true)).isEqualTo("");
    assertThat(call("pg_get_constraintdef(oid)", FakeCatalog.KEY))
        .isEqualTo("PRIMARY KEY (id, \"Line No\")");
    assertThat(call("pg_get_constraintdef(oid)", FakeCatalog.CHECK)).isEqualTo("CHECK ((id > 0))");
    assertThat(call("pg_get_constraintdef(oid,bool)", FakeCatalog.CHECK, true))
        .isEqualTo("CHECK (id > 0)");
    assertThat(call("pg_get_viewdef(oid)", FakeCatalog.VIEW)).isEqualTo(" SELECT id FROM orders;");
    assertThat(call("pg_get_viewdef(text)", "recent")).isEqualTo(" SELECT id FROM orders;");
    assertThat(call("pg_get_expr(text,oid)", "id > 0", FakeCatalog.TABLE)).isEqualTo("id > 0");
  }

  @Test
  void unknownObjectsAreNull() {
    assertThat(call("pg_get_indexdef(oid)", 1)).isNull();
    assertThat(call("pg_get_constraintdef(oid)", 1)).isNull();
    assertThat(call("pg_get_viewdef(oid)", 1)).isNull();
    assertThat(call("pg_table_is_visible(oid)", 1)).isNull();
    assertThat(call("to_regclass(text)", "nothing")).isNull();
    assertThat(call("has_table_privilege(oid,text)", 1, "SELECT")).isNull();
  }

  @Test
  void tableOutsideTheSearchPathIsNotVisible() {
    assertThat(call("pg_table_is_visible(oid)", FakeCatalog.TABLE)).isEqualTo(true);
    assertThat(call("pg_table_is_visible(oid)", FakeCatalog.INDEX)).isEqualTo(true);
    assertThat(call("pg_table_is_visible(oid)", FakeCatalog.HIDDEN)).isEqualTo(false);
  }

  @Test
  void currentSchemasNamesPgCatalogOnlyIfAsked() {
    assertThat(call("current_schema()")).isEqualTo("public");
    assertThat(call("current_schemas(bool)", false)).hasToString("[public]");
    assertThat(call("current_schemas(bool)", true)).hasToString("[pg_catalog, public]");
  }

  @Test
  void commentsAreFoundByObject() {
    assertThat(call("obj_description(oid,name)", FakeCatalog.TABLE, "pg_class"))
        .isEqualTo("what was bought");
    assertThat(call("obj_description(oid,name)", FakeCatalog.SCHEMA, "pg_namespace"))
        .isEqualTo("standard public schema");
    assertThat(call("obj_description(oid,name)", FakeCatalog.TABLE, "pg_proc")).isNull();
    assertThat(call("col_description(oid,int4)", FakeCatalog.TABLE, 2)).isEqualTo("the line");
    assertThat(call("col_description(oid,int4)", FakeCatalog.TABLE, 1)).isNull();
  }

  @Test
  void formatTypeKnowsModifiersAndUnknownTypes() {
    assertThat(call("format_type(oid,int4)", 1700, (10 << 16) + 2 + 4)).isEqualTo("numeric(10,2)");
    assertThat(call("format_type(oid,int4)", 1042, null)).isEqualTo("character");
    assertThat(call("format_type(oid,int4)", 1042, -1)).isEqualTo("bpchar");
    assertThat(call("format_type(oid,int4)", 0, null)).isEqualTo("-");
    assertThat(call("format_type(oid,int4)", 99999, null)).isEqualTo("???");
    assertThat(call("format_type(oid,int4)", null, null)).isNull();
  }

  @Test
  void theOneRoleHasEveryPrivilege() {
    assertThat(call("pg_get_userbyid(oid)", 10)).isEqualTo("ada");
    assertThat(call("pg_get_userbyid(oid)", 11)).isEqualTo("unknown (OID=11)");
    assertThat(call("has_table_privilege(text,text)", "orders", "select, insert")).isEqualTo(true);
    assertThat(call("has_schema_privilege(name,text,text)", "ada", "public", "USAGE"))
        .isEqualTo(true);
    assertFails(
        SqlState.INVALID_PARAMETER_VALUE, "has_table_privilege(text,text)", "orders", "FLY");
    assertFails(
        SqlState.UNDEFINED_OBJECT,
        "has_schema_privilege(name,text,text)",
        "bob",
        "public",
        "USAGE");
    assertFails(SqlState.UNDEFINED_TABLE, "has_table_privilege(text,text)", "nothing", "SELECT");
  }

  private void assertFails(SqlState state, String id, Object... arguments) {
    assertThatThrownBy(() -> call(id, arguments))
        .isInstanceOfSatisfying(MegaDbException.class, e -> assertThat(e.state()).isEqualTo(state));
  }

  @Test
  void taskWithoutCatalogIsRefused() {
    assertThatThrownBy(() -> call(EvaluationContext.constant(), "pg_table_is_visible(oid)", 1))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED));
  }

  /** Expected texts are PostgreSQL 15's. */
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "10239, 10239 bytes",
    "10240, 10 kB",
    "-10240, -10 kB",
    "10485247, 10239 kB",
    "10485248, 10 MB",
    "10485760, 10 MB",
    "1099511627776, 1024 GB",
    "9223372036854775807, 8192 PB",
  })
  void sizesArePrettyAsInPostgres(long bytes, String pretty) {
    assertThat(call("pg_size_pretty(int8)", bytes)).isEqualTo(pretty);
  }

  @Test
  void encodingsAreNumbered() {
    assertThat(call("pg_encoding_to_char(int4)", 6)).isEqualTo("UTF8");
    assertThat(call("pg_encoding_to_char(int4)", 99)).isEqualTo("");
    assertThat(call("pg_char_to_encoding(name)", "utf8")).isEqualTo(6L);
    assertThat(call("pg_char_to_encoding(name)", "nothing")).isEqualTo(-1L);
  }
}
